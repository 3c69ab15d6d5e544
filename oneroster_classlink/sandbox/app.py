"""The WSGI application: credentials first, then tokens or OneRoster reads, compressed where asked."""

import gzip
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

import attrs

from oneroster_classlink.sandbox.access import Gate, SandboxCredentials
from oneroster_classlink.sandbox.classlink import ClassLink, classlink_doors
from oneroster_classlink.sandbox.exchange import Answer, Refused, Request, refusal
from oneroster_classlink.sandbox.kept import Kept
from oneroster_classlink.sandbox.openapi import openapi_door
from oneroster_classlink.sandbox.pages import PAGE_PATH, Page
from oneroster_classlink.sandbox.service.routes import version_of
from oneroster_classlink.sandbox.world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

TOKEN_PATH = "/token"  # noqa: S105 - a path
DELIVER = "oneroster_classlink.deliver"
"""Under this key of its WSGI environment a server may give what takes a `Delivery`; it then carries it out."""
_LEAST = 1024
"""Bodies below this many bytes are not worth compressing."""

_MOST = 65_536
"""Bytes of a request's body that are read."""
_DIGITS = 10


Door = Callable[[Request, float], Answer | None]
"""Answers a request that arrives at a moment (seconds since the epoch), or passes it on with ``None``."""


@attrs.define(kw_only=True)
class App:
    """A sandbox's WSGI application.

    Attributes:
        world: What is served.
        gate: Who may ask for OneRoster reads.
        doors: What stands before them, tried in order.
        clock: The time in seconds since the epoch.
        sleep: Waits for some seconds, where a fault is to be slow.
    """

    world: World
    gate: Gate
    doors: tuple[Door, ...] = ()
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    _packs: Kept[tuple[bytes, bytes]] = attrs.field(
        factory=lambda: Kept(size=lambda pair: sum(map(len, pair))), init=False, repr=False
    )

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Serve one request."""
        request = read_request(environ)
        answer = _compressed(self.answer(request), request=request, pack=self._pack)
        length = str(len(answer.body) or int(answer.delivery is not None))
        headers = {"Content-Type": "application/json", "Content-Length": length, **answer.headers}
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", list(headers.items()))
        body = _delivered(answer, environ=environ)
        return () if request.method == "HEAD" else (body,)

    def answer(self, request: Request) -> Answer:
        """Answer *request*, whatever it is, with the faults that are switched on."""
        now = self.clock()
        faults = self.world.faults
        answer = faults.serve(request, serve=lambda asked, at: self.served(asked, now=at), now=now, sleep=self.sleep)
        if request.path != PAGE_PATH:  # who looks is not who asks
            self.world.note(request, answer, now=now)
        return answer

    def served(self, request: Request, *, now: float) -> Answer:
        """Answer *request* without any fault."""
        try:
            found = (door(request, now) for door in self.doors)
            return next((answer for answer in found if answer is not None), None) or self._read(request, now=now)
        except Refused as refused:
            return refusal(refused, version=version_of(request.path))

    def _pack(self, body: bytes) -> bytes:
        if self.world.district.is_lazy:
            return _gzipped(body)
        # The body is kept too, so that no other takes its identity.
        return self._packs.get(id(body), lambda: (body, _gzipped(body)))[1]

    def _read(self, request: Request, *, now: float) -> Answer:
        if request.path == TOKEN_PATH:
            return self.gate.tokens.issue(request, now=now)
        self.gate.check(request, now=now)
        return self.world.read(request)


def make_app(
    world: World,
    *,
    origin: str,
    credentials: SandboxCredentials | None = None,
    classlink: ClassLink | None = None,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> App:
    """Make the application that serves *world* at *origin*, such as ``http://127.0.0.1:8000``.

    Args:
        world: What is served.
        origin: Where, for the links and the token URL that it gives out.
        credentials: What opens it; made-up constants by default.
        classlink: The partner and its tenants; made-up ones by default.
        clock: The time in seconds since the epoch, for timestamps and expiry.
        sleep: Waits for some seconds, where a fault is to be slow.
    """
    given = attrs.evolve(credentials or SandboxCredentials(), token_url=f"{origin}{TOKEN_PATH}")
    partner = classlink or ClassLink()
    page = Page(world=world, credentials=given, classlink=partner)
    doors: tuple[Door, ...] = (page, openapi_door, *classlink_doors(partner, world=world, credentials=given))
    return App(world=world, gate=Gate(credentials=given), doors=doors, clock=clock, sleep=sleep)


def read_request(environ: "WSGIEnvironment") -> Request:
    """Return the request of a WSGI *environ*."""
    headers = {
        key.removeprefix("HTTP_").replace("_", "-").lower(): str(value)
        for key, value in environ.items()
        if key.startswith("HTTP_")
    }
    host = headers.get("host") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    return Request(
        method=environ["REQUEST_METHOD"],
        origin=f"{environ['wsgi.url_scheme']}://{host}",
        target=environ.get("REQUEST_URI") or _rebuilt(environ),
        headers=headers,
        body=environ["wsgi.input"].read(_length(environ)),
    )


def _length(environ: "WSGIEnvironment") -> int:
    """Return how many bytes of the body to read: no read needs more than a token request."""
    said = str(environ.get("CONTENT_LENGTH") or "")
    return min(int(said), _MOST) if said.isdecimal() and len(said) < _DIGITS else 0


def _rebuilt(environ: "WSGIEnvironment") -> str:
    """Return the target where a server does not hand out the original; an encoded slash is lost there."""
    path = quote(environ.get("PATH_INFO", ""), encoding="latin-1")
    query = environ.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path


def _delivered(answer: Answer, *, environ: "WSGIEnvironment") -> bytes:
    """Return the body to send; what goes wrong on its way is the server's to do, or the body ends early."""
    if answer.delivery is None:
        return answer.body
    # At the end of the body it would be too late.
    last = max(0, len(answer.body) - 1)
    after = answer.delivery.after if answer.delivery.after is None else min(answer.delivery.after, last)
    deliver = environ.get(DELIVER)
    if deliver is None:
        return answer.body[: after or 0]
    deliver(attrs.evolve(answer.delivery, after=after))
    return answer.body


def _compressed(answer: Answer, *, request: Request, pack: Callable[[bytes], bytes]) -> Answer:
    if "Content-Encoding" in answer.headers:
        return answer
    if len(answer.body) < _LEAST or "gzip" not in request.headers.get("accept-encoding", ""):
        return answer
    headers = {**answer.headers, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return attrs.evolve(answer, body=pack(answer.body), headers=headers)


def _gzipped(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=1, mtime=0)
