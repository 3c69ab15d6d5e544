"""Why a class is on the roster or is not, and why nobody owns it."""

from datetime import date

import pytest

from oneroster_classlink.mapping import Policy, Window, map_roster
from tests.records import make_class, make_enrollment, make_org, make_session, make_snapshot, make_user


def why(*records, policy=None, klass="C1"):
    return map_roster(make_snapshot(make_org(), *records), policy).why(klass=klass)


def teachers(*keys):
    return [make_user(key) for key in keys], [
        make_enrollment(f"E{key}", user=key, role="teacher", primary=True) for key in keys
    ]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["T1"], "Class C1 is on the roster with 1 owner and no member: user T1 owns it (R3)."),
        (["T2", "T1"], "Class C1 is on the roster with 2 owners and no member: users T1 and T2 own it (R3)."),
        (
            [f"T{number}" for number in range(1, 10)],
            (
                "Class C1 is on the roster with 9 owners and no member: users T1, T2, T3, T4, T5, T6 and 3 more own it "
                "(R3)."
            ),
        ),
    ],
)
def test_why_class__owners(keys, expected):
    users, seats = teachers(*keys)

    assert expected == why(make_class(), *users, *seats).headline


def test_why_class__no_owner_by_counts():
    """Each seat says what it lacks first."""
    found = why(
        make_class(),
        *(make_user(key) for key in ("T1", "T2", "T3")),
        *(make_user(key, role="student") for key in ("P1", "P2")),
        make_enrollment("E1", user="T1", role="teacher"),
        make_enrollment("E2", user="T2", role="teacher", primary=False),
        make_enrollment("E3", user="T3", role="student", primary=True),
        make_enrollment("E4", user="P1", role="teacher", primary=True),
        make_enrollment("E5", user="P2"),
        make_enrollment("E6", user="P9"),
    )

    assert (
        "Class C1 is on the roster with no owner and 5 members: it has 6 enrollments, of which 2 are of users whose "
        "roles never own a class, 1 has a role that cannot own, 2 are not marked primary and 1 gives nobody a seat "
        "(R3)."
    ) == found.headline
    assert "Class C1 has no owner, so nobody can claim it." in found.remarks
    assert "taken with no owner and 5 members" == found.outcome


def test_why_class__no_owner_by_the_policy():
    found = why(
        make_class(),
        make_user("A1", role="administrator"),
        make_enrollment("E1", user="A1", role="administrator", primary=True),
        policy=Policy(owner_roles=["teacher"]),
    )

    assert (
        "Class C1 is on the roster with no owner and 1 member: it has 1 enrollment, of which 1 is of a user whose role "
        "owns none by the policy (R3)."
    ) == found.headline


def test_why_class__nobody_at_all():
    assert (
        "Class C1 is on the roster with no owner and no member: it has no enrollment (R3). Before that: class C1 is "
        "active and its school S1 is taken (R1). Its name is made from its id (R1). Class C1 has no owner, so nobody "
        "can claim it. Class C1 has no member."
    ) == str(why(make_class(title="")))


@pytest.mark.parametrize(
    ("session", "expected"),
    [
        ({"end_date": date(2026, 9, 1)}, "class C1 ended, as the last day of session T1 is before 2026-09-01 (terms)"),
        (
            {"start_date": date(2026, 11, 2)},
            "class C1 has not begun, as session T1 begins on 2026-11-02 (terms)",
        ),
        ({"start_date": None, "end_date": None}, "class C1 has no session with dates (terms)"),
    ],
)
def test_why_class__not_taken_by_date(session, expected):
    found = why(make_class(), make_session(**session), policy=Policy(window=Window(without_term=False)))

    assert f"Class C1 is not on the roster: {expected}." == str(found)
    assert "not taken" == found.outcome


def test_why_class__taken_without_a_term():
    found = why(make_class(terms=()), policy=Policy(window=Window()))

    assert "Class C1 has no session with dates, so it is taken as it is shared." in found.remarks
    assert found.steps[0].passed


def test_why_class__a_made_up_id():
    found = why(make_class(), klass="nowhere")

    assert (
        "Class nowhere is not known: no class with the id nowhere was in the snapshot. No enrollment names it."
    ) == str(found)
    assert ("class nowhere", "not in the snapshot", False) == (found.subject, found.outcome, found.known)


def test_why_class__that_names_no_school():
    """No id is made up for it."""
    found = why(make_class(school=None))

    assert "Class C1 is not on the roster: class C1 names no school (R6)." == str(found)
