"""The faults that are switched on, applied around an answer."""

import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import attrs

from oneroster_classlink.sandbox.exchange import Answer, Request
from oneroster_classlink.sandbox.faults.fault import Fault, known_name, parse_fault
from oneroster_classlink.sandbox.faults.memory import Memory, Moved
from oneroster_classlink.sandbox.faults.visit import Go, Turn, Visit, visit_of


def _faults(given: Iterable[Fault | str]) -> tuple[Fault, ...]:
    made = (parse_fault(item) if isinstance(item, str) else item for item in given)
    return tuple({(fault.name, fault.collection): fault for fault in made}.values())


@attrs.frozen
class Faults:
    """The faults that are switched on; none by default. Of two with one name and collection the later counts.

    They act by their stage from the socket inwards, whatever their order (see `Stage`); in one stage, in their order.

    Attributes:
        on: The faults; each may be given as a text such as ``rate_limit:collection=users,every=3``.
    """

    on: tuple[Fault, ...] = attrs.field(default=(), converter=_faults)
    _memory: Memory = attrs.field(factory=Memory, eq=False, repr=False, kw_only=True)

    def also(self, fault: Fault) -> "Faults":
        """Return these and *fault*, whose counts begin anew; the others keep theirs."""
        self._memory.forget(fault.name)
        return Faults((*self.on, fault), memory=self._memory)

    def without(self, *names: str) -> "Faults":
        """Return these without those called *names*; the others keep their counts.

        Raises:
            UsageError: There is no such fault.
        """
        for name in names:
            self._memory.forget(known_name(name))
        return Faults([fault for fault in self.on if fault.name not in names], memory=self._memory)

    def moved(self, collection: str) -> Moved:
        """Return which rows of *collection* came or went while it could be read."""
        return self._memory.moved(collection)

    def serve(
        self,
        request: Request,
        *,
        serve: Callable[[Request, float], Answer],
        now: float,
        sleep: Callable[[float], None] = time.sleep,
    ) -> Answer:
        """Answer *request* by *serve*, or as the faults around an answer have it.

        Args:
            request: What a client sent.
            serve: Answers a request at a moment.
            now: The moment, in seconds since the epoch.
            sleep: Waits for some seconds.
        """
        if not self.on:
            return serve(request, now)
        visit = visit_of(request, now=now, sleep=sleep)
        return self._around(visit, go=lambda found: serve(found.request, found.now), outside=True)

    def read(self, request: Request, *, read: Callable[[Request], Answer]) -> Answer:
        """Answer a *request* that may pass by *read*, or as the faults in what is read have it.

        Raises:
            Refused: It is not served.
        """
        if not self.on:
            return read(request)
        return self._around(visit_of(request), go=lambda found: read(found.request), outside=False)

    def _around(self, visit: Visit, *, go: Go, outside: bool) -> Answer:
        for fault in self._inwards(visit, outside=outside):
            go = partial(self._take_turn, fault=fault, go=go)
        return go(visit)

    def _inwards(self, visit: Visit, *, outside: bool) -> Iterator[Fault]:
        """Yield the faults that concern *visit*, the innermost first."""
        concerned = [fault for fault in self.on if fault.concerns(visit) and fault.kind.stage.is_outside is outside]
        for stage in sorted({fault.kind.stage for fault in concerned}, reverse=True):
            level = [fault for fault in concerned if fault.kind.stage is stage]
            yield from level if stage.acts_on_the_answer else reversed(level)

    def _take_turn(self, visit: Visit, *, fault: Fault, go: Go) -> Answer:
        key = (fault.name, fault.collection, visit.place)
        number, strikes = self._memory.turn(key, rule=fault.when)
        if not strikes and not fault.kind.lasts:
            return go(visit)
        turn = Turn(
            visit=visit,
            options=fault.options,
            key=key,
            number=number,
            strikes=strikes,
            go=go,
            memory=self._memory,
        )
        return fault.kind.act(turn)
