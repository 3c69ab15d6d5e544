"""One collection from its batches to a table, its certificate and its ledger."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from typing import Any

import attrs

from oneroster_classlink.errors import Forbidden, NotFound
from oneroster_classlink.models.collections import ROSTERING
from oneroster_classlink.models.ledger import LedgerEntry
from oneroster_classlink.snapshot.certificate import OPTIONAL
from oneroster_classlink.snapshot.table import Table
from oneroster_classlink.snapshot.table.ids import Strings
from oneroster_classlink.wire.proof import Batch, CollectionCertificate, End, Proof
from oneroster_classlink.wire.tolerance import Tolerance, check_strict

FIELDS = {name: "academic_sessions" if name == "academicSessions" else name for name in ROSTERING}
"""The attribute of a snapshot that holds each collection."""


@attrs.frozen(kw_only=True)
class Terms:
    """On what terms rows are taken.

    Attributes:
        tolerance: How many unreadable rows are borne.
        strict: Whether no row may be odd at all.
        keep_passwords: Whether ``User.password`` is kept.
        only: By collection the fields to keep; all of those that it does not name.
    """

    tolerance: Tolerance = attrs.field(factory=Tolerance)
    strict: bool = False
    keep_passwords: bool = False
    only: Mapping[str, frozenset[str]] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Collected:
    """A collection that came to its end.

    Attributes:
        table: Its records.
        certificate: The evidence that they are all.
        ledger: Its rows that were repaired or given up.
    """

    table: Table[Any]
    certificate: CollectionCertificate
    ledger: tuple[LedgerEntry, ...] = attrs.field(repr=False)


def collect(
    read: Callable[[], Iterable[Batch]], *, collection: str, terms: Terms, strings: Strings | None = None
) -> Collected:
    """Take the batches that *read* gives to their end. An optional collection that is refused is not shared.

    Args:
        read: Gives the batches.
        collection: Whose they are.
        terms: On what terms rows are taken.
        strings: The ids of the collections before, so that a district holds each id once.

    Raises:
        IncompletePull: They are not proven complete, too many rows are unreadable, or a strict caller met an odd one.
        OneRosterError: Whatever *read* raises.
    """
    table: Table[Any] = Table(
        ROSTERING[collection].model,
        keep_passwords=terms.keep_passwords,
        strings=strings,
        only=terms.only.get(collection),
    )
    proof = Proof(collection=collection)
    ledger: list[LedgerEntry] = []
    try:
        with closing(_each(read)) as each:
            for batch in _on_terms(each, collection=collection, terms=terms):
                proof.add(batch)
                table.append(batch.structs)
                ledger.extend(batch.ledger)
    except (Forbidden, NotFound) as refused:
        if refused.transient or collection not in OPTIONAL or len(table):
            raise
        proof.add(Batch(structs=[], received=0, end=End.NOT_SHARED))
    certificate = proof.certificate()
    table.seal()
    return Collected(table=table, certificate=certificate, ledger=tuple(ledger))


def _each(read: Callable[[], Iterable[Batch]]) -> Generator[Batch, None, None]:
    """Yield every batch; closing this closes the source's, so that nothing stays open after an error."""
    yield from read()


def _on_terms(batches: Iterable[Batch], *, collection: str, terms: Terms) -> Iterator[Batch]:
    """Pass *batches* on until they break *terms*."""
    rows = lost = 0
    for batch in batches:
        if terms.strict:
            check_strict(batch.ledger)
        rows += batch.received
        lost += sum(entry.is_lost for entry in batch.ledger)
        terms.tolerance.check_so_far(collection, lost=lost, rows=rows, total=batch.total)
        yield batch
