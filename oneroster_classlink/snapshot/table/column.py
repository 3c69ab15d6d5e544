"""One field of many records, kept compact."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any, Protocol

import attrs

from oneroster_classlink.models.kinds import MOMENT, Kind, Ref
from oneroster_classlink.models.users.accounts import USER_IDS
from oneroster_classlink.snapshot.table.codes import Codes
from oneroster_classlink.snapshot.table.ids import Strings
from oneroster_classlink.snapshot.table.texts import Raw, Texts
from oneroster_classlink.wire.records import REF_TYPES, REFS_TYPE, TEXT_KINDS, Memo, looked_up, read_ids

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_NEVER = -(1 << 63)
_MOST_IN_A_BYTE = 1 << 8
_MOST_REMEMBERED = 1 << 17
"""Raw roles take many times what their values do."""
_Factory: Any = attrs.Factory
_sourced_id: Callable[[Any], str] = attrgetter("sourced_id")


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
    """From a raw value to the code of its value; a raw value is read once, as long as they are not too many."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self.values_read: list[Any] = []
        self._codes: dict[Any, int] = {}
        self._read = read

    def __missing__(self, raw: Any) -> int:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
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
        self._add([self._pool[raws[0]]] * len(raws) if _are_same(raws) else looked_up(raws, self._pool))

    def __getitem__(self, row: int) -> Any:
        """Return the value of *row*."""
        return self._values[self._codes[row]]

    def __iter__(self) -> Iterator[Any]:
        """Yield the value of every row."""
        return map(self._values.__getitem__, self._codes)

    def coded(self) -> Codes:
        """Return the column as it is kept."""
        return Codes(values=self._values, codes=self._codes)

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

    def __init__(self, strings: Strings, *, may_lack: bool = True) -> None:
        pool = _LinkPool(strings)
        self._pool, self._values, self._codes = pool, pool.ids, bytearray()
        self._may_lack = may_lack

    def extend(self, raws: Sequence[Any], *, start: int) -> None:  # noqa: ARG002 - sparse columns need it
        """Append the references of further rows."""
        ids = read_ids(raws) if self._may_lack else list(map(_sourced_id, raws))
        self._add(looked_up(ids, self._pool))


class _ListPool(dict[tuple[str, ...], int]):
    """From a list of ids to its code."""

    def __init__(self, strings: Strings) -> None:
        self.lists: list[tuple[str, ...]] = []
        self._strings = strings

    def __missing__(self, ids: tuple[str, ...]) -> int:
        known = tuple(map(self._strings.setdefault, ids, ids))
        code = self[known] = len(self.lists)
        self.lists.append(known)
        return code


class LinkLists(Coded):
    """A column of lists of references: a code a row, each list once, and each id as the string that tables hold."""

    def __init__(self, strings: Strings) -> None:
        pool = _ListPool(strings)
        self._pool, self._values, self._codes = pool, pool.lists, bytearray()

    def extend(self, raws: Sequence[Any], *, start: int) -> None:  # noqa: ARG002 - sparse columns need it
        """Append the lists of references of further rows."""
        pool = self._pool
        self._add([pool[_ids(raw) if raw else ()] for raw in raws])


class Moments:
    """A column of moments, which may all differ: eight bytes a row."""

    def __init__(self, kind: Kind) -> None:
        self._pool = Memo(lambda raw: _ticks(kind.read(raw)))
        self._ticks = array("q")

    def extend(self, raws: Sequence[Any], *, start: int) -> None:  # noqa: ARG002 - sparse columns need it
        """Append the raw wire values of further rows."""
        if _are_same(raws):
            self._ticks += array("q", [self._pool[raws[0]]]) * len(raws)
        else:
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
    """A column that is not kept: every value is the one that is missing."""

    def __init__(self, missing: Any = None) -> None:
        self._missing = None if missing is attrs.NOTHING else missing
        self._length = 0

    def extend(self, raws: Sequence[Any], *, start: int) -> None:
        """Count further rows."""
        self._length = start + len(raws)

    def __getitem__(self, row: int) -> Any:
        """Return what is missing."""
        return self._missing.factory() if isinstance(self._missing, _Factory) else self._missing

    def __iter__(self) -> Iterator[Any]:
        """Yield what is missing for every row."""
        return map(self.__getitem__, range(self._length))

    def coded(self) -> Codes:
        """Return the column with its one value."""
        return Codes(values=[self[0]] if self._length else [], codes=bytearray(self._length))

    def seal(self) -> None:
        """Do nothing: nothing is kept."""


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
        return Links(strings, may_lack=kind.missing is not attrs.NOTHING)
    if kind.wire_type == REFS_TYPE:
        return LinkLists(strings)
    if kind is MOMENT:
        return Moments(kind)
    if kind.pooled:
        return Coded(kind.read)
    if kind is USER_IDS:
        return Raw(kind)
    return Texts(kind) if kind.name in TEXT_KINDS else Sparse(kind.read)


def _ids(raw: Sequence[Ref]) -> tuple[str, ...]:
    return tuple([ref.sourced_id for ref in raw if ref.sourced_id])


def _are_same(raws: Sequence[Any]) -> bool:
    """Tell whether there are *raws* and all are equal."""
    return bool(raws) and raws[0] == raws[-1] and raws.count(raws[0]) == len(raws)


def _ticks(moment: datetime | None) -> int:
    return _NEVER if moment is None else (moment - _EPOCH) // _TICK


@lru_cache(maxsize=1 << 12)
def _moment(ticks: int) -> datetime | None:
    return None if ticks == _NEVER else _EPOCH + ticks * _TICK
