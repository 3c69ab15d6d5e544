"""R7: a contact point belongs to one account."""

import pickle
from collections import defaultdict

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.mapping.people.accounts import ACCOUNT_ROLES, Account
from oneroster_classlink.mapping.people.contacts import PointState
from oneroster_classlink.mapping.people.points import NO_FIELD, email_key, mobile_key
from oneroster_classlink.mapping.policy import ContactPoint
from oneroster_classlink.mapping.rules.roles import PersonRole
from tests.mapping.people.contacts import contacts_of
from tests.records import make_user

EMAIL, MOBILE = ContactPoint
MAIL, NUMBER = "ann@school.example", "(201) 555-0101"


def states(users, point=EMAIL, **options):
    """Return by user the state of *point*, and whose it is if it is lost."""
    found, rows = contacts_of(users, **options)
    held = found.email_state if point is EMAIL else found.mobile_state
    return {
        key: found.winner(point, row) if held[row] == PointState.LOST else PointState(held[row]).name
        for key, row in rows.items()
    }


def users_of(roles, **fields):
    """Return a user of each role, with ids in alphabetical order, who carry the same."""
    return [make_user(f"U{place}", role=role, **fields) for place, role in enumerate(roles, 1)]


@pytest.mark.parametrize(
    ("roles", "winner"),
    [
        (("student", "parent", "teacher"), "U3"),
        (("student", "guardian"), "U2"),
        (("parent", "aide"), "U2"),
        (("aide", "administrator"), "U2"),
        (("administrator", "teacher"), "U1"),
        (("siteAdministrator", "teacher"), "U1"),
        (("guardian", "parent"), "U1"),
        (("student", "student", "student"), "U1"),
    ],
)
@pytest.mark.parametrize("fields", [{"email": MAIL}, {"email": None, "sms": NUMBER}])
def test_find_contacts__the_highest_role_then_the_first_id(roles, winner, fields):
    point = EMAIL if fields["email"] else MOBILE
    users = users_of(roles, **fields)

    expected = {user.sourced_id: f"user {winner}" for user in users} | {winner: "WON"}
    assert expected == states(users, point)
    assert expected == states(users[::-1], point)


def test_find_contacts__case_and_marks_do_not_matter_and_are_kept():
    users = [
        make_user("U1", email=MAIL.upper(), sms="+1 201 555 0101"),
        make_user("U2", email=f" {MAIL}", phone="2015550101"),
    ]
    found, rows = contacts_of(users)

    assert {"U1": "WON", "U2": "user U1"} == states(users) == states(users, MOBILE)
    assert (MAIL.upper(), "+1 201 555 0101") == (found.email(rows["U1"]), found.mobile(rows["U1"]))
    assert (None, None) == (found.email(rows["U2"]), found.mobile(rows["U2"]))


@pytest.mark.parametrize(
    ("fields", "options", "state", "field", "mobile"),
    [
        ({"sms": NUMBER}, {}, "WON", 0, NUMBER),
        ({"phone": NUMBER}, {}, "WON", 1, NUMBER),
        ({"phone": NUMBER}, {"mobile": ["phone", "sms"]}, "WON", 0, NUMBER),
        ({"phone": NUMBER}, {"mobile": ["sms"]}, "NONE", NO_FIELD, None),
        ({"sms": "none", "phone": NUMBER}, {}, "INVALID", 0, None),
        ({"sms": NUMBER}, {"mobile": []}, "NONE", NO_FIELD, None),
    ],
)
def test_find_contacts__the_fields_of_a_mobile_number(fields, options, state, field, mobile):
    found, rows = contacts_of([make_user("U1", **fields)], **options)

    assert {"U1": state} == states([make_user("U1", **fields)], MOBILE, **options)
    assert (field, mobile) == (found.mobile_fields[rows["U1"]], found.mobile(rows["U1"]))


@pytest.mark.parametrize(
    ("email", "options", "state"),
    [(MAIL, {"email": False}, "NONE"), ("none", {}, "INVALID"), (None, {}, "NONE"), (MAIL, {}, "WON")],
)
def test_find_contacts__an_address(email, options, state):
    assert {"U1": state} == states([make_user("U1", email=email)], **options)


def test_find_contacts__what_need_not_be_unique_is_everybodys():
    users = users_of(("student", "teacher"), email=MAIL, sms=NUMBER)

    assert {"U1": "WON", "U2": "WON"} == states(users, MOBILE, unique=["email"])
    assert {"U1": "user U2", "U2": "WON"} == states(users, EMAIL, unique=["email"])


def test_find_contacts__what_is_unreadable_is_nobodys():
    assert {"U1": "INVALID", "U2": "INVALID"} == states(users_of(("student", "teacher"), email="none"))


def test_find_contacts__only_persons_carry():
    users = users_of(("student", "teacher"), email=MAIL)

    assert {"U1": "WON", "U2": "NONE"} == states(users, but=["U2"])


def test_find_contacts__a_merged_record_lends_its_number():
    """The address is one, so nobody lost it; the number is the merged record's, as it came."""
    users = [make_user("T1", email=MAIL), make_user("P1", role="parent", email=MAIL, sms=NUMBER)]
    found, rows = contacts_of(users, merged={"P1": "T1"})

    assert {"T1": "WON", "P1": "NONE"} == states(users, merged={"P1": "T1"})
    assert (MAIL, NUMBER) == (found.email(rows["T1"]), found.mobile(rows["T1"]))
    assert (None, 0) == (found.mobile(rows["P1"]), found.mobile_fields[rows["T1"]])


def test_winner__is_asked_only_for_what_is_lost():
    found, rows = contacts_of([make_user("U1")])

    with pytest.raises(KeyError):
        found.winner(EMAIL, rows["U1"])


def test_contacts__can_be_sent_to_another_process_and_show_nobody():
    """The users travel with the snapshot."""
    users = users_of(("student", "teacher"), email=MAIL)
    found, rows = contacts_of(users, accounts=[Account(id="A1", email=MAIL)])
    sent = pickle.loads(pickle.dumps(attrs.evolve(found, users=None)))  # noqa: S301 - made a line above
    again = attrs.evolve(sent, users=found.users)

    assert [None, MAIL] == [again.email(row) for row in rows.values()]
    assert "user U2" == again.winner(EMAIL, rows["U1"])
    assert ("A1", "its e-mail address") == again.account(rows["U2"])
    assert MAIL not in repr(found)


MAILS = st.sampled_from([None, "none", "a@s.example", "A@S.example", "b@s.example", "c@s.example"])
NUMBERS = st.sampled_from([None, "x", "201 555 0101", "+1-201-555-0101", "201 555 0102"])
ROLES = ("teacher", "administrator", "aide", "guardian", "parent", "student")
USERS = st.lists(st.tuples(st.sampled_from(ROLES), MAILS, NUMBERS, NUMBERS), max_size=7).map(
    lambda rows: [
        make_user(f"U{place}", role=role, email=email, sms=sms, phone=phone)
        for place, (role, email, sms, phone) in enumerate(rows)
    ]
)
RAW_ACCOUNTS = st.lists(
    st.tuples(
        st.sampled_from([None, "teacher", "parent", "student"]),
        MAILS,
        NUMBERS,
        st.sampled_from([None, None, "U0", "U1", "U2", "U9"]),
    ),
    max_size=5,
)


def apart(rows):
    """Return the accounts of *rows*, without those that have another's address or source id."""
    found = {}
    for place, (role, email, mobile, sourced_id) in enumerate(rows):
        marks = {email_key(email), sourced_id} - {None}
        if not marks & found.keys():
            account = Account(id=f"A{place}", role=role, email=email, mobile=mobile, sourced_id=sourced_id)
            found |= dict.fromkeys(marks or {f"nothing {place}"}, account)
    return list({account.id: account for account in found.values()}.values())


ACCOUNTS = RAW_ACCOUNTS.map(apart)
KEYS = {EMAIL: email_key, MOBILE: mobile_key}


def number_of(user):
    return user.sms or user.phone


def carried(users, accounts, point):
    """Return by contact point the users and the accounts that carry it."""
    found = defaultdict(lambda: ([], []))
    for user in users:
        found[KEYS[point](user.email if point is EMAIL else number_of(user))][0].append(user.sourced_id)
    for account in accounts:
        found[KEYS[point](getattr(account, point))][1].append(account.id)
    return {key: both for key, both in found.items() if key is not None and both[0]}


def told(users, accounts=()):
    """Return the state of everybody in both contact points, and whose account is whose."""
    found, rows = contacts_of(users, accounts=accounts)
    return (
        states(users, EMAIL, accounts=accounts),
        states(users, MOBILE, accounts=accounts),
        {key: found.account(row) for key, row in rows.items()},
    )


@settings(max_examples=80, deadline=None)
@given(USERS, ACCOUNTS)
def test_law__each_contact_point_has_one_owner_who_carries_it(users, accounts):
    """Either one person has it, and all others are told who; or an account, and all are told which."""
    for point in ContactPoint:
        said = states(users, point, accounts=accounts)
        for carriers, held in carried(users, accounts, point).values():
            won = [key for key in carriers if said[key] == "WON"]
            owners = {said[key] for key in carriers} - {"WON"}

            assert len(won) < 2
            if won:
                assert owners <= {f"user {won[0]}"}
            else:
                assert 1 == len(owners)
                assert owners <= {f"account {key}" for key in held}


@settings(max_examples=80, deadline=None)
@given(USERS)
def test_law__without_accounts_the_best_wins(users):
    ranks = {"teacher": 0, "administrator": 0, "aide": 1, "guardian": 2, "parent": 2, "student": 3}
    by_id = {user.sourced_id: user for user in users}
    for point in ContactPoint:
        best = {
            min(carriers, key=lambda key: (ranks[by_id[key].role], key))
            for carriers, _ in carried(users, (), point).values()
        }

        assert best == {key for key, state in states(users, point).items() if state == "WON"}


@settings(max_examples=60, deadline=None)
@given(USERS, ACCOUNTS, st.randoms())
def test_law__the_order_of_records_and_accounts_does_not_matter(users, accounts, chance):
    expected = told(users, accounts)
    chance.shuffle(users)
    chance.shuffle(accounts)

    assert expected == told(users, accounts)


@settings(max_examples=60, deadline=None)
@given(USERS, ACCOUNTS)
def test_law__an_account_is_of_one_person_whom_it_fits(users, accounts):
    """An account that knows its user is that one's; one that does not, meets the person in a contact point."""
    linked = {key: account for key, account in told(users, accounts)[2].items() if account}
    by_id = {account.id: account for account in accounts}

    assert len(linked) == len({account for account, _ in linked.values()})
    for user in (user for user in users if user.sourced_id in linked):
        account, by = linked[user.sourced_id]
        found = by_id[account]
        meets = {
            "its sourcedId": found.sourced_id == user.sourced_id,
            "its e-mail address": found.sourced_id is None and email_key(found.email) == email_key(user.email),
            "its mobile number": found.sourced_id is None and mobile_key(found.mobile) == mobile_key(number_of(user)),
        }

        assert meets[by]
        assert by == "its sourcedId" or found.role in (None, ACCOUNT_ROLES[PersonRole(user.role)])


@settings(max_examples=60, deadline=None)
@given(USERS.filter(bool), ACCOUNTS, st.sampled_from(ROLES), st.data())
def test_law__another_role_leaves_nothing_without_owner(users, accounts, role, data):
    """It may move a contact point to or from the person; everybody who carried one that can be read still does."""
    place = data.draw(st.integers(0, len(users) - 1))
    more = [attrs.evolve(user, roles=(*user.roles, *make_user(role=role).roles)) for user in users[place : place + 1]]
    before, after = (told(rows, accounts) for rows in (users, [*users[:place], *more, *users[place + 1 :]]))

    for first, second in zip(before[:2], after[:2], strict=True):
        assert {key for key, state in first.items() if state in ("NONE", "INVALID")} == {
            key for key, state in second.items() if state in ("NONE", "INVALID")
        }
    for point, said in zip(ContactPoint, after, strict=False):
        for carriers, _ in carried(users, accounts, point).values():
            assert any(said[key] == "WON" or said[key].startswith("account ") for key in carriers)
