"""Laws of contact points: one account each, and whoever loses one is told to whom; a further role removes nobody."""

import attrs
from hypothesis import given
from hypothesis import strategies as st

from oneroster_classlink.mapping import Code, ContactPoint, PersonRole, read_role
from oneroster_classlink.mapping.people.points import KEYS
from oneroster_classlink.models import Role, RoleAssignment, RoleType
from tests.mapping.laws.districts import MODEST, districts

LOSING = {
    ContactPoint.EMAIL: (Code.EMAIL_TAKEN, Code.STAFF_EMAIL_TAKEN),
    ContactPoint.MOBILE: (Code.MOBILE_TAKEN,),
}
ROLES = st.sampled_from([Role(role) for role in PersonRole])


def key_of(point, text):
    """Return *text* in the form in which it is compared, or ``None``."""
    return KEYS[point]([text])[0]


def carried(policy, user, point):
    """Return the contact point that a user's record carries: the first of the fields that is not blank."""
    fields = (["email"] if policy.email else []) if point is ContactPoint.EMAIL else policy.mobile
    texts = (getattr(user, field) for field in fields)
    return key_of(point, next((text for text in texts if text and text.strip()), None))


@MODEST
@given(districts(), st.sampled_from(ContactPoint))
def test_contact_points__belong_to_one_person_or_account(district, point):
    """R7: at most one person has it; exactly one, where some carry it and no account does."""
    mapping = district.mapped(unique=[point], merge_staff_parents=False)
    records = {user.sourced_id: user for user in district.users}
    having = [key for person in mapping.roster.people if (key := key_of(point, getattr(person, point)))]
    carriers = {
        key for person in mapping.roster.people if (key := carried(mapping.policy, records[person.sourced_id], point))
    }
    held = {key_of(point, getattr(account, point)) for account in district.accounts}

    assert len(set(having)) == len(having)
    assert carriers - held <= set(having) <= carriers


@MODEST
@given(districts(), st.sampled_from(ContactPoint))
def test_contact_points__whoever_loses_one_is_told_who_has_it(district, point):
    mapping = district.mapped()
    people = {person.sourced_id: person for person in mapping.roster.people}
    accounts = {account.id: account for account in district.accounts}
    linked = {person.account: person for person in people.values()}
    lost = [found for code in LOSING[point] for found in mapping.findings.of(code)]

    assert len({found.user for found in lost}) == len(lost)
    for found in lost:
        kind, _, winner = dict(found.facts)["winner"].partition(" ")
        assert getattr(people[found.user], point) is None
        if kind == "user":
            assert getattr(people[winner], point) is not None
        else:
            assert key_of(point, getattr(accounts[winner], point)) is not None
            assert people[found.user] is not linked.get(winner)


@MODEST
@given(districts(), st.data(), ROLES, st.sampled_from(["S1", "S9"]))
def test_a_further_role__removes_nobody(district, data, role, org):
    """Everybody stays on the roster, by itself or as part of the person that the policy merges it into."""
    before, after = district.mapped(), district.mapped(with_role(district, data, role, org))
    still = {key for person in after.roster.people for key in (person.sourced_id, *person.merged)}

    assert set(before.roster.people.ids) <= still


@MODEST
@given(districts(), st.data(), ROLES, st.sampled_from(["S1", "S9"]))
def test_a_further_role__moves_a_contact_point_only_with_a_finding(district, data, role, org):
    more = with_role(district, data, role, org)
    before, after = (district.mapped(records, merge_staff_parents=False) for records in (None, more))
    people = {person.sourced_id: person for person in after.roster.people}
    for point, codes in LOSING.items():
        lost = {found.user: dict(found.facts)["winner"] for code in codes for found in after.findings.of(code)}
        for person in before.roster.people:
            if getattr(person, point) is not None and getattr(people[person.sourced_id], point) is None:
                kind, _, winner = lost[person.sourced_id].partition(" ")
                assert kind == "account" or getattr(people[winner], point) is not None


def with_role(district, data, role, org):
    """Return the records after one of the users has got a further ingested role."""
    ingested = read_role(role) in district.policy.ingested
    if not district.users or not ingested:
        return district.records
    user = data.draw(st.sampled_from(district.users))
    further = RoleAssignment(role=role, org=org, role_type=RoleType.SECONDARY)
    return district.with_user(attrs.evolve(user, roles=(*user.roles, further)))
