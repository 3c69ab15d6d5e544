"""A running sandbox: a district served over HTTP until it is closed."""

import errno
import importlib
import os
import socket
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Self

import attrs

from oneroster_classlink.errors import MissingExtra, UsageError
from oneroster_classlink.sandbox.access import Gate, SandboxCredentials
from oneroster_classlink.sandbox.app import TOKEN_PATH, App
from oneroster_classlink.sandbox.district import District
from oneroster_classlink.sandbox.world import World

if TYPE_CHECKING:
    from oneroster_classlink.sandbox.http import HttpServer

_POLL = 0.02
"""How often a stopping server is noticed, in seconds."""
_BACKLOG = 128
"""Connections that may wait to be accepted."""
_LAST_PORT = 65_535


class Sandbox:
    """A ClassLink-like Roster Server for development and tests, on loopback unless told otherwise.

    It listens from the moment it is made. ``with`` serves in a background thread and stops on exit;
    `serve_forever` serves in this thread.

    Attributes:
        url: Its origin, such as ``http://127.0.0.1:54321``.
        credentials: What opens it.
        app: Its WSGI application.
        world: What it serves; `World.change` changes it while it runs.
    """

    def __init__(
        self,
        district: District,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        credentials: SandboxCredentials | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Listen on *port* of *host*; port 0 takes a free one.

        Args:
            district: What is served.
            host: The address to listen on.
            port: The port to listen on.
            credentials: What opens the sandbox; made-up constants by default.
            clock: The time in seconds since the epoch, for timestamps and expiry.

        Raises:
            MissingExtra: werkzeug is not installed.
            UsageError: The port is taken or cannot be listened on.
        """
        _need_werkzeug()
        with _listener(host, port=port) as listener:
            address = f"[{host}]" if ":" in host else host
            self.url = f"http://{address}:{listener.getsockname()[1]}"
            given = credentials or SandboxCredentials()
            self.credentials = attrs.evolve(given, token_url=f"{self.url}{TOKEN_PATH}")
            self.world = World(district=district)
            self.app = App(world=self.world, gate=Gate(credentials=self.credentials), clock=clock)
            self._server = _http_server(listener, app=self.app)
        self._thread: threading.Thread | None = None

    def __repr__(self) -> str:
        """Show where it listens."""
        return f"Sandbox({self.url!r})"

    def __enter__(self) -> Self:
        """Serve in a background thread."""
        self._thread = threading.Thread(target=self._server.serve_forever, args=(_POLL,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        """Stop serving."""
        self.close()

    def serve_forever(self) -> None:
        """Serve until interrupted (Ctrl-C), then close; inside ``with``, wait for the thread that serves."""
        try:
            if self._thread is None:
                self._server.serve_forever(_POLL)
            else:
                self._thread.join()
        except KeyboardInterrupt:
            pass
        finally:
            self.close()

    def close(self) -> None:
        """Stop serving and listening; kept connections end. Closing twice is harmless."""
        if self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._thread = None
        self._server.server_close()
        self._server.hang_up()


def _need_werkzeug() -> None:
    try:
        importlib.import_module("werkzeug")
    except ImportError:
        raise MissingExtra("sandbox", feature="The sandbox") from None


def _listener(host: str, *, port: int) -> socket.socket:
    # Werkzeug would print and exit on a taken port, so the socket is made here.
    if not 0 <= port <= _LAST_PORT:
        raise _unusable(host, port=port, reason="there is no such port")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as failed:
        raise _unusable(host, port=port, reason=os.strerror(failed.errno or errno.EINVAL)) from None


def _unusable(host: str, *, port: int, reason: str) -> UsageError:
    return UsageError(
        f"The sandbox cannot use port {port} of {host} ({reason}): stop what runs there or choose another."
    )


def _http_server(listener: socket.socket, *, app: App) -> "HttpServer":
    from oneroster_classlink.sandbox.http import HttpServer  # noqa: PLC0415 - werkzeug is an extra

    return HttpServer(listener, app)
