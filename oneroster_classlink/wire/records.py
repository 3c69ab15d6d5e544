"""From columns of raw values to frozen records: a column is read at once, and the records are filled column by column.

Calling a record's class for each row would cost more than decoding the rows. So its slots are set directly; that is the
same value, because a record neither converts nor validates what it is given (a test holds it to that).
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from itertools import repeat
from operator import itemgetter
from typing import Any, TypeAlias, TypeVar

from oneroster_classlink.models.entity import Model, wires
from oneroster_classlink.models.kinds import ID, TEXT, Kind, NeededRef, Ref, keeping
from oneroster_classlink.wire.structs import EXTENSIONS

V = TypeVar("V")
ReadColumn: TypeAlias = Callable[[Sequence[Any]], Sequence[Any]]
"""From the raw values of a field to its values."""
TEXT_KINDS = frozenset({ID.name, TEXT.name})
REF_TYPES: tuple[Any, ...] = (NeededRef, Ref | None)
REFS_TYPE: Any = tuple[Ref, ...] | None
_MOST_REMEMBERED = 1 << 12


class Memo(dict[Any, Any]):
    """From a raw value to its value: each is read once, as long as they are not too many to remember."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, raw: Any) -> Any:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        value = self[raw] = self._read(raw)
        return value


def make_records(model: Model, columns: Mapping[str, Sequence[Any]]) -> list[Any]:
    """Return the records of *model* whose fields, all of them, are *columns*."""
    count = len(columns["sourced_id"])
    records = list(map(model.__new__, repeat(model, count)))
    for name, values in columns.items():
        deque(map(getattr(model, name).__set__, records, values), maxlen=0)
    return records


def column_readers(model: Model, *, keep_passwords: bool) -> dict[str, ReadColumn]:
    """Return what reads each field of *model*, and its extensions, a column at a time."""
    found = {name: read_column(keeping(wire.kind, passwords=keep_passwords)) for name, wire in wires(model).items()}
    if not keep_passwords and "password" in found:
        found["password"] = _nothing
    return {**found, EXTENSIONS: _own_objects}


def read_column(kind: Kind) -> ReadColumn:
    """Return what reads a column of *kind*."""
    if kind.name in TEXT_KINDS:
        return text_reader(kind)
    if kind.wire_type in REF_TYPES:
        return read_ids
    if kind.pooled:
        memo = Memo(kind.read)
        return lambda raws: looked_up(raws, memo)
    return lambda raws: list(map(kind.read, raws))


def looked_up(raws: Sequence[Any], values: Mapping[Any, V]) -> Sequence[V]:
    """Return the value of each of *raws*; one call for all is twice as fast as one for each."""
    return itemgetter(*raws)(values) if len(raws) > 1 else [values[raw] for raw in raws]


def text_reader(kind: Kind) -> ReadColumn:
    """Return what reads a column of texts: an empty one and ``null`` are what the field misses."""
    missing = kind.missing

    def read(raws: Sequence[str | None]) -> Sequence[Any]:
        if all(raws):
            return raws
        return [raw or missing for raw in raws] if any(raws) else [missing] * len(raws)

    return read


def read_ids(raws: Sequence[Ref | None]) -> list[str | None]:
    """Return the ids of references."""
    return [None if raw is None else raw.sourced_id or None for raw in raws]


def _own_objects(raws: Sequence[dict[str, Any] | None]) -> list[dict[str, Any]]:
    return [raw or {} for raw in raws]


def _nothing(raws: Sequence[Any]) -> Sequence[None]:
    return [None] * len(raws)
