"""The HTTP server on top of werkzeug: threads, kept connections, silence. Imported only when a sandbox is made."""

import socket
import threading
from contextlib import suppress
from typing import Any

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler
from werkzeug.test import run_wsgi_app

from oneroster_classlink.sandbox.app import DELIVER
from oneroster_classlink.sandbox.exchange import Delivery


class QuietHandler(WSGIRequestHandler):
    """Answers the requests of one connection and logs none of them.

    Werkzeug's own handler ends the connection after each answer and waits 10 ms for stray input; a pull asks for
    many pages, so this one keeps it, unless a request had a body.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: "HttpServer"

    def setup(self) -> None:
        """Take note of the connection."""
        super().setup()
        self.server.connections.add(self.connection)

    def finish(self) -> None:
        """Forget the connection."""
        self.server.connections.discard(self.connection)
        with suppress(ConnectionError):  # what was not sent is flushed again, to a client that may be gone
            super().finish()

    def run_wsgi(self) -> None:
        """Answer one request, or go wrong on the way as a fault orders."""
        ordered: list[Delivery] = []
        environ = {**self.make_environ(), DELIVER: ordered.append}
        parts, status, headers = run_wsgi_app(self.server.app, environ, buffered=True)
        delivery, body = ordered[0] if ordered else None, b"".join(parts)
        if delivery is not None and delivery.after is None:
            if not self._goes_on(delivery):
                return
            delivery = None
        self._begin(status, headers=list(headers))
        if delivery is not None:
            self._write(body[: delivery.after])
            if not self._goes_on(delivery):
                return
            body = body[delivery.after :]
        self._write(body)

    def _write(self, body: bytes) -> None:
        self.wfile.write(body)
        self.wfile.flush()

    def _begin(self, status: str, *, headers: list[tuple[str, str]]) -> None:
        code, _, phrase = status.partition(" ")
        own = {} if any(name == "Date" for name, _ in headers) else {"Date": self.date_time_string()}
        self.send_response_only(int(code), phrase)
        for name, value in (("Server", self.version_string()), *own.items(), *headers):
            self.send_header(name, value)
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.send_header("Connection", "close")
        self.end_headers()

    def _goes_on(self, delivery: Delivery) -> bool:
        """Keep silent as *delivery* has it, and tell whether anything comes after it; not once the server stopped."""
        ends = self.server.stopped.wait(delivery.pause) or delivery.hangs_up
        self.close_connection = self.close_connection or ends
        return not ends

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - the name is werkzeug's
        """Log nothing: request lines hold queries."""


class HttpServer(ThreadedWSGIServer):
    """A threaded server that can hang up on its clients."""

    def __init__(self, listener: socket.socket, app: Any) -> None:
        self.connections: set[socket.socket] = set()
        self.stopped = threading.Event()
        host, port = listener.getsockname()[:2]
        super().__init__(host, port, app, QuietHandler, fd=listener.fileno())

    def hang_up(self) -> None:
        """End every silence and every kept connection, so that nothing is served any more."""
        self.stopped.set()
        for connection in tuple(self.connections):
            with suppress(OSError):  # the client may have hung up first
                connection.shutdown(socket.SHUT_RDWR)
