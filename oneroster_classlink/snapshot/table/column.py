"""One field of many records, kept compact."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import repeat
from typing import Any, Protocol

from oneroster_classlink.models.kinds import MOMENT, Kind
from oneroster_classlink.models.users.accounts import USER_IDS
from oneroster_classlink.snapshot.table.ids import Strings
from oneroster_classlink.wire.records import REF_TYPES, TEXT_KINDS, Memo, looked_up, read_column, read_ids

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_NEVER = -(1 << 63)
_MOST_IN_A_BYTE = 1 << 8


class Column(Protocol):
    """One field of every row of a table."""

    def extend(self, raws: Sequence[Any], *, start: int) -> None:
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

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self.values_read: list[Any] = []
        self._codes: dict[Any, int] = {}
        self._read = read

    def __missing__(self, raw: Any) -> int:
        value = self._read(raw)
        code = self._codes.setdefault(value, len(self.values_read))
        if code == len(self.values_read):
            self.values_read.append(value)
        self[raw] = code
        return code


class Coded:
    """A column of few distinct values: a code a row, and the values once."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        pool = _Pool(read)
        self._pool: dict[Any, int] = pool
        self._values = pool.values_read
        self._codes: bytearray | array[int] = bytearray()

    def extend(self, raws: Sequence[Any], *, start: int) -> None:  # noqa: ARG002 - sparse columns need it
        """Append the raw wire values of further rows."""
        if raws and raws[0] is raws[-1] and raws.count(raws[0]) == len(raws):
            self._add([self._pool[raws[0]]] * len(raws))
        else:
            self._add(looked_up(raws, self._pool))

    def __getitem__(self, row: int) -> Any:
        """Return the value of *row*."""
        return self._values[self._codes[row]]

    def __iter__(self) -> Iterator[Any]:
        """Yield the value of every row."""
        return map(self._values.__getitem__, self._codes)

    def seal(self) -> None:
        """Drop the pool of raw values, and what was set aside for more rows."""
        self._pool = {}
        self._codes = self._codes[:]

    def _add(self, codes: Sequence[int]) -> None:
        """Append *codes*: a byte each as long as that is enough, then four."""
        if isinstance(self._codes, bytearray) and len(self._values) > _MOST_IN_A_BYTE:
            self._codes = array("I", tuple(self._codes))
        if isinstance(self._codes, bytearray):
            self._codes += bytes(codes)
        else:
            self._codes += array("I", codes)


class _LinkPool(dict[str | None, int]):
    """From an id, or none, to its code."""

    def __init__(self, strings: Strings) -> None:
        self.ids: list[str | None] = []
        self._strings = strings

    def __missing__(self, sourced_id: str | None) -> int:
        code = self[sourced_id] = len(self.ids)
        self.ids.append(sourced_id and self._strings.get(sourced_id, sourced_id))
        return code


class Links(Coded):
    """A column of references: a code a row, and each id once, as the string that the other tables hold."""

    def __init__(self, strings: Strings) -> None:
        pool = _LinkPool(strings)
        self._pool, self._values, self._codes = pool, pool.ids, bytearray()

    def extend(self, raws: Sequence[Any], *, start: int) -> None:  # noqa: ARG002 - sparse columns need it
        """Append the references of further rows."""
        self._add(looked_up(read_ids(raws), self._pool))


class Moments:
    """A column of moments, which may all differ: eight bytes a row."""

    def __init__(self, kind: Kind) -> None:
        self._pool = Memo(lambda raw: _ticks(kind.read(raw)))
        self._ticks = array("q")

    def extend(self, raws: Sequence[Any], *, start: int) -> None:  # noqa: ARG002 - sparse columns need it
        """Append the raw wire values of further rows."""
        self._ticks += array("q", looked_up(raws, self._pool))

    def __getitem__(self, row: int) -> datetime | None:
        """Return the moment of *row*."""
        return _moment(self._ticks[row])

    def __iter__(self) -> Iterator[datetime | None]:
        """Yield the moment of every row."""
        return map(_moment, self._ticks)

    def seal(self) -> None:
        """Give up what was remembered, and what was set aside for more rows."""
        self._pool.clear()
        self._ticks = self._ticks[:]


class Blank:
    """A column that is not kept."""

    def __init__(self) -> None:
        self._length = 0

    def extend(self, raws: Sequence[Any], *, start: int) -> None:
        """Count further rows."""
        self._length = start + len(raws)

    def __getitem__(self, row: int) -> None:
        """Return nothing."""

    def __iter__(self) -> Iterator[None]:
        """Yield nothing for every row."""
        return repeat(None, self._length)

    def seal(self) -> None:
        """Do nothing: nothing is kept."""


class Plain:
    """A column whose values mostly differ: one value a row."""

    def __init__(self, kind: Kind) -> None:
        self._read = read_column(kind)
        self._values: list[Any] = []

    def extend(self, raws: Sequence[Any], *, start: int) -> None:  # noqa: ARG002 - sparse columns need it
        """Append the raw wire values of further rows."""
        self._values += self._read(raws)

    def __getitem__(self, row: int) -> Any:
        """Return the value of *row*."""
        return self._values[row]

    def __iter__(self) -> Iterator[Any]:
        """Yield the value of every row."""
        return iter(self._values)

    def seal(self) -> None:
        """Give up what was set aside for more rows."""
        self._values = self._values[:]


class Raw:
    """A column that is kept as it came and read when it is asked for, which costs more than keeping it."""

    def __init__(self, kind: Kind) -> None:
        self._read = kind.read
        self._values: list[Any] = []

    def extend(self, raws: Sequence[Any], *, start: int) -> None:  # noqa: ARG002 - sparse columns need it
        """Append the raw wire values of further rows."""
        self._values += raws

    def __getitem__(self, row: int) -> Any:
        """Return the value of *row*."""
        return self._read(self._values[row])

    def __iter__(self) -> Iterator[Any]:
        """Yield the value of every row."""
        return map(self._read, self._values)

    def seal(self) -> None:
        """Give up what was set aside for more rows."""
        self._values = self._values[:]


class Sparse:
    """A column that is mostly empty: only the rows that say something are kept."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self._read = read
        self._values: dict[int, Any] = {}
        self._length = 0

    def extend(self, raws: Sequence[Any], *, start: int) -> None:
        """Append the raw wire values of rows from number *start* on."""
        self._length = start + len(raws)
        if raws.count(None) < len(raws):
            self._values.update((row, self._read(raw)) for row, raw in enumerate(raws, start) if raw or raw == 0)

    def __getitem__(self, row: int) -> Any:
        """Return the value of *row*."""
        return self._values[row] if row in self._values else self._read(None)

    def __iter__(self) -> Iterator[Any]:
        """Yield the value of every row."""
        return map(self.__getitem__, range(self._length))

    def seal(self) -> None:
        """Do nothing: every value is needed."""


def column_for(kind: Kind, *, strings: Strings) -> Column:
    """Return an empty column that suits *kind*; ids that it refers to are taken from *strings*, or join them."""
    if kind.wire_type in REF_TYPES:
        return Links(strings)
    if kind is MOMENT:
        return Moments(kind)
    if kind.pooled:
        return Coded(kind.read)
    if kind is USER_IDS:
        return Raw(kind)
    return Plain(kind) if kind.name in TEXT_KINDS else Sparse(kind.read)


def _ticks(moment: datetime | None) -> int:
    return _NEVER if moment is None else (moment - _EPOCH) // _TICK


@lru_cache(maxsize=1 << 12)
def _moment(ticks: int) -> datetime | None:
    return None if ticks == _NEVER else _EPOCH + ticks * _TICK
