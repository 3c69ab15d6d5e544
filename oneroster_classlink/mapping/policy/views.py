"""Records as predicates see them: fields of a table read one by one, without making the record."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Self

import attrs

from oneroster_classlink.mapping.policy.fields import METADATA
from oneroster_classlink.models.entity import Entity
from oneroster_classlink.models.users import User
from oneroster_classlink.snapshot import Table


def _getter(found: Any) -> Callable[[Any], Any]:
    """Return what a property does, which serves a view as well as a record."""
    getter: Callable[[Any], Any] = found.fget
    return getter


@attrs.frozen
class Derived:
    """What a record tells beside its fields.

    Attributes:
        inputs: The fields that it follows from.
        read: Tells it, from a record or a view.
    """

    inputs: tuple[str, ...]
    read: Callable[[Any], Any]


DERIVED = MappingProxyType(
    {
        "is_active": Derived(("status",), _getter(Entity.is_active)),
        "role": Derived(("roles", "primary_org"), _getter(User.role)),
        "orgs": Derived(("roles",), _getter(User.orgs)),
    }
)
"""By name, what users and all records tell beside their fields."""


class UnknownField(AttributeError):
    """A predicate reads what it may not; the text is safe to show."""


class RowView:
    """One row of a table at a time, with the record's fields as attributes; the same view serves all rows.

    Args:
        table: The records.
    """

    __slots__ = ("_row", "_table")

    def __init__(self, table: Table[Any]) -> None:
        self._table = table
        self._row = 0

    def at(self, row: int) -> Self:
        """Turn to *row*."""
        self._row = row
        return self

    def __getattr__(self, name: str) -> Any:
        """Return the field *name* of the row."""
        try:
            return self._table.value(_readable(name), self._row)
        except KeyError:
            return _derived(name, self)


class SeatView(RowView):
    """One seat at a time: the enrollment's fields, with the user and the class that it joins as views.

    Attributes:
        user: The user, or ``None`` where it is not there.
        klass: The class, likewise.

    Args:
        enrollments: The enrollments.
        users: The users.
        classes: The classes.
    """

    __slots__ = ("_class_view", "_user_view", "klass", "user")

    def __init__(self, enrollments: Table[Any], *, users: Table[Any], classes: Table[Any]) -> None:
        super().__init__(enrollments)
        self._user_view = RowView(users)
        self._class_view = RowView(classes)
        self.user: RowView | None = None
        self.klass: RowView | None = None

    def join(self, row: int, *, user: int | None, klass: int | None) -> Self:
        """Turn to the enrollment of *row*, and to the rows of its *user* and class."""
        self.user = None if user is None else self._user_view.at(user)
        self.klass = None if klass is None else self._class_view.at(klass)
        return self.at(row)


class FactsView:
    """A record of which only the declared fields are known, by their dotted names.

    Args:
        values: The value of each field.
        prefix: What the names begin with.
    """

    __slots__ = ("_prefix", "_values")

    def __init__(self, values: Mapping[str, Any], *, prefix: str = "") -> None:
        self._values = values
        self._prefix = prefix

    def __getattr__(self, name: str) -> Any:
        """Return the field *name*, or the view of what is joined under it."""
        full = self._prefix + name
        if full in self._values:
            return self._values[full]
        if not any(each.startswith(f"{full}.") for each in self._values):
            raise UnknownField(f"a read of '{full}', which its reads do not name")
        side = FactsView(self._values, prefix=f"{full}.")
        return _Keys(side) if name == METADATA else side


class _Keys(Mapping[str, Any]):
    """The declared keys of metadata; any other is refused, by ``get`` too."""

    def __init__(self, view: FactsView) -> None:
        self._view = view

    def __getitem__(self, key: str) -> Any:
        return getattr(self._view, key)

    def __iter__(self) -> Iterator[str]:
        raise UnknownField("a walk through all metadata, of which its reads name some keys")

    def __len__(self) -> int:
        raise UnknownField("a walk through all metadata, of which its reads name some keys")


def _readable(name: str) -> str:
    if name == "password":
        raise UnknownField("a read of 'password', which no predicate may read")
    return name


def _derived(name: str, view: RowView) -> Any:
    try:
        return DERIVED[name].read(view)
    except (KeyError, UnknownField):
        raise UnknownField(f"a read of '{name}', which is no field") from None
