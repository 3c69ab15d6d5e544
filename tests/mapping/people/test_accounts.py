"""The host's accounts: what they may say, and whose they are (R7)."""

import pytest

from oneroster_classlink.errors import UsageError
from oneroster_classlink.mapping.people.accounts import Account, AccountRole, read_accounts
from oneroster_classlink.mapping.people.contacts import AccountState, PointState
from oneroster_classlink.mapping.people.links import further_accounts, of_other_roles
from oneroster_classlink.mapping.policy import ContactPoint
from oneroster_classlink.mapping.rules.roles import PersonRole
from oneroster_classlink.models import RoleAssignment
from tests.mapping.people.contacts import contacts_of, judge
from tests.records import make_user

MAIL, OTHER = "ann@school.example", "bob@school.example"
NUMBER = "201 555 0101"
BY_ID, BY_EMAIL, BY_MOBILE = "its sourcedId", "its e-mail address", "its mobile number"
WON, LOST = PointState.WON, PointState.LOST


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("teacher", AccountRole.TEACHER),
        ("parent", AccountRole.PARENT),
        (AccountRole.STUDENT, AccountRole.STUDENT),
        (PersonRole.ADMINISTRATOR, AccountRole.TEACHER),
        ("aide", AccountRole.TEACHER),
        ("guardian", AccountRole.PARENT),
        (None, None),
    ],
)
def test_account__takes_every_role_that_is_ingested(role, expected):
    assert expected == Account(id="A1", role=role).role


@pytest.mark.parametrize(
    "fields",
    [
        {"id": ""},
        {"id": None},
        {"id": 7},
        {"role": "proctor"},
        {"email": 7},
        {"mobile": 5550101},
        {"sourced_id": ""},
        {"sourced_id": 7},
    ],
)
def test_account__refuses_what_cannot_be_meant(fields):
    with pytest.raises(UsageError):
        Account(**{"id": "A1"} | fields)


def test_account__shows_no_contact_point():
    shown = repr(Account(id="A1", role="parent", email=MAIL, mobile=NUMBER, sourced_id="U1"))

    assert "A1" in shown
    assert MAIL not in shown
    assert NUMBER not in shown


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        ({"id": "A1"}, {"id": "A1"}, "id"),
        ({"sourced_id": "U1"}, {"id": "A2", "sourced_id": "U1"}, "sourced_id"),
        ({"email": MAIL}, {"id": "A2", "email": MAIL.upper()}, "e-mail address"),
    ],
)
def test_read_accounts__each_belongs_to_one(first, second, what):
    """The sentence names the accounts, never a contact point."""
    accounts = [Account(**{"id": "A1"} | first), Account(**second), Account(id="A3")]

    with pytest.raises(UsageError, match=f"have the same {what}") as raised:
        read_accounts(accounts)

    assert MAIL not in str(raised.value).casefold()


def test_read_accounts__in_the_order_of_ids():
    """What is blank or unreadable is nobody's, and a mobile number may be that of several."""
    second, first = Account(id="A2", email="none", mobile=NUMBER), Account(id="A1", email="none", mobile=NUMBER)

    assert (first, second) == read_accounts([second, first])


def linked(users, *accounts, **options):
    """Return by user the linked account, the state of the e-mail address and of the mobile number."""
    found, rows = contacts_of(users, accounts=accounts, **options)
    return {
        key: (found.account(row), PointState(found.email_state[row]), PointState(found.mobile_state[row]))
        for key, row in rows.items()
    }


def test_link_accounts__by_source_id_whatever_the_contact_points():
    account = Account(id="A1", role="student", email="old@school.example", sourced_id="U1")

    assert {"U1": (("A1", BY_ID), WON, WON)} == linked([make_user("U1", email=MAIL, sms=NUMBER)], account)


@pytest.mark.parametrize(
    ("role", "account_role"),
    [
        ("teacher", None),
        ("teacher", "teacher"),
        ("principal", "teacher"),
        ("aide", "teacher"),
        ("guardian", "parent"),
        ("parent", "parent"),
        ("student", "student"),
    ],
)
def test_link_accounts__a_free_account_of_a_fitting_role(role, account_role):
    users = [make_user("U1", role=role, email=MAIL)]

    assert {"U1": (("A1", BY_EMAIL), WON, PointState.NONE)} == linked(
        users, Account(id="A1", role=account_role, email=f" {MAIL.upper()}")
    )


@pytest.mark.parametrize(
    ("role", "account"),
    [
        ("teacher", {"role": "parent"}),
        ("teacher", {"role": "student"}),
        ("parent", {"role": "student"}),
        ("student", {"role": "teacher"}),
        ("student", {"sourced_id": "U9"}),
    ],
)
def test_keeper__an_account_that_does_not_fit_or_is_somebody_elses(role, account):
    """A student cannot change role, and who is not on the roster keeps what is theirs."""
    found, rows = contacts_of(
        [make_user("U1", role=role, email=MAIL)], accounts=[Account(id="A1", email=MAIL, **account)]
    )

    assert (None, LOST) == (found.account(rows["U1"]), found.email_state[rows["U1"]])
    assert (None, "account A1") == (found.email(rows["U1"]), found.winner(ContactPoint.EMAIL, rows["U1"]))
    assert AccountState.TAKEN is found.account_state(rows["U1"])


def test_link_accounts__by_mobile_where_the_address_meets_none():
    users = [make_user("U1", role="parent", email=MAIL, sms=NUMBER)]

    assert {"U1": (("A1", BY_MOBILE), WON, WON)} == linked(users, Account(id="A1", email=OTHER, mobile="+12015550101"))


def test_link_accounts__the_address_decides_between_two():
    users = [make_user("U1", email=MAIL, sms=NUMBER)]
    found, rows = contacts_of(users, accounts=[Account(id="A1", mobile=NUMBER), Account(id="A2", email=MAIL)])

    assert ("A2", BY_EMAIL) == found.account(rows["U1"])
    assert (WON, LOST) == (found.email_state[rows["U1"]], found.mobile_state[rows["U1"]])
    assert "account A1" == found.winner(ContactPoint.MOBILE, rows["U1"])
    assert AccountState.LINKED is found.account_state(rows["U1"])


def test_keeper__the_account_of_one_who_lost_gives_way():
    """The contact point moves with the winner among persons."""
    users = [make_user("T1", email=MAIL), make_user("S1", role="student", email=MAIL)]

    assert {"T1": (None, WON, PointState.NONE), "S1": (("A1", BY_ID), LOST, PointState.NONE)} == linked(
        users, Account(id="A1", email=MAIL, sourced_id="S1")
    )


@pytest.mark.parametrize(
    ("email", "winner", "other"),
    [(OTHER, WON, WON), (None, LOST, PointState.NONE), ("none", LOST, PointState.INVALID)],
)
def test_keeper__the_account_of_one_who_carries_another(email, winner, other):
    """Its person has a new address, so the old one is free; without a valid one it stays."""
    users = [make_user("T1", email=MAIL), make_user("S1", role="student", email=email)]

    assert {"T1": (None, winner, PointState.NONE), "S1": (("A1", BY_ID), other, PointState.NONE)} == linked(
        users, Account(id="A1", email=MAIL, sourced_id="S1")
    )


def test_keeper__two_who_change_their_addresses_with_each_other():
    """Neither account keeps what the other person has now, so both can be brought up to date."""
    users = [make_user("T1", email=MAIL), make_user("T2", email=OTHER)]
    accounts = [Account(id="A1", email=OTHER, sourced_id="T1"), Account(id="A2", email=MAIL, sourced_id="T2")]

    assert {
        "T1": (("A1", BY_ID), WON, PointState.NONE),
        "T2": (("A2", BY_ID), WON, PointState.NONE),
    } == linked(users, *accounts)


def test_keeper__an_account_that_is_linked_by_another_contact_point():
    """Its person carries another address, so it gives the old one up."""
    users = [make_user("T1", email=MAIL), make_user("P1", role="parent", email=OTHER, sms=NUMBER)]

    assert {"T1": (None, WON, PointState.NONE), "P1": (("A1", BY_MOBILE), WON, WON)} == linked(
        users, Account(id="A1", role="parent", email=MAIL, mobile=NUMBER)
    )


@pytest.mark.parametrize(("role", "account"), [("teacher", "A1"), ("parent", "A1"), ("student", None)])
def test_link_accounts__any_of_the_roles_will_do(role, account):
    roles = tuple(RoleAssignment(role=name, org="S1") for name in ("parent", "aide"))

    found = linked([make_user("U1", roles=roles, email=MAIL)], Account(id="A1", role=role, email=MAIL))["U1"]
    assert ((account, BY_EMAIL) if account else None) == found[0]


def noted(users, *accounts, merged=None):
    """Return the accounts of other roles and the further accounts, by user."""
    found, rows = contacts_of(users, accounts=accounts, merged=merged)
    differ, further = of_other_roles(found.links, judge(found.users, merged=merged)), further_accounts(found.links)
    return (
        {key: found.links.accounts[differ[row]].id for key, row in rows.items() if row in differ},
        {key: further[row] for key, row in rows.items() if row in further},
    )


@pytest.mark.parametrize(
    ("role", "account_role", "expected"),
    [
        ("teacher", "student", {"U1": "A1"}),
        ("student", "teacher", {"U1": "A1"}),
        ("aide", "teacher", {}),
        ("guardian", "parent", {}),
        ("student", None, {}),
    ],
)
def test_of_other_roles__an_account_that_is_linked_by_sourced_id(role, account_role, expected):
    users = [make_user("U1", role=role)]
    accounts = [Account(id="A1", role=account_role, sourced_id="U1"), Account(id="A2", role="student", email=OTHER)]

    assert (expected, {}) == noted(users, *accounts)


@pytest.mark.parametrize(
    ("roles", "differs"),
    [(("student", "student", "teacher"), "A2"), (("student", "teacher", "student"), "A1"), ((None,) * 3, None)],
)
def test_further_accounts__those_of_merged_records(roles, differs):
    """Of several whose role differs, the one that the person is linked to is named, else the first by id."""
    users = [make_user("T1"), make_user("P1", role="parent"), make_user("P2", role="student")]
    owners = zip(("A3", "A1", "A2"), ("P1", "P2", "T1"), (roles[2], roles[0], roles[1]), strict=True)
    accounts = [Account(id=key, sourced_id=user, role=role) for key, user, role in owners]

    assert ({"T1": differs} if differs else {}, {"T1": ("A1", "A3")}) == noted(
        users, *accounts, merged={"P1": "T1", "P2": "T1"}
    )


def test_further_accounts__none_without_accounts():
    assert ({}, {}) == noted([make_user("U1")])


def test_keeper__takes_it_from_everybody():
    """Those who lost it among persons are told the account too, for it is whose the contact point is."""
    users = [make_user("T1", email=MAIL), make_user("S1", role="student", email=MAIL)]
    found, rows = contacts_of(users, accounts=[Account(id="A1", email=MAIL, sourced_id="U9")])

    assert {"account A1"} == {found.winner(ContactPoint.EMAIL, row) for row in rows.values()}


def test_keeper__a_link_by_number_frees_the_address_too():
    """The teacher has an account of her own, so the free one is the parent's, and the shared address is hers."""
    users = [make_user("T1", email=MAIL), make_user("P1", role="parent", email=MAIL, sms=NUMBER)]
    accounts = [Account(id="A1", sourced_id="T1"), Account(id="A2", role="parent", email=MAIL, mobile=NUMBER)]

    assert {
        "T1": (("A1", BY_ID), WON, PointState.NONE),
        "P1": (("A2", BY_MOBILE), LOST, WON),
    } == linked(users, *accounts)


def test_keeper__a_number_that_the_persons_own_account_has_too():
    """Several accounts may have one number; it is not taken from who has it already."""
    users = [make_user("U1", sms=NUMBER), make_user("U2", email=MAIL, sms="201 555 0102")]
    accounts = [
        Account(id="A1", mobile=NUMBER),
        Account(id="A2", mobile=NUMBER, sourced_id="U1"),
        Account(id="A3", mobile="201 555 0102"),
        Account(id="A4", mobile="201 555 0102", email=MAIL),
    ]

    assert {"U1": (("A2", BY_ID), WON, WON), "U2": (("A4", BY_EMAIL), WON, WON)} == linked(users, *accounts)


def test_link_accounts__none_by_what_need_not_be_unique():
    users = [make_user("U1", email=MAIL, sms=NUMBER)]

    assert {"U1": (None, WON, WON)} == linked(users, Account(id="A1", mobile=NUMBER, role="student"), unique=["email"])


@pytest.mark.parametrize(
    ("accounts", "expected"),
    [
        ([("A1", "P1")], ("A1", BY_ID)),
        ([("A1", "P1"), ("A2", "T1")], ("A2", BY_ID)),
        ([("A2", "P1"), ("A1", "P2")], ("A1", BY_ID)),
    ],
)
def test_link_by_id__the_account_of_a_merged_record(accounts, expected):
    """It is the person's, unless the person has one; an address in it is not taken from the person."""
    users = [make_user("T1", email=MAIL), make_user("P1", role="parent"), make_user("P2", role="parent")]
    held = [
        Account(id=key, sourced_id=user, email=MAIL if user == "P1" else None, mobile=NUMBER) for key, user in accounts
    ]

    assert (expected, WON, PointState.NONE) == linked(users, *held, merged={"P1": "T1", "P2": "T1"})["T1"]


def test_account_state__free():
    found, rows = contacts_of([make_user("U1"), make_user("U2", email="u1@school.example")], accounts=[])

    assert {AccountState.FREE} == {found.account_state(row) for row in rows.values()}
