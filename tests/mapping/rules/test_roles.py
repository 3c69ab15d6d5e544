"""R2: which roles are ingested."""

import pytest

from oneroster_classlink.mapping import PersonRole, read_role
from oneroster_classlink.mapping.rules.roles import ingested_roles
from oneroster_classlink.models import Role, RoleAssignment
from tests.records import make_user

ROLES = {
    Role.ADMINISTRATOR: "administrator",
    Role.AIDE: "aide",
    Role.COUNSELOR: None,
    Role.DISTRICT_ADMINISTRATOR: "administrator",
    Role.GUARDIAN: "guardian",
    Role.PARENT: "parent",
    Role.PRINCIPAL: "administrator",
    Role.PROCTOR: None,
    Role.RELATIVE: None,
    Role.SITE_ADMINISTRATOR: "administrator",
    Role.STUDENT: "student",
    Role.SYSTEM_ADMINISTRATOR: "administrator",
    Role.TEACHER: "teacher",
}


@pytest.mark.parametrize("role", [*Role, "ext:coach", "dean", "", None])
def test_read_role__every_role_of_the_standard_and_others(role):
    assert ROLES.get(role) == read_role(role)


def test_ingested_roles__the_highest_first_and_each_once():
    roles = tuple(
        RoleAssignment(role=role, org="S1") for role in ("parent", "proctor", "teacher", "principal", "teacher")
    )
    user = make_user(roles=roles)

    assert (PersonRole.TEACHER, PersonRole.ADMINISTRATOR, PersonRole.PARENT) == ingested_roles(
        user, ingested=frozenset(PersonRole)
    )
    assert (PersonRole.PARENT,) == ingested_roles(user, ingested=frozenset({PersonRole.PARENT}))
