"""Laws of conservation: every seat and every user is accounted for, and an error removes nobody."""

from hypothesis import given

from oneroster_classlink.mapping import Code, Outcome, PersonRole, Severity
from tests.mapping.laws.districts import MODEST, districts

REASONS = {
    Code.USER_TOBEDELETED,
    Code.USER_ROLE_NOT_INGESTED,
    Code.USER_EXCLUDED,
    Code.USER_NOT_IN_SCHOOL,
    Code.USER_MERGED,
}
"""Why a user is no person."""


def persons_by_user(mapping):
    """Return the person of every user id; a merged record's is the one that it is merged into."""
    people = {person.sourced_id: person for person in mapping.roster.people}
    return people | {key: person for person in people.values() for key in person.merged}


@MODEST
@given(districts())
def test_seats__every_one_is_an_owner_a_member_or_has_a_finding(district):
    snapshot, mapping = district.snapshot(), district.mapped()
    classes = {klass.sourced_id: klass for klass in mapping.roster.classes}
    persons = persons_by_user(mapping)
    told = {found.enrollment for found in mapping.findings if found.enrollment}

    assert sorted(snapshot.enrollments.ids) == sorted(mapping.decisions)
    for seat in snapshot.enrollments:
        decision = mapping.decisions[seat.sourced_id]
        if decision.outcome is Outcome.NONE:
            assert seat.sourced_id in told
        else:
            klass = classes[seat.klass]
            assert persons[seat.user].sourced_id in (
                klass.owners if decision.outcome is Outcome.OWNER else klass.members
            )
        assert (decision.code is not None) == (seat.sourced_id in told)


@MODEST
@given(districts())
def test_seats__nobody_sits_anywhere_without_one(district):
    """The other way round: an owner or member has exactly one seat that says so, and is a person."""
    snapshot, mapping = district.snapshot(), district.mapped()
    persons = persons_by_user(mapping)
    seated = sorted(
        (klass.sourced_id, user) for klass in mapping.roster.classes for user in (*klass.owners, *klass.members)
    )
    taken = sorted(
        (seat.klass, persons[seat.user].sourced_id)
        for seat in snapshot.enrollments
        if mapping.decisions[seat.sourced_id].outcome is not Outcome.NONE
    )

    assert taken == seated
    assert mapping.roster.tombstones.isdisjoint(("seat", *seat) for seat in seated)
    assert len(set(seated)) == len(seated)


@MODEST
@given(districts())
def test_users__every_one_is_a_person_or_has_exactly_one_reason(district):
    mapping = district.mapped()
    reasons = [found.user for found in mapping.findings if found.code in REASONS]

    assert sorted(district.snapshot().users.ids) == sorted([*mapping.roster.people.ids, *reasons])
    assert sorted(key for person in mapping.roster.people for key in person.merged) == sorted(
        found.user
        for found in mapping.findings.of(Code.USER_MERGED)
        if dict(found.facts)["winner"].removeprefix("user ") in set(mapping.roster.people.ids)
    )


@MODEST
@given(districts())
def test_owners__are_staff_whatever_the_records_say(district):
    """R4."""
    mapping = district.mapped()
    persons = persons_by_user(mapping)
    owners = [persons[key] for klass in mapping.roster.classes for key in klass.owners]

    assert all({PersonRole.TEACHER, PersonRole.ADMINISTRATOR} & set(owner.roles) for owner in owners)


@MODEST
@given(districts())
def test_errors__remove_nobody(district):
    """Who cannot be created stays a person, an owner and a member, as if no e-mail address were needed."""
    mapping, lenient = district.mapped(), district.mapped(email_required=[])
    errors = {found.user for found in mapping.findings if found.severity is Severity.ERROR and found.user}

    assert errors == {person.sourced_id for person in mapping.roster.people if not person.creatable}
    assert list(lenient.roster.people.ids) == list(mapping.roster.people.ids)
    assert lenient.roster.classes == mapping.roster.classes
    assert all(person.creatable for person in lenient.roster.people)
