"""How far a source's word about changes can be trusted: what it missed, seen once a full pull follows."""

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import Any

import attrs

from oneroster_classlink.models.collections import ROSTERING
from oneroster_classlink.models.entity import Entity
from oneroster_classlink.snapshot.collect import FIELDS
from oneroster_classlink.snapshot.snapshot import Snapshot
from oneroster_classlink.snapshot.table import Table

_SHOWN = 20


class Missed(StrEnum):
    """What the source did not say, or said wrongly, about a record."""

    CREATED = "created"
    UPDATED = "updated"
    REMOVED = "removed"
    MISTAKEN = "changed by mistake"


@attrs.frozen(kw_only=True)
class CollectionTrust:
    """How far the changes of one collection can be trusted.

    Attributes:
        collection: Its name.
        changes: Records that really changed between the two full pulls.
        missed: What the source kept to itself, or told wrongly, by the record's id.
    """

    collection: str
    changes: int
    missed: Mapping[str, Missed]

    @property
    def brought(self) -> int:
        """How many of the changes the source told."""
        return self.changes - sum(kind is not Missed.MISTAKEN for kind in self.missed.values())

    @property
    def told(self) -> int:
        """How many records changed really or by mistake."""
        return self.brought + len(self.missed)


@attrs.frozen(kw_only=True)
class Trust:
    """How far a source's word about changes can be trusted.

    Attributes:
        collections: For each collection that one of the full pulls holds, or both.
    """

    collections: Mapping[str, CollectionTrust]

    @property
    def score(self) -> float:
        """The share of changes that the source told rightly, from 0 to 1; 1 if there was none."""
        told = sum(found.told for found in self.collections.values())
        return sum(found.brought for found in self.collections.values()) / told if told else 1.0

    def __str__(self) -> str:
        """Say it for people, with ids alone."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        for found in self.collections.values():
            yield f"{found.collection:<16}{found.changes:>9,} changes{found.brought:>9,} brought"
            shown = list(found.missed.items())[:_SHOWN]
            yield from (f"    {sourced_id}: {kind}" for sourced_id, kind in shown)
            if len(found.missed) > _SHOWN:
                yield f"    and {len(found.missed) - _SHOWN:,} more"
        yield f"trust: {self.score:.3f}"


def trust(before: Snapshot, after_changes: Snapshot, full: Snapshot) -> Trust:
    """Return what the changes between *before* and *after_changes* missed of those that *full* shows.

    A record that only has another ``date_last_modified`` is not changed: ClassLink stamps each import run. A record
    marked ``tobedeleted`` and one that is gone are the same. A collection that only one full pull holds counts as
    empty in the other: no change told of that. A row that a full pull could not read is not judged.

    Args:
        before: A full pull.
        after_changes: It, with the changes applied.
        full: A full pull made right after the changes; what changes in between counts as missed.
    """
    unread = {(row.collection, row.sourced_id) for pull in (before, full) for row in pull.ledger if row.is_lost}
    return Trust(
        collections={
            name: _compared(
                name,
                *(getattr(found, FIELDS[name]) for found in (before, after_changes, full)),
                unread={sourced_id for collection, sourced_id in unread if collection == name},
            )
            for name in ROSTERING
            if any(found.certificate.collections[name].shared for found in (before, full))
        }
    )


def _compared(
    name: str, before: Table[Any], after: Table[Any], full: Table[Any], *, unread: Collection[str | None]
) -> CollectionTrust:
    changes, missed = 0, {}
    judged = (key for key in dict.fromkeys((*before.ids, *full.ids, *after.ids)) if key not in unread)
    for sourced_id in judged:
        old, said, new = (_standing(table, sourced_id) for table in (before, after, full))
        is_change = not _same(old, new)
        changes += is_change
        if not _same(said, new):
            missed[sourced_id] = _kind(old, new) if is_change else Missed.MISTAKEN
    return CollectionTrust(collection=name, changes=changes, missed=missed)


def _standing(table: Table[Any], sourced_id: str) -> Entity | None:
    found: Entity | None = table.get(sourced_id)
    return found if found is not None and found.is_active else None


def _same(one: Entity | None, other: Entity | None) -> bool:
    if one is None or other is None:
        return one is other
    return one == other or attrs.evolve(one, date_last_modified=other.date_last_modified) == other


def _kind(old: Entity | None, new: Entity | None) -> Missed:
    if old is None:
        return Missed.CREATED
    return Missed.REMOVED if new is None else Missed.UPDATED
