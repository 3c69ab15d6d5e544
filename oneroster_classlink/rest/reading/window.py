"""Pages in flight: a bounded number at once, each fetched by a thread, handed out in order."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Thread
from types import TracebackType
from typing import Self

import attrs

from oneroster_classlink.wire.answer import Answer
from oneroster_classlink.wire.pull.paging import Ask


@attrs.define(kw_only=True)
class Window:
    """The pages in flight. Leaving it abandons them: their threads end with their requests and hold nothing up.

    Threads only send and read. Retrying, sleeping and decoding stay with the caller.

    Attributes:
        fetch: Makes one attempt to fetch a page.
    """

    fetch: Callable[[Ask], Answer]
    _flying: dict[Ask, Future[Answer]] = attrs.field(factory=dict, init=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._flying.clear()

    def adopt(self, ask: Ask, flight: Future[Answer]) -> None:
        """Take over a *flight* that was launched before."""
        self._flying[ask] = flight

    def first(self, asks: Sequence[Ask]) -> Callable[[Ask], Answer]:
        """Have *asks* in flight and return what gives the first one's answer; asked for another, it fetches that."""
        wanted = asks[0]
        if len(asks) > 1:
            self._launch(asks)
        flying = self._flying.pop(wanted, None)
        flights = [flying.result] if flying is not None else []
        return lambda ask: flights.pop()() if flights and ask == wanted else self.fetch(ask)

    def _launch(self, asks: Sequence[Ask]) -> None:
        """Send for what is not in flight yet, and give up what is no longer wanted."""
        for ask in self._flying.keys() - set(asks):
            del self._flying[ask]
        for ask in asks:
            if ask not in self._flying:
                self._flying[ask] = launched(self.fetch, ask)


def launched(fetch: Callable[[Ask], Answer], ask: Ask) -> Future[Answer]:
    """Fetch *ask* in a thread of its own, which cannot keep the process from ending as a pool's would."""
    future: Future[Answer] = Future()

    def work() -> None:
        try:
            future.set_result(fetch(ask))
        except BaseException as failed:  # noqa: BLE001 - raised where the result is asked for
            future.set_exception(failed)

    Thread(target=work, daemon=True, name="oneroster-page").start()
    return future
