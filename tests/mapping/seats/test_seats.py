"""R2, R3, R4 and R11: what becomes of a seat."""

import pytest

from oneroster_classlink.mapping import (
    Code,
    Deciding,
    Outcome,
    PersonRole,
    Policy,
    SeatDecision,
    SeatFacts,
    Standing,
    judge_seat,
    map_roster,
    predicate,
)
from tests.records import make_class, make_enrollment, make_org, make_snapshot, make_user

TEACHER, ADMINISTRATOR, AIDE = PersonRole.TEACHER, PersonRole.ADMINISTRATOR, PersonRole.AIDE
STUDENT, PARENT, GUARDIAN = PersonRole.STUDENT, PersonRole.PARENT, PersonRole.GUARDIAN


def judged(roles, role, *, primary, policy=None, **facts):
    plain = {"active": True, "klass": Standing.TAKEN, "user": Standing.TAKEN}
    facts = SeatFacts(roles=roles, role=role, primary=primary, **plain | facts)
    decision = judge_seat(facts, policy or Policy())
    return decision.outcome, decision.code


@pytest.mark.parametrize(
    ("roles", "role", "primary", "expected"),
    [
        ((TEACHER,), TEACHER, True, (Outcome.OWNER, None)),
        ((TEACHER,), ADMINISTRATOR, True, (Outcome.OWNER, None)),
        ((ADMINISTRATOR,), TEACHER, True, (Outcome.OWNER, None)),
        ((ADMINISTRATOR,), ADMINISTRATOR, True, (Outcome.OWNER, None)),
        ((TEACHER, PARENT), TEACHER, True, (Outcome.OWNER, None)),
        ((TEACHER,), TEACHER, False, (Outcome.MEMBER, None)),
        ((ADMINISTRATOR,), ADMINISTRATOR, False, (Outcome.MEMBER, None)),
        ((TEACHER,), STUDENT, True, (Outcome.MEMBER, Code.SEAT_ROLES_DISAGREE)),
        ((TEACHER,), AIDE, True, (Outcome.MEMBER, Code.SEAT_ROLES_DISAGREE)),
        ((TEACHER,), None, True, (Outcome.MEMBER, Code.SEAT_ROLES_DISAGREE)),
        ((TEACHER,), STUDENT, False, (Outcome.MEMBER, None)),
        ((STUDENT,), TEACHER, True, (Outcome.MEMBER, Code.SEAT_ROLES_DISAGREE)),
        ((AIDE,), TEACHER, True, (Outcome.MEMBER, Code.SEAT_ROLES_DISAGREE)),
        ((AIDE,), AIDE, True, (Outcome.MEMBER, Code.SEAT_PRIMARY_IGNORED)),
        ((STUDENT,), STUDENT, True, (Outcome.MEMBER, Code.SEAT_PRIMARY_IGNORED)),
        ((PARENT,), PARENT, True, (Outcome.MEMBER, Code.SEAT_PRIMARY_IGNORED)),
        ((GUARDIAN,), None, True, (Outcome.MEMBER, Code.SEAT_PRIMARY_IGNORED)),
        ((STUDENT,), STUDENT, False, (Outcome.MEMBER, None)),
        ((), TEACHER, True, (Outcome.NONE, Code.SEAT_ROLE_NOT_INGESTED)),
    ],
)
def test_judge_seat__the_table_of_owners(roles, role, primary, expected):
    """Who owns is told by the user's role, the enrollment's role and the primary mark together."""
    assert expected == judged(roles, role, primary=primary)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"active": False, "klass": Standing.MISSING}, Code.SEAT_TOBEDELETED),
        ({"klass": Standing.MISSING, "user": Standing.MISSING}, Code.SEAT_CLASS_MISSING),
        ({"klass": Standing.NOT_TAKEN}, Code.SEAT_CLASS_NOT_TAKEN),
        ({"user": Standing.MISSING}, Code.SEAT_USER_MISSING),
        ({"user": Standing.TOBEDELETED}, Code.SEAT_USER_TOBEDELETED),
    ],
)
def test_judge_seat__nobody_sits_there(facts, expected):
    assert (Outcome.NONE, expected) == judged((TEACHER,), TEACHER, primary=True, **facts)


@pytest.mark.parametrize(
    ("deciding", "roles", "role", "expected"),
    [
        (Deciding.USER, (TEACHER,), STUDENT, Outcome.OWNER),
        (Deciding.USER, (STUDENT,), TEACHER, Outcome.MEMBER),
        (Deciding.ENROLLMENT, (STUDENT,), TEACHER, Outcome.MEMBER),
        (Deciding.ENROLLMENT, (AIDE, PARENT), TEACHER, Outcome.MEMBER),
        (Deciding.ENROLLMENT, (TEACHER,), STUDENT, Outcome.MEMBER),
    ],
)
def test_judge_seat__one_role_decides_and_the_disagreement_is_told(deciding, roles, role, expected):
    policy = Policy(deciding=deciding)

    assert (expected, Code.SEAT_ROLES_DISAGREE) == judged(roles, role, primary=True, policy=policy)


def test_judge_seat__the_enrollment_decides_among_staff():
    """An administrator who is not an owner by role owns as the teacher that the enrollment makes of him."""
    policy = Policy(deciding="enrollment", owner_roles=["teacher"])

    assert (Outcome.OWNER, None) == judged((ADMINISTRATOR,), TEACHER, primary=True, policy=policy)


@pytest.mark.parametrize("primary", [True, False])
@pytest.mark.parametrize("facts", [{}, {"enabled": False}, {"at_home": False}])
def test_judge_seat__an_owner_whose_roles_disagree_is_always_told(primary, facts):
    """That comes first, also where primary is not asked for."""
    policy = Policy(deciding="user", primary_required=False)

    assert (Outcome.OWNER, Code.SEAT_ROLES_DISAGREE) == judged(
        (TEACHER,), STUDENT, primary=primary, policy=policy, **facts
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"enabled": False, "at_home": False}, Code.SEAT_OWNER_SUSPENDED),
        ({"at_home": False}, Code.SEAT_OWNER_FROM_ELSEWHERE),
    ],
)
def test_judge_seat__what_else_there_is_to_say_of_an_owner(facts, expected):
    assert (Outcome.OWNER, expected) == judged((TEACHER,), ADMINISTRATOR, primary=True, **facts)


def test_judge_seat__primary_not_required():
    policy = Policy(primary_required=False)

    assert (Outcome.OWNER, None) == judged((TEACHER,), TEACHER, primary=False, policy=policy)
    assert (Outcome.MEMBER, None) == judged((STUDENT,), STUDENT, primary=False, policy=policy)


def test_judge_seat__owner_roles_are_policy():
    policy = Policy(owner_roles=[PersonRole.TEACHER])

    assert (Outcome.MEMBER, Code.SEAT_PRIMARY_IGNORED) == judged(
        (ADMINISTRATOR,), ADMINISTRATOR, primary=True, policy=policy
    )


def test_judge_seat__teachers_and_administrators_do_not_disagree():
    """Both are staff: what keeps the one from owning is the policy, not a mistake in the SIS."""
    policy = Policy(owner_roles=[TEACHER])

    assert (Outcome.MEMBER, Code.SEAT_PRIMARY_IGNORED) == judged((ADMINISTRATOR,), TEACHER, primary=True, policy=policy)
    assert (Outcome.MEMBER, Code.SEAT_PRIMARY_IGNORED) == judged((TEACHER,), ADMINISTRATOR, primary=True, policy=policy)


def test_judge_seats__the_owner_wins_a_doubled_seat():
    """A user who is in a class twice sits there once, as owner if either seat makes one."""
    mapping = map_roster(
        make_snapshot(
            make_org(),
            make_class(),
            make_user("T1"),
            make_enrollment("E1", user="T1", role="teacher"),
            make_enrollment("E2", user="T1", role="teacher", primary=True),
        )
    )

    assert ("T1",) == mapping.roster.classes[0].owners
    assert () == mapping.roster.classes[0].members
    assert SeatDecision(outcome=Outcome.NONE, code=Code.SEAT_DOUBLED) == mapping.decisions["E1"]
    assert ["Enrollment E1 gives user T1 a second seat in class C1; enrollment E2 counts."] == [
        found.sentence for found in mapping.findings if found.code is Code.SEAT_DOUBLED
    ]


def test_seat_findings__name_roles_and_no_person():
    mapping = map_roster(
        make_snapshot(
            make_org(),
            make_class(),
            make_user("A1", role="aide", given_name="Zoraya", family_name="Quillfeather"),
            make_enrollment("E1", user="A1", role="teacher", primary=True),
        )
    )

    (found,) = [found for found in mapping.findings if found.code is Code.SEAT_ROLES_DISAGREE]
    assert "User A1 (aide) has the enrollment role teacher in class C1: the roles disagree; by the policy member." == (
        found.sentence
    )
    assert ("S1", "A1", "C1", "E1") == (found.school, found.user, found.klass, found.enrollment)


@pytest.mark.parametrize(
    ("owner_roles", "expected"),
    [
        (["administrator", "teacher"], "only teachers and administrators own classes"),
        (["teacher"], "only teachers own classes"),
        ([], "no users own classes"),
    ],
)
def test_seat_findings__a_primary_mark_that_is_ignored_tells_who_owns(owner_roles, expected):
    records = [make_user("A1", role="aide"), make_enrollment("E1", user="A1", role="aide", primary=True)]
    mapping = map_roster(make_snapshot(make_org(), make_class(), *records), Policy(owner_roles=owner_roles))

    (found,) = mapping.findings.of(Code.SEAT_PRIMARY_IGNORED)
    assert (
        "User A1 (aide) is marked primary in class C1, where the enrollment's role is aide, and is a member all the "
        f"same: {expected} by the policy."
    ) == found.sentence


SHARED = [
    make_org(),
    make_class(),
    make_user("T1"),
    make_user("T2"),
    make_enrollment("E1", user="T1", role="teacher", primary=True),
    make_enrollment("E2", user="T2", role="teacher"),
]


@pytest.mark.parametrize("reads", [{"primary"}, None])
def test_seat_findings__whether_co_teachers_are_shared_does_not_depend_on_the_predicate(reads):
    """A co-teacher's seat that the policy leaves out was shared all the same."""
    policy = Policy(seats=predicate("is primary", lambda seat: seat.primary is True, reads=reads))

    assert () == map_roster(make_snapshot(*SHARED), policy).findings.of(Code.CO_TEACHERS_NOT_SHARED)
    assert 1 == map_roster(make_snapshot(*SHARED[:-1]), policy).findings.count(Code.CO_TEACHERS_NOT_SHARED)


def test_seat_findings__those_of_one_code():
    """A seat without a finding has none to make."""
    mapping = map_roster(
        make_snapshot(
            make_org(),
            make_class(),
            make_user("P1", role="student"),
            make_enrollment("E1", user="P1"),
            make_enrollment("E2", user="X8"),
            make_enrollment("E3", user="X9"),
        )
    )
    found = mapping.evidence.seat_findings

    assert mapping.findings.of(Code.SEAT_USER_MISSING) == tuple(found.of(Code.SEAT_USER_MISSING))
    with pytest.raises(ValueError, match="no finding"):
        found.finding(0)


def test_seat_findings__are_one_line_whatever_the_ids():
    snapshot = make_snapshot(make_org(), make_class(), make_enrollment("E\n1", user="X\u2028\x1b[31m9"))
    (found,) = map_roster(snapshot).findings.of(Code.SEAT_USER_MISSING)

    assert r"Enrollment E\n1 names user X\u2028\x1b[31m9, who is not shared." == found.sentence
    assert "E\n1" == found.enrollment
