"""The query of a collection: the filter builder, sort, fields, and how they are percent-encoded."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, Literal
from urllib.parse import quote

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.models.entity import Model, wires

DEFAULT_SORT = "sourcedId"
ORDERS = ("asc", "desc")
_NAME = re.compile(r"[A-Za-z_][\w:-]*(?:\.[\w:-]+)*")
_MOST_CLAUSES = 2


@attrs.frozen
class Filter:
    """A filter expression of one or two clauses (OneRoster 1.1 section 3.4.3); ``str()`` gives it as it is sent.

    Attributes:
        text: The expression.
        clauses: How many clauses it has.
    """

    text: str = attrs.field(repr=False)
    clauses: int = attrs.field(default=1, kw_only=True)

    def __str__(self) -> str:
        return self.text

    def __and__(self, other: "Filter") -> "Filter":
        return self._joined(other, word="AND")

    def __or__(self, other: "Filter") -> "Filter":
        return self._joined(other, word="OR")

    def __bool__(self) -> bool:
        raise UsageError("A filter is neither true nor false: join clauses with & and |, not with 'and' and 'or'.")

    def _joined(self, other: "Filter", *, word: str) -> "Filter":
        if not isinstance(other, Filter):
            return NotImplemented
        clauses = self.clauses + other.clauses
        if clauses > _MOST_CLAUSES:
            raise UsageError("OneRoster takes two clauses in a filter, no more: filter the rest on this side.")
        return Filter(f"{self.text} {word} {other.text}", clauses=clauses)


class Field:
    """A field to filter by; comparing it makes a `Filter`.

    >>> str((Field("role") == "student") & (Field("enabledUser") == True))
    "role='student' AND enabledUser='true'"

    Args:
        path: The field as OneRoster spells it, with dots into references: ``school.sourcedId``.

    Raises:
        UsageError: *path* cannot be a field, or the value compared with it cannot be sent.
    """

    __slots__ = ("_path",)

    def __init__(self, path: str) -> None:
        self._path = _name(path)

    def __repr__(self) -> str:
        return f"Field({self._path!r})"

    def __eq__(self, value: object) -> Filter:  # type: ignore[override] # comparing builds a filter
        return self._compared("=", value)

    def __ne__(self, value: object) -> Filter:  # type: ignore[override] # comparing builds a filter
        return self._compared("!=", value)

    __hash__ = None  # type: ignore[assignment] # a field is never equal to anything

    def __lt__(self, value: object) -> Filter:
        return self._compared("<", value)

    def __le__(self, value: object) -> Filter:
        return self._compared("<=", value)

    def __gt__(self, value: object) -> Filter:
        return self._compared(">", value)

    def __ge__(self, value: object) -> Filter:
        return self._compared(">=", value)

    def contains(self, value: str) -> Filter:
        """Ask for *value* anywhere in the field (``~``)."""
        return self._compared("~", value)

    def _compared(self, operator: str, value: object) -> Filter:
        return Filter(f"{self._path}{operator}'{_value(value)}'")


@attrs.frozen(kw_only=True)
class Query:
    """What is asked of a collection, page after page.

    Attributes:
        filter: The expression, or ``None``.
        sort: The field the server sorts by, or ``None``.
        order_by: ``asc`` or ``desc``.
        fields: The fields the server sends; empty means all.
    """

    filter: str | None = attrs.field(default=None, repr=False)
    sort: str | None = DEFAULT_SORT
    order_by: str = ORDERS[0]
    fields: tuple[str, ...] = ()

    @property
    def is_sorted_by_default(self) -> bool:
        """Whether the order was chosen for paging, not by the caller."""
        return (self.sort, self.order_by) == (DEFAULT_SORT, ORDERS[0])

    def unsorted(self) -> "Query":
        """Return the same query for a server that refuses to sort."""
        return attrs.evolve(self, sort=None)

    def encoded(self, *, limit: int, offset: int) -> str:
        """Return the query string of the page of *limit* rows from row *offset*."""
        order = {"sort": self.sort, "orderBy": self.order_by} if self.sort else {}
        wanted = {"filter": self.filter, "fields": ",".join(self.fields)}
        return encode({"limit": str(limit), "offset": str(offset), **order, **wanted})


def make_query(
    model: Model,
    *,
    filter: str | Filter | None = None,  # noqa: A002 - OneRoster's own word
    since: datetime | None = None,
    sort: str | None = DEFAULT_SORT,
    order_by: Literal["asc", "desc"] = "asc",
    fields: Iterable[str] | None = None,
) -> Query:
    """Return the query of records of *model*, with every field that decoding them needs.

    Args:
        model: The record.
        filter: A `Filter` or an expression.
        since: Only what was changed after this moment, with what is marked ``tobedeleted``.
        sort: A field, or ``None`` for the server's own order.
        order_by: ``asc`` or ``desc``.
        fields: OneRoster names; ``None`` means all.

    Raises:
        UsageError: A part cannot be meant.
    """
    if filter is not None and not (isinstance(filter, str | Filter) and str(filter).strip()):
        raise UsageError("filter must be a Filter or an expression such as role='student'; leave it out for all.")
    if order_by not in ORDERS:
        raise UsageError("order_by must be 'asc' or 'desc'.")
    wanted = filter if since is None else _changed(since, filter)
    return Query(
        filter=None if wanted is None else str(wanted),
        sort=None if sort is None else _name(sort),
        order_by=order_by,
        fields=make_fields(model, fields),
    )


def changed_since(moment: object) -> Filter:
    """Return the filter of what was changed after *moment*.

    Raises:
        UsageError: It is no datetime with a time zone.
    """
    if not isinstance(moment, datetime):
        raise UsageError("since must be a datetime with a time zone, such as that of the last pull.")
    return Field("dateLastModified") > moment


def _changed(since: object, also: str | Filter | None) -> Filter:
    changed = changed_since(since)
    if isinstance(also, str):
        raise UsageError("filter must be a Filter, such as Field('role') == 'student', where since is given too.")
    return changed if also is None else changed & also


def make_fields(model: Model, fields: Iterable[str] | None) -> tuple[str, ...]:
    """Return the names to ask for: *fields* and what a record of *model* cannot be read without.

    ``status`` is among these: a record whose status is not sent would read as active.

    Raises:
        UsageError: *fields* is not a list of OneRoster names.
    """
    if fields is None:
        return ()
    if isinstance(fields, str) or not isinstance(fields, Iterable):
        raise UsageError("fields must be a list of names such as ['sourcedId', 'title'].")
    needed = [wire.names[-1] for wire in wires(model).values() if wire.kind.missing is attrs.NOTHING]
    return tuple(dict.fromkeys([*needed, "status", *(_wire_name(model, name) for name in fields)]))


def encode(pairs: dict[str, str | None]) -> str:
    """Return *pairs* as a query string, without the empty ones.

    Spaces become ``%20`` and apostrophes ``%27``: OAuth 1 servers refuse anything else.
    """
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs.items() if value)


def _quoted(text: str) -> str:
    return quote(text, safe="-._~")


def _name(name: object) -> str:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise UsageError("A field must be a name as OneRoster spells it, such as 'familyName' or 'school.sourcedId'.")
    return name


def _wire_name(model: Model, name: object) -> str:
    found = _name(name)
    known = wires(model)
    if found in known and all(found not in wire.names for wire in known.values()):
        raise UsageError(f"OneRoster spells the field {found!r} as {' or '.join(map(repr, known[found].names))}.")
    return found


def _value(value: Any) -> str:
    text = _text(value)
    if "'" in text:
        raise UsageError(
            "A filter value with a single quote cannot be sent: OneRoster does not say how to escape it. "
            "Search for a part without it by .contains(), or filter on this side."
        )
    return text


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | int | float):
        return str(value)
    raise UsageError("A filter compares with a string, a number, a bool, a date or a datetime.")


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        raise UsageError("A datetime in a filter needs a time zone: OneRoster compares in UTC.")
    exact = value.astimezone(UTC).replace(tzinfo=None)
    return exact.isoformat(timespec="milliseconds" if exact.microsecond else "seconds") + "Z"
