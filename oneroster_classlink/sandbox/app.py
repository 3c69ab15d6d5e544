"""The WSGI application: credentials first, then tokens or OneRoster reads, compressed where asked."""

import gzip
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

import attrs

from oneroster_classlink.sandbox.access import Gate
from oneroster_classlink.sandbox.exchange import Answer, Refused, Request, refusal
from oneroster_classlink.sandbox.service.routes import version_of
from oneroster_classlink.sandbox.world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

TOKEN_PATH = "/token"  # noqa: S105 - a path
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
    """

    world: World
    gate: Gate
    doors: tuple[Door, ...] = ()
    clock: Callable[[], float] = time.time

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Serve one request."""
        request = read_request(environ)
        answer = _compressed(self.answer(request), request=request)
        headers = {"Content-Type": "application/json", "Content-Length": str(len(answer.body)), **answer.headers}
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", list(headers.items()))
        return () if request.method == "HEAD" else (answer.body,)

    def answer(self, request: Request) -> Answer:
        """Answer *request*, whatever it is, with the faults that are switched on."""
        now = self.clock()
        answer = self.world.faults.serve(request, serve=lambda asked: self.served(asked, now=now))
        self.world.note(request, answer, now=now)
        return answer

    def served(self, request: Request, *, now: float) -> Answer:
        """Answer *request* without any fault."""
        try:
            found = (door(request, now) for door in self.doors)
            return next((answer for answer in found if answer is not None), None) or self._read(request, now=now)
        except Refused as refused:
            return refusal(refused, version=version_of(request.path))

    def _read(self, request: Request, *, now: float) -> Answer:
        if request.path == TOKEN_PATH:
            return self.gate.tokens.issue(request, now=now)
        self.gate.check(request, now=now)
        return self.world.service.answer(request)


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


def _compressed(answer: Answer, *, request: Request) -> Answer:
    if len(answer.body) < _LEAST or "gzip" not in request.headers.get("accept-encoding", ""):
        return answer
    headers = {**answer.headers, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return attrs.evolve(answer, body=gzip.compress(answer.body, compresslevel=1, mtime=0), headers=headers)
