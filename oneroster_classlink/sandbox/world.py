"""What a sandbox serves and can be changed while it runs: the district, what is shared of it, the faults."""

import threading
from collections import deque
from typing import Any

import attrs

from oneroster_classlink.sandbox.district import District
from oneroster_classlink.sandbox.exchange import Answer, Request
from oneroster_classlink.sandbox.faults import Faults, make_fault
from oneroster_classlink.sandbox.kept import Kept
from oneroster_classlink.sandbox.service import Service
from oneroster_classlink.sandbox.sharing import Permissions, SharedService, check_shareable, share

_REMEMBERED = 200


def _no_pages() -> Kept[Answer]:
    return Kept(size=lambda answer: len(answer.body))


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
    _pages: Kept[Answer] = attrs.field(factory=_no_pages, init=False, repr=False)
    _lock: threading.RLock = attrs.field(factory=threading.RLock, init=False, repr=False)

    @property
    def service(self) -> Service:
        """The reads of what is shared now."""
        with self._lock:
            if self._service is None:
                shown = share(self.district, self.permissions)
                self._service = SharedService(district=shown, permissions=self.permissions)
            return self._service

    def change(self, **values: Any) -> None:
        """Change *district*, *permissions* or *faults*; the first two begin a new revision.

        Raises:
            UsageError: The district is too large to be narrowed; nothing was changed.
        """
        with self._lock:
            check_shareable(values.get("district", self.district), values.get("permissions", self.permissions))
            for name, value in values.items():
                setattr(self, name, value)
            if values.keys() & {"district", "permissions"}:
                self.revision += 1
                self._service = None
                self._pages = _no_pages()

    def read(self, request: Request) -> Answer:
        """Answer a OneRoster read that may pass, with the faults in what is read.

        Raises:
            Refused: It is not served.
        """
        return self.faults.read(request, read=self._page)

    def _page(self, request: Request) -> Answer:
        # The revision first: a page that is worked out during a change is then kept for nobody.
        revision, service = self.revision, self.service
        if service.district.is_lazy:
            return service.answer(request)
        key = (revision, request.method, request.origin, request.target)
        return self._pages.get(key, lambda: service.answer(request))

    def break_with(self, name: str, *, collection: str | None = None, **options: Any) -> None:
        """Switch on the fault *name* (see `FAULTS`), beside those that are on.

        Raises:
            UsageError: There is no such fault, collection or option.
        """
        fault = make_fault(name, collection=collection, **options)
        with self._lock:
            self.faults = self.faults.also(fault)

    def mend(self, *names: str) -> None:
        """Switch off the faults *names*, or all of them; their counts begin anew.

        Raises:
            UsageError: There is no such fault.
        """
        with self._lock:
            self.faults = self.faults.without(*names) if names else Faults()

    def note(self, request: Request, answer: Answer, *, now: float) -> None:
        """Remember that *request* was answered."""
        self.seen.append(Seen(method=request.method, path=request.path, status=answer.status, at=now))
