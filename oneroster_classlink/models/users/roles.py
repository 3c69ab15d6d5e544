"""The roles of a user: 1.2's list, and 1.1's one role with its orgs lifted to it."""

from datetime import date
from typing import Any

import attrs
import msgspec

from oneroster_classlink.models.enums import Role, RoleType
from oneroster_classlink.models.kinds import DAY, TEXT, Kind, Ref, listed, mended, ref, refs, token

ROLE = token(Role)
ROLE_DAYS = ("beginDate", "endDate")
ROLE_TYPE = token(RoleType)
ORG = ref("org")
_ORGS = refs("org")


class RoleRow(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """One entry of 1.2's ``roles`` on the wire."""

    role: str
    role_type: str | None = None
    org: Ref | None = None
    user_profile: str | None = None
    begin_date: str | None = None
    end_date: str | None = None

    def __repr__(self) -> str:
        """Show the role alone; a profile may name a person."""
        return f"RoleRow({self.role!r})"


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


def _read_role(raw: RoleRow) -> RoleAssignment | None:
    role = ROLE.read(raw.role)
    return role and RoleAssignment(
        role=role,
        org=ORG.read(raw.org),
        role_type=ROLE_TYPE.read(raw.role_type),
        user_profile=TEXT.read(raw.user_profile),
        begin_date=DAY.read(raw.begin_date),
        end_date=DAY.read(raw.end_date),
    )


def _mend_role(raw: Any) -> RoleAssignment | None:
    found = raw if isinstance(raw, dict) else {"role": raw}
    role = mended(ROLE, found.get("role"))
    return role and RoleAssignment(
        role=role,
        org=mended(ORG, found.get("org")),
        role_type=mended(ROLE_TYPE, found.get("roleType")),
        user_profile=mended(TEXT, found.get("userProfile")),
        begin_date=mended(DAY, found.get("beginDate")),
        end_date=mended(DAY, found.get("endDate")),
    )


def _lifted(role: str | None, orgs: tuple[str, ...], roles: list[RoleAssignment | None]) -> tuple[RoleAssignment, ...]:
    """Add to 1.2's *roles* what 1.1's *role* and *orgs* say beyond them."""
    found = tuple(item for item in roles if item is not None)
    if not role:
        return found
    known = {(item.role, item.org) for item in found}
    return found + tuple(
        RoleAssignment(role=role, org=org, role_type=RoleType.PRIMARY)
        for org in dict.fromkeys(orgs or (None,))
        if (role, org) not in known and not (org is None and any(role == item.role for item in found))
    )


def _read_roles(raw: tuple[Any, Any, Any]) -> tuple[RoleAssignment, ...]:
    role, orgs, roles = raw
    return _lifted(ROLE.read(role), _ORGS.read(orgs), [_read_role(item) for item in roles or ()])


def _mend_roles(raw: tuple[Any, Any, Any]) -> tuple[RoleAssignment, ...]:
    role, orgs, roles = raw
    return _lifted(mended(ROLE, role), mended(_ORGS, orgs) or (), [_mend_role(item) for item in listed(roles)])


def _write_role(value: RoleAssignment) -> dict[str, Any]:
    found = {
        "roleType": value.role_type,
        "role": value.role,
        "org": ORG.write(value.org),
        "userProfile": value.user_profile,
        "beginDate": DAY.write(value.begin_date),
        "endDate": DAY.write(value.end_date),
    }
    return {key: item for key, item in found.items() if item is not None}


def _write_roles(value: tuple[RoleAssignment, ...]) -> list[dict[str, Any]]:
    return [_write_role(item) for item in value]


ROLES = Kind(
    name="roles",
    wire_type=tuple[str | None, tuple[Ref, ...] | None, tuple[RoleRow, ...] | None],
    read=_read_roles,
    mend=_mend_roles,
    write=_write_roles,
    missing=(),
)
"""Read from three keys at once: ``role``, ``orgs`` and ``roles``."""
