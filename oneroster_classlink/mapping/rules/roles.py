"""The roles that the product ingests, read from those of OneRoster."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from oneroster_classlink.models.enums import Role
from oneroster_classlink.models.users import User


class PersonRole(StrEnum):
    """A role on the roster side: the six that the set-up article names, in the order in which they outrank each other.

    A role never grants administrator access in the host: an administrator of a roster is a person like any other.
    """

    TEACHER = "teacher"
    ADMINISTRATOR = "administrator"
    AIDE = "aide"
    GUARDIAN = "guardian"
    PARENT = "parent"
    STUDENT = "student"


STAFF = frozenset({PersonRole.TEACHER, PersonRole.ADMINISTRATOR})
"""Who may own a class; nobody else ever does (R4), whatever a policy says."""
GUARDIAN_ROLES = frozenset({PersonRole.GUARDIAN, PersonRole.PARENT})
"""Who can be somebody's guardian; districts use both words."""

_READ: Mapping[str | None, PersonRole] = MappingProxyType(
    {
        Role.TEACHER: PersonRole.TEACHER,
        Role.ADMINISTRATOR: PersonRole.ADMINISTRATOR,
        Role.PRINCIPAL: PersonRole.ADMINISTRATOR,
        Role.DISTRICT_ADMINISTRATOR: PersonRole.ADMINISTRATOR,
        Role.SITE_ADMINISTRATOR: PersonRole.ADMINISTRATOR,
        Role.SYSTEM_ADMINISTRATOR: PersonRole.ADMINISTRATOR,
        Role.AIDE: PersonRole.AIDE,
        Role.GUARDIAN: PersonRole.GUARDIAN,
        Role.PARENT: PersonRole.PARENT,
        Role.STUDENT: PersonRole.STUDENT,
    }
)


def read_role(role: Role | str | None) -> PersonRole | None:
    """Return what a OneRoster *role* is on the roster side, or ``None`` where it is not ingested (R2).

    The four administrator-like roles of OneRoster 1.2 read as administrator; proctor, relative, counselor,
    ``ext:`` roles and unknown ones as nothing.
    """
    return _READ.get(role)


def ingested_roles(user: User, *, ingested: frozenset[PersonRole]) -> tuple[PersonRole, ...]:
    """Return the roles of *user* that are among *ingested*, each once, the highest first (R2)."""
    found = {read_role(held.role) for held in user.roles}
    return tuple(role for role in PersonRole if role in found & ingested)
