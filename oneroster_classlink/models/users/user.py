"""A person's record; one value serves OneRoster 1.1 and 1.2."""

import attrs

from oneroster_classlink.models.entity import Entity, field
from oneroster_classlink.models.enums import Role, RoleType
from oneroster_classlink.models.kinds import FLAG, LABEL, TEXT, TEXTS, refs
from oneroster_classlink.models.users.accounts import PROFILES, USER_IDS, UserId, UserProfile
from oneroster_classlink.models.users.roles import ORG, ROLES, RoleAssignment


@attrs.frozen(kw_only=True)
class User(Entity):
    """A person's record (1.1 and 1.2 *User*); one value serves both versions.

    Attributes:
        roles: Every role in every org; 1.1's ``role`` and ``orgs`` are lifted to it.
        agents: Ids of users related to this one; guardians and students point at each other both ways.
        enabled_user: ``False`` means: stands, but access is curtailed. Absent means not said.
        password: Only kept when asked for on decoding.
    """

    roles: tuple[RoleAssignment, ...] = field(ROLES, "role", "orgs", "roles", shown=True)
    enabled_user: bool | None = field(FLAG, shown=True)
    username: str | None = field(TEXT)
    given_name: str = field(LABEL)
    family_name: str = field(LABEL)
    middle_name: str | None = field(TEXT)
    email: str | None = field(TEXT)
    sms: str | None = field(TEXT)
    phone: str | None = field(TEXT)
    identifier: str | None = field(TEXT)
    user_ids: tuple[UserId, ...] = field(USER_IDS)
    agents: tuple[str, ...] = field(refs("user"))
    grades: tuple[str, ...] = field(TEXTS)
    primary_org: str | None = field(ORG, shown=True)
    user_master_identifier: str | None = field(TEXT)
    preferred_first_name: str | None = field(TEXT)
    preferred_middle_name: str | None = field(TEXT)
    preferred_last_name: str | None = field(TEXT)
    pronouns: str | None = field(TEXT)
    user_profiles: tuple[UserProfile, ...] = field(PROFILES)
    resources: tuple[str, ...] = field(refs("resource"))
    password: str | None = field(TEXT)

    @property
    def role(self) -> Role | str | None:
        """The one role of a 1.1 user; of a 1.2 user the primary role of the primary org, or the first."""
        ranked = sorted(
            self.roles, key=lambda found: (found.org != self.primary_org, found.role_type != RoleType.PRIMARY)
        )
        return ranked[0].role if ranked else None

    @property
    def orgs(self) -> tuple[str, ...]:
        """The ids of the orgs in which the user has a role, each once, in wire order."""
        return tuple(dict.fromkeys(found.org for found in self.roles if found.org is not None))
