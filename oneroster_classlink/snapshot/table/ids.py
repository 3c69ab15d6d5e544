"""The ids of a table: each once, in pull order, and the row of each."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from oneroster_classlink.snapshot.table.packed import Packed

Strings = dict[str, str]
"""One string for each id, so that all tables hold the same."""


class Ids:
    """The column of ids.

    Most servers sort them, so a row is found by halving. Where they are not sorted, the ids are searched one by one
    while the table is filled; later an index of four bytes a row is made when a row is first looked for. A dict of
    every id would take more than all the other columns.

    Args:
        strings: The ids of other tables.
        referred: Whether other records may have these ids or refer to them, so that they join *strings*.
    """

    def __init__(self, strings: Strings, *, referred: bool) -> None:
        self._ids: list[str] = []
        self._strings = strings
        self._referred = referred
        self._ascending = True
        self._sealed = False
        self._by_id: array[int] | None = None

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, row: int) -> str:
        """Return the id of *row*."""
        return self._ids[row]

    def __iter__(self) -> Iterator[str]:
        """Yield every id in pull order."""
        return iter(self._ids)

    def extend(self, raws: Sequence[str], *, start: int) -> None:  # noqa: ARG002 - sparse columns need it
        """Append the ids of further rows."""
        ids = list(map(self._strings.setdefault, raws, raws)) if self._referred else raws
        joint = [*self._ids[-1:], *ids]
        self._ascending = self._ascending and joint == sorted(joint)
        self._ids += ids

    def row(self, sourced_id: object) -> int | None:
        """Return the row of *sourced_id*, or ``None``."""
        if not isinstance(sourced_id, str):
            return None
        if not self._ascending and not self._sealed:
            return self._ids.index(sourced_id) if sourced_id in self._ids else None
        row = self._first_from(sourced_id)
        return row if row is not None and self._ids[row] == sourced_id else None

    def seal(self) -> None:
        """Give up what only filling needed."""
        self._strings, self._sealed = {}, True
        self._ids = self._ids[:]

    def _first_from(self, sourced_id: str) -> int | None:
        """Return the row of the least id that is not less than *sourced_id*."""
        if self._ascending:
            place = bisect_left(self._ids, sourced_id)
            return place if place < len(self._ids) else None
        if self._by_id is None:
            self._by_id = array("I", sorted(range(len(self._ids)), key=self._ids.__getitem__))
        place = bisect_left(self._by_id, sourced_id, key=self._ids.__getitem__)
        return self._by_id[place] if place < len(self._ids) else None


class PackedIds:
    """The column of ids that nothing refers to and hardly anybody asks for, such as those of enrollments.

    They are kept packed, and a row is found as in `Ids`.
    """

    def __init__(self) -> None:
        self._ids = Packed()
        self._last = ""
        self._ascending = True
        self._sealed = False
        self._by_id: array[int] | None = None

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, row: int) -> str:
        """Return the id of *row*."""
        return self._ids[row]

    def __iter__(self) -> Iterator[str]:
        """Yield every id in pull order."""
        return iter(self._ids)

    def extend(self, raws: Sequence[str], *, start: int) -> None:  # noqa: ARG002 - sparse columns need it
        """Append the ids of further rows."""
        if self._ascending:
            joint = [self._last, *raws]
            self._ascending, self._last = joint == sorted(joint), joint[-1]
        self._ids.extend(raws)

    def row(self, sourced_id: object) -> int | None:
        """Return the row of *sourced_id*, or ``None``."""
        if not isinstance(sourced_id, str):
            return None
        if not self._ascending and not self._sealed:
            return next((row for row, known in enumerate(self._ids) if known == sourced_id), None)
        rows = self._rows()
        place = bisect_left(rows, sourced_id, key=self._ids.__getitem__)
        return rows[place] if place < len(rows) and self._ids[rows[place]] == sourced_id else None

    def seal(self) -> None:
        """Note that no more ids come."""
        self._sealed = True

    def _rows(self) -> Sequence[int]:
        """Return the rows in the order of their ids."""
        if self._ascending:
            return range(len(self._ids))
        if self._by_id is None:
            self._by_id = array("I", sorted(range(len(self._ids)), key=list(self._ids).__getitem__))
        return self._by_id
