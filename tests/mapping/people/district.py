"""The people of a made-up district, judged without its classes."""

from oneroster_classlink.mapping.findings import Findings
from oneroster_classlink.mapping.people.judge import judge_users
from oneroster_classlink.mapping.people.persons.people import judge_people
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.roster import RosterSchool
from oneroster_classlink.models import OrgType
from tests.records import make_org, make_snapshot

STUDENT = {"role": "student", "email": "pupil@school.example"}
"""Of a student who lacks nothing but a birth date and guardians."""


def judged_users(*records, policy=None, schools=("S1", "S2")):
    """Return the snapshot of *records* and its users, judged by themselves."""
    orgs = [make_org("S1"), make_org("S2"), make_org("D1", type=OrgType.DISTRICT)]
    snapshot = make_snapshot(*orgs, *records, allow_empty=("enrollments", "users"))
    taken = {key: RosterSchool(sourced_id=key, name=key) for key in schools}
    return snapshot, judge_users(snapshot, schools=taken, policy=policy or Policy())


def judged(*records, policy=None, seats=None, schools=("S1", "S2"), accounts=()):
    """Return the people of *records*; *seats* are ids of users by school, each in a class that is taken."""
    policy = policy or Policy()
    snapshot, users = judged_users(*records, policy=policy, schools=schools)
    rows = {
        school: [users.merged.get(row, row) for row in map(snapshot.users.row, ids)]
        for school, ids in (seats or {}).items()
    }
    return judge_people(
        snapshot,
        users=users,
        seat_schools=rows,
        schools={key: RosterSchool(sourced_id=key, name=key) for key in schools},
        policy=policy,
        today=policy.today or snapshot.pulled_on,
        accounts=accounts,
    )


def persons_of(people):
    """Return the persons by id."""
    return {key: people.person(row) for key, row in zip(people.ids, people.rows, strict=True)}


def told_by(people):
    """Return the findings in order."""
    return Findings(people.findings())


def people_of(*records, **options):
    """Return the persons by id, and the code and user of every finding about a user."""
    found = judged(*records, **options)
    return persons_of(found), {(told.code, told.user) for told in told_by(found) if told.user}


def facts_of(*records, code, **options):
    """Return the facts of the findings of *code* by user; each can be said."""
    found = told_by(judged(*records, **options)).of(code)
    assert all(told.user in str(told) for told in found)
    return {told.user: dict(told.facts) for told in found}
