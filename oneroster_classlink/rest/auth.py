"""Credentials as requests auth objects: OAuth 1 signatures, a bearer token, OAuth 2 client credentials."""

import base64
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, Literal, NoReturn
from urllib.parse import quote_plus, urlsplit

import requests
from oauthlib.common import generate_nonce
from oauthlib.oauth1 import Client as Signer
from oauthlib.oauth1.rfc5849 import parameters, signature
from requests.auth import AuthBase

from oneroster_classlink.errors import UsageError
from oneroster_classlink.rest.token import fetch, is_token
from oneroster_classlink.rest.transport import Timeout, make_session

MARGIN = 60.0
"""Seconds before its end at which a token is no longer used."""
TOKEN_TIMEOUT: Timeout = (10.0, 60.0)
_METHODS = {
    "HMAC-SHA256": signature.sign_hmac_sha256_with_client,
    "HMAC-SHA1": signature.sign_hmac_sha1_with_client,
}


def refuse_copy() -> NoReturn:
    """Say that a value with a secret is neither pickled nor copied.

    Raises:
        UsageError: Always.
    """
    raise UsageError("Credentials are not pickled or copied: make them where they are used.")


class Kept:
    """A value that holds a secret: it is neither pickled nor copied."""

    __slots__ = ()

    def __reduce__(self) -> NoReturn:
        refuse_copy()


class Secret(Kept, AuthBase):
    """Credentials that never show themselves: not in a repr, not in a pickle."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"


class OAuth1(Secret):
    """Signs each request by OAuth 1.0a without a token (RFC 5849), as ClassLink's Roster Server asks.

    Args:
        key: The consumer key.
        secret: The consumer secret.
        method: ``HMAC-SHA256``, or ``HMAC-SHA1`` for older servers.
        nonce: Makes a string that is used once.
        clock: Seconds since 1970.

    Raises:
        UsageError: The key or the secret is empty, or the method unknown.
    """

    def __init__(
        self,
        *,
        key: str,
        secret: str,
        method: Literal["HMAC-SHA256", "HMAC-SHA1"] = "HMAC-SHA256",
        nonce: Callable[[], str] = generate_nonce,
        clock: Callable[[], float] = time.time,
    ) -> None:
        if method not in _METHODS:
            raise UsageError(f"method must be one of {', '.join(_METHODS)}.")
        self._key = _text(key, what="key")
        self._signer = Signer(self._key, client_secret=_text(secret, what="secret"))
        self._method = method
        self._nonce = nonce
        self._clock = clock

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Sign *request* as it is about to be sent."""
        said = [
            ("oauth_consumer_key", self._key),
            ("oauth_nonce", self._nonce()),
            ("oauth_signature_method", self._method),
            ("oauth_timestamp", str(int(self._clock()))),
        ]
        text = base_string("GET", str(request.url), said=said)
        signed = [*said, ("oauth_signature", _METHODS[self._method](text, self._signer))]
        request.headers.update(parameters.prepare_headers(signed))  # type: ignore[no-untyped-call] # no stub
        return request


def base_string(method: Literal["GET"], url: str, *, said: Iterable[tuple[str, str]]) -> str:
    """Return what OAuth 1 signs (RFC 5849 section 3.4.1) for a GET.

    oauthlib's own ``Client.sign`` is not used: it adds ``oauth_version``, and logs all this.
    """
    found = signature.collect_parameters(uri_query=urlsplit(url).query)
    pairs = signature.normalize_parameters([*found, *said])  # type: ignore[arg-type] # the stub is wrong
    return signature.signature_base_string(method, signature.base_string_uri(url), pairs)


class Bearer(Secret):
    """Sends a token that was given out by the partner portal.

    Raises:
        UsageError: The token is empty or cannot stand in a header.
    """

    def __init__(self, token: str) -> None:
        if not is_token(token):
            raise UsageError("token must be a string of visible ASCII characters, without spaces.")
        self._header = f"Bearer {token}"

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Put the token into *request*."""
        request.headers["Authorization"] = self._header
        return request


class ClientCredentials(Secret):
    """Fetches a token by OAuth 2 client credentials (RFC 6749 section 4.4) and keeps it until shortly before its end.

    Args:
        token_url: Where tokens are given out; it cannot be derived from the base URL.
        key: The client id.
        secret: The client secret.
        scopes: The scopes to ask for; some servers refuse a request without any.
        session: Fetches the token; the client's own session by default.
        clock: Seconds, from anywhere.

    Raises:
        UsageError: The URL is no http(s) URL, the key or secret is empty, or the scopes are no list of strings.
    """

    def __init__(
        self,
        token_url: str,
        *,
        key: str,
        secret: str,
        scopes: Iterable[str] = (),
        session: requests.Session | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = _token_url(token_url)
        pair = f"{quote_plus(_text(key, what='key'))}:{quote_plus(_text(secret, what='secret'))}"
        self._basic = f"Basic {base64.b64encode(pair.encode()).decode()}"
        self._scope = " ".join(_scopes(scopes))
        self._session = session
        self._timeout = TOKEN_TIMEOUT
        self._clock = clock
        self._lock = threading.Lock()
        self._header = ""
        self._until = 0.0

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Put a token into *request*, fetching one if there is none that lasts.

        Raises:
            Unauthorized: The key and secret were refused.
            OneRosterError: No token could be fetched.
        """
        with self._lock:
            if not self._header or self._clock() >= self._until:
                self._fetch()
            request.headers["Authorization"] = self._header
        return request

    def attach(self, session: requests.Session, *, timeout: Timeout) -> None:
        """Fetch over *session* from now on, unless one was given."""
        self._session = self._session or session
        self._timeout = timeout

    def renew(self, refused: str) -> None:
        """Forget the token of the *refused* header, unless another thread has already fetched a new one."""
        with self._lock:
            if self._header == refused:
                self._header = ""

    def _fetch(self) -> None:
        self._session = self._session or make_session(width=1)
        found = fetch(self._url, basic=self._basic, scope=self._scope, session=self._session, timeout=self._timeout)
        self._header = f"Bearer {found.token}"
        self._until = self._clock() + found.seconds - min(MARGIN, found.seconds / 2)


def _text(value: object, *, what: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{what} must be a string that is not empty.")
    return value


def _token_url(url: object) -> str:
    if not isinstance(url, str) or not url.startswith(("https://", "http://")) or "@" in url:
        raise UsageError("token_url must be a URL that begins with https:// (or http://), without a user name in it.")
    return url


def _scopes(scopes: Any) -> tuple[str, ...]:
    found = None if isinstance(scopes, str) or not isinstance(scopes, Iterable) else tuple(scopes)
    if found is None or not all(isinstance(scope, str) for scope in found):
        raise UsageError("scopes must be a list of strings.")
    return found
