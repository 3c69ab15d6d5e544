"""Merging, contact points and accounts of small districts, against the rules written down once more, plainly (R7)."""

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.mapping.findings import Code
from oneroster_classlink.mapping.people.points import email_key, mobile_key
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.models import RoleAssignment, Status
from tests.mapping.people.district import judged, persons_of, told_by
from tests.mapping.people.test_contacts import ACCOUNTS, MAILS, NUMBERS
from tests.records import make_user

RANKS = {"teacher": 0, "administrator": 0, "aide": 1, "guardian": 2, "parent": 2, "student": 3}
ORDER = list(RANKS)
KINDS = {"administrator": "teacher", "aide": "teacher", "guardian": "parent"}
STAFF, PARENTS = {"teacher", "administrator", "aide"}, {"guardian", "parent"}
POINTS = {"email": email_key, "mobile": mobile_key}
CODES = {
    Code.USER_MERGED,
    Code.STAFF_ALSO_PARENT,
    Code.ACCOUNT_LINKED,
    Code.ACCOUNT_ROLE_DIFFERS,
    Code.ACCOUNTS_SEVERAL,
    Code.STAFF_NO_EMAIL,
    Code.STAFF_EMAIL_TAKEN,
    Code.EMAIL_TAKEN,
    Code.EMAIL_INVALID,
    Code.MOBILE_TAKEN,
    Code.MOBILE_INVALID,
}
ENABLED = st.sampled_from([True, None, False])
ANYBODY = st.fixed_dictionaries(
    {
        "role": st.lists(st.sampled_from(ORDER), min_size=1, max_size=2, unique=True),
        "email": MAILS,
        "sms": NUMBERS,
        "given_name": st.sampled_from(["Ann", "Bob", ""]),
        "enabled_user": ENABLED,
        "status": st.sampled_from([Status.ACTIVE, Status.ACTIVE, Status.TOBEDELETED]),
    }
)
FAMILY = st.fixed_dictionaries(
    {
        "role": st.sampled_from([["teacher"], ["parent"], ["guardian"], ["aide"]]),
        "email": st.sampled_from(["a@s.example", "A@S.example"]),
        "sms": NUMBERS,
        "given_name": st.just("Ann"),
        "enabled_user": ENABLED,
    }
)
USERS = st.lists(ANYBODY | FAMILY | FAMILY, max_size=6).map(
    lambda rows: [_user(f"U{place}", **fields) for place, fields in enumerate(rows)]
)


def _user(key, *, role, **fields):
    roles = tuple(RoleAssignment(role=name, org="S1") for name in role)
    return make_user(key, roles=roles, family_name="", **fields)


@attrs.define
class Someone:
    """A person, and what is told of the records that the person is."""

    records: list
    account: str | None = None
    accounts: list = attrs.Factory(list)
    carries: dict = attrs.Factory(dict)
    winners: dict = attrs.Factory(dict)

    @property
    def key(self):
        return self.records[0].sourced_id

    @property
    def roles(self):
        return {role for record in self.records for role in roles_of(record)}

    @property
    def rank(self):
        return min(RANKS[role] for role in self.roles), self.key

    def has(self, point):
        """Return the form in which the contact point is compared: the first text that is not blank."""
        return POINTS[point](self.carries[point])


def mates_of(users):
    """Return the staff record for each parent's: as enabled first, then the highest role, then the first id."""
    found = {}
    for parent in (user for user in users if roles_of(user) <= PARENTS):
        same = [
            user
            for user in users
            if roles_of(user) <= STAFF
            and parent.given_name
            and email_key(parent.email)
            and (user.given_name, email_key(user.email)) == (parent.given_name, email_key(parent.email))
        ]
        if same:
            found[parent.sourced_id] = min(
                same,
                key=lambda user: (off(user) != off(parent), min(map(ORDER.index, roles_of(user))), user.sourced_id),
            )
    return found


def roles_of(user):
    return {str(held.role) for held in user.roles}


def off(user):
    return user.enabled_user is False


def people_of(users, merges):
    """Return the persons by id."""
    people = {}
    for user in users:
        if user.sourced_id not in merges:
            parts = [other for other in users if merges.get(other.sourced_id) == user.sourced_id]
            someone = people[user.sourced_id] = Someone(records=[user, *parts])
            for point, name in (("email", "email"), ("mobile", "sms")):
                texts = [getattr(record, name) for record in someone.records]
                someone.carries[point] = next(filter(None, texts), None)
    return people


def link_by_id(people, accounts):
    """Give the accounts that know their record to its person; the person's own record's comes first."""
    for someone in people.values():
        for record in someone.records:
            someone.accounts += [account for account in accounts if account.sourced_id == record.sourced_id]
        own = [account for account in someone.accounts if account.sourced_id == someone.key]
        someone.accounts = own + sorted((a for a in someone.accounts if a not in own), key=lambda a: a.id)
        someone.account = someone.accounts[0].id if someone.accounts else None


def carriers_of(people, point):
    """Return those who carry each contact point, the winner first."""
    found = {}
    for someone in sorted(people.values(), key=lambda someone: someone.rank):
        if someone.has(point):
            found.setdefault(someone.has(point), []).append(someone)
    return found


def owner_of(people, account):
    return next((someone for someone in people.values() if account in someone.accounts), None)


def link_by_point(people, accounts, point):
    """Give each winner who has no account the first that is nobody's, has the contact point, and whose role fits."""
    for key, (winner, *_) in carriers_of(people, point).items():
        free = [
            account
            for account in accounts
            if POINTS[point](getattr(account, point)) == key
            and account.sourced_id is None
            and owner_of(people, account) is None
            and (account.role is None or account.role in {KINDS.get(role, role) for role in winner.roles})
        ]
        if free and winner.account is None:
            winner.account, winner.accounts = free[0].id, [free[0]]


def decide(people, accounts, point):
    """Say whose each contact point is."""
    for key, (winner, *others) in carriers_of(people, point).items():
        held = [account for account in accounts if POINTS[point](getattr(account, point)) == key]
        owners = [owner_of(people, account) for account in held]
        keeping = [
            account.id
            for account, owner in zip(held, owners, strict=True)
            if winner not in owners and (owner is None or owner.has(point) is None)
        ]
        for loser in [winner, *others] if keeping else others:
            loser.winners[point] = f"account {keeping[0]}" if keeping else f"user {winner.key}"


def expected(users, accounts, *, merge):
    """Return the persons by id, the mates that are not merged, and those that are."""
    users, accounts = [user for user in users if user.is_active], sorted(accounts, key=lambda account: account.id)
    mates = mates_of(users)
    by_id = {user.sourced_id: user for user in users}
    merges = {key: mate.sourced_id for key, mate in mates.items() if merge and off(mate) == off(by_id[key])}
    people = people_of(users, merges)
    link_by_id(people, accounts)
    for point in POINTS:
        link_by_point(people, accounts, point)
    for point in POINTS:
        decide(people, accounts, point)
    apart = {user for key, mate in mates.items() if key not in merges for user in (key, mate.sourced_id)}
    return people, apart, merges


def codes_of(someone):
    """Return the codes that a person gets."""
    emails = {"taken": someone.winners.get("email"), "invalid": someone.carries["email"] and not someone.has("email")}
    held_back = bool(someone.roles & {"teacher", "administrator"}) and someone.account is None
    fits = {None, *(KINDS.get(role, role) for role in someone.roles)}
    told = {
        Code.ACCOUNT_LINKED: someone.account,
        Code.ACCOUNT_ROLE_DIFFERS: any(account.role not in fits for account in someone.accounts),
        Code.ACCOUNTS_SEVERAL: len(someone.accounts) > 1,
        Code.STAFF_NO_EMAIL: held_back and someone.has("email") is None,
        Code.STAFF_EMAIL_TAKEN: held_back and emails["taken"],
        Code.EMAIL_TAKEN: not held_back and emails["taken"],
        Code.EMAIL_INVALID: not held_back and emails["invalid"],
        Code.MOBILE_TAKEN: someone.winners.get("mobile"),
        Code.MOBILE_INVALID: someone.carries["mobile"] and not someone.has("mobile"),
    }
    return {code for code, holds in told.items() if holds}


@settings(max_examples=250, deadline=None)
@given(USERS, ACCOUNTS, st.booleans())
def test_people__are_as_the_rules_say(users, accounts, merge):
    people, apart, merges = expected(users, accounts, merge=merge)
    found = judged(*users, policy=Policy(merge_staff_parents=merge), accounts=accounts)
    persons, told = persons_of(found), told_by(found)
    wanted = {(code, key) for key, someone in people.items() for code in codes_of(someone)}

    assert people.keys() == persons.keys()
    for key, someone in people.items():
        got = persons[key]
        points = {point: None if point in someone.winners else someone.has(point) for point in POINTS}
        assert (someone.account, points) == (got.account, {p: POINTS[p](getattr(got, p)) for p in POINTS})
        assert [record.sourced_id for record in someone.records[1:]] == list(got.merged)
        unable = {code for code, _ in wanted & {(Code.STAFF_NO_EMAIL, key), (Code.STAFF_EMAIL_TAKEN, key)}}
        assert (not unable, off(someone.records[0])) == (got.creatable, got.suspended)
    assert wanted | {(Code.STAFF_ALSO_PARENT, key) for key in apart} | {(Code.USER_MERGED, key) for key in merges} == {
        (one.code, one.user) for one in told if one.code in CODES
    }


@settings(max_examples=150, deadline=None)
@given(USERS, ACCOUNTS, st.booleans())
def test_people__are_told_who_has_it(users, accounts, merge):
    """The winner of a finding is a person who has the contact point, or an account that has it."""
    people, _, _ = expected(users, accounts, merge=merge)
    told = told_by(judged(*users, policy=Policy(merge_staff_parents=merge), accounts=accounts))
    losing = {Code.EMAIL_TAKEN: "email", Code.STAFF_EMAIL_TAKEN: "email", Code.MOBILE_TAKEN: "mobile"}

    assert {(key, point): winner for key, someone in people.items() for point, winner in someone.winners.items()} == {
        (one.user, losing[one.code]): dict(one.facts)["winner"] for one in told if one.code in losing
    }
