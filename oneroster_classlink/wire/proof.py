"""Whether a collection was received whole: batches go in, a certificate or `IncompletePull` comes out."""

from enum import StrEnum
from typing import Any

import attrs

from oneroster_classlink.errors import IncompletePull
from oneroster_classlink.models.ledger import LedgerEntry
from oneroster_classlink.wire.pull.repeats import Repeats
from oneroster_classlink.wire.structs import read_id


class End(StrEnum):
    """How the end of a collection was known."""

    LAST_ROW = "the last row, asked for again"
    EMPTY_PAGE = "an empty page"
    TOTAL = "the server's total"
    TWICE = "two equal readings"
    WHOLE_LIST = "one whole list"
    NOT_SHARED = "not shared"
    CHANGES = "changes laid over an earlier pull"


@attrs.frozen(kw_only=True)
class Batch:
    """Some rows of a collection, in server order.

    Attributes:
        structs: The readable rows as wire structs.
        ledger: What was repaired or given up.
        received: Rows received, readable or not.
        total: The server's own count of the collection, where it gave one.
        retries: How many attempts were repeated for it.
        revision: The server's revision mark (``x-perm-rev``), where it gave one.
        end: On the last batch: how the end was known.
        mark: Where the source can go on after this batch, in its own words.
        distinct: Whether the source knows that none of the rows came before.
        readings: How often the collection was read so far.
        rejoined: How often pages did not join, because the roster moved, and were read again.
    """

    structs: list[Any] = attrs.field(repr=False)
    ledger: tuple[LedgerEntry, ...] = ()
    received: int
    total: int | None = None
    retries: int = 0
    revision: str | None = None
    end: End | None = None
    mark: str | None = None
    distinct: bool = False
    readings: int = 1
    rejoined: int = 0


@attrs.frozen(kw_only=True)
class CollectionCertificate:
    """The evidence that one collection was received whole.

    Attributes:
        collection: Its name.
        rows: Rows received.
        unique: Different ids among the readable rows.
        lost: Rows given up as unreadable.
        repaired: Rows read in another form than the standard's.
        total_before: The server's count on the first page, where it gave one.
        total_after: Its count on the last page.
        end: How the end was known.
        pages: Pages received.
        retries: Attempts repeated.
        revision: The server's revision mark, where it gave one.
        readings: How often the collection was read, because something moved or pages could not overlap.
        rejoined: How often pages did not join, because something moved, and were read again.
    """

    collection: str
    rows: int
    unique: int
    lost: int = 0
    repaired: int = 0
    total_before: int | None = None
    total_after: int | None = None
    end: End
    pages: int
    retries: int = 0
    revision: str | None = None
    readings: int = 1
    rejoined: int = 0

    @property
    def shared(self) -> bool:
        """Whether the server let the collection be read at all."""
        return self.end is not End.NOT_SHARED

    @property
    def complete(self) -> bool:
        """Whether every row was received once. A collection that is not shared is not complete."""
        return self.shared

    @property
    def proves_absence(self) -> bool:
        """Whether every row could be read as well, so that a record that is absent here is absent in the district."""
        return self.complete and not self.lost and self.end is not End.CHANGES


@attrs.define(kw_only=True)
class Proof:
    """Collects the evidence while batches pass.

    Attributes:
        collection: The collection's name.
    """

    collection: str
    _came: Repeats = attrs.field(factory=Repeats, init=False, repr=False)
    _sum: CollectionCertificate | None = attrs.field(default=None, init=False)
    _end: End | None = attrs.field(default=None, init=False)

    def add(self, batch: Batch) -> None:
        """Take note of *batch*.

        Raises:
            IncompletePull: Rows came twice; it may be found some batches later.
        """
        if not batch.distinct:
            self._came.add(map(read_id, batch.structs))
            if self._came.is_due:
                self._check()
        self._sum = _added(self._sum or _nothing(self.collection), batch)
        self._end = batch.end

    def certificate(self) -> CollectionCertificate:
        """Return the certificate.

        Raises:
            IncompletePull: The end is not known, or rows came twice.
        """
        if self._sum is None or self._end is None:
            raise IncompletePull(self.collection, "the end was not reached")
        self._check()
        return self._sum

    def _check(self) -> None:
        if twice := self._came.count():
            raise IncompletePull(self.collection, f"{twice} rows came twice, so the roster moved or a page repeats")


def _nothing(collection: str) -> CollectionCertificate:
    return CollectionCertificate(collection=collection, rows=0, unique=0, end=End.EMPTY_PAGE, pages=0)


def _added(found: CollectionCertificate, batch: Batch) -> CollectionCertificate:
    lost = sum(entry.is_lost for entry in batch.ledger)
    return attrs.evolve(
        found,
        rows=found.rows + batch.received,
        unique=found.unique + len(batch.structs),
        lost=found.lost + lost,
        repaired=found.repaired + len(batch.ledger) - lost,
        total_before=batch.total if found.total_before is None else found.total_before,
        total_after=found.total_after if batch.total is None else batch.total,
        end=batch.end or found.end,
        pages=found.pages + 1,
        retries=found.retries + batch.retries,
        revision=batch.revision,
        readings=batch.readings,
        rejoined=batch.rejoined,
    )
