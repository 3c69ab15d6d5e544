"""An OAuth 2 token: how it is asked for, and how the answer is read."""

from typing import Any, TypeGuard

import attrs
import msgspec
from msgspec import Raw

from oneroster_classlink.errors import BadRequest, Forbidden, NotOneRoster, Unauthorized
from oneroster_classlink.rest.transport import Session, Timeout, post_form
from oneroster_classlink.wire.answer import Answer, accept
from oneroster_classlink.wire.query import encode

_NOTHING = Raw(b"null")


@attrs.frozen(kw_only=True)
class Token:
    """A token.

    Attributes:
        token: The token itself.
        seconds: How long it lasts; for ever, if the server does not say.
    """

    token: str = attrs.field(repr=False)
    seconds: float


def fetch(url: str, *, basic: str, scope: str, session: Session, timeout: Timeout) -> Token:
    """Ask *url* for a token by client credentials (RFC 6749 section 4.4.2).

    Args:
        url: Where tokens are given out.
        basic: The ``Authorization`` header.
        scope: The scopes, joined by spaces.
        session: Sends the request.
        timeout: Seconds to connect, seconds between bytes.

    Raises:
        Unauthorized: The credentials were refused.
        NotOneRoster: The answer holds no token.
        OneRosterError: There is no answer, or none that can be accepted.
    """
    form = encode({"grant_type": "client_credentials", "scope": scope})
    return _token(_granted(post_form(url, form=form, authorization=basic, session=session, timeout=timeout)))


def is_token(token: object) -> TypeGuard[str]:
    """Tell whether *token* can stand in a header."""
    return isinstance(token, str) and token.isascii() and token.isprintable() and bool(token) and " " not in token


def _granted(answer: Answer) -> Answer:
    """Return *answer* if it is one; every refusal of a token means that the credentials are wrong."""
    try:
        return accept(answer)
    except (BadRequest, Forbidden) as refused:
        raise Unauthorized(refused.status, refused.path, code=refused.code) from None


def _token(answer: Answer) -> Token:
    said = _read(answer.body, model=dict[str, Raw]) or {}
    token = _read(said.get("access_token", _NOTHING), model=Any)
    if not is_token(token):
        raise NotOneRoster(answer.path, "it holds no access token")
    return Token(token=token, seconds=_seconds(_read(said.get("expires_in", _NOTHING), model=Any)))


def _read(raw: bytes | Raw, *, model: Any) -> Any:
    """Return *raw* as a *model*, or ``None`` where it cannot be read as one."""
    try:
        return msgspec.json.decode(raw, type=model)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _seconds(said: Any) -> float:
    try:
        return max(0.0, float(said))
    except (TypeError, ValueError, OverflowError):
        return float("inf")
