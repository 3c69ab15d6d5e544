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
from oneroster_classlink.sandbox.service import Service
from oneroster_classlink.sandbox.service.routes import version_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

TOKEN_PATH = "/token"  # noqa: S105 - a path
_LEAST = 1024
"""Bodies below this many bytes are not worth compressing."""

_MOST = 65_536
"""Bytes of a request's body that are read."""
_DIGITS = 10


@attrs.define(kw_only=True)
class App:
    """A sandbox's WSGI application.

    Attributes:
        service: The reads.
        gate: Who may ask.
        clock: The time in seconds since the epoch.
    """

    service: Service
    gate: Gate
    clock: Callable[[], float] = time.time

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Serve one request."""
        request = read_request(environ)
        answer = _compressed(self.answer(request), request=request)
        headers = {"Content-Type": "application/json", "Content-Length": str(len(answer.body)), **answer.headers}
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", list(headers.items()))
        return () if request.method == "HEAD" else (answer.body,)

    def answer(self, request: Request) -> Answer:
        """Answer *request*, whatever it is."""
        now = self.clock()
        if request.path == TOKEN_PATH:
            return self.gate.tokens.issue(request, now=now)
        try:
            self.gate.check(request, now=now)
            return self.service.answer(request)
        except Refused as refused:
            return refusal(refused, version=version_of(request.path))


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
