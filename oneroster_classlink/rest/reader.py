"""Reads a collection page by page into batches and records, proven complete, or one record."""

import logging
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from functools import partial
from typing import Any

import attrs

from oneroster_classlink.errors import BadRequest, IncompletePull
from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.models.ledger import LedgerEntry
from oneroster_classlink.rest.connection import Connection, Target
from oneroster_classlink.rest.window import Window
from oneroster_classlink.wire.answer import Answer
from oneroster_classlink.wire.decode import Decoder, Rows, decode_single
from oneroster_classlink.wire.paging import Ask, Paging
from oneroster_classlink.wire.proof import Batch, prove
from oneroster_classlink.wire.query import Query

log = logging.getLogger("oneroster_classlink")


@attrs.frozen(kw_only=True)
class Progress:
    """How far a read has come.

    Attributes:
        collection: The collection, such as ``enrollments``.
        rows: Rows received so far.
        total: The server's count, where it gives a plausible one.
        done: Whether the end was reached.
    """

    collection: str
    rows: int
    total: int | None
    done: bool


@attrs.define(kw_only=True)
class Reader:
    """Reads from one server.

    Attributes:
        connection: The server.
        page_size: Rows to ask for at once.
        in_flight: Pages fetched at once.
        progress: Is told how far each read has come.
    """

    connection: Connection
    page_size: int
    in_flight: int
    progress: Callable[[Progress], None] | None = None
    _sorts: bool = attrs.field(default=True, init=False)

    def one(self, target: Target, *, query: str = "") -> Any:
        """Read the one record that *target* names.

        Raises:
            NotFound: There is none.
            OneRosterError: It cannot be read.
        """
        self.connection.check(target)
        decoder = Decoder(collection=COLLECTIONS[target.collection])

        def attempt() -> Any:
            answer = self.connection.send(target, query=query)
            return decode_single(answer.body, decoder=decoder, path=answer.path)

        return self.connection.repeat(attempt, path=target.path)[0]

    def records(
        self, target: Target, *, query: Query, on_bad_row: Callable[[LedgerEntry], None] | None
    ) -> Iterator[Any]:
        """Yield the records of *target* in server order; unreadable rows go to *on_bad_row* or into one log line.

        Raises:
            IncompletePull: At the end, unless every row was proven to have come once.
            OneRosterError: A page cannot be read.
        """
        decoder = Decoder(collection=COLLECTIONS[target.collection])
        lost = 0
        try:
            with closing(self.batches(target, query=query)) as batches:
                for batch in prove(batches, collection=target.collection):
                    for entry in batch.ledger:
                        if entry.is_lost and on_bad_row is not None:
                            on_bad_row(entry)
                        elif entry.is_lost:
                            lost += 1
                    yield from decoder.records(batch.structs)
        finally:
            if lost:
                log.warning("%d rows of %s cannot be read and were left out", lost, target.path)

    def batches(self, target: Target, *, query: Query) -> Generator[Batch, None, None]:
        """Yield the pages of *target* as batches; a server that refuses the default sort is read without it.

        Raises:
            OneRosterError: A page cannot be read.
        """
        self.connection.check(target)
        by_default = query.is_sorted_by_default
        sends_sort = self._sorts or not by_default
        begun = False
        try:
            for batch in self._pages(target, query=query if sends_sort else query.unsorted()):
                begun = True
                yield batch
        except BadRequest:
            if begun or not (by_default and sends_sort):
                raise
            yield from self._unsorted(target, query=query.unsorted())

    def _unsorted(self, target: Target, *, query: Query) -> Iterator[Batch]:
        for batch in self._pages(target, query=query):
            if self._sorts:
                log.warning("the server refuses to sort %s; it is read in the server's own order", target.path)
                self._sorts = False
            yield batch

    def _pages(self, target: Target, *, query: Query) -> Iterator[Batch]:
        """Yield page after page until the end is known."""
        decoder = Decoder(collection=COLLECTIONS[target.collection])
        fetch = partial(self._fetch, target, query=query)
        state, last = Paging(page_size=self.page_size), b""
        with Window(fetch=fetch) as window:
            while state.end is None:
                take = window.first(state.asks(width=self.in_flight))
                read = partial(_read, take, decoder=decoder, start=state.seen)
                (answer, rows), retries = self.connection.repeat(read, path=target.path)
                if rows.received and answer.body == last:
                    rows = _nothing_new(state, collection=target.collection)
                state = state.after(received=rows.received, total=answer.total, apart=answer.counts_apart)
                last = answer.body
                self._tell(target, state)
                yield _batch(answer, rows, state=state, retries=retries)

    def _fetch(self, target: Target, ask: Ask, *, query: Query) -> Answer:
        return self.connection.send(target, query=query.encoded(limit=ask.limit, offset=ask.offset))

    def _tell(self, target: Target, state: Paging) -> None:
        if self.progress is not None:
            done = state.end is not None
            self.progress(Progress(collection=target.collection, rows=state.seen, total=state.total, done=done))


def _nothing_new(state: Paging, *, collection: str) -> Rows:
    """Return a page without rows for one that repeats, if the total says that everything had come before.

    Raises:
        IncompletePull: It does not, so the server ignores ``offset`` and there may be more.
    """
    if state.seen != state.total:
        raise IncompletePull(collection, "a page repeats")
    return Rows(structs=[], received=0)


def _read(take: Callable[[], Answer], *, decoder: Decoder, start: int) -> tuple[Answer, Rows]:
    answer = take()
    return answer, decoder.page(answer.body, path=answer.path, start=start)


def _batch(answer: Answer, rows: Rows, *, state: Paging, retries: int) -> Batch:
    return Batch(
        structs=rows.structs,
        ledger=rows.ledger,
        received=rows.received,
        total=state.total,
        retries=retries,
        revision=answer.revision,
        end=state.end,
    )
