"""All records of one collection, kept as columns and handed out as frozen records."""

from collections.abc import Iterator, Sequence
from typing import Any, Generic, TypeVar

from oneroster_classlink.models.entity import Entity, Model, wires
from oneroster_classlink.models.kinds import OPEN
from oneroster_classlink.snapshot.column import Column, Sparse, column_for
from oneroster_classlink.wire.structs import EXTENSIONS, getters

R = TypeVar("R", bound=Entity)


class Table(Generic[R]):
    """The records of one collection by id, in the order they were pulled.

    A record is made when it is asked for, so a district of millions of enrollments stays small.
    """

    def __init__(self, model: Model, *, keep_passwords: bool = False) -> None:
        self._model = model
        dropped = set() if keep_passwords else {"password"}
        self._columns: dict[str, Column] = {
            name: column_for(wire.kind) for name, wire in wires(model).items() if name not in dropped
        }
        self._extensions = Sparse(OPEN)
        self._rows: dict[str, int] = {}

    def __repr__(self) -> str:
        """Show the model and the number of records, never a record."""
        return f"Table({self._model.__name__}, {len(self)} records)"

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self._rows)

    def __iter__(self) -> Iterator[R]:
        """Yield every record in pull order."""
        names = (*self._columns, EXTENSIONS)
        for values in zip(*self._columns.values(), self._extensions, strict=True):
            yield self._model(**dict(zip(names, values, strict=True)))

    def __contains__(self, sourced_id: object) -> bool:
        """Tell whether there is a record with *sourced_id*."""
        return sourced_id in self._rows

    def __getitem__(self, sourced_id: str) -> R:
        """Return the record with *sourced_id*.

        Raises:
            KeyError: There is none.
        """
        row = self._rows[sourced_id]
        values = {name: column[row] for name, column in self._columns.items()}
        record: R = self._model(extensions=self._extensions[row], **values)
        return record

    def __eq__(self, other: object) -> bool:
        """Tell whether both hold equal records, in any order."""
        if not isinstance(other, Table):
            return NotImplemented
        return self._rows.keys() == other._rows.keys() and all(record == other[record.sourced_id] for record in self)

    __hash__ = None  # type: ignore[assignment] # a table is compared by content

    def get(self, sourced_id: str | None) -> R | None:
        """Return the record with *sourced_id*, or ``None``."""
        return self[sourced_id] if sourced_id in self._rows else None

    @property
    def ids(self) -> Sequence[str]:
        """Every id, in pull order."""
        return list(self._rows)

    def column(self, name: str) -> list[Any]:
        """Return the field *name* of every record, in pull order.

        Raises:
            KeyError: The records have no such field.
        """
        return list(self._columns[name])

    def append(self, structs: Sequence[Any]) -> None:
        """Add the records of wire *structs*; their ids must be new."""
        start = len(self._rows)
        get = getters(self._model)
        for name, column in self._columns.items():
            column.extend(map(get[name], structs), start=start)
        self._extensions.extend((getattr(struct, EXTENSIONS) for struct in structs), start=start)
        self._rows.update(zip(map(get["sourced_id"], structs), range(start, start + len(structs)), strict=True))

    def seal(self) -> None:
        """Give up what only filling needed."""
        for column in self._columns.values():
            column.seal()
