"""Why a user is a person or is not, where the person belongs, and what the person lost."""

import pytest

from oneroster_classlink.errors import UsageError
from oneroster_classlink.mapping import Account, Policy, map_roster, predicate
from oneroster_classlink.models import OrgType, Role, RoleAssignment, Status
from tests.records import make_class, make_enrollment, make_org, make_snapshot, make_user

NOBODY = predicate("is nobody", lambda _: False)
TWIN = {"given_name": "Ada", "family_name": "Up", "email": "ada@school.example"}


def mapped(*records, policy=None, accounts=()):
    orgs = [make_org(), make_org("S2"), make_org("D1", type=OrgType.DISTRICT)]
    return map_roster(make_snapshot(*orgs, *records), policy, accounts=accounts)


def why(*records, user="U1", **options):
    return mapped(*records, **options).why(user=user)


def held(*pairs):
    return tuple(RoleAssignment(role=Role(role), org=org) for role, org in pairs)


def test_why_user__a_teacher():
    found = why(
        make_class(),
        make_class("C2"),
        make_class("C3", status=Status.TOBEDELETED),
        make_user("U1"),
        make_enrollment("E1", role="teacher", primary=True),
        make_enrollment("E2", klass="C2", role="teacher", primary=True),
        make_enrollment("E3", klass="C3", role="teacher", primary=True),
    )

    assert (
        "User U1 is on the roster as teacher: user U1 belongs to school S1 by role (R13). Before that: user U1 is "
        "active (R11); the role teacher is ingested (R2). It has 3 enrollments: 2 as owner (of classes C1 and C2) and "
        "1 without a seat."
    ) == str(found)
    assert ("user U1", "on the roster as teacher") == (found.subject, found.outcome)


def test_why_user__by_role_by_seat_and_through_a_student():
    found = why(
        make_org("S3"),
        make_class("C2", school="S2"),
        make_user("U1", roles=held(("teacher", "S1"), ("guardian", "D1")), agents=("P1",)),
        make_user("P1", role="student", org="S3"),
        make_enrollment("E1", klass="C2", role="teacher"),
    )

    assert (
        "User U1 is on the roster as teacher and guardian: user U1 belongs to school S1 by role, school S2 by a seat "
        "and school S3 through student P1 (R13)."
    ) == found.headline
    assert "the roles teacher and guardian are ingested (R2)" in str(found)
    assert "Roles by school: S1 teacher, S2 teacher and S3 guardian." in found.remarks
    assert "It has 1 enrollment: 1 as member." in found.remarks
    assert "Students: P1." in found.remarks


def test_why_user__only_through_a_guardian_link():
    found = why(make_user("U1", role="guardian", org="D1"), make_user("P1", role="student", agents=("U1",)))

    assert (
        "User U1 is on the roster as guardian: user U1 belongs to school S1 through student P1 (R13)." == found.headline
    )
    assert "It has no enrollment." in found.remarks


def test_why_user__a_student_with_guardians():
    guardians = [make_user(f"G{number}", role="guardian", org="D1") for number in range(8)]
    found = why(make_user("U1", role="student", agents=tuple(each.sourced_id for each in guardians)), *guardians)

    assert "Guardians: G0, G1, G2, G3, G4, G5 and 2 more." in found.remarks
    assert "Student U1 has 8 guardians." in found.remarks


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        (
            {"enabled_user": False},
            "teacher, but suspended: user U1 belongs to school S1 by role (R13)",
        ),
        (
            {"email": "no address"},
            "teacher, but cannot be created: user U1 has no valid e-mail address (R8)",
        ),
        (
            {"email": "a1@school.example", "enabled_user": False},
            ("teacher, but suspended and cannot be created: the e-mail address of user U1 belongs to user A1 (R7)"),
        ),
    ],
)
def test_why_user__suspended_or_not_creatable(user, expected):
    assert f"User U1 is on the roster as {expected}." == why(make_user("A1"), make_user("U1", **user)).headline


def test_why_user__a_contact_point_that_is_somebody_elses():
    taken = why(make_user("T1", email="u1@school.example"), make_user("U1", role="student"))
    account = Account(id="A-1", email="u1@school.example", sourced_id="X-9")
    kept = why(make_user("U1", role="student"), accounts=[account])

    assert "User U1 (student) has an e-mail address that belongs to user T1." in taken.remarks
    assert "User U1 (student) has an e-mail address that belongs to account A-1." in kept.remarks


def test_why_user__a_linked_account():
    found = why(make_user("U1"), accounts=[Account(id="A-1", sourced_id="U1")])

    assert "User U1 (teacher) is linked to account A-1 by its sourcedId." in found.remarks


@pytest.mark.parametrize(
    ("user", "policy", "expected"),
    [
        ({"status": Status.TOBEDELETED}, None, "user U1 is marked tobedeleted (R11)."),
        ({}, Policy(users=NOBODY), "user U1 does not pass the predicate 'is nobody' (policy)."),
        ({"role": "proctor"}, None, "no role of user U1 (proctor) is ingested (R2)."),
        (
            {"org": "D1"},
            None,
            (
                "user U1 (teacher) has no role, no seat and no student in a school that is taken (R13). Before that: "
                "user U1 is active (R11); the role teacher is ingested (R2)."
            ),
        ),
    ],
)
def test_why_user__not_on_the_roster(user, policy, expected):
    found = why(make_user("U1", **user), policy=policy)

    assert f"User U1 is not on the roster: {expected}" == str(found)
    assert "not on the roster" == found.outcome


def test_why_user__merged_into_another():
    records = [make_user("T1", **TWIN), make_user("U1", role="parent", org="S2", **TWIN)]
    merged = why(*records, policy=Policy(merge_staff_parents=True))
    taking = why(*records, policy=Policy(merge_staff_parents=True), user="T1")

    assert (
        "User U1 is not on the roster by itself: the record is merged into that of user T1 (policy). Before that: "
        "user U1 is active (R11); the role parent is ingested (R2). User T1 is on the roster as teacher and parent: "
        "user T1 belongs to schools S1 and S2 by role (R13)."
    ) == str(merged)
    assert "Merged into it: user U1." in taking.remarks


def test_why_user__merged_into_another_who_is_nobody():
    records = [make_user("T1", org="D1", **TWIN), make_user("U1", role="parent", org="D1", **TWIN)]

    assert (
        (
            "User T1 is not on the roster: user T1 (teacher, parent) has no role, no seat and no student in a "
            "school that is taken (R13)."
        ),
    ) == why(*records, policy=Policy(merge_staff_parents=True)).remarks


def test_why_user__seats_of_a_merged_record_count():
    found = why(
        make_class(),
        make_user("U1", **TWIN),
        make_user("P1", role="parent", **TWIN),
        make_enrollment("E1", user="P1", role="parent"),
        policy=Policy(merge_staff_parents=True),
    )

    assert "It has 1 enrollment: 1 as member." in found.remarks


def test_why_user__a_made_up_id():
    found = why(make_user("U1"), user="nobody")

    assert ("User nobody is not known: no user with the id nobody was in the snapshot. No enrollment names it.") == str(
        found
    )
    assert not found.known


@pytest.mark.parametrize(("number", "expected"), [(1, "1 enrollment names it."), (2, "2 enrollments name it.")])
def test_why_user__an_id_that_only_enrollments_name(number, expected):
    found = why(make_class(), *(make_enrollment(f"E{each}", user="X9") for each in range(number)), user="X9")

    assert (expected,) == found.remarks
    assert not found.known


@pytest.mark.parametrize("user", ["U\n1", "U\x1b[31m", "U\u2028x", "U\u200b"])
def test_why_user__is_one_line_whatever_the_ids(user):
    """Ids with line breaks and the like are escaped, known or not, in each part of the answer."""
    mapping = mapped(make_user(user, org="D1"), make_enrollment("E\r1", klass="C\n", user=user))
    found = [mapping.why(user=user), mapping.why(user=user, klass="C\n"), mapping.why(user=f"{user}9")]

    assert [True] * 3 == [str(each).isprintable() for each in found]
    assert [True] * 3 == [f"{each.subject}{each.verdict}{each.headline}".isprintable() for each in found]
    assert all(step.clause.isprintable() for each in found for step in each.steps)
    assert user.encode("unicode_escape").decode() in str(found[0])


def test_why__asks_about_something():
    with pytest.raises(UsageError, match="give user=, klass= or both"):
        mapped(make_user("U1")).why()
