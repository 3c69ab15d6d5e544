"""The partner's app as one tenant has it: a row of ``/applications``, and who may come in by it."""

from typing import Any

import attrs

APP = 67_890
"""The number of the partner's app; it says nothing about a tenant."""
APP_NAME = "Sandbox app (made up)"
ACTIVE = "Active"


def made_up_bearer(number: int) -> str:
    """Return a bearer, a bare UUID as ClassLink gives out, that tells it is made up."""
    return f"5a4db0c5-0000-4000-8000-{number:012}"


@attrs.frozen(kw_only=True)
class Application:
    """The pairing of the partner's app with one tenant (ONEROSTER 5.2).

    Attributes:
        id: The number of the pairing; it opens no path.
        tenant_id: The tenant's number; the sign-in tells it too.
        tenant_name: Its name.
        oneroster_application_id: The path segment of its data, percent-encoded already.
        bearer: What opens its data at the proxy.
        enabled: Whether the tenant has switched the app on.
        tenant_status: ``Active``, or why it is not.
        has_secret: Whether the tenant gives out direct credentials; without, their secret is blank.
    """

    id: int
    tenant_id: int
    tenant_name: str
    oneroster_application_id: str
    bearer: str = attrs.field(repr=False)
    enabled: bool = True
    tenant_status: str = ACTIVE
    has_secret: bool = True

    @property
    def is_open(self) -> bool:
        """Whether data may be asked of the tenant."""
        return self.enabled and self.tenant_status == ACTIVE

    def as_row(self) -> dict[str, Any]:
        """Return the row of ``/applications``: numbers as numbers, ``enabled`` as text, *version* blank."""
        return {
            "id": self.id,
            "application_id": APP,
            "tenant_id": self.tenant_id,
            "bearer": self.bearer,
            "tenant_name": self.tenant_name,
            "enabled": "true" if self.enabled else "false",
            "tenant_status": self.tenant_status,
            "oneroster_application_id": self.oneroster_application_id,
            "name": APP_NAME,
            "version": "",
        }


OWN = Application(
    id=12_345,
    tenant_id=2222,
    tenant_name="Sandbox District (made up)",
    oneroster_application_id="sand%2Fbox%2BQ4%3D",
    bearer=made_up_bearer(1),
)
"""The tenant whose data is the sandbox's district; its id holds every character that is easily spoilt."""

OTHERS = (
    Application(
        id=12_346,
        tenant_id=2223,
        tenant_name="Shut Door District (made up)",
        oneroster_application_id="shut%2Fbox%2B08%3D",
        bearer=made_up_bearer(2),
        enabled=False,
    ),
    Application(
        id=12_347,
        tenant_id=2224,
        tenant_name="Long Asleep District (made up)",
        oneroster_application_id="idle%2Fbox%2B0g%3D",
        bearer=made_up_bearer(3),
        tenant_status="Inactive",
    ),
    Application(
        id=12_348,
        tenant_id=2225,
        tenant_name="Bare Shelf District (made up)",
        oneroster_application_id="bareShelf04%3D",
        bearer=made_up_bearer(4),
        has_secret=False,
    ),
)
"""Tenants beside it: one that has not enabled the app, one that is not active, one that shares no row and no secret."""
