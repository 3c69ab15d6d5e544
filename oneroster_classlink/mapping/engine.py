"""From a snapshot to a roster: the rules in order, each seat and each user accounted for."""

from collections.abc import Iterator, Sequence

from oneroster_classlink.mapping.classes.judge import class_findings, judge_classes
from oneroster_classlink.mapping.classes.roster import take_classes
from oneroster_classlink.mapping.classes.schools import take_schools
from oneroster_classlink.mapping.evidence import Evidence
from oneroster_classlink.mapping.findings import Code, Finding, Findings, Given, Rows
from oneroster_classlink.mapping.mapping import RosterMapping
from oneroster_classlink.mapping.people import Account, judge_people, judge_users
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.roster import Made, Roster
from oneroster_classlink.mapping.rules.roles import PersonRole
from oneroster_classlink.mapping.seats import Around, Decisions, JudgedSeats, SeatFindings, judge_seats
from oneroster_classlink.mapping.tombstones import tombstones
from oneroster_classlink.snapshot import Snapshot


def map_roster(snapshot: Snapshot, policy: Policy | None = None, *, accounts: Sequence[Account] = ()) -> RosterMapping:
    """Map *snapshot* by the rules of *policy*.

    Every seat (an enrollment with its user and class) ends as an owner, as a member or with a finding, and every
    user as a person or with a finding. The result does not depend on the order of the records.

    Args:
        snapshot: The district.
        policy: What the host decides; the set-up article's behaviour by default.
        accounts: The accounts that the host has already, with their contact points and links.

    Raises:
        UsageError: The accounts contradict each other, or a predicate of the policy failed.
    """
    policy = policy or Policy()
    evidence, given = _judged(snapshot, policy, accounts=accounts)
    return RosterMapping(
        roster=_roster(evidence),
        findings=_findings(evidence, given=given),
        decisions=Decisions(evidence.seats),
        policy=policy,
        evidence=evidence,
    )


def _judged(snapshot: Snapshot, policy: Policy, *, accounts: Sequence[Account]) -> tuple[Evidence, tuple[Finding, ...]]:
    """Return what is decided about every record, and the findings about schools."""
    today = policy.today or snapshot.pulled_on
    schools, given = take_schools(snapshot.orgs, policy)
    classes = judge_classes(snapshot, schools=schools, policy=policy, today=today)
    users = judge_users(snapshot, schools=schools, policy=policy)
    around = Around.of(snapshot, users=users, classes=classes, policy=policy, today=today)
    seats = judge_seats(around)
    people = judge_people(
        snapshot,
        users=users,
        seat_schools=seats.by_school,
        schools=schools,
        policy=policy,
        today=today,
        accounts=accounts,
    )
    taken = take_classes(snapshot, classes=classes, seats=seats, policy=policy)
    lacking = Rows(rows=taken.lacking(people.able), make=taken.finding, school=taken.school)
    evidence = Evidence(
        snapshot=snapshot,
        policy=policy,
        today=today,
        schools=schools,
        classes=classes,
        users=users,
        seats=seats,
        seat_findings=SeatFindings(around=around, seats=seats),
        people=people,
        taken=taken,
        class_findings=(class_findings(classes, snapshot.classes), lacking),
        user_findings=tuple(part for part in people.findings() if isinstance(part, Rows)),
    )
    return evidence, tuple(given)


def _roster(evidence: Evidence) -> Roster:
    people, snapshot, taken = evidence.people, evidence.snapshot, evidence.taken
    ids = snapshot.classes.ids
    return Roster(
        schools=tuple(evidence.schools.values()),
        classes=Made([ids[row] for row in taken.rows], rows=taken.rows, make=taken.klass),
        people=Made(people.ids, rows=people.rows, make=people.person),
        complete=snapshot.certificate.proves_absence,
        tombstones=tombstones(snapshot, evidence.seats),
    )


def _findings(evidence: Evidence, *, given: Sequence[Finding]) -> Findings:
    about_all = Given((*given, *_of_district(evidence.seats)))
    return Findings([about_all, *evidence.class_findings, evidence.seat_findings, *evidence.people.findings()])


def _of_district(seats: JudgedSeats) -> Iterator[Finding]:
    """Yield that co-teachers are perhaps not shared, where no teacher's seat is without the primary mark."""
    marks = {primary for role, primary in seats.seen if role is PersonRole.TEACHER}
    if marks == {True}:
        yield Finding(code=Code.CO_TEACHERS_NOT_SHARED)
