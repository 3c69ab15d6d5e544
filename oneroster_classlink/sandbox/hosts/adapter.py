"""A ``requests`` adapter that hands requests to a sandbox's application, without a socket."""

import io
import math
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes, urlsplit

from requests import ConnectionError, PreparedRequest, ReadTimeout, Response  # noqa: A004 - what a socket raises
from requests.adapters import HTTPAdapter
from urllib3 import HTTPHeaderDict, HTTPResponse

from oneroster_classlink.sandbox.app import DELIVER
from oneroster_classlink.sandbox.exchange import Delivery

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

_PORTS = {"http": "80", "https": "443"}
_APART = frozenset({"content-length", "content-type"})
"""Headers that WSGI hands over without ``HTTP_`` before their name (PEP 3333)."""


class SandboxAdapter(HTTPAdapter):
    """Answers a session's requests by a WSGI application in this thread.

    Mount it where the client's URL points, which may be any host: nothing is looked up or connected to. ::

        app = make_app(World(district=make_district(today=today)), origin="http://sandbox.example")
        session = requests.Session()
        session.mount("http://sandbox.example", SandboxAdapter(app))
        client = Client("http://sandbox.example", auth=auth, session=session)
    """

    def __init__(self, app: "WSGIApplication") -> None:
        super().__init__()
        self._app = app

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,  # noqa: ARG002, FBT001, FBT002 - the signature is that of `requests`
        timeout: Any = None,
        *_settings: Any,
        **_more: Any,
    ) -> Response:
        """Answer *request*; certificates and proxies have no meaning here, and no time passes.

        Raises:
            ReadTimeout: A fault keeps silent for longer than *timeout*, in seconds, allows.
            ConnectionError: A fault hangs up before it answers.
        """
        ordered: list[Delivery] = []
        status, headers, body = _called(self._app, {**_environ(request), DELIVER: ordered.append})
        for delivery in ordered:
            body = _arrived(body, delivery=delivery, patience=_patience(timeout))
        code, _, reason = status.partition(" ")
        # Not read ahead: a body that is shorter than it claims fails where it would on a socket.
        raw = HTTPResponse(
            io.BytesIO(body),
            headers=headers,
            status=int(code),
            reason=reason,
            preload_content=False,
            request_method=request.method,
        )
        return self.build_response(request, raw)


def _called(app: "WSGIApplication", environ: "WSGIEnvironment") -> tuple[str, HTTPHeaderDict, bytes]:
    begun: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], _failed: Any = None) -> Any:
        begun.update(status=status, headers=HTTPHeaderDict(headers))

    parts = app(environ, start_response)
    with ExitStack() as stack:
        stack.callback(getattr(parts, "close", bool))
        body = b"".join(parts)
    return begun["status"], begun["headers"], body


def _arrived(body: bytes, *, delivery: Delivery, patience: float) -> bytes:
    """Return what of *body* arrives within *patience* seconds of silence."""
    if delivery.pause <= patience and not delivery.hangs_up:
        return body
    if delivery.after is not None:
        return body[: delivery.after]
    if delivery.pause > patience:
        raise ReadTimeout("The sandbox keeps silent.")
    raise ConnectionError("The sandbox hung up.")


def _patience(timeout: Any) -> float:
    """Return the seconds between bytes that *timeout*, in one of the forms of `requests`, allows."""
    seconds = timeout[1] if isinstance(timeout, tuple) else timeout
    return math.inf if seconds is None else float(seconds)


def _environ(request: PreparedRequest) -> "WSGIEnvironment":
    url = urlsplit(str(request.url))
    body = request.body or b""
    sent = body.encode() if isinstance(body, str) else bytes(body)
    headers = {
        f"HTTP_{name.upper().replace('-', '_')}": _text(value)
        for name, value in request.headers.items()
        if name.lower() not in _APART
    }
    return {
        "HTTP_HOST": url.netloc.rpartition("@")[2],
        **headers,
        "REQUEST_METHOD": str(request.method),
        "REQUEST_URI": request.path_url,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(url.path).decode("latin-1"),
        "QUERY_STRING": url.query,
        "SERVER_NAME": url.hostname or "",
        "SERVER_PORT": str(url.port or _PORTS[url.scheme]),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": str(len(sent)),
        "CONTENT_TYPE": _text(request.headers.get("Content-Type", "")),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": io.BytesIO(sent),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value
