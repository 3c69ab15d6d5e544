"""Who and what moves between two policies, in ids and names of fields."""

import pytest

from oneroster_classlink.mapping import (
    Account,
    Code,
    Comparison,
    Moves,
    Outcome,
    Policy,
    SeatMove,
    compare,
    field_in,
)
from tests.records import make_class, make_enrollment, make_org, make_snapshot, make_user

SNAPSHOT = make_snapshot(
    make_org(),
    make_class(),
    make_user("T1"),
    make_user("P1", role="student", email="t1@school.example"),
    make_user("A1", role="aide"),
    make_enrollment("E1", user="T1", role="teacher"),
    make_enrollment("E2", user="P1"),
)


def compared(after, *, snapshot=SNAPSHOT, before=None):
    return compare(snapshot, before or Policy(), after)


def test_compare__the_same_policy_moves_nothing():
    found = compared(Policy())

    assert not found
    assert not found.people
    assert "Nothing moves." == str(found)


def test_compare__an_owner_more():
    found = compared(Policy(primary_required=False))

    assert found
    assert {"C1": ("owners", "members")} == found.classes.changing
    move = SeatMove(enrollment="E1", user="T1", klass="C1", before=Outcome.MEMBER, after=Outcome.OWNER)
    assert (move,) == found.seats
    assert {Code.CLASS_NO_OWNER: -1} == found.findings
    assert [
        "1 class changes in members: C1.",
        "1 class changes in owners: C1.",
        "1 seat turns from member to owner: E1.",
        "1 fewer class-no-owner.",
    ] == str(found).splitlines()


def test_compare__a_contact_point_that_moves_is_told_by_the_name_of_the_field():
    found = compared(Policy(contact_ranks=[["student"], ["teacher"]]))

    assert {"P1": ("email",), "T1": ("email", "creatable")} == found.people.changing
    assert "2 people change in email: P1 and T1.\n" in str(found)
    assert "1 more staff-email-taken." in str(found)
    assert "t1@" not in str(found) + repr(found)


def test_compare__who_joins_and_leaves():
    out = compared(Policy(ingested=["teacher", "student"]))
    back = compare(SNAPSHOT, Policy(ingested=["teacher", "student"]), Policy())

    assert (("A1",), ()) == (out.people.leaving, out.people.joining)
    assert "1 person leaves: A1." in str(out)
    assert "1 person joins: A1." in str(back)


def test_compare__classes_leave_and_long_lists_are_cut():
    snapshot = make_snapshot(make_org(), *(make_class(f"C{number}") for number in range(9)))
    found = compared(
        Policy(classes=~field_in("title", *(f"Class C{number}" for number in range(8)))), snapshot=snapshot
    )

    assert "8 classes leave: C0, C1, C2, C3, C4, C5 and 2 more.\n" in str(found)
    assert tuple(f"C{number}" for number in range(8)) == found.classes.leaving


def test_compare__seats_that_only_have_another_finding_do_not_move():
    snapshot = make_snapshot(
        make_org(), make_class(), make_user("P1", role="proctor"), make_enrollment("E1", user="P1")
    )
    found = compared(Policy(users=field_in("role", "student")), snapshot=snapshot)

    assert () == found.seats
    assert {Code.SEAT_USER_EXCLUDED: 1, Code.SEAT_ROLE_NOT_INGESTED: -1} == {
        code: more for code, more in found.findings.items() if code.value.startswith("seat")
    }


def test_compare__accounts_count_for_both():
    found = compare(SNAPSHOT, Policy(), Policy(), accounts=[Account(id="A-1", sourced_id="T1")])

    assert ["A-1", "A-1"] == [each.roster.people.get("T1").account for each in (found.before, found.after)]


@pytest.mark.parametrize(
    ("differing", "expected"),
    [
        ({}, False),
        ({"schools": Moves(leaving=("S1",))}, True),
        ({"people": Moves(changing={"P1": ("email",)})}, True),
        ({"classes": Moves(joining=("C1",))}, True),
        ({"seats": (SeatMove(enrollment="E1", user="U", klass="C", before="owner", after="none"),)}, True),
        ({"findings": {Code.CLASS_NO_OWNER: 1}}, True),
    ],
)
def test_comparison__is_true_if_anything_differs(differing, expected):
    mapping = compared(Policy()).before
    same = {"schools": Moves(), "people": Moves(), "classes": Moves(), "seats": (), "findings": {}}

    assert expected is bool(Comparison(before=mapping, after=mapping, **same | differing))


def test_compare__schools_join_and_leave():
    """A school without classes or people is told too."""
    snapshot = make_snapshot(make_org("S1"), make_org("S2"), make_org("S3"), make_user("T1", org="S1"))
    found = compared(Policy(schools=["S1", "S3"]), before=Policy(schools=["S1", "S2"]), snapshot=snapshot)

    assert Moves(joining=("S3",), leaving=("S2",)) == found.schools
    assert ["1 school joins: S3.", "1 school leaves: S2."] == str(found).splitlines()


def test_compare__findings_are_compared_by_their_number():
    """As many findings of a code about other records are no difference; who moves is told by itself."""
    snapshot = make_snapshot(make_org("S1"), make_org("S2"), make_class("C1"), make_class("C2", school="S2"))
    found = compared(Policy(schools=["S1"]), before=Policy(schools=["S2"]), snapshot=snapshot)

    assert {} == found.findings
    assert (("C1",), ("C2",)) == (found.classes.joining, found.classes.leaving)


def test_compare__each_move_is_one_line_whatever_the_ids():
    snapshot = make_snapshot(make_org(), make_class("C\n1"))

    assert "1 class leaves: C\\n1.\n" in str(
        compared(Policy(classes=~field_in("title", "Class C\n1")), snapshot=snapshot)
    )
