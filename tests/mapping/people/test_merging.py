"""Records of one person: staff who are also parents, and those with one further id and one name (DETAILS D)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.mapping.people.merging import find_merges, perhaps_twice, staff_also_parents
from oneroster_classlink.mapping.rules.roles import PersonRole
from oneroster_classlink.mapping.rules.seats import Standing
from oneroster_classlink.models import RoleAssignment, UserId
from tests.mapping.people.contacts import judge
from tests.records import make_org, make_snapshot, make_user

ANN = {"given_name": "Ann", "family_name": "Lee", "email": "ann@school.example"}


def by_id(table, found):
    """Return *found* with ids for rows."""
    ids = table.ids
    return {
        ids[row]: tuple(ids[each] for each in other) if isinstance(other, tuple) else ids[other]
        for row, other in found.items()
    }


def merges(*users, find=find_merges, **options):
    table = make_snapshot(make_org(), *users).users
    return by_id(table, find(table, judge(table, **options)))


def roles(*names):
    return tuple(RoleAssignment(role=name, org="S1") for name in names)


@pytest.mark.parametrize("staff", ["teacher", "administrator", "principal", "aide"])
@pytest.mark.parametrize("parent", ["parent", "guardian"])
def test_find_merges__staff_with_a_parents_record(staff, parent):
    """Case and space around do not matter."""
    other = {"given_name": " ANN", "family_name": "lee ", "email": " Ann@School.example"}

    assert {"P1": "T1"} == merges(make_user("T1", role=staff, **ANN), make_user("P1", role=parent, **ANN | other))


@pytest.mark.parametrize(
    "users",
    [
        [make_user("T1", **ANN), make_user("P1", role="parent", **ANN | {"given_name": "Bob"})],
        [make_user("T1", **ANN), make_user("P1", role="parent", **ANN | {"email": "bob@school.example"})],
        [make_user("T1", **ANN | {"email": "none"}), make_user("P1", role="parent", **ANN | {"email": "none"})],
        [make_user("T1", **ANN | {"email": None}), make_user("P1", role="parent", **ANN | {"email": None})],
        [make_user("T1", **ANN), make_user("S1", role="student", **ANN)],
        [make_user("T1", **ANN), make_user("P1", roles=roles("parent", "student"), **ANN)],
        [make_user("T1", roles=roles("teacher", "student"), **ANN), make_user("P1", role="parent", **ANN)],
        [make_user("T1", roles=roles("teacher", "parent"), **ANN), make_user("P1", role="parent", **ANN)],
        [make_user("T1", **ANN), make_user("T2", **ANN)],
        [make_user("P1", role="parent", **ANN), make_user("P2", role="guardian", **ANN)],
        [make_user("T1", role="proctor", **ANN), make_user("P1", role="parent", **ANN)],
        [
            make_user("T1", given_name="", family_name=" ", email=ANN["email"]),
            make_user("P1", role="parent", given_name="", family_name="", email=ANN["email"]),
        ],
        [
            make_user("T1", given_name="", family_name="", email=ANN["email"]),
            make_user("T2", **ANN),
            make_user("P1", role="parent", given_name="", family_name="", email=ANN["email"]),
        ],
    ],
)
def test_find_merges__nobody_else(users):
    assert {} == merges(*users)


def test_find_merges__only_those_who_are_taken():
    users = [make_user("T1", **ANN), make_user("P1", role="parent", **ANN)]

    assert {} == merges(*users, standing=Standing.EXCLUDED)
    assert {} == merges(*users, ingested=frozenset({PersonRole.TEACHER}))


@pytest.mark.parametrize(
    ("staff", "winner"),
    [(("aide", "administrator", "teacher"), "T2"), (("teacher", "teacher"), "T1"), (("aide", "administrator"), "T2")],
)
def test_find_merges__with_the_highest_then_the_first(staff, winner):
    users = [make_user(f"T{place}", role=role, **ANN) for place, role in enumerate(staff, 1)]
    parents = [make_user(key, role="parent", **ANN) for key in ("P1", "P2")]

    assert {"P1": winner, "P2": winner} == merges(*users, *parents) == merges(*parents, *users[::-1])


ON, OFF = {"enabled_user": True}, {"enabled_user": False}


@pytest.mark.parametrize(
    ("staff", "parent", "expected"), [(ON, ON, {"P1": "T1"}), (OFF, OFF, {"P1": "T1"}), (ON, OFF, {}), (OFF, ON, {})]
)
def test_find_merges__only_if_both_are_enabled_or_both_disabled(staff, parent, expected):
    """Those who are not merged are told all the same, and whom the policy did merge are not told again."""
    users = [make_user("T1", **ANN, **staff), make_user("P1", role="parent", **ANN, **parent)]

    assert expected == merges(*users)
    assert {"T1": ("P1",), "P1": ("T1",)} == merges(*users, find=staff_also_parents)
    assert ({} if expected else {"T1": ("P1",), "P1": ("T1",)}) == merges(
        *users, find=staff_also_parents, merged=expected
    )


def test_find_merges__with_one_as_enabled_before_the_highest():
    users = [make_user("T1", **ANN, **OFF), make_user("A1", role="aide", **ANN), make_user("P1", role="parent", **ANN)]

    assert {"P1": "A1"} == merges(*users)
    assert {"P1": ("A1",), "A1": ("P1",)} == merges(*users, find=staff_also_parents)


def test_staff_also_parents__of_one_whom_another_was_merged_into():
    users = [make_user("T1", **ANN), make_user("P1", role="parent", **ANN)]
    disabled = make_user("P2", role="parent", **ANN, **OFF)

    assert {"P1": "T1"} == merges(*users, disabled)
    assert {"T1": ("P2",), "P2": ("T1",)} == merges(*users, disabled, find=staff_also_parents, merged={"P1": "T1"})


def test_staff_also_parents__tells_both_sides():
    users = [make_user("P2", role="parent", **ANN), make_user("T1", **ANN), make_user("P1", role="guardian", **ANN)]

    assert {"T1": ("P1", "P2"), "P1": ("T1",), "P2": ("T1",)} == merges(*users, find=staff_also_parents)


def twice(*users, but=()):
    table = make_snapshot(make_org(), *users).users
    return by_id(table, perhaps_twice(table, [table.row(key) for key in table.ids if key not in but]))


@pytest.mark.parametrize(
    "mark", [{"identifier": "7"}, {"user_ids": (UserId(identifier="7", type="State"), UserId(identifier="8"))}]
)
def test_perhaps_twice__one_further_id_and_one_name(mark):
    users = [make_user(key, **ANN | {"given_name": name}, **mark) for key, name in (("U2", "ann"), ("U1", "Ann "))]
    third = make_user("U3", **ANN, **mark)

    assert {"U1": ("U2",), "U2": ("U1",)} == twice(*users)
    assert {"U1": ("U2", "U3"), "U2": ("U1", "U3"), "U3": ("U1", "U2")} == twice(*users, third)
    assert {"U1": ("U2",), "U2": ("U1",)} == twice(*users, third, but=["U3"])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"identifier": "7"}, {"identifier": "8"}),
        ({"identifier": "7"}, {"identifier": "7", "given_name": "Bob"}),
        ({"identifier": "7"}, {"user_ids": (UserId(identifier="7"),)}),
        ({"user_ids": (UserId(identifier="7", type="A"),)}, {"user_ids": (UserId(identifier="7", type="B"),)}),
        ({"user_ids": (UserId(identifier="7"),) * 2}, {}),
        ({}, {}),
    ],
)
def test_perhaps_twice__no_other(first, second):
    assert {} == twice(make_user("U1", **ANN | first), make_user("U2", **ANN | second))


def test_perhaps_twice__a_blank_name_says_nothing():
    blank = {"given_name": "", "family_name": " ", "identifier": "7"}

    assert {} == twice(make_user("U1", **blank), make_user("U2", **blank))


def test_perhaps_twice__joins_what_each_mark_tells():
    users = [
        make_user("U1", **ANN, identifier="7"),
        make_user("U2", **ANN, identifier="7", user_ids=(UserId(identifier="9"),)),
        make_user("U3", **ANN, user_ids=(UserId(identifier="9"),)),
    ]

    assert {"U1": ("U2",), "U2": ("U1", "U3"), "U3": ("U2",)} == twice(*users)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["teacher", "aide", "parent", "guardian", "student", "proctor"]),
            st.sampled_from(["Ann", "ann", "Bob", ""]),
            st.sampled_from(["a@s.example", "A@s.example", "b@s.example", None]),
            st.sampled_from([None, "7", "8"]),
        ),
        max_size=7,
    ),
    st.randoms(),
)
def test_law__the_order_of_records_does_not_matter(rows, chance):
    users = [
        make_user(f"U{place}", role=role, given_name=name, family_name="", email=email, identifier=identifier)
        for place, (role, name, email, identifier) in enumerate(rows)
    ]
    expected = merges(*users), merges(*users, find=staff_also_parents), twice(*users)
    chance.shuffle(users)

    assert expected == (merges(*users), merges(*users, find=staff_also_parents), twice(*users))
    assert not {*expected[0]} & {*expected[0].values()}
