"""The HTTP server on top of werkzeug: threads, kept connections, silence. Imported only when a sandbox is made."""

import socket
from contextlib import suppress
from typing import Any

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler
from werkzeug.test import run_wsgi_app


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
        super().finish()

    def run_wsgi(self) -> None:
        """Answer one request."""
        body, status, headers = run_wsgi_app(self.server.app, self.make_environ(), buffered=True)
        code, _, phrase = status.partition(" ")
        self.send_response(int(code), phrase)
        for name, value in headers:
            self.send_header(name, value)
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.writelines(body)
        self.wfile.flush()

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - the name is werkzeug's
        """Log nothing: request lines hold queries."""


class HttpServer(ThreadedWSGIServer):
    """A threaded server that can hang up on its clients."""

    def __init__(self, listener: socket.socket, app: Any) -> None:
        self.connections: set[socket.socket] = set()
        host, port = listener.getsockname()[:2]
        super().__init__(host, port, app, QuietHandler, fd=listener.fileno())

    def hang_up(self) -> None:
        """End every kept connection, so that nothing is served any more."""
        for connection in tuple(self.connections):
            with suppress(OSError):  # the client may have hung up first
                connection.shutdown(socket.SHUT_RDWR)
