"""Pages in flight: a bounded number at once, each fetched by a thread, handed out in order."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

import attrs

from oneroster_classlink.wire.answer import Answer
from oneroster_classlink.wire.paging import Ask


@attrs.define(kw_only=True)
class Window:
    """The pages in flight. Leaving it ends its threads; a request that is under way is waited for.

    Threads only send and read. Retrying, sleeping and decoding stay with the caller.

    Attributes:
        fetch: Makes one attempt to fetch a page.
        width: How many at once.
    """

    fetch: Callable[[Ask], Answer]
    width: int
    _pool: ThreadPoolExecutor | None = attrs.field(default=None, init=False)
    _flying: dict[Ask, Future[Answer]] = attrs.field(factory=dict, init=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def first(self, asks: Sequence[Ask]) -> Callable[[], Answer]:
        """Have *asks* in flight and return what gives the first one's answer; called again, it fetches again."""
        wanted = asks[0]
        if len(asks) > 1:
            self._launch(asks)
        flying = self._flying.pop(wanted, None)
        flights = [flying.result] if flying is not None else []
        return lambda: flights.pop()() if flights else self.fetch(wanted)

    def _launch(self, asks: Sequence[Ask]) -> None:
        """Send for what is not in flight yet, and give up what is no longer wanted."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self.width, thread_name_prefix="oneroster-page")
        for ask in self._flying.keys() - set(asks):
            self._flying.pop(ask).cancel()
        for ask in asks:
            if ask not in self._flying:
                self._flying[ask] = self._pool.submit(self.fetch, ask)
