"""A running sandbox: a district served over HTTP until it is closed."""

import importlib
import os
import socket
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

from oneroster_classlink.errors import MissingExtra, UsageError
from oneroster_classlink.sandbox.access import SandboxCredentials
from oneroster_classlink.sandbox.alive import Event, Living
from oneroster_classlink.sandbox.app import App, make_app
from oneroster_classlink.sandbox.classlink import ClassLink
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
        classlink: The partner's key, its tenants and the sign-in's client.
        alive: The life of the district: days that pass, and events to call by name.
    """

    def __init__(
        self,
        district: District,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        credentials: SandboxCredentials | None = None,
        classlink: ClassLink | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Listen on *port* of *host*; port 0 takes a free one.

        Args:
            district: What is served.
            host: The address to listen on.
            port: The port to listen on.
            credentials: What opens the sandbox; made-up constants by default.
            classlink: The partner and its tenants; made-up ones by default.
            clock: The time in seconds since the epoch, for timestamps and expiry.
            sleep: Waits for some seconds, where a fault is to be slow.

        Raises:
            MissingExtra: werkzeug is not installed.
            UsageError: The port is taken or cannot be listened on.
        """
        _need_werkzeug()
        with _listener(host, port=port) as listener:
            address = f"[{host}]" if ":" in host else host
            self.url = f"http://{address}:{listener.getsockname()[1]}"
            self.world = World(district=district)
            self.alive = Living(world=self.world, clock=clock)
            self.classlink = classlink or ClassLink()
            self.app = make_app(
                self.world,
                origin=self.url,
                credentials=credentials,
                classlink=self.classlink,
                clock=clock,
                sleep=sleep,
            )
            self.credentials = self.app.gate.credentials
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

    @property
    def history(self) -> tuple[Event, ...]:
        """What happened in the district, the newest last."""
        return self.alive.history

    def advance(self, *, days: int = 1) -> None:
        """Let *days* pass in the district, each with a nightly import.

        Raises:
            UsageError: The district is too large to change, or *days* is negative.
        """
        self.alive.advance(days=days)

    def rotate_bearer(self) -> str:
        """Give the sandbox's own application a new bearer and return it; the old one opens nothing any more."""
        return self.classlink.rotate_bearer()

    def break_with(self, name: str, *, collection: str | None = None, **options: Any) -> None:
        """Switch on the fault *name* of `FAULTS`, beside those that are on; the next request meets it.

        Args:
            name: Its name, such as ``rate_limit``.
            collection: The collection it concerns; every OneRoster read by default.
            options: What can be set of it, such as ``every=3``.

        Raises:
            UsageError: There is no such fault, collection or option.
        """
        self.world.break_with(name, collection=collection, **options)

    def mend(self, *names: str) -> None:
        """Switch off the faults *names*, or all of them; their counts begin anew.

        Raises:
            UsageError: There is no such fault.
        """
        self.world.mend(*names)

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
        # A resolver's error has a number of its own, below zero.
        number = failed.errno or -1
        reason = os.strerror(number) if number > 0 else "there is no such address"
        raise _unusable(host, port=port, reason=reason) from None


def _unusable(host: str, *, port: int, reason: str) -> UsageError:
    return UsageError(
        f"The sandbox cannot use port {port} of {host} ({reason}): stop what runs there or choose another."
    )


def _http_server(listener: socket.socket, *, app: App) -> "HttpServer":
    from oneroster_classlink.sandbox.http import HttpServer  # noqa: PLC0415 - werkzeug is an extra

    return HttpServer(listener, app)
