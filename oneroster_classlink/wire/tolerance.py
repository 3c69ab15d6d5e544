"""How many odd rows of a collection are borne: some by default, none where the caller is strict."""

from collections.abc import Iterable

import attrs

from oneroster_classlink.errors import OddRow, TooManyBadRows
from oneroster_classlink.models.ledger import LedgerEntry
from oneroster_classlink.wire.proof import CollectionCertificate


@attrs.frozen(kw_only=True)
class Tolerance:
    """How many unreadable rows of a collection are borne before the pull fails.

    Attributes:
        share: Of the collection's rows, from 0 to 1.
        count: This many are borne whatever their share.
    """

    share: float = 0.02
    count: int = 10

    def check(self, certificate: CollectionCertificate) -> None:
        """Raise `TooManyBadRows` if *certificate* counts more than is borne, or no row that can be read."""
        if certificate.lost and certificate.lost == certificate.rows:
            raise _too_many(certificate.collection, lost=certificate.lost, rows=certificate.rows)
        self.check_lost(certificate.collection, lost=certificate.lost, rows=certificate.rows)

    def check_lost(self, collection: str, *, lost: int, rows: int) -> None:
        """Raise `TooManyBadRows` if *lost* of *rows* is more than is borne."""
        if lost > max(self.count, self.share * rows):
            raise _too_many(collection, lost=lost, rows=rows)

    def check_so_far(self, collection: str, *, lost: int, rows: int, total: int | None) -> None:
        """Raise `TooManyBadRows` as soon as no row to come can bring the *lost* ones back within bounds.

        How many rows come is known where the server's *total* is ahead of what came; a total that is not may be the
        count of one page.
        """
        if not self.share or (total or 0) > rows:
            self.check_lost(collection, lost=lost, rows=total or rows)


def check_strict(entries: Iterable[LedgerEntry]) -> None:
    """Raise `OddRow` for the first of *entries*: a row that was repaired or given up."""
    for entry in entries:
        problems = entry.problems + entry.repairs
        raise OddRow(entry.collection, index=entry.index, sourced_id=entry.sourced_id, problems=problems)


def _too_many(collection: str, *, lost: int, rows: int) -> TooManyBadRows:
    return TooManyBadRows(collection, f"{lost} of {rows} rows cannot be read")
