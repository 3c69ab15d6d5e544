"""The exchange of a code for a token (RFC 6749, 4.1.3)."""

import base64
import binascii
from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote_plus

import attrs
import msgspec

from oneroster_classlink.sandbox.access.credentials import same
from oneroster_classlink.sandbox.classlink.classlink import ClassLink
from oneroster_classlink.sandbox.classlink.signin.claims import id_token
from oneroster_classlink.sandbox.classlink.signin.grants import TOKEN_LIFETIME, Grant, Tickets, knows_source
from oneroster_classlink.sandbox.exchange import Answer, Request


@attrs.frozen(kw_only=True)
class Exchange:
    """Answers ``/oauth2/v2/token``.

    Attributes:
        classlink: Whose client may ask.
        codes: The codes that were given.
        tokens: The tokens that are given for them.
    """

    classlink: ClassLink
    codes: Tickets[Grant]
    tokens: Tickets[Grant]

    def __call__(self, request: Request, now: float) -> Answer:
        """Answer *request*."""
        if request.method != "POST":
            return _error(405, "invalid_request", "Ask for a token with POST.", headers={"Allow": "POST"})
        form = dict(parse_qsl(request.body.decode(errors="replace"), keep_blank_values=True))
        if not self._knows(form, authorization=request.headers.get("authorization", "")):
            challenge = {"WWW-Authenticate": 'Basic realm="sandbox"'}
            return _error(401, "invalid_client", "Send client_id and client_secret.", headers=challenge)
        if form.get("grant_type", "authorization_code") != "authorization_code":
            return _error(400, "unsupported_grant_type", "Only authorization_code is served.")
        # A wrong attempt uses the code up too, or its verifier could be guessed.
        grant = self.codes.take(form.get("code", ""), now=now)
        if grant is None or not _belongs(form, grant=grant):
            return _error(
                400, "invalid_grant", "The code is unknown, used, older than 5 minutes, or for another request."
            )
        return self._granted(grant, issuer=request.origin, now=now)

    def _granted(self, grant: Grant, *, issuer: str, now: float) -> Answer:
        client_id, client_secret = self.classlink.client_id, self.classlink.client_secret
        body = {
            "access_token": self.tokens.put(grant, now=now),
            "token_type": "Bearer",
            "expires_in": TOKEN_LIFETIME,
            "response_type": "code",
            "id_token": id_token(grant, issuer=issuer, client_id=client_id, client_secret=client_secret, now=now),
        }
        return Answer(body=msgspec.json.encode(body), headers={"Cache-Control": "no-store"})

    def _knows(self, form: Mapping[str, str], *, authorization: str) -> bool:
        scheme, _, encoded = authorization.partition(" ")
        given = _basic(encoded) if scheme.lower() == "basic" else (form.get("client_id"), form.get("client_secret"))
        client_id, secret = (text or "" for text in given)
        return same(client_id, self.classlink.client_id) & same(secret, self.classlink.client_secret)


def _belongs(form: Mapping[str, str], *, grant: Grant) -> bool:
    """Tell whether *form* comes from who asked for *grant*; ClassLink's own form has no ``redirect_uri``."""
    same_way = form.get("redirect_uri", grant.asked.redirect_uri) == grant.asked.redirect_uri
    return same_way and knows_source(form.get("code_verifier", ""), challenge=grant.asked.code_challenge)


def _basic(encoded: str) -> tuple[str, str]:
    try:
        client_id, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return "", ""
    return unquote_plus(client_id), unquote_plus(secret)


def _error(status: int, code: str, description: str, *, headers: dict[str, str] | None = None) -> Answer:
    body = msgspec.json.encode({"error": code, "error_description": description})
    return Answer(status=status, body=body, headers={"Cache-Control": "no-store", **(headers or {})})
