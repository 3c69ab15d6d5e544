"""OAuth 2 client credentials: a token for a key and a secret (ONEROSTER 4.2)."""

import base64
import binascii
import re
import secrets
from urllib.parse import parse_qs, unquote_plus

import attrs
import msgspec

from oneroster_classlink.sandbox.access.credentials import SandboxCredentials, same
from oneroster_classlink.sandbox.exchange import Answer, Request

LIFETIME = 3600
"""How long a token lives, in seconds."""
_SCOPE = r"https://purl\.imsglobal\.org/spec/or/v1p[12]/scope/[a-z]+(?:[.-][a-z]+)*"
SCOPES = rf"{_SCOPE}(?: {_SCOPE})*"
"""Scopes as a regular expression; ``http`` in place of ``https`` is refused, as exact-match servers do."""


@attrs.define(kw_only=True)
class Tokens:
    """The tokens that were given out.

    Attributes:
        credentials: Whose key and secret buy a token.
    """

    credentials: SandboxCredentials
    _expiry: dict[str, float] = attrs.field(factory=dict, init=False, repr=False)

    def issue(self, request: Request, *, now: float) -> Answer:
        """Answer a token request that arrives at *now* (seconds since the epoch)."""
        if request.method != "POST":
            return _error(405, "invalid_request", "Ask for a token with POST.", headers={"Allow": "POST"})
        if not self._knows(request.headers.get("authorization", "")):
            challenge = {"WWW-Authenticate": 'Basic realm="sandbox"'}
            return _error(401, "invalid_client", "Send key and secret by HTTP Basic.", headers=challenge)
        form = parse_qs(request.body.decode(errors="replace"))
        if form.get("grant_type") != ["client_credentials"]:
            return _error(400, "unsupported_grant_type", "Only client_credentials is served.")
        scopes = " ".join(form.get("scope", []))
        if not re.fullmatch(SCOPES, scopes):
            return _error(400, "invalid_scope", "Name OneRoster scopes, separated by spaces.")
        return self._granted(scopes, now=now)

    def holds(self, token: str, *, now: float) -> bool:
        """Tell whether *token* was given out and has not expired at *now*."""
        return self._expiry.get(token, now) > now

    def _granted(self, scopes: str, *, now: float) -> Answer:
        token = f"sandbox-token-{secrets.token_urlsafe(16)}"
        self._expiry[token] = now + LIFETIME
        body = {"access_token": token, "token_type": "Bearer", "expires_in": LIFETIME, "scope": scopes}
        return Answer(body=msgspec.json.encode(body), headers={"Cache-Control": "no-store"})

    def _knows(self, authorization: str) -> bool:
        scheme, _, encoded = authorization.partition(" ")
        key, _, secret = _unpacked(encoded).partition(":")
        right = same(unquote_plus(key), self.credentials.key) & same(unquote_plus(secret), self.credentials.secret)
        return scheme.lower() == "basic" and right


def _unpacked(encoded: str) -> str:
    try:
        return base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, ValueError):
        return ""


def _error(status: int, code: str, description: str, *, headers: dict[str, str] | None = None) -> Answer:
    body = msgspec.json.encode({"error": code, "error_description": description})
    return Answer(status=status, body=body, headers=headers or {})
