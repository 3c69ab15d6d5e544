"""A row in the version that is asked: 1.1's ``role`` and ``orgs`` from and to 1.2's ``roles``."""

from collections.abc import Iterator, Mapping
from typing import Any

from oneroster_classlink.sandbox.district import Row
from oneroster_classlink.sandbox.exchange import Version

ADMINISTRATORS = frozenset({"districtAdministrator", "siteAdministrator", "systemAdministrator", "principal"})
"""The 1.2 roles that 1.1 calls ``administrator``; a role without a counterpart, such as counselor, stays."""
ONLY_12 = frozenset(
    {
        "roles",
        "primaryOrg",
        "userProfiles",
        "userMasterIdentifier",
        "preferredFirstName",
        "preferredMiddleName",
        "preferredLastName",
        "pronouns",
        "resources",
    }
)
"""What 1.1 does not know of a user."""


def rendered(row: Row, *, version: Version, org_types: Mapping[str, str]) -> Row:
    """Return a user's *row* in the form of *version*.

    A row that is in that form already, or broken beyond rendering, comes back as it is.

    Args:
        row: The row as it was written, in either version.
        version: The version that is asked.
        org_types: The type of each org by its id, which tells district from site administrators.
    """
    if version is Version.V12:
        return _as_12(row, org_types=org_types) if "roles" not in row and _has_11(row) else row
    return _as_11(row) if "role" not in row and _has_12(row) else row


def roles_of(row: Row) -> Iterator[tuple[str, str | None]]:
    """Yield role and org id of every role of a user's *row*, whichever version it is written in."""
    if _has_12(row):
        for role in row["roles"]:
            yield role["role"], _id(role.get("org"))
    elif _has_11(row):
        for org in row["orgs"] or (None,):
            yield row["role"], _id(org)


def _has_11(row: Row) -> bool:
    return isinstance(row.get("role"), str) and isinstance(row.get("orgs"), list)


def _has_12(row: Row) -> bool:
    roles = row.get("roles")
    return isinstance(roles, list) and bool(roles) and all(_is_role(role) for role in roles)


def _is_role(role: Any) -> bool:
    return isinstance(role, dict) and isinstance(role.get("role"), str)


def _as_12(row: Row, *, org_types: Mapping[str, str]) -> Row:
    kept = {key: value for key, value in row.items() if key not in {"role", "orgs"}}
    return {**kept, "roles": [_role(row["role"], org, org_types=org_types) for org in row["orgs"] or (None,)]}


def _role(role: str, org: Any, *, org_types: Mapping[str, str]) -> Row:
    if role == "administrator":
        role = "districtAdministrator" if org_types.get(_id(org) or "") == "district" else "siteAdministrator"
    return {"roleType": "primary", "role": role, **({"org": org} if org is not None else {})}


def _as_11(row: Row) -> Row:
    kept = {key: value for key, value in row.items() if key not in ONLY_12}
    orgs = {_id(role["org"]): role["org"] for role in row["roles"] if role.get("org") is not None}
    role = _main_role(row)
    role = "administrator" if role in ADMINISTRATORS else role
    return {"username": "", **kept, "role": role, "orgs": list(orgs.values())}


def _main_role(row: Row) -> str:
    """Return the role that stands for all: the primary one in the primary org, or the first."""
    home = _id(row.get("primaryOrg"))
    ranked = sorted(row["roles"], key=lambda role: (_id(role.get("org")) != home, role.get("roleType") != "primary"))
    return str(ranked[0]["role"])


def _id(ref: Any) -> str | None:
    found = ref.get("sourcedId") if isinstance(ref, dict) else None
    return found if isinstance(found, str) else None
