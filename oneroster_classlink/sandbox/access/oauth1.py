"""OAuth 1.0a as a server checks it (RFC 5849, two-legged), written apart from the library that signs."""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from urllib.parse import quote, unquote, urlsplit

from oneroster_classlink.sandbox.exchange import Request

METHODS = {"HMAC-SHA1": hashlib.sha1, "HMAC-SHA256": hashlib.sha256}
_PORTS = {"http": ":80", "https": ":443"}
_PAIR = re.compile(r'\s*([^=\s,]+)="([^"]*)"\s*(?:,|$)')

Pairs = tuple[tuple[str, str], ...]


def read_header(value: str) -> Pairs:
    """Return the decoded parameters of an ``Authorization: OAuth`` header's *value*, without the realm."""
    pairs = ((unquote(name), unquote(text)) for name, text in _PAIR.findall(value))
    return tuple((name, text) for name, text in pairs if name != "realm")


def signature(request: Request, *, given: Pairs, secret: str) -> str:
    """Return the signature that *request* with the header parameters *given* should carry.

    Raises:
        KeyError: The parameters name no method of `METHODS`.
    """
    digest = METHODS[dict(given)["oauth_signature_method"]]
    signed = [*request.parameters, *((name, text) for name, text in given if name != "oauth_signature")]
    key = f"{_escaped(secret)}&".encode()
    base = base_string(request, signed=signed).encode()
    return base64.b64encode(hmac.new(key, base, digest).digest()).decode()


def base_string(request: Request, *, signed: Iterable[tuple[str, str]]) -> str:
    """Return the text that is signed (RFC 5849, 3.4.1); a GET has no parameters in its body."""
    pairs = sorted((_escaped(name), _escaped(text)) for name, text in signed)
    joined = "&".join(f"{name}={text}" for name, text in pairs)
    return "&".join((request.method.upper(), _escaped(_base_url(request)), _escaped(joined)))


def _base_url(request: Request) -> str:
    parts = urlsplit(request.origin)
    host = parts.netloc.lower().removesuffix(_PORTS.get(parts.scheme, ""))
    return f"{parts.scheme}://{host}{request.path}"


def _escaped(text: str) -> str:
    return quote(text, safe="-._~")
