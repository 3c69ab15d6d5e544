"""Reads a collection page by page into batches and records, proven complete, or one record."""

import logging
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from functools import partial
from typing import Any

import attrs

from oneroster_classlink.errors import BadRequest
from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.models.ledger import LedgerEntry
from oneroster_classlink.rest.connection import Connection, Target
from oneroster_classlink.rest.reading.pull import Pace, Pull
from oneroster_classlink.wire.decode import Decoder, Seen, decode_single
from oneroster_classlink.wire.proof import Batch, Proof
from oneroster_classlink.wire.pull.mark import read_mark
from oneroster_classlink.wire.pull.order import Order
from oneroster_classlink.wire.pull.paging import Paging
from oneroster_classlink.wire.pull.trail import Trail
from oneroster_classlink.wire.pull.width import Width
from oneroster_classlink.wire.query import Query
from oneroster_classlink.wire.tolerance import Tolerance, check_strict

log = logging.getLogger("oneroster_classlink")

_NO_DATES = Seen()


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
    _pace: Pace = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._pace = Pace(width=Width.up_to(self.in_flight))

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
        self, target: Target, *, query: Query, on_bad_row: Callable[[LedgerEntry], None] | None, strict: bool
    ) -> Iterator[Any]:
        """Yield the records of *target* in server order; unreadable rows go to *on_bad_row* or into one log line.

        Rows that came late, because the roster moved, may follow at the end.

        Raises:
            IncompletePull: At the end, unless every row was proven to have come once.
            TooManyBadRows: At the end, if more rows cannot be read than `Tolerance` bears.
            OddRow: If *strict*, at the first row that is not as the standard has it.
            OneRosterError: A page cannot be read.
        """
        decoder = Decoder(collection=COLLECTIONS[target.collection])
        proof = Proof(collection=target.collection)
        with closing(self.batches(target, query=query)) as batches, _counting(target, told=on_bad_row) as lose:
            for batch in batches:
                proof.add(batch)
                if strict:
                    check_strict(batch.ledger)
                for entry in filter(_is_lost, batch.ledger):
                    lose(entry)
                yield from decoder.records(batch.structs)
        Tolerance().check(proof.certificate())

    def batches(self, target: Target, *, query: Query, then: Target | None = None) -> Generator[Batch, None, None]:
        """Yield the pages of *target* as batches; a server that refuses the default sort is read without it.

        Args:
            target: What to read.
            query: What is asked of it.
            then: What will be read next with the same query, so that its first page can be fetched early.

        Raises:
            IncompletePull: It cannot be proven that every row came.
            OneRosterError: A page cannot be read.
        """
        self.connection.check(target)
        by_default = query.is_sorted_by_default
        sends_sort = self._sorts or not by_default
        begun = False
        try:
            for batch in self._pull(target, query=query if sends_sort else query.unsorted(), then=then).batches():
                begun = True
                yield batch
        except BadRequest:
            if begun or not (by_default and sends_sort):
                raise
            yield from self._unsorted(target, query=query.unsorted())

    def batches_after(self, target: Target, *, query: Query, mark: str) -> Iterator[Batch]:
        """Yield the pages of *target* after the batch with *mark*.

        Raises:
            UsageError: *mark* is none.
            IncompletePull: It cannot be proven that every row came.
            OneRosterError: A page cannot be read.
        """
        self.connection.check(target)
        state, trail, dates = read_mark(mark, collection=target.collection, page_size=self.page_size)
        yield from self._going_on(target, query=query, state=state, trail=trail, dates=dates).batches()

    def _unsorted(self, target: Target, *, query: Query) -> Iterator[Batch]:
        for batch in self._pull(target, query=query).batches():
            if self._sorts:
                log.warning("the server refuses to sort %s; it is read in the server's own order", target.path)
                self._sorts = False
            yield batch

    def _pull(self, target: Target, *, query: Query, then: Target | None = None) -> Pull:
        """Return a pull from the beginning."""
        sorts = query.is_sorted_by_default and self._pace.sorts is not False
        state = Paging(page_size=self.page_size, sorts=sorts)
        order = Order() if sorts else Order(())
        trail = Trail(collection=target.collection, order=order)
        return self._going_on(target, query=query, state=state, trail=trail, then=then)

    def _going_on(
        self,
        target: Target,
        *,
        query: Query,
        state: Paging,
        trail: Trail,
        then: Target | None = None,
        dates: Seen = _NO_DATES,
    ) -> Pull:
        return Pull(
            connection=self.connection,
            target=target,
            query=query,
            pace=self._pace,
            state=state,
            trail=trail,
            then=then,
            dates=dates,
            tell=partial(self._tell, target.collection),
        )

    def _tell(self, collection: str, rows: int, total: int | None, done: bool) -> None:  # noqa: FBT001 - a callback
        if self.progress is not None:
            self.progress(Progress(collection=collection, rows=rows, total=total, done=done))


@contextmanager
def _counting(
    target: Target, *, told: Callable[[LedgerEntry], None] | None
) -> Iterator[Callable[[LedgerEntry], object]]:
    """Give what takes note of a lost row; at the end, say in one line how many nobody was told of."""
    lost: list[LedgerEntry] = []
    try:
        yield told or lost.append
    finally:
        if lost:
            log.warning("%d rows of %s cannot be read and were left out", len(lost), target.path)


def _is_lost(entry: LedgerEntry) -> bool:
    return entry.is_lost
