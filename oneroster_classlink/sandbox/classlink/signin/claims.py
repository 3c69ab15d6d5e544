"""The id token: who signed in, signed with the client's secret."""

import base64
import hashlib
import hmac
from typing import Any

import msgspec

from oneroster_classlink.sandbox.classlink.signin.grants import TOKEN_LIFETIME, Grant


def id_token(grant: Grant, *, issuer: str, client_id: str, client_secret: str, now: float) -> str:
    """Return the id token of *grant* (RFC 7519, HS256), with the claims that were seen (ONEROSTER 5.8).

    Args:
        grant: What was allowed.
        issuer: The origin of the sandbox.
        client_id: For whom it is.
        client_secret: What it is signed with.
        now: When it is issued, in seconds since the epoch.
    """
    claims = _claims(grant) | {"iss": issuer, "aud": client_id, "iat": int(now), "exp": int(now) + TOKEN_LIFETIME}
    signed = f"{_encoded({'alg': 'HS256', 'typ': 'JWT'})}.{_encoded(claims)}"
    return f"{signed}.{_base64(hmac.digest(client_secret.encode(), signed.encode(), hashlib.sha256))}"


def _claims(grant: Grant) -> dict[str, Any]:
    account = grant.account
    return {
        "sub": str(account.user_id),
        "nonce": grant.asked.nonce,
        "auth_time": int(grant.at),
        "login_hint": account.email,
        "email": account.email,
        "email_verified": True,
        "name": account.name,
        "given_name": account.given_name,
        "family_name": account.family_name,
        "profile": account.role,
        "address": {"locality": account.tenant_name},
    }


def _encoded(value: dict[str, Any]) -> str:
    return _base64(msgspec.json.encode(value))


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
