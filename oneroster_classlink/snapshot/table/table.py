"""All records of one collection, kept as columns and handed out as frozen records."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar

import attrs

from oneroster_classlink.models.entity import Entity, Model, wires
from oneroster_classlink.models.kinds import OPEN, keeping
from oneroster_classlink.snapshot.table.column import Blank, Column, Sparse, column_for
from oneroster_classlink.snapshot.table.ids import Ids, Strings
from oneroster_classlink.wire.records import make_records
from oneroster_classlink.wire.structs import BLOCK, EXTENSIONS, blocks

R = TypeVar("R", bound=Entity)
ID = "sourced_id"


class Table(Generic[R]):
    """The records of one collection by id, in the order they were pulled.

    A record is made when it is asked for, so a district of millions of enrollments stays small.

    Args:
        model: The class of the records.
        keep_passwords: Whether passwords are kept.
        strings: The ids of the tables that were filled before, so that a district holds each id once; ``None`` for a
            table that stands alone.
    """

    def __init__(self, model: Model, *, keep_passwords: bool = False, strings: Strings | None = None) -> None:
        self._model = model
        known = {} if strings is None else strings
        self._ids = Ids(known, referred=strings is not None and not _is_link(model))
        self._columns: dict[str, Column] = {
            name: column_for(keeping(wire.kind, passwords=keep_passwords), strings=known)
            for name, wire in wires(model).items()
        }
        self._columns |= {ID: self._ids, EXTENSIONS: Sparse(OPEN.read)}
        if not keep_passwords and "password" in self._columns:
            self._columns["password"] = Blank()
        self._setters: list[tuple[Callable[[Any, Any], None], Column]] = [
            (getattr(model, name).__set__, column) for name, column in self._columns.items()
        ]

    def __repr__(self) -> str:
        """Show the model and the number of records, never a record."""
        return f"Table({self._model.__name__}, {len(self)} records)"

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self._ids)

    def __iter__(self) -> Iterator[R]:
        """Yield every record in pull order."""
        values = {name: iter(column) for name, column in self._columns.items()}
        while block := list(islice(values[ID], BLOCK)):
            rest = {name: list(islice(each, BLOCK)) for name, each in values.items() if name != ID}
            yield from make_records(self._model, {ID: block, **rest})

    def __contains__(self, sourced_id: object) -> bool:
        """Tell whether there is a record with *sourced_id*."""
        return self._ids.row(sourced_id) is not None

    def __getitem__(self, sourced_id: str) -> R:
        """Return the record with *sourced_id*.

        Raises:
            KeyError: There is none.
        """
        record = self.get(sourced_id)
        if record is None:
            raise KeyError(sourced_id)
        return record

    def __eq__(self, other: object) -> bool:
        """Tell whether both hold equal records, in any order."""
        if not isinstance(other, Table):
            return NotImplemented
        return len(self) == len(other) and all(record == other.get(record.sourced_id) for record in self)

    __hash__ = None  # type: ignore[assignment] # a table is compared by content

    def get(self, sourced_id: str | None) -> R | None:
        """Return the record with *sourced_id*, or ``None``."""
        row = self._ids.row(sourced_id)
        if row is None:
            return None
        record: R = self._model.__new__(self._model)
        for set_on, column in self._setters:
            set_on(record, column[row])
        return record

    @property
    def ids(self) -> Sequence[str]:
        """Every id, in pull order."""
        return list(self._ids)

    def column(self, name: str) -> list[Any]:
        """Return the field *name* of every record, in pull order.

        Raises:
            KeyError: The records have no such field.
        """
        return list(self._columns[name])

    def append(self, structs: Sequence[Any]) -> None:
        """Add the records of wire *structs*; their ids must be new."""
        for block in blocks(structs, model=self._model):
            start = len(self)
            for name, column in self._columns.items():
                column.extend(block[name], start=start)

    def seal(self) -> None:
        """Give up what only filling needed."""
        for column in self._columns.values():
            column.seal()


def _is_link(model: Model) -> bool:
    """Tell whether records of *model* join others, as enrollments do, so that nothing refers to them in turn."""
    return any(wire.kind.missing is attrs.NOTHING for name, wire in wires(model).items() if name != ID)
