"""R2, R6 and R11: users judged by themselves."""

import pytest

from oneroster_classlink.mapping.people.judged import UserKind
from oneroster_classlink.mapping.policy import Policy, predicate
from oneroster_classlink.mapping.rules.roles import PersonRole
from oneroster_classlink.mapping.rules.seats import Standing
from oneroster_classlink.models import RoleAssignment, RoleType, Status
from tests.mapping.people.district import judged_users
from tests.records import make_user

TEACHER, ADMINISTRATOR, AIDE = PersonRole.TEACHER, PersonRole.ADMINISTRATOR, PersonRole.AIDE
PARENT, STUDENT = PersonRole.PARENT, PersonRole.STUDENT


def kind_of(*records, key="U1", **options):
    snapshot, users = judged_users(*records, **options)
    return users.of(snapshot.users.row(key))


def held(role, org, kind=None, **over):
    return RoleAssignment(role=role, org=org, role_type=kind, **over)


def test_judge_users__roles_and_schools():
    expected = UserKind(
        standing=Standing.TAKEN,
        roles=(TEACHER, PARENT),
        role=PARENT,
        held=(("S1", (TEACHER, PARENT)), ("S2", (PARENT,))),
        said=("parent", "teacher", "proctor"),
    )
    roles = (held("parent", "S2"), held("parent", "S1"), held("teacher", "S1"), held("proctor", "S1"))

    assert expected == kind_of(make_user(roles=roles))


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ({}, Standing.TAKEN),
        ({"roles": ()}, Standing.TAKEN),
        ({"status": Status.TOBEDELETED}, Standing.TOBEDELETED),
    ],
)
def test_judge_users__standing(over, expected):
    assert expected is kind_of(make_user(**over)).standing


@pytest.mark.parametrize(("enabled", "expected"), [(True, True), (None, True), (False, False)])
def test_judge_users__absent_is_not_disabled(enabled, expected):
    assert expected is kind_of(make_user(enabled_user=enabled)).enabled


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ((held("teacher", "S1", RoleType.SECONDARY), held("parent", "S1", RoleType.PRIMARY)), PARENT),
        ((held("student", "S2", RoleType.PRIMARY), held("aide", "S1", RoleType.SECONDARY)), AIDE),
        ((held("counselor", "S1", RoleType.PRIMARY), held("aide", "S1", RoleType.SECONDARY)), AIDE),
        ((held("principal", "S1"),), ADMINISTRATOR),
        ((held("dean", "S1"),), None),
        ((), None),
    ],
)
def test_judge_users__the_primary_role_of_the_primary_org_comes_first(roles, expected):
    assert expected is kind_of(make_user(roles=roles)).role


def test_judge_users__a_school_counts_only_if_it_is_taken_and_the_role_ingested():
    roles = (held("teacher", "S1"), held("teacher", "S2"), held("proctor", "D1"), held("aide", None))

    assert (("S1", (TEACHER,)),) == kind_of(make_user(roles=roles), schools=("S1", "D1")).held


def test_judge_users__a_role_that_the_policy_does_not_ingest():
    kind = kind_of(make_user(role="student"), policy=Policy(ingested=["teacher"]))

    assert ((), None, (), ("student",)) == (kind.roles, kind.role, kind.held, kind.said)


def test_judge_users__the_policys_predicate_is_asked_about_active_users():
    asked = []

    def chosen(user):
        asked.append(user.sourced_id)
        return user.sourced_id != "U2"

    snapshot, users = judged_users(
        make_user("U1"),
        make_user("U2"),
        make_user("U3", status=Status.TOBEDELETED),
        policy=Policy(users=predicate("chosen", chosen)),
    )

    assert [Standing.TAKEN, Standing.EXCLUDED, Standing.TOBEDELETED] == [
        users.of(snapshot.users.row(key)).standing for key in ("U1", "U2", "U3")
    ]
    assert {"U1", "U2"} == set(asked)


def test_judge_users__alike_users_share_a_kind_whatever_their_profiles():
    _, users = judged_users(
        *(make_user(f"U{at}", roles=(held("teacher", "S1", user_profile=f"profile {at}"),)) for at in range(9)),
        make_user("U9", role="student"),
    )

    assert 2 == len(users.kinds)
    assert 10 == len(users.codes)


def test_judge_users__merging_gives_the_staff_record_the_roles_of_both():
    same = {"given_name": "Made", "family_name": "Up", "email": "made.up@school.example"}
    records = [
        make_user("T1", **same),
        make_user("P1", role="parent", org="S2", **same),
        make_user("P2", role="guardian", org="S1", **same),
    ]
    snapshot, users = judged_users(*records, policy=Policy(merge_staff_parents=True))
    row = snapshot.users.row("T1")
    guardian = PersonRole.GUARDIAN

    assert {snapshot.users.row("P1"): row, snapshot.users.row("P2"): row} == users.merged
    assert UserKind(
        standing=Standing.TAKEN,
        roles=(TEACHER, guardian, PARENT),
        role=TEACHER,
        held=(("S1", (TEACHER, guardian)), ("S2", (PARENT,))),
        said=("teacher", "parent", "guardian"),
    ) == users.of(row)


def test_judge_users__nothing_is_merged_unless_the_policy_says_so():
    same = {"given_name": "Made", "family_name": "Up", "email": "made.up@school.example"}
    _, users = judged_users(make_user("T1", **same), make_user("P1", role="parent", **same))

    assert {} == users.merged


def test_judge_users__nobody():
    assert () == judged_users()[1].kinds
