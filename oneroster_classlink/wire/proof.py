"""Whether a collection was received whole: batches go in, a certificate or `IncompletePull` comes out."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import attrs

from oneroster_classlink.errors import IncompletePull
from oneroster_classlink.models.ledger import LedgerEntry
from oneroster_classlink.wire.structs import read_id


class End(StrEnum):
    """How the end of a collection was known."""

    EMPTY_PAGE = "an empty page"
    TOTAL = "the server's total"
    WHOLE_LIST = "one whole list"
    NOT_SHARED = "not shared"


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
    """

    structs: list[Any] = attrs.field(repr=False)
    ledger: tuple[LedgerEntry, ...] = ()
    received: int
    total: int | None = None
    retries: int = 0
    revision: str | None = None
    end: End | None = None
    mark: str | None = None


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
        return self.complete and not self.lost


@attrs.define(kw_only=True)
class Proof:
    """Collects the evidence while batches pass.

    Attributes:
        collection: The collection's name.
    """

    collection: str
    _ids: set[str] = attrs.field(factory=set, init=False)
    _batches: list[Batch] = attrs.field(factory=list, init=False)
    _rows: int = attrs.field(default=0, init=False)

    def add(self, batch: Batch) -> None:
        """Take note of *batch*.

        Raises:
            IncompletePull: A row came twice.
        """
        before = len(self._ids)
        self._ids.update(map(read_id, batch.structs))
        self._rows += batch.received
        self._batches.append(attrs.evolve(batch, structs=[]))
        twice = len(batch.structs) - (len(self._ids) - before)
        if twice:
            raise IncompletePull(self.collection, f"{twice} rows came twice, so the roster moved or a page repeats")

    def certificate(self) -> CollectionCertificate:
        """Return the certificate.

        Raises:
            IncompletePull: The end is not known, or the counts disagree.
        """
        totals = [batch.total for batch in self._batches if batch.total is not None]
        last = self._batches[-1] if self._batches else None
        if last is None or last.end is None:
            raise IncompletePull(self.collection, "the end was not reached")
        self._compare(totals)
        entries = [entry for batch in self._batches for entry in batch.ledger]
        return CollectionCertificate(
            collection=self.collection,
            rows=self._rows,
            unique=len(self._ids),
            lost=sum(entry.is_lost for entry in entries),
            repaired=sum(not entry.is_lost for entry in entries),
            total_before=totals[0] if totals else None,
            total_after=totals[-1] if totals else None,
            end=last.end,
            pages=len(self._batches),
            retries=sum(batch.retries for batch in self._batches),
            revision=last.revision,
        )

    def _compare(self, totals: list[int]) -> None:
        if totals and totals[0] != totals[-1]:
            raise IncompletePull(
                self.collection, f"the server counted {totals[0]} rows at first and {totals[-1]} at the end"
            )
        if totals and self._rows < totals[-1]:
            raise IncompletePull(self.collection, f"{self._rows} of {totals[-1]} rows came")


def prove(batches: Iterator[Batch], *, collection: str) -> Iterator[Batch]:
    """Pass *batches* on and raise `IncompletePull` at the end unless they are proven complete."""
    proof = Proof(collection=collection)
    for batch in batches:
        proof.add(batch)
        yield batch
    proof.certificate()
