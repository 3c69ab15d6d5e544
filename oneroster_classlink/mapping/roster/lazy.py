"""A sequence of values that are made when they are asked for."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

V = TypeVar("V")


class Made(Sequence[V], Generic[V]):
    """Values by id, in alphabetical order of their ids, each made anew when it is asked for.

    Args:
        ids: The ids, in alphabetical order.
        rows: The row of each, in the table that *make* reads.
        make: Makes the value of a row; it must be possible to pickle it.
    """

    def __init__(self, ids: Sequence[str], *, rows: Sequence[int], make: Callable[[int], V]) -> None:
        self._ids = ids
        self._rows = rows
        self._make = make

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[V]:
        return map(self._make, self._rows)

    @overload
    def __getitem__(self, place: int) -> V: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[V, ...]: ...
    def __getitem__(self, place: int | slice) -> V | tuple[V, ...]:
        """Make the value at *place*, or those of a slice."""
        if isinstance(place, slice):
            return tuple(map(self._make, self._rows[place]))
        return self._make(self._rows[place])

    def get(self, sourced_id: str) -> V | None:
        """Make the value with *sourced_id*, or return ``None``."""
        place = bisect_left(self._ids, sourced_id)
        found = place < len(self._ids) and self._ids[place] == sourced_id
        return self[place] if found else None

    @property
    def ids(self) -> Sequence[str]:
        """The ids, in alphabetical order."""
        return self._ids

    def __eq__(self, other: object) -> bool:
        """Tell whether *other* is a sequence of the same values."""
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment] # compared by content

    def __repr__(self) -> str:
        """Show how many, none of them."""
        return f"{type(self).__name__}({len(self)} values)"
