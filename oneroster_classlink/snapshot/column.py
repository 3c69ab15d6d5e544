"""One field of many records, kept compact."""

from array import array
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from oneroster_classlink.models.kinds import OPEN, Kind


class Column(Protocol):
    """One field of every row of a table."""

    def extend(self, raws: Iterable[Any], *, start: int) -> None:
        """Append the raw wire values of rows from number *start* on."""
        ...

    def __getitem__(self, row: int) -> Any:
        """Return the value of *row*."""
        ...

    def __iter__(self) -> Iterator[Any]:
        """Yield the value of every row."""
        ...

    def seal(self) -> None:
        """Give up what only filling needed."""
        ...


class _Pool(dict[Any, int]):
    """From a raw value to the code of its value; each distinct raw value is read once."""

    def __init__(self, kind: Kind) -> None:
        self.values_read: list[Any] = []
        self._codes: dict[Any, int] = {}
        self._read = kind.read

    def __missing__(self, raw: Any) -> int:
        value = self._read(raw)
        code = self._codes.setdefault(value, len(self.values_read))
        if code == len(self.values_read):
            self.values_read.append(value)
        self[raw] = code
        return code


class Coded:
    """A column of few distinct values: a code a row, and the values once."""

    def __init__(self, kind: Kind) -> None:
        self._pool = _Pool(kind)
        self._values = self._pool.values_read
        self._codes = array("I")

    def extend(self, raws: Iterable[Any], *, start: int) -> None:  # noqa: ARG002 - sparse columns need it
        """Append the raw wire values of further rows."""
        self._codes.extend(map(self._pool.__getitem__, raws))

    def __getitem__(self, row: int) -> Any:
        """Return the value of *row*."""
        return self._values[self._codes[row]]

    def __iter__(self) -> Iterator[Any]:
        """Yield the value of every row."""
        return map(self._values.__getitem__, self._codes)

    def seal(self) -> None:
        """Drop the pool of raw values and use one byte a row where that is enough."""
        self._pool = _Pool(OPEN)
        if len(self._values) <= 1 << 8:
            self._codes = array("B", self._codes)


class Plain:
    """A column whose values mostly differ: one value a row."""

    def __init__(self, kind: Kind) -> None:
        self._read = kind.read
        self._values: list[Any] = []

    def extend(self, raws: Iterable[Any], *, start: int) -> None:  # noqa: ARG002 - sparse columns need it
        """Append the raw wire values of further rows."""
        self._values.extend(map(self._read, raws))

    def __getitem__(self, row: int) -> Any:
        """Return the value of *row*."""
        return self._values[row]

    def __iter__(self) -> Iterator[Any]:
        """Yield the value of every row."""
        return iter(self._values)

    def seal(self) -> None:
        """Do nothing: every value is needed."""


class Sparse:
    """A column that is mostly empty: only the rows that say something are kept."""

    def __init__(self, kind: Kind) -> None:
        self._read = kind.read
        self._values: dict[int, Any] = {}
        self._length = 0

    def extend(self, raws: Iterable[Any], *, start: int) -> None:
        """Append the raw wire values of rows from number *start* on."""
        row = start - 1
        for row, raw in enumerate(raws, start):
            if raw or raw == 0:
                self._values[row] = self._read(raw)
        self._length = row + 1

    def __getitem__(self, row: int) -> Any:
        """Return the value of *row*."""
        return self._values[row] if row in self._values else self._read(None)

    def __iter__(self) -> Iterator[Any]:
        """Yield the value of every row."""
        return map(self.__getitem__, range(self._length))

    def seal(self) -> None:
        """Do nothing: every value is needed."""


def column_for(kind: Kind) -> Column:
    """Return an empty column that suits *kind*."""
    if kind.pooled:
        return Coded(kind)
    return Plain(kind) if kind.wire_type in {str, str | None} else Sparse(kind)
