"""Who signed in, in the words of ``/v2/my/info``."""

from datetime import UTC, datetime
from typing import Any

from oneroster_classlink.sandbox.classlink.signin.grants import Grant
from oneroster_classlink.sandbox.district import District


def my_info(grant: Grant, *, district: District) -> dict[str, Any]:
    """Return the person of *grant*; ``SourcedId`` is the id in *district*, blank where the tenant has none.

    ``TenantId`` is text here and a number in ``/applications``, so that a client must compare them as text.
    """
    account = grant.account
    return {
        "UserId": account.user_id,
        "TenantId": str(account.tenant_id),
        "BuildingId": 1,
        "AuthenticationType": "Sandbox",
        "DisplayName": account.name,
        "FirstName": account.given_name,
        "LastName": account.family_name,
        "Email": account.email,
        "LoginId": account.email.partition("@")[0],
        "Profile": account.role,
        "ProfileId": 1,
        "Tenant": account.tenant_name,
        "Building": "Made-up building",
        "Role": account.role,
        "LastAccessTime": datetime.fromtimestamp(grant.at, tz=UTC).isoformat(timespec="seconds"),
        "SourcedId": account.sourced_id(district),
        "OrgId": "",
    }
