"""Why a seat makes an owner, a member or nobody, in sentences that support can paste."""

from datetime import date

import pytest

from oneroster_classlink.mapping import Account, Policy, Window, map_roster, predicate
from oneroster_classlink.models import OrgType, Status
from tests.records import make_class, make_enrollment, make_org, make_snapshot, make_user

T1 = make_user("T1")
MERGED = "User P9 (parent) is the same person as user T1 by the policy, and was merged into that one."
GONE = Status.TOBEDELETED
PRIMARY = make_enrollment("E1", user="T1", role="teacher", primary=True)


def why(*records, user="T1", klass="C1", policy=None, accounts=(), **facts):
    """Return why *user* is what it is in *klass*; *facts* are those of the one enrollment."""
    seats = [make_enrollment("E1", **{"user": "T1", "role": "teacher", "primary": True} | facts)] if facts else []
    found = records or (make_class(), T1)
    snapshot = make_snapshot(make_org(), make_org("S2"), make_org("D1", type=OrgType.DISTRICT), *found, *seats)
    return map_roster(snapshot, policy, accounts=accounts).why(user=user, klass=klass)


def headline(*records, **options):
    return why(*records, **options).headline


def test_why_seat__an_owner_and_all_that_was_passed():
    found = why(make_class(), T1, PRIMARY)

    assert (
        "User T1 owns class C1: enrollment E1 is marked primary (R3). Before that: enrollment E1 is active (R11); "
        "class C1 is active and its school S1 is taken (R1); user T1 is active (R11); the role teacher is ingested "
        "(R2); user T1 has the role teacher, so can own a class (R3); enrollment E1 has the role teacher, so can own "
        "a class (R3)."
    ) == str(found)
    assert ("user T1 in class C1 by enrollment E1", "owner", True) == (found.subject, found.outcome, found.known)
    assert (found.steps, ()) == (found.passed, found.failed)


def test_why_seat__the_example_of_the_design():
    found = why(make_class(), T1, primary=False)

    assert "User T1 is a member of class C1, not an owner: enrollment E1 is not marked primary (R3)." == found.headline
    assert "member, not owner" == found.outcome
    assert ["enrollment E1 is not marked primary"] == [step.clause for step in found.failed]


@pytest.mark.parametrize(
    ("user", "facts", "policy", "expected"),
    [
        ({"role": "aide"}, {}, None, "user T1 has the role aide, which never owns a class (R4)"),
        ({"role": "student"}, {"primary": False}, None, "user T1 has the role student, which never owns a class (R4)"),
        ({}, {"role": "student"}, None, "enrollment E1 has the role student, which never owns a class (R3)"),
        ({}, {"role": None}, None, "enrollment E1 has no role, which never owns a class (R3)"),
        (
            {"role": "administrator"},
            {},
            Policy(owner_roles=["teacher"]),
            "user T1 has the role administrator, which by the policy owns no class (policy)",
        ),
        (
            {},
            {"role": "administrator"},
            Policy(owner_roles=["teacher"]),
            "enrollment E1 has the role administrator, which by the policy owns no class (policy)",
        ),
        (
            {"role": "aide"},
            {},
            Policy(deciding="enrollment"),
            "user T1 has the role aide, which never owns a class (R4)",
        ),
    ],
)
def test_why_seat__a_member(user, facts, policy, expected):
    found = headline(make_class(), make_user("T1", **user), policy=policy, **{"primary": True} | facts)

    assert f"User T1 is a member of class C1, not an owner: {expected}." == found


@pytest.mark.parametrize(
    ("policy", "facts", "expected"),
    [
        (Policy(deciding="user"), {"role": "student"}, "enrollment E1 is marked primary (R3)"),
        (Policy(deciding="enrollment"), {}, "enrollment E1 is marked primary (R3)"),
        (
            Policy(primary_required=False),
            {"primary": False},
            "enrollment E1 has the role teacher, so can own a class (R3)",
        ),
        (
            Policy(primary_required=False, deciding="user"),
            {"primary": False},
            "user T1 has the role teacher, so can own a class (R3)",
        ),
    ],
)
def test_why_seat__an_owner_by_policy(policy, facts, expected):
    assert f"User T1 owns class C1: {expected}." == headline(
        make_class(), T1, policy=policy, **{"primary": True} | facts
    )


def _is_odd(record):
    return record.sourced_id in {"E9", "U9", "C9"}


@pytest.mark.parametrize(
    ("records", "facts", "policy", "expected"),
    [
        ((make_class(), T1), {"status": GONE}, None, "enrollment E1 is marked tobedeleted (R11)"),
        ((T1,), {}, None, "class C1 is not shared (R1)"),
        ((make_class(status=GONE), T1), {}, None, "class C1 is marked tobedeleted (R11)"),
        ((make_class(school="S9"), T1), {}, None, "class C1 names school S9, which is not shared (R6)"),
        (
            (make_class(school="D1"), T1),
            {},
            None,
            "class C1 belongs to org D1, which is no active school but active district (R6)",
        ),
        (
            (make_class(school="S2"), T1),
            {},
            Policy(schools=["S1"]),
            "class C1 belongs to school S2, which was not chosen (R6)",
        ),
        ((make_class(),), {}, None, "user T1 is not shared (R13)"),
        ((make_class(), make_user("T1", status=GONE)), {}, None, "user T1 is marked tobedeleted (R11)"),
        ((make_class(), T1), {}, Policy(users=_is_odd), "the policy leaves out user T1 (policy)"),
        ((make_class(), T1), {}, Policy(classes=_is_odd), "class C1 does not pass the predicate '_is_odd' (policy)"),
        (
            (make_class(), T1),
            {},
            Policy(seats=_is_odd),
            "enrollment E1 does not pass the predicate '_is_odd' (policy)",
        ),
        ((make_class(), make_user("T1", role="proctor")), {}, None, "no role of user T1 (proctor) is ingested (R2)"),
        ((make_class(), make_user("T1", roles=())), {}, None, "no role of user T1 (none) is ingested (R2)"),
        (
            (make_class(), T1),
            {"end_date": date(2026, 9, 1)},
            Policy(window=Window()),
            "the last day of enrollment E1 is before 2026-09-01 (terms)",
        ),
        (
            (make_class(), T1),
            {"begin_date": date(2026, 11, 2)},
            Policy(window=Window()),
            "enrollment E1 begins on 2026-11-02 (terms)",
        ),
    ],
)
def test_why_seat__nobody_sits_there(records, facts, policy, expected):
    found = why(*records, policy=policy, **{"primary": True} | facts)

    assert f"User T1 has no seat in class C1: {expected}." == found.headline
    assert "no seat" == found.outcome
    assert found.steps[-1].code is not None
    assert () == found.remarks


def test_why_seat__what_the_policy_asks_and_is_passed():
    passing = predicate("is any", lambda _: True)
    policy = Policy(users=passing, seats=passing, window=Window())
    found = str(why(make_class(), T1, PRIMARY, policy=policy))

    assert "user T1 passes the predicate 'is any' (policy)" in found
    assert "enrollment E1 is current on 2026-10-01 (terms)" in found
    assert "enrollment E1 passes the predicate 'is any' (policy)" in found


def test_why_seat__a_window_for_classes_alone_says_nothing_of_seats():
    assert "(terms)" not in str(why(make_class(), T1, PRIMARY, policy=Policy(window=Window(enrollments=False))))


def test_why_seat__what_else_there_is_to_say_of_an_owner():
    """The finding of the seat, and that no account can be created."""
    found = why(make_class(), make_user("T1", enabled_user=False, email=None), PRIMARY)

    assert (
        "User T1 owns class C1 but is disabled (enabledUser false).",
        (
            "User T1 is on the roster as teacher, but suspended and cannot be created: user T1 has no valid e-mail "
            "address (R8)."
        ),
    ) == found.remarks
    assert "user T1 is disabled (enabledUser false), which suspends and does not remove (R11)" in str(found)


def test_why_seat__a_member_whose_roles_disagree():
    assert (
        "User A1 (aide) has the enrollment role teacher in class C1: the roles disagree; by the policy member.",
    ) == why(
        make_class(),
        make_user("A1", role="aide"),
        make_enrollment("E1", user="A1", role="teacher", primary=True),
        user="A1",
    ).remarks


def test_why_seat__an_address_of_an_account():
    """Whoever lost the e-mail address to an account of the host is told which."""
    account = Account(id="A-1", email="t1@school.example", sourced_id="X-9")
    found = why(make_class(), T1, PRIMARY, accounts=[account])

    assert (
        (
            "User T1 is on the roster as teacher, but cannot be created: the e-mail address of user T1 belongs to "
            "account A-1 (R7)."
        ),
    ) == found.remarks


def test_why_seat__several_enrollments_of_the_same_two():
    """The one that counts is told first, then what became of the others; of very many only some."""
    more = [make_enrollment(f"E{number}", user="T1", role="teacher") for number in range(2, 10)]
    found = why(make_class(), T1, PRIMARY, *more)

    assert "User T1 owns class C1: enrollment E1 is marked primary (R3)." == found.headline
    assert (
        "Enrollment E2: no seat, as enrollment E1 is the seat that counts, and a user sits in a class once (R3)."
    ) == found.remarks[0]
    assert "There are 2 more enrollments of the two." == found.remarks[-1]
    assert 7 == len(found.remarks)


@pytest.mark.parametrize("asked", ["T1", "P9"])
def test_why_seat__of_records_that_the_policy_merges(asked):
    """Whichever record is asked about, the person's seat answers."""
    twin = {"given_name": "Ada", "family_name": "Up", "email": "ada@school.example"}
    found = why(
        make_class(),
        make_user("T1", **twin),
        make_user("P9", role="parent", **twin),
        make_enrollment("E1", user="P9", role="teacher", primary=True),
        user=asked,
        policy=Policy(merge_staff_parents=True),
    )

    assert "User P9 owns class C1: enrollment E1 is marked primary (R3)." == found.headline
    assert (
        "User P9 (parent) is the same person as user T1 by the policy, and was merged into that one." in found.remarks
    )


def test_why_seat__a_merged_record_without_a_seat_of_its_own():
    twin = {"given_name": "Ada", "family_name": "Up", "email": "ada@school.example"}
    found = why(
        make_class(),
        make_user("T1", **twin),
        make_user("P9", role="parent", **twin),
        PRIMARY,
        user="P9",
        policy=Policy(merge_staff_parents=True),
    )

    assert "User T1 owns class C1: enrollment E1 is marked primary (R3)." == found.headline
    assert (
        "User P9 (parent) is the same person as user T1 by the policy, and was merged into that one." in found.remarks
    )


@pytest.mark.parametrize(
    ("user", "klass", "expected", "known"),
    [
        (
            "T1",
            "C1",
            "User T1 has no seat in class C1: no enrollment of user T1 in class C1 was in the snapshot.",
            True,
        ),
        (
            "X",
            "C1",
            "User X has no seat in class C1: no user with the id X was in the snapshot.",
            False,
        ),
        (
            "X",
            "Y",
            "User X has no seat in class Y: no user with the id X and no class with the id Y was in the snapshot.",
            False,
        ),
    ],
)
def test_why_seat__a_made_up_pair(user, klass, expected, known):
    found = why(make_class(), T1, user=user, klass=klass)

    assert expected == str(found)
    assert known is found.known


def test_why_seat__of_a_user_and_a_class_that_only_an_enrollment_names():
    found = why(T1, make_enrollment("E1", user="X", klass="Y"), user="X", klass="Y")

    assert "User X has no seat in class Y: class Y is not shared (R1)." == found.headline
    assert found.known
