"""What a sandbox serves and can be changed while it runs: the district, what is shared of it, the faults."""

import threading
from collections import deque
from typing import Any

import attrs

from oneroster_classlink.sandbox.district import District
from oneroster_classlink.sandbox.exchange import Answer, Request
from oneroster_classlink.sandbox.faults import Faults
from oneroster_classlink.sandbox.service import Service
from oneroster_classlink.sandbox.sharing import Permissions, share

_REMEMBERED = 200


@attrs.frozen(kw_only=True)
class Seen:
    """A request that was answered.

    Attributes:
        method: Its method.
        path: Its path, without the query.
        status: The status of the answer.
        at: When, in seconds since the epoch.
    """

    method: str
    path: str
    status: int
    at: float


@attrs.define(kw_only=True)
class World:
    """The state of a sandbox. Changes are seen by the next request.

    Attributes:
        district: The whole district.
        permissions: What is shared of it.
        faults: The faults that are switched on.
        revision: Grows with every change of the district or the permissions (``x-perm-rev``).
        seen: The latest requests, the newest last.
    """

    district: District
    permissions: Permissions = attrs.field(factory=Permissions)
    faults: Faults = attrs.field(factory=Faults)
    revision: int = attrs.field(default=1, init=False)
    seen: deque[Seen] = attrs.field(factory=lambda: deque(maxlen=_REMEMBERED), init=False, repr=False)
    _service: Service | None = attrs.field(default=None, init=False, repr=False)
    _lock: threading.RLock = attrs.field(factory=threading.RLock, init=False, repr=False)

    @property
    def service(self) -> Service:
        """The reads of what is shared now."""
        with self._lock:
            if self._service is None:
                self._service = Service(district=share(self.district, self.permissions))
            return self._service

    def change(self, **values: Any) -> None:
        """Change *district*, *permissions* or *faults*; the first two begin a new revision."""
        with self._lock:
            for name, value in values.items():
                setattr(self, name, value)
            if values.keys() & {"district", "permissions"}:
                self.revision += 1
                self._service = None

    def note(self, request: Request, answer: Answer, *, now: float) -> None:
        """Remember that *request* was answered."""
        self.seen.append(Seen(method=request.method, path=request.path, status=answer.status, at=now))
