"""The one place that sends: a prepared request goes out, its whole answer or a typed error comes back."""

import logging
import time
from contextlib import closing
from http import HTTPStatus
from math import inf
from typing import Any, Protocol, TypeAlias, runtime_checkable
from urllib.parse import urlsplit

import attrs
import requests
from requests import exceptions
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError, ReadTimeoutError
from urllib3.response import BaseHTTPResponse

from oneroster_classlink.errors import InsecureAnswer, NoAnswer, OneRosterError, UsageError
from oneroster_classlink.wire.address import is_loopback
from oneroster_classlink.wire.answer import Answer, inflate

log = logging.getLogger("oneroster_classlink")

Session: TypeAlias = requests.Session
Auth: TypeAlias = AuthBase
Timeout: TypeAlias = tuple[float, float]
HEADERS = {"Accept": "application/json", "Accept-Encoding": "gzip", "User-Agent": "oneroster-classlink"}
_PROBLEMS: tuple[tuple[type[exceptions.RequestException], str], ...] = (
    (exceptions.ConnectTimeout, "connecting took too long"),
    (exceptions.ReadTimeout, "answering took too long"),
    (exceptions.ProxyError, "the proxy failed"),
    (exceptions.SSLError, "TLS failed"),
    (exceptions.ConnectionError, "the connection failed"),
)


@runtime_checkable
class Renewable(Protocol):
    """Credentials that can be made anew and are fetched over the network."""

    def attach(self, session: requests.Session, *, timeout: Timeout) -> None:
        """Fetch over *session* from now on."""
        ...

    def renew(self, refused: str) -> None:
        """Make sure that the next request does not carry the *refused* ``Authorization`` again."""
        ...


@attrs.define(kw_only=True)
class Transport:
    """Sends signed GETs and reads whole answers. Every call prepares and signs anew.

    Redirects and links are not followed, cookies are not sent, and ``.netrc`` is not read.

    Attributes:
        session: What sends.
        auth: The credentials.
        timeout: Seconds to connect, seconds between bytes.
    """

    session: requests.Session = attrs.field(repr=False)
    auth: AuthBase = attrs.field(repr=False)
    timeout: Timeout

    def __attrs_post_init__(self) -> None:
        if isinstance(self.auth, Renewable):
            self.auth.attach(self.session, timeout=self.timeout)

    def get(self, url: str) -> Answer:
        """Send one GET, and once more with new credentials if they are renewable and were refused.

        Raises:
            NoAnswer: There was no whole answer.
            OneRosterError: Credentials could not be made.
        """
        request = self._signed(url)
        answer = send(request, session=self.session, timeout=self.timeout)
        if answer.status != HTTPStatus.UNAUTHORIZED or not isinstance(self.auth, Renewable):
            return answer
        self.auth.renew(request.headers["Authorization"])
        return send(self._signed(url), session=self.session, timeout=self.timeout)

    def _signed(self, url: str) -> requests.PreparedRequest:
        return prepare(requests.Request("GET", url, headers={**self.session.headers, **HEADERS}, auth=self.auth))


def make_session(*, width: int) -> requests.Session:
    """Make a session with a pool of *width* connections; it never retries by itself."""
    session = requests.Session()
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(pool_maxsize=width))
    return session


def make_transport(*, auth: object, session: object, timeout: object, width: int) -> Transport:
    """Make the transport of a client.

    Raises:
        UsageError: *auth* are no credentials, *session* is no session, or *timeout* no pair of seconds.
    """
    if not isinstance(auth, AuthBase):
        raise UsageError("auth must be OAuth1(...), Bearer(...), ClientCredentials(...) or a requests auth object.")
    if session is not None and not isinstance(session, requests.Session):
        raise UsageError("session must be a requests.Session, or None for one of the client's own.")
    return Transport(session=session or make_session(width=width), auth=auth, timeout=make_timeout(timeout))


def make_timeout(timeout: Any) -> Timeout:
    """Return *timeout* as seconds to connect and seconds between bytes; one number is both.

    Raises:
        UsageError: It is no number and no pair of positive numbers.
    """
    pair = timeout if isinstance(timeout, tuple) else (timeout, timeout)
    if len(pair) != len(("connect", "read")) or not all(_is_positive(seconds) for seconds in pair):
        raise UsageError("timeout must be seconds, or (connect, read): positive numbers.")
    return pair[0], pair[1]


def _is_positive(seconds: object) -> bool:
    return isinstance(seconds, int | float) and not isinstance(seconds, bool) and 0 < seconds < inf


def post_form(url: str, *, form: str, session: Session, timeout: Timeout, authorization: str = "") -> Answer:
    """Send one POST of *form*, by default without the header *authorization*, and read the whole answer.

    Raises:
        NoAnswer: There was no whole answer.
    """
    headers = {**HEADERS, "Content-Type": "application/x-www-form-urlencoded"}
    auth = _Given(authorization) if authorization else None
    request = requests.Request("POST", url, headers=headers, data=form, auth=auth)
    return send(prepare(request), session=session, timeout=timeout)


class _Given(AuthBase):
    """An ``Authorization`` header that is already known."""

    def __init__(self, header: str) -> None:
        self._header = header

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = self._header
        return request


def prepare(request: requests.Request) -> requests.PreparedRequest:
    """Prepare and sign *request* by itself: a session would add cookies and what ``.netrc`` says.

    Raises:
        UsageError: Its URL cannot be sent to.
        OneRosterError: Credentials could not be made.
    """
    try:
        return request.prepare()
    except exceptions.RequestException as failed:
        raise UsageError(f"The URL cannot be sent to ({type(failed).__name__}): check its host.") from None


def send(request: requests.PreparedRequest, *, session: requests.Session, timeout: Timeout) -> Answer:
    """Send *request* as it is and read the whole answer, whatever its status.

    Raises:
        NoAnswer: There was no whole answer.
        InsecureAnswer: The server's certificate cannot be trusted.
        UsageError: The certificates to trust cannot be read.
        BrokenBody: The body cannot be inflated.
    """
    url = urlsplit(str(request.url))
    started = time.monotonic()
    try:
        status, headers, body = _exchange(request, session=session, timeout=timeout)
    except (exceptions.RequestException, HTTPError) as failed:
        raise _error(failed, host=url.hostname or "") from None
    except OSError as failed:
        # requests raises it bare where REQUESTS_CA_BUNDLE names no file.
        raise UsageError(f"TLS cannot be set up ({type(failed).__name__}): check REQUESTS_CA_BUNDLE.") from None
    seconds = time.monotonic() - started
    log.debug("%s %s %d in %d ms", request.method, url.path, status, seconds * 1000)
    inflated = inflate(body, path=url.path)
    return Answer(status=status, path=url.path, headers=headers, body=inflated, seconds=seconds)


def _exchange(
    request: requests.PreparedRequest, *, session: requests.Session, timeout: Timeout
) -> tuple[int, dict[str, str], bytes]:
    url = str(request.url)
    settings: dict[str, Any] = {**session.merge_environment_settings(url, {}, True, session.verify, None)}
    if is_loopback(urlsplit(url).hostname or ""):
        # By http a proxy would read the credentials, and its loopback is another one.
        settings["proxies"] = {}
    # The adapter and not the session: it knows no redirects and keeps no cookies.
    with closing(session.get_adapter(url).send(request, timeout=timeout, **settings)) as response:
        headers = {name.lower(): value for name, value in response.headers.items()}
        return response.status_code, headers, _body(response)


def _body(response: requests.Response) -> bytes:
    """Read the body as it came: inflating by the header would fail on recorded answers, and chunks join slowly."""
    if isinstance(response.raw, BaseHTTPResponse):
        return response.raw.read(decode_content=False)
    return response.content


def _error(failed: Exception, *, host: str) -> OneRosterError:
    if isinstance(failed, exceptions.SSLError) and "certificate" in str(failed).lower():
        return InsecureAnswer(host, "its TLS certificate cannot be trusted")
    if isinstance(failed, HTTPError):
        return NoAnswer(host, "reading took too long" if isinstance(failed, ReadTimeoutError) else "it hung up")
    problem = next((text for kind, text in _PROBLEMS if isinstance(failed, kind)), type(failed).__name__)
    return NoAnswer(host, problem)
