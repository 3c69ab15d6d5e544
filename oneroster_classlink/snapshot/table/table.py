"""All records of one collection, kept as columns and handed out as frozen records."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar

import attrs

from oneroster_classlink.models.entity import Entity, Model, wires
from oneroster_classlink.models.kinds import OPEN, keeping
from oneroster_classlink.snapshot.table.codes import Codes, codes_of
from oneroster_classlink.snapshot.table.column import Blank, Coded, Column, Sparse, column_for
from oneroster_classlink.snapshot.table.ids import Ids, Strings
from oneroster_classlink.snapshot.table.texts import Raw
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
        only: The fields to keep, beside the id; the others read as if they were missing. ``None`` keeps all.
    """

    def __init__(
        self,
        model: Model,
        *,
        keep_passwords: bool = False,
        strings: Strings | None = None,
        only: Collection[str] | None = None,
    ) -> None:
        self._model = model
        self._keep_passwords = keep_passwords
        self.only = None if only is None else frozenset(only)
        known = {} if strings is None else strings
        self._ids = Ids(packed=True) if _is_link(model) else Ids(strings)
        self._columns: dict[str, Column] = {
            name: column_for(keeping(wire.kind, passwords=keep_passwords), strings=known)
            for name, wire in wires(model).items()
        }
        self._columns |= {ID: self._ids, EXTENSIONS: Sparse(OPEN.read)}
        if not keep_passwords and "password" in self._columns:
            self._columns["password"] = Blank()
        for name in () if only is None else self._columns.keys() - {ID, *only}:
            self._columns[name] = Blank(getattr(attrs.fields(model), name).default)
        self._filled = frozenset(name for name, column in self._columns.items() if not isinstance(column, Blank))
        self._blank = [column for column in self._columns.values() if isinstance(column, Blank)]
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

    def __reduce__(self) -> tuple[Any, ...]:
        """Say how another process makes this table again: anew, and then with what its columns hold."""
        held = {
            name: {key: value for key, value in vars(column).items() if key not in _FOR_FILLING}
            for name, column in self._columns.items()
        }
        return _restored, (self._model, self._keep_passwords, self.only, held)

    def get(self, sourced_id: str | None) -> R | None:
        """Return the record with *sourced_id*, or ``None``."""
        row = self._ids.row(sourced_id)
        return None if row is None else self.at(row)

    def row(self, sourced_id: str | None) -> int | None:
        """Return the row of *sourced_id*, counted from 0 in pull order, or ``None``."""
        return self._ids.row(sourced_id)

    def at(self, row: int) -> R:
        """Return the record of *row*, a number from 0 on."""
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

    def value(self, name: str, row: int) -> Any:
        """Return the field *name* of *row* alone.

        Raises:
            KeyError: The records have no such field.
        """
        return self._columns[name][row]

    def entries(self, name: str) -> Iterator[tuple[int, str]]:
        """Yield the row and the JSON of each further id in the field *name*; equal ones have equal JSON.

        Raises:
            KeyError: The records have no such field.
            TypeError: The field holds no further ids, or is not kept.
        """
        column = self._columns[name]
        if not isinstance(column, Raw):
            raise TypeError(f"{name} holds no further ids")
        return column.entries()

    def coded(self, name: str) -> Codes:
        """Return the field *name* as its distinct values and a code for every record, in pull order.

        It must not be changed: it may be the column itself.

        Raises:
            KeyError: The records have no such field.
        """
        column = self._columns[name]
        return column.coded() if isinstance(column, Coded | Blank) else codes_of(column)

    def append(self, structs: Sequence[Any]) -> None:
        """Add the records of wire *structs*; their ids must be new."""
        for column in self._blank:
            column.extend(structs, start=len(self))
        for block in blocks(structs, model=self._model, only=None if self.only is None else self._filled):
            start = len(self)
            for name in self._filled:
                self._columns[name].extend(block[name], start=start)

    def seal(self) -> None:
        """Give up what only filling needed."""
        for column in self._columns.values():
            column.seal()


def _restored(
    model: Model,
    keep_passwords: bool,  # noqa: FBT001 - pickle calls it
    only: frozenset[str] | None,
    held: dict[str, dict[str, Any]],
) -> Table[Any]:
    """Return the table of *model* whose columns hold what they *held*."""
    table: Table[Any] = Table(model, keep_passwords=keep_passwords, only=only)
    for name, state in held.items():
        vars(table._columns[name]).update(state)  # noqa: SLF001 - it is a part of the table
    return table


_FOR_FILLING = frozenset({"_pool", "_read", "_kind", "_decode", "_strings"})
"""What a column needs to read wire values; a new column of the same field has it anew."""


def _is_link(model: Model) -> bool:
    """Tell whether records of *model* join others, as enrollments do, so that nothing refers to them in turn."""
    return any(wire.kind.missing is attrs.NOTHING for name, wire in wires(model).items() if name != ID)
