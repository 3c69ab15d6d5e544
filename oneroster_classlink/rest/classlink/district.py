"""A district as the partner's list of applications has it."""

import re
from typing import Any, SupportsIndex

import attrs

from oneroster_classlink.rest.auth import refuse_copy
from oneroster_classlink.rest.token import is_token

# No dots that a server, or whatever is before it, could take for steps in a path.
_ID = re.compile(r"(?!\.$|.*(?:\.\.|%2[Ee]))(?:[A-Za-z0-9._~+=-]|%[0-9A-Fa-f]{2}){1,200}")
_TRUE = frozenset({"true", "1"})


class Malformed(ValueError):
    """A row of ``/applications`` that is no district. Its message holds nothing of the row."""


@attrs.frozen(kw_only=True)
class District:
    """A tenant that has added the partner's app (ONEROSTER 5.2). One with a bearer is not pickled.

    Attributes:
        tenant_id: The tenant's number as text; a sign-in tells it too.
        tenant_name: Its name.
        name: The name of the app.
        enabled: Whether the tenant has switched the app on.
        status: ``Active``, or why it is not.
        oneroster_application_id: The segment of its data's path, percent-encoded already. It is sent as it stands,
            but in its normal form (RFC 3986, 6.2.2): hex digits are capitals, and ``%7E`` or ``%2D`` are the
            character itself.
        bearer: What opens its data at the proxy; blank if none is given out.
    """

    tenant_id: str
    tenant_name: str = ""
    name: str = ""
    enabled: bool = True
    status: str = "Active"
    oneroster_application_id: str
    bearer: str = attrs.field(default="", repr=False)

    @property
    def is_active(self) -> bool:
        """Whether its data may be asked for, being enabled with the status ``Active``."""
        return self.enabled and self.status.casefold() == "active"

    def __reduce_ex__(self, protocol: SupportsIndex) -> Any:
        """Be pickled without a bearer only."""
        if self.bearer:
            refuse_copy()
        return super().__reduce_ex__(protocol)


def read_district(row: Any) -> District:
    """Read a *row* of ``/applications``: numbers or texts, and whatever keys beside; bytes if it could not be decoded.

    Raises:
        Malformed: It names no tenant, or no id that could stand in a path as it is.
    """
    if not isinstance(row, dict):
        raise Malformed("it cannot be read" if isinstance(row, bytes) else "it is no object")
    bearer = text(row.get("bearer"))
    tenant_id, application_id = text(row.get("tenant_id")), text(row.get("oneroster_application_id"))
    if not tenant_id:
        raise Malformed("it has no tenant_id")
    if not _ID.fullmatch(application_id):
        raise Malformed("it has no oneroster_application_id that can stand in a path")
    return District(
        tenant_id=tenant_id,
        tenant_name=text(row.get("tenant_name")),
        name=text(row.get("name")),
        enabled=text(row.get("enabled")).casefold() in _TRUE,
        status=text(row.get("tenant_status")),
        oneroster_application_id=application_id,
        bearer=bearer if is_token(bearer) else "",
    )


def text(value: object) -> str:
    """Return *value* as text without blanks around it: a number is its digits, what is no value is blank."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip() if isinstance(value, str | int) else ""
