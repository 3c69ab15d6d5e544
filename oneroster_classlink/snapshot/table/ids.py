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
        strings: The ids of other tables, which these join, because records have them or refer to them.
        packed: Whether they are kept packed: nothing refers to them and hardly anybody asks for one, as for those of
            enrollments.
    """

    def __init__(self, strings: Strings | None = None, *, packed: bool = False) -> None:
        self._ids: list[str] | Packed = Packed() if packed else []
        self._strings = strings
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
        ids = raws if self._strings is None else list(map(self._strings.setdefault, raws, raws))
        if self._ascending:
            joint = [self._last, *ids]
            self._ascending, self._last = joint == sorted(joint), joint[-1]
        self._ids.extend(ids)

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
        """Give up what only filling needed."""
        self._strings, self._sealed = None, True
        if isinstance(self._ids, list):
            self._ids = self._ids[:]

    def _rows(self) -> Sequence[int]:
        """Return the rows in the order of their ids."""
        if self._ascending:
            return range(len(self._ids))
        if self._by_id is None:
            self._by_id = array("I", sorted(range(len(self._ids)), key=list(self._ids).__getitem__))
        return self._by_id
