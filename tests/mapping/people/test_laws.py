"""Laws of people over any district: all accounted for, in any order, and a further role removes nobody."""

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.mapping.findings import KINDS, Code, Severity
from oneroster_classlink.mapping.people.persons.coverage import coverage
from oneroster_classlink.mapping.policy import Policy, predicate
from oneroster_classlink.mapping.rules.roles import GUARDIAN_ROLES, PersonRole
from oneroster_classlink.models import Role, RoleAssignment, Status
from tests.mapping.people.district import judged, persons_of, told_by
from tests.records import make_demographics, make_user

REASONS = {
    Code.USER_TOBEDELETED,
    Code.USER_ROLE_NOT_INGESTED,
    Code.USER_EXCLUDED,
    Code.USER_NOT_IN_SCHOOL,
    Code.USER_MERGED,
}
IDS = [f"U{number}" for number in range(6)]
MODEST = settings(max_examples=60, deadline=None)

ids = st.sampled_from(IDS)
orgs = st.sampled_from(["S1", "S2", "D1", "S9", None])
roles = st.sampled_from([*Role, "dean"])
emails = st.sampled_from([None, "one@school.example", "two@school.example", "no address"])
policies = st.builds(
    Policy,
    guardians=st.booleans(),
    merge_staff_parents=st.booleans(),
    email=st.booleans(),
    users=st.sampled_from([None, predicate("not the last", lambda user: user.sourced_id != IDS[-1])]),
)


@st.composite
def user_records(draw, key):
    """Draw a user with any roles, any agents and a name that others may have too."""
    held = draw(st.lists(st.builds(RoleAssignment, role=roles, org=orgs), max_size=3))
    return make_user(
        key,
        roles=tuple(held),
        status=draw(st.sampled_from([Status.ACTIVE] * 3 + [Status.TOBEDELETED])),
        agents=tuple(draw(st.lists(st.sampled_from([*IDS, "U99"]), max_size=3))),
        email=draw(emails),
        sms=draw(st.sampled_from([None, "555-010-1111", "555-010-2222"])),
        given_name="Made",
        family_name=draw(st.sampled_from(["Up", "Down"])),
        enabled_user=draw(st.sampled_from([True, False, None])),
    )


@st.composite
def districts(draw):
    """Draw users, seats by school and demographics."""
    keys = draw(st.lists(ids, unique=True, min_size=1))
    users = [draw(user_records(key)) for key in keys]
    born = [make_demographics(key) for key in draw(st.lists(ids, unique=True))]
    return users, born


def seats_of(people):
    """Return a seat for every second person that may have one."""
    return {"S1": [user.sourced_id for user in people[::2] if user.is_active]}


@given(district=districts(), policy=policies)
@MODEST
def test_people__every_user_is_a_person_or_has_exactly_one_reason(district, policy):
    users, born = district
    found = judged(*users, *born, policy=policy)
    reasons = [told.user for told in told_by(found) if told.code in REASONS]

    assert sorted([*found.ids, *reasons]) == sorted(user.sourced_id for user in users)


@given(district=districts(), policy=policies, order=st.randoms(use_true_random=False))
@MODEST
def test_people__do_not_depend_on_the_order_of_records(district, policy, order):
    users, born = district
    seats = {"S1": [user.sourced_id for user in users if user.is_active and user.roles][:1]}
    shuffled = order.sample(users, len(users))
    one, other = (judged(*records, *born, policy=policy, seats=seats) for records in (users, shuffled))

    assert persons_of(one) == persons_of(other)
    assert told_by(one) == told_by(other)
    assert coverage(one) == coverage(other)


@given(district=districts(), policy=policies)
@MODEST
def test_people__an_error_removes_nobody(district, policy):
    """Whoever has an error without an e-mail address is the same person with one, but for the contact points."""
    users, born = district
    found = judged(*users, *born, policy=policy)
    errors = {told.user for told in told_by(found) if KINDS[told.code].severity is Severity.ERROR}
    persons = persons_of(found)

    assert errors == {key for key, person in persons.items() if not person.creatable}


@given(district=districts(), policy=policies, role=st.sampled_from(list(PersonRole)), org=st.sampled_from(["S1", "S9"]))
@MODEST
def test_people__a_further_role_removes_nobody(district, policy, role, org):
    users, born = district
    policy = attrs.evolve(policy, merge_staff_parents=False)
    more = [
        attrs.evolve(users[0], roles=(*users[0].roles, RoleAssignment(role=Role(role), org=org))),
        *users[1:],
    ]
    before, after = (judged(*records, *born, policy=policy) for records in (users, more))

    assert set(before.ids) <= set(after.ids)


@given(district=districts(), policy=policies)
@MODEST
def test_people__what_a_person_says_fits_together(district, policy):
    users, born = district
    found = judged(*users, *born, policy=policy)
    persons = persons_of(found)
    for key, person in persons.items():
        assert person.schools
        assert len(person.schools) == len(person.school_roles)
        assert all(set(roles) and set(roles) <= set(person.roles) for roles in person.school_roles)
        assert person.role in person.roles
        assert key not in person.guardians
        assert all(not GUARDIAN_ROLES.isdisjoint(persons[guardian].roles) for guardian in person.guardians)


@given(district=districts(), policy=policies)
@MODEST
def test_people__coverage_counts_what_the_persons_say(district, policy):
    users, born = district
    found = judged(*users, *born, policy=policy)
    persons = persons_of(found).values()
    places = [(None, role) for person in persons for role in person.roles] + [
        (school, role)
        for person in persons
        for school, roles in zip(person.schools, person.school_roles, strict=True)
        for role in roles
    ]

    assert {place: places.count(place) for place in places} == {
        (row.school, row.role): row.people for row in coverage(found)
    }
    assert all(row.people == row.by_either + row.by_none for row in coverage(found))
