"""A page's rows by their place, so that some of them can be left out."""

from collections.abc import Iterator, Sequence
from itertools import compress
from typing import Any, Self, TypeAlias

import attrs

from oneroster_classlink.models.ledger import LedgerEntry
from oneroster_classlink.wire.decode import HEADER_ID, Rows
from oneroster_classlink.wire.pull.order import is_rising
from oneroster_classlink.wire.structs import read_id

Ids: TypeAlias = Sequence[str | None]
AGAIN = "the same row once more, left out @ $"
RIVAL = "another row has this id @ $.sourcedId"


@attrs.frozen(kw_only=True)
class Sheet:
    """A page's rows.

    Attributes:
        rows: The rows.
        ids: The id of each by its place, ``None`` where it cannot be read.
        known: The ids that can be read.
        start: The number of the first in the collection.
        rising: Whether the ids that can be read rise by code points.
    """

    rows: Rows = attrs.field(repr=False)
    ids: Ids
    known: Sequence[str] = attrs.field(repr=False)
    start: int
    rising: bool = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "rising", is_rising(self.known))

    @classmethod
    def of(cls, rows: Rows, *, start: int) -> Self:
        """Lay out *rows*, which were decoded with *start* as the number of their first."""
        if len(rows.structs) == rows.received:
            known = list(map(read_id, rows.structs))
            return cls(rows=rows, ids=known, known=known, start=start)
        ids = [_id(part) for part in _parts(rows, start=start)]
        return cls(rows=rows, ids=ids, known=readable(ids), start=start)

    def since(self, place: int) -> Rows:
        """Return the rows from *place* on."""
        if not place:
            return self.rows
        if len(self.rows.structs) < len(self.ids):
            return self.only([number >= place for number in range(len(self.ids))])
        ledger = tuple(entry for entry in self.rows.ledger if entry.index >= self.start + place)
        return Rows(structs=self.rows.structs[place:], ledger=ledger, received=len(self.ids) - place)

    def only(self, kept: Sequence[bool]) -> Rows:
        """Return the rows whose place is *kept*."""
        parts = list(compress(_parts(self.rows, start=self.start), kept))
        return Rows(
            structs=[struct for struct, _ in parts if struct is not None],
            ledger=tuple(entry for _, entry in parts if entry is not None),
            received=len(parts),
        )

    def without_doubles(self, *, collection: str) -> tuple["Sheet", tuple[LedgerEntry, ...]]:
        """Return the page with one row an id, and what the ledger says of the others.

        A row whose values differ from those of the first with its id is given up: nobody knows which of them holds.
        """
        first: dict[str | None, int] = {}
        kept = [item is None or first.setdefault(item, place) == place for place, item in enumerate(self.ids)]
        structs = [struct for struct, _ in _parts(self.rows, start=self.start)]
        entries = tuple(
            _double(item, same=structs[place] == structs[first[item]], collection=collection, index=self.start + place)
            for place, item in enumerate(self.ids)
            if not kept[place]
        )
        ids, rows = list(compress(self.ids, kept)), self.only(kept)
        places = {old: new for new, old in enumerate(compress(range(len(kept)), kept))}
        # A ledger's index is the place on the page, which is how its entries find their rows.
        ledger = tuple(attrs.evolve(each, index=self.start + places[each.index - self.start]) for each in rows.ledger)
        rows = attrs.evolve(rows, ledger=ledger)
        return attrs.evolve(self, rows=rows, ids=ids, known=readable(ids)), entries


def laid_out(rows: Rows, *, collection: str, start: int) -> tuple[Sheet, tuple[LedgerEntry, ...]]:
    """Return *rows* with one row an id, and what the ledger says of those that came again on the same page."""
    sheet = Sheet.of(rows, start=start)
    if sheet.rising or len(set(sheet.known)) == len(sheet.known):
        return sheet, ()
    return sheet.without_doubles(collection=collection)


def readable(ids: Ids) -> list[str]:
    """Return those of *ids* that can be read."""
    return [sourced_id for sourced_id in ids if sourced_id is not None]


def _parts(rows: Rows, *, start: int) -> Iterator[tuple[Any, LedgerEntry | None]]:
    """Yield the struct and the ledger entry at each place."""
    said = {entry.index - start: entry for entry in rows.ledger}
    structs = iter(rows.structs)
    for place in range(rows.received):
        entry = said.get(place)
        yield (None if entry is not None and _leaves_out(entry) else next(structs)), entry


def _leaves_out(entry: LedgerEntry) -> bool:
    return entry.is_lost or entry.sourced_id == HEADER_ID


def _id(part: tuple[Any, LedgerEntry | None]) -> str | None:
    struct, entry = part
    if struct is not None:
        return read_id(struct)
    return None if entry is None or entry.sourced_id == HEADER_ID else entry.sourced_id


def _double(sourced_id: str | None, *, same: bool, collection: str, index: int) -> LedgerEntry:
    entry = LedgerEntry(collection=collection, index=index, sourced_id=sourced_id)
    return attrs.evolve(entry, repairs=(AGAIN,)) if same else attrs.evolve(entry, problems=(RIVAL,))
