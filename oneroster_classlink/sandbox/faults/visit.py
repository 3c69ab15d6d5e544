"""A request on its way through the faults, and the turn of one fault at it."""

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import attrs

from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.sandbox.exchange import Answer, Refused, Request
from oneroster_classlink.sandbox.faults.memory import Key, Memory
from oneroster_classlink.sandbox.service.routes import match

READS = frozenset({*COLLECTIONS, "scoreScales", "assessmentLineItems", "assessmentResults"})
"""What a fault without a collection concerns: every OneRoster read."""
PLACES = READS | {"applications", "token"}
"""What a fault can be ordered for."""
_BASE = "/ims/oneroster/"


@attrs.frozen(kw_only=True)
class Visit:
    """A request that is being answered.

    Attributes:
        request: The request.
        place: The collection whose rows it asks for, ``token``, ``applications``, or ``None`` for anything else.
        single: Whether it asks for one record.
        whole: Whether it asks for all of its collection, without a filter.
        now: The server's idea of the time, in seconds since the epoch.
        sleep: Waits for some seconds.
    """

    request: Request
    place: str | None = None
    single: bool = False
    whole: bool = False
    now: float = 0.0
    sleep: Callable[[float], None] = time.sleep


Go: TypeAlias = Callable[[Visit], Answer]


@attrs.frozen(kw_only=True)
class Turn:
    """The turn of one fault at a visit.

    Attributes:
        visit: The visit.
        options: The fault's options.
        key: The fault's own, in this place.
        number: How often the fault has struck in this place, this time included.
        strikes: Whether it strikes this time; only a lasting fault has a turn otherwise.
        go: Answers a visit as if the fault were not there.
        memory: What the faults remember.
    """

    visit: Visit
    options: Mapping[str, Any]
    key: Key
    number: int
    strikes: bool
    go: Go
    memory: Memory

    def usual(self) -> Answer:
        """Answer as if the fault were not there."""
        return self.go(self.visit)

    def settle(self, candidates: Iterable[str]) -> list[str]:
        """Return the ids that the fault has chosen so far: ``rows`` of *candidates* at each strike, for good."""
        return self.memory.settle(self.key, count=self.number * self.options["rows"], candidates=candidates)


Act: TypeAlias = Callable[[Turn], Answer]


def visit_of(request: Request, *, now: float = 0.0, sleep: Callable[[float], None] = time.sleep) -> Visit:
    """Return the visit that *request* begins; a path prefix, as of ClassLink's proxy, does not matter."""
    path = request.path
    start = path.find(_BASE)
    if start < 0:
        place = "token" if path == "/token" else "applications" if "/applications" in path else None
        return Visit(request=request, place=place, now=now, sleep=sleep)
    try:
        found = match(path[start:])
    except Refused:
        return Visit(request=request, now=now, sleep=sleep)
    place = found.route.collection
    whole = found.route.path == (place,) and "filter" not in dict(request.parameters)
    return Visit(request=request, place=place, single=found.route.single, whole=whole, now=now, sleep=sleep)
