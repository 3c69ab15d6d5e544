"""A user and what hangs on one: roles, profiles and further ids."""

from datetime import date
from typing import Any

import attrs
import msgspec

from oneroster_classlink.models.entity import Entity, field
from oneroster_classlink.models.enums import Role, RoleType
from oneroster_classlink.models.kinds import (
    DAY,
    FLAG,
    LABEL,
    TEXT,
    TEXTS,
    Kind,
    Ref,
    Unreadable,
    listed,
    ref,
    refs,
    token,
)

ROLE = token(Role)
ROLE_TYPE = token(RoleType)
_ORG = ref("org")
_ORGS = refs("org")


class RoleRow(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """One entry of 1.2's ``roles`` on the wire."""

    role: str
    role_type: str | None = None
    org: Ref | None = None
    user_profile: str | None = None
    begin_date: str | None = None
    end_date: str | None = None


class UserIdRow(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """One entry of ``userIds`` on the wire."""

    identifier: str
    type: str | None = None


class CredentialRow(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """One credential of a profile on the wire; a password is never read."""

    type: str
    username: str


class ProfileRow(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """One entry of 1.2's ``userProfiles`` on the wire."""

    profile_id: str
    profile_type: str | None = None
    vendor_id: str | None = None
    application_id: str | None = None
    description: str | None = None
    credentials: tuple[CredentialRow, ...] | None = None


@attrs.frozen(kw_only=True)
class RoleAssignment:
    """A role in an org (1.2 *Role*; a 1.1 ``role`` and ``orgs`` are lifted to one each).

    Attributes:
        role: The role.
        org: The org's id, or ``None`` where it was not shared.
        role_type: Primary or secondary in that org.
        user_profile: The ``profileId`` that it belongs to.
        begin_date: First day, inclusive.
        end_date: Last day, exclusive.
    """

    role: Role | str
    org: str | None = None
    role_type: RoleType | str | None = None
    user_profile: str | None = attrs.field(default=None, repr=False)
    begin_date: date | None = None
    end_date: date | None = None


@attrs.frozen(kw_only=True)
class UserId:
    """A further id of a user in another system."""

    identifier: str = attrs.field(repr=False)
    type: str | None = None


@attrs.frozen(kw_only=True)
class Credential:
    """A credential of a profile; its password is never kept."""

    type: str
    username: str = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class UserProfile:
    """An account of a user in a system (1.2 *UserProfile*)."""

    profile_id: str = attrs.field(repr=False)
    profile_type: str | None = None
    vendor_id: str | None = None
    application_id: str | None = None
    description: str | None = attrs.field(default=None, repr=False)
    credentials: tuple[Credential, ...] = ()


def _read_role(raw: RoleRow) -> RoleAssignment:
    return RoleAssignment(
        role=ROLE.read(raw.role) or "",
        org=_ORG.read(raw.org),
        role_type=ROLE_TYPE.read(raw.role_type),
        user_profile=raw.user_profile or None,
        begin_date=DAY.read(raw.begin_date),
        end_date=DAY.read(raw.end_date),
    )


def _mend_role(raw: Any) -> RoleAssignment | None:
    if isinstance(raw, str):
        raw = {"role": raw}
    if not isinstance(raw, dict) or not raw.get("role"):
        return None
    return RoleAssignment(
        role=ROLE.mend(raw["role"]),
        org=_ORG.mend(raw.get("org")),
        role_type=ROLE_TYPE.mend(raw.get("roleType")),
        user_profile=TEXT.mend(raw.get("userProfile")),
        begin_date=DAY.mend(raw.get("beginDate")),
        end_date=DAY.mend(raw.get("endDate")),
    )


def _lifted(role: str | None, orgs: tuple[str, ...], roles: tuple[RoleAssignment, ...]) -> tuple[RoleAssignment, ...]:
    """Add to 1.2's *roles* what 1.1's *role* and *orgs* say beyond them."""
    if not role:
        return roles
    known = {(found.role, found.org) for found in roles}
    return roles + tuple(
        RoleAssignment(role=role, org=org, role_type=RoleType.PRIMARY)
        for org in dict.fromkeys(orgs or (None,))
        if (role, org) not in known and not (org is None and any(role == found.role for found in roles))
    )


def _read_roles(raw: tuple[Any, Any, Any]) -> tuple[RoleAssignment, ...]:
    role, orgs, roles = raw
    return _lifted(ROLE.read(role), _ORGS.read(orgs), tuple(_read_role(item) for item in roles or ()))


def _mend_roles(raw: tuple[Any, Any, Any]) -> tuple[RoleAssignment, ...]:
    role, orgs, roles = raw
    mended = (_mend_role(item) for item in ([roles] if isinstance(roles, dict) else listed(roles)))
    return _lifted(ROLE.mend(role), _ORGS.mend(orgs), tuple(item for item in mended if item is not None))


def _write_role(value: RoleAssignment) -> dict[str, Any]:
    found = {
        "roleType": value.role_type,
        "role": value.role,
        "org": _ORG.write(value.org),
        "userProfile": value.user_profile,
        "beginDate": DAY.write(value.begin_date),
        "endDate": DAY.write(value.end_date),
    }
    return {key: item for key, item in found.items() if item is not None}


def _read_user_ids(raw: tuple[UserIdRow, ...] | None) -> tuple[UserId, ...]:
    return tuple(UserId(identifier=item.identifier, type=item.type or None) for item in raw or ())


def _mend_user_ids(raw: Any) -> tuple[UserId, ...]:
    return tuple(
        UserId(identifier=identifier, type=TEXT.mend(item.get("type")))
        for item in listed(raw)
        if isinstance(item, dict) and (identifier := TEXT.mend(item.get("identifier"))) is not None
    )


def _write_user_ids(value: tuple[UserId, ...]) -> list[dict[str, str]]:
    return [{"type": item.type or "", "identifier": item.identifier} for item in value]


def _read_profile(raw: ProfileRow) -> UserProfile:
    return UserProfile(
        profile_id=raw.profile_id,
        profile_type=raw.profile_type,
        vendor_id=raw.vendor_id,
        application_id=raw.application_id,
        description=raw.description,
        credentials=tuple(Credential(type=item.type, username=item.username) for item in raw.credentials or ()),
    )


def _read_profiles(raw: tuple[ProfileRow, ...] | None) -> tuple[UserProfile, ...]:
    return tuple(map(_read_profile, raw or ()))


def _mend_profiles(raw: Any) -> tuple[UserProfile, ...]:
    try:
        return _read_profiles(msgspec.convert(raw, tuple[ProfileRow, ...] | None))
    except msgspec.ValidationError:
        raise Unreadable("profiles") from None


def _write_profile(value: UserProfile) -> dict[str, Any]:
    found = {
        "profileId": value.profile_id,
        "profileType": value.profile_type,
        "vendorId": value.vendor_id,
        "applicationId": value.application_id,
        "description": value.description,
        "credentials": [{"type": item.type, "username": item.username} for item in value.credentials] or None,
    }
    return {key: item for key, item in found.items() if item is not None}


ROLES = Kind(
    name="roles",
    wire_type=tuple[str | None, tuple[Ref, ...] | None, tuple[RoleRow, ...] | None],
    read=_read_roles,
    mend=_mend_roles,
    write=lambda value: [_write_role(item) for item in value],
    missing=(),
)
USER_IDS = Kind(
    name="user ids",
    wire_type=tuple[UserIdRow, ...] | None,
    read=_read_user_ids,
    mend=_mend_user_ids,
    write=_write_user_ids,
    pooled=False,
    missing=(),
)
PROFILES = Kind(
    name="profiles",
    wire_type=tuple[ProfileRow, ...] | None,
    read=_read_profiles,
    mend=_mend_profiles,
    write=lambda value: [_write_profile(item) for item in value],
    pooled=False,
    missing=(),
)


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
    primary_org: str | None = field(_ORG, shown=True)
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
