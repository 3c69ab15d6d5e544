"""Only what changed in a district since some moment, and a snapshot brought up to date with it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain, islice
from typing import Any

import attrs

from oneroster_classlink.errors import SharingChanged, UsageError
from oneroster_classlink.models.collections import ROSTERING
from oneroster_classlink.models.entity import Model, wires
from oneroster_classlink.models.kinds import DAY
from oneroster_classlink.models.ledger import LedgerEntry
from oneroster_classlink.snapshot.certificate import Certificate
from oneroster_classlink.snapshot.collect import FIELDS, Terms, collect
from oneroster_classlink.snapshot.snapshot import Snapshot
from oneroster_classlink.snapshot.source import Changing
from oneroster_classlink.snapshot.table import Table
from oneroster_classlink.wire.proof import CollectionCertificate, End
from oneroster_classlink.wire.structs import row_of
from oneroster_classlink.wire.tolerance import Tolerance

OVERLAP = timedelta(minutes=5)
_EARLIEST = datetime.min.replace(tzinfo=UTC)
_BLOCK = 5_000
"""Rows laid over at once; a row struct takes several times what a row of a table does."""


@attrs.frozen(kw_only=True, eq=False)
class Changes:
    """What a source says was changed; it cannot say what it forgot.

    Attributes:
        since: Changes after this moment, less the overlap, were asked for, in UTC.
        until: When the run began, before its first request, in UTC.
        tables: The changed records by collection (a key of ``ROSTERING``), those marked ``tobedeleted`` too.
        certificate: The evidence that the answers were whole.
        ledger: Changed rows that were repaired or given up.
    """

    since: datetime
    until: datetime
    tables: Mapping[str, Table[Any]]
    certificate: Certificate
    ledger: tuple[LedgerEntry, ...] = attrs.field(repr=False)

    @property
    def next_since(self) -> datetime:
        """What to give as *since* the next time: the moment of a snapshot that these changes were applied to."""
        return self.until

    def __len__(self) -> int:
        """Return how many records changed."""
        return sum(map(len, self.tables.values()))

    def apply(self, snapshot: Snapshot) -> Snapshot:
        """Return *snapshot* brought up to date; doing it twice in a row is doing it once.

        A changed record takes the place of the old one, with its mark where it is ``tobedeleted``; a new one follows
        at the end. What the source forgot to mention stays as it was, so the certificate proves no absence. A date
        that could not be read in a changed record stays as it was too; the ledger tells of it.

        Raises:
            UsageError: These changes begin after the moment of *snapshot*, or they end before it and would turn
                newer records back; or only some fields of *snapshot* were kept.
            SharingChanged: A collection is shared since *snapshot* was made, or no longer.
        """
        self._check(snapshot)
        tables: dict[str, Any] = {
            FIELDS[name]: _laid_over(getattr(snapshot, FIELDS[name]), changed, collection=name, ledger=self.ledger)
            for name, changed in self.tables.items()
        }
        certificates = {
            name: _certificate(before, self.certificate.collections[name], rows=len(tables[FIELDS[name]]))
            for name, before in snapshot.certificate.collections.items()
        }
        return Snapshot(
            **tables,
            certificate=Certificate(collections=certificates),
            ledger=(*self._still_true(snapshot.ledger), *self.ledger),
            pulled_at=self.until,
        )

    def _check(self, snapshot: Snapshot) -> None:
        if any(getattr(snapshot, FIELDS[name]).only is not None for name in ROSTERING):
            raise UsageError("This snapshot keeps only some fields, so no changes can be laid over it: load it whole.")
        if self.since > snapshot.pulled_at:
            raise UsageError(
                f"These changes begin at {self.since:%Y-%m-%dT%H:%M:%SZ}, after the snapshot of "
                f"{snapshot.pulled_at:%Y-%m-%dT%H:%M:%SZ}: what changed between is in neither. Ask from there on."
            )
        if self.until < snapshot.pulled_at:
            raise UsageError(
                f"These changes end at {self.until:%Y-%m-%dT%H:%M:%SZ}, before the snapshot of "
                f"{snapshot.pulled_at:%Y-%m-%dT%H:%M:%SZ}: they would turn it back. It needs only later ones."
            )
        for name, before in snapshot.certificate.collections.items():
            if before.shared is not self.certificate.collections[name].shared:
                raise SharingChanged(name, shared=not before.shared)

    def _still_true(self, ledger: Iterable[LedgerEntry]) -> Iterator[LedgerEntry]:
        """Yield the entries of an earlier *ledger* that are not about a row which came anew."""
        again = {(entry.collection, entry.sourced_id) for entry in self.ledger if entry.sourced_id is not None}
        for entry in ledger:
            is_again = (entry.collection, entry.sourced_id) in again
            if not is_again and entry.sourced_id not in self.tables[entry.collection]:
                yield entry


def pull_changes(
    source: Changing,
    *,
    since: datetime,
    now: datetime | None = None,
    overlap: timedelta = OVERLAP,
    tolerance: Tolerance | None = None,
    keep_passwords: bool = False,
) -> Changes:
    """Pull what was changed in every rostering collection after *since*; no status is filtered out.

    Args:
        source: A client.
        since: The moment of the last pull (``pulled_at``, or the ``next_since`` of changes), with its zone.
        now: The moment at which the run begins, with its zone; the clock's by default.
        overlap: How far this run reaches back behind *since*, for clocks that disagree.
        tolerance: How many unreadable rows are borne.
        keep_passwords: Whether ``User.password`` is kept; say what was said when the snapshot was loaded.

    Raises:
        UsageError: *source* cannot tell changes, or the moments cannot be meant.
        IncompletePull: An answer could not be proven whole.
        OneRosterError: Whatever the source raises.
    """
    begin, until = _moment(since, name="since"), _moment(datetime.now(UTC) if now is None else now, name="now")
    _check(source, since=begin, until=until, overlap=overlap)
    asked = begin - min(overlap, begin - _EARLIEST)
    terms = Terms(tolerance=tolerance or Tolerance(), keep_passwords=keep_passwords)
    found = {
        name: collect(partial(source.changes, name, since=asked), collection=name, terms=terms) for name in ROSTERING
    }
    certificates = {name: each.certificate for name, each in found.items()}
    for name, certificate in certificates.items():
        terms.tolerance.check_lost(name, lost=certificate.lost, rows=certificate.rows)
    return Changes(
        since=begin,
        until=until,
        tables={name: each.table for name, each in found.items()},
        certificate=Certificate(collections=certificates),
        ledger=tuple(entry for each in found.values() for entry in each.ledger),
    )


def _moment(value: object, *, name: str) -> datetime:
    if not isinstance(value, datetime) or value.utcoffset() is None:
        raise UsageError(f"{name} needs a datetime with its time zone: OneRoster compares in UTC.")
    return value.astimezone(UTC)


def _check(source: object, *, since: datetime, until: datetime, overlap: timedelta) -> None:
    if not isinstance(source, Changing):
        raise UsageError("This source cannot tell what changed; a Client can. Pull all with Snapshot.load.")
    if since > until or overlap < timedelta():
        raise UsageError("since must not lie in the future, and overlap must not be negative.")


def _laid_over(
    before: Table[Any], changed: Table[Any], *, collection: str, ledger: Iterable[LedgerEntry]
) -> Table[Any]:
    if not len(changed):
        return before
    model = ROSTERING[collection].model
    undated = {
        entry.sourced_id: _days_left_out(entry, model=model) for entry in ledger if entry.collection == collection
    }
    told = ((record, changed.get(record.sourced_id)) for record in before)
    kept = (old if new is None else _dated(new, old, days=undated.get(old.sourced_id, ())) for old, new in told)
    new = (record for record in changed if record.sourced_id not in before)
    table: Table[Any] = Table(model, keep_passwords=True)
    structs = map(row_of, chain(kept, new))
    while block := list(islice(structs, _BLOCK)):
        table.append(block)
    table.seal()
    return table


def _days_left_out(entry: LedgerEntry, *, model: Model) -> tuple[str, ...]:
    """Return the fields of *model* whose dates in the row of *entry* could not be read."""
    days = {
        f" {DAY.name} left out @ $.{wire.names[-1]}": name for name, wire in wires(model).items() if wire.kind is DAY
    }
    return tuple(name for end, name in days.items() if any(repair.endswith(end) for repair in entry.repairs))


def _dated(new: Any, old: Any, *, days: Iterable[str]) -> Any:
    """Return *new* with those *days* of *old* that it has; what could not be read erases nothing that is known."""
    model: Model = type(new)
    known = {name: day for name in days if (day := getattr(old, name)) is not None}
    keys = {wires(model)[name].names[-1] for name in known}
    rest = {key: value for key, value in new.extensions.items() if key not in keys}
    return attrs.evolve(new, **known, extensions=rest) if known else new


def _certificate(before: CollectionCertificate, came: CollectionCertificate, *, rows: int) -> CollectionCertificate:
    if not before.shared and not rows:
        return before
    return CollectionCertificate(
        collection=before.collection,
        rows=rows + before.lost + came.lost,
        unique=rows,
        lost=before.lost + came.lost,
        repaired=before.repaired + came.repaired,
        end=End.CHANGES,
        pages=before.pages + came.pages,
        retries=before.retries + came.retries,
        revision=came.revision,
    )
