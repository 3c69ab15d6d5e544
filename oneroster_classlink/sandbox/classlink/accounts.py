"""The made-up people who can sign in, and the roster record that one of them has."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

from oneroster_classlink.sandbox.classlink.application import OTHERS, OWN
from oneroster_classlink.sandbox.district import District, LazyRows, Row
from oneroster_classlink.sandbox.service.render import ADMINISTRATORS, roles_of

_ROSTER_ROLES = {"Administrator": frozenset({"administrator", *ADMINISTRATORS}), "Teacher": frozenset({"teacher"})}
"""The OneRoster roles that the sign-in's capitalised role stands for."""


@attrs.frozen(kw_only=True)
class Account:
    """Someone who can sign in.

    Attributes:
        user_id: The number of the account; it is no id of OneRoster.
        tenant_id: The tenant's number, as in ``/applications``.
        tenant_name: The tenant's name.
        role: ``Administrator`` or ``Teacher``.
        given_name: The made-up given name.
        family_name: The made-up family name.
    """

    user_id: int
    tenant_id: int
    tenant_name: str
    role: str
    given_name: str = attrs.field(repr=False)
    family_name: str = attrs.field(default="Madeup", repr=False)

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.given_name} {self.family_name}"

    @property
    def email(self) -> str:
        """An address in a domain that is set aside for examples."""
        return f"{self.given_name}.{self.family_name}@example.org".lower()

    def sourced_id(self, district: District) -> str:
        """Return the id of the roster record in *district*: the first with the role, blank without one.

        The made-up names are the account's own. Only the id is taken from the district, which may be a real one. A
        large district knows its teachers alone without reading all.
        """
        return next(_with_role(district, role=self.role), "")


def _with_role(district: District, *, role: str) -> Iterator[str]:
    wanted = _ROSTER_ROLES.get(role, frozenset())
    for row in _candidates(district, roles=wanted):
        sourced_id: Any = row.get("sourcedId")
        if sourced_id and isinstance(sourced_id, str) and any(found in wanted for found, _ in roles_of(row)):
            yield sourced_id


def _candidates(district: District, *, roles: frozenset[str]) -> Iterable[Row]:
    """Return the users among whom one with *roles* is looked for; in a large district only those known to have one."""
    users: Sequence[Row] = district.rows.get("users", ())
    if not isinstance(users, LazyRows):
        return users
    return (users[place] for role in sorted(roles) for place in users.at("role", role) or ())


ACCOUNTS = (
    Account(user_id=501, tenant_id=OWN.tenant_id, tenant_name=OWN.tenant_name, role="Administrator", given_name="Ada"),
    Account(user_id=502, tenant_id=OWN.tenant_id, tenant_name=OWN.tenant_name, role="Teacher", given_name="Theo"),
    Account(
        user_id=503,
        tenant_id=OTHERS[0].tenant_id,
        tenant_name=OTHERS[0].tenant_name,
        role="Administrator",
        given_name="Nora",
    ),
    Account(
        user_id=504,
        tenant_id=9999,
        tenant_name="Nowhere District (made up)",
        role="Administrator",
        given_name="Noah",
    ),
)
"""Administrator and teacher of the sandbox's own district; one of a tenant that has not enabled the app, one of a
tenant that is not in ``/applications`` at all."""
