"""Ready-made predicates about one field, which a policy's JSON document can hold."""

import re
import sys
from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, ClassVar, TypeAlias

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.mapping.policy.fields import METADATA, OPEN, Holds, is_personal
from oneroster_classlink.mapping.policy.predicates import Described, Joined, Not, Predicate
from oneroster_classlink.models.users import RoleAssignment

Plain: TypeAlias = str | int | float | bool | None
"""A value that both a record and a JSON document can hold."""

_NOT_PLAIN = OPEN | {"user_ids", "user_profiles"}
_NOTHING: tuple[Any, ...] = (None, "", (), [], {})
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def field_in(field: str, *values: Plain | date) -> Predicate:
    """Return the predicate that *field* has one of *values*; of a list field, any of its items.

    Args:
        field: The field, dotted for a seat's user and class and for metadata: ``class_type``, ``user.grades``,
            ``metadata.track``. Of ``roles`` each role counts.
        values: What it may be, in any order. ``None`` means empty, and so does ``""``: no value, an empty text, an
            empty list. A date is a `datetime.date` or its text, such as ``"2026-10-01"``; ``date_last_modified``
            is compared by its day in UTC. A flag is ``True`` or ``False``. Any text is taken for a role, a class type
            or a status, because districts send words of their own.

    Raises:
        UsageError: There is nothing to compare.
    """
    _check(field)
    if not values:
        raise UsageError(f"field_in({field!r}, …) needs the values that pass.")
    if not all(map(_is_plain, values)):
        raise UsageError(f"field_in({field!r}, …) takes texts, numbers, days, True, False and None.")
    known = {_key(value): value for value in map(_normal, values)}
    wanted = tuple(known[key] for key in sorted(known))
    shown = " or ".join("empty" if value is None else str(value) for value in wanted)
    said = "as the policy says" if is_personal(field) else shown
    return Predicate(name=f"{field} is {said}", test=_In(field=field, values=wanted), reads=frozenset({field}))


def field_contains(field: str, text: str) -> Predicate:
    """Return the predicate that *field* contains *text*, in capitals or not; of a list field, any of its items.

    The id of another record is a text too. A policy refuses fields that hold days or flags.

    Raises:
        UsageError: The text is empty, or the field is none of texts.
    """
    _check(field)
    if not isinstance(text, str) or not text:
        raise UsageError(f"field_contains({field!r}, …) needs a text that is not empty.")
    said = "what the policy says" if is_personal(field) else text
    test = _Contains(field=field, text=text)
    return Predicate(name=f"{field} contains {said}", test=test, reads=frozenset({field}))


def field_present(field: str) -> Predicate:
    """Return the predicate that *field* says something: false and 0 do, an empty text or list does not.

    Its opposite is ``field_in(field, None)``.

    Raises:
        UsageError: It is no field.
    """
    _check(field, any_kind=True)
    return Predicate(name=f"{field} is present", test=_Present(field=field), reads=frozenset({field}))


def metadata_is(key: str, *values: Plain) -> Predicate:
    """Return the predicate that *key* of the record's ``metadata`` has one of *values*; see `field_in`."""
    return field_in(f"{METADATA}.{key}", *values)


def read_field(record: Any, field: str) -> Any:
    """Return *field*, which may be dotted, of *record*; ``None`` of a user or class that is not there."""
    first, dot, rest = field.partition(".")
    if not dot:
        return getattr(record, first)
    if first == METADATA:
        return record.metadata.get(rest)
    side = getattr(record, first)
    return None if side is None else read_field(side, rest)


def field_tests(found: Predicate) -> Iterator["FieldTest"]:
    """Yield the tests of one field that *found* is made of."""
    if isinstance(found.test, FieldTest):
        yield found.test
    elif isinstance(found.test, Not):
        yield from field_tests(found.test.part)
    elif isinstance(found.test, Joined):
        for part in found.test.parts:
            yield from field_tests(part)


def as_day(text: str) -> date | None:
    """Return the day that *text* says as year, month and day with hyphens, or ``None`` where it says none."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _typed(values: tuple[Plain, ...]) -> tuple[tuple[int, Any], ...]:
    """Return *values* so that 1 and true differ, as in JSON."""
    return tuple(map(_key, values))


@attrs.frozen(kw_only=True)
class FieldTest(Described):
    """A test of one field, which can be asked about the value alone.

    Attributes:
        field: The field.
        never: What to ask instead of fields of which this can never be true, by what they hold.
    """

    field: str
    never: ClassVar[Mapping[Holds, str]] = MappingProxyType({})

    def __call__(self, record: Any) -> bool:
        """Tell whether *record* passes."""
        return self.of(read_field(record, self.field))

    @abstractmethod
    def of(self, value: Any) -> bool:
        """Tell whether a record with *value* passes."""

    def misfit(self, holds: Holds) -> str | None:
        """Return what to ask instead where this can never be true of a field that *holds* such values."""
        return self.never.get(holds)


@attrs.frozen(kw_only=True)
class _In(FieldTest):
    values: tuple[Plain, ...] = attrs.field(eq=_typed)

    def of(self, value: Any) -> bool:
        if value in _NOTHING:
            return None in self.values
        found = map(_day_said, _items(value))
        return any(_same(item, wanted) for item in found for wanted in self.values if wanted is not None)

    def misfit(self, holds: Holds) -> str | None:
        fits, advice = _FITTING[holds]
        return None if all(value is None or fits(value) for value in self.values) else advice

    @property
    def data(self) -> dict[str, Any]:
        return {"field": self.field, "in": list(self.values)}


@attrs.frozen(kw_only=True)
class _Contains(FieldTest):
    text: str
    never: ClassVar[Mapping[Holds, str]] = MappingProxyType(
        dict.fromkeys((Holds.FLAG, Holds.DAY), "nothing of it contains a text, so write field_in")
    )

    def of(self, value: Any) -> bool:
        sought = self.text.casefold()
        return any(isinstance(item, str) and sought in item.casefold() for item in _items(value))

    @property
    def data(self) -> dict[str, Any]:
        return {"field": self.field, "contains": self.text}


@attrs.frozen(kw_only=True)
class _Present(FieldTest):
    def of(self, value: Any) -> bool:
        return value not in _NOTHING

    @property
    def data(self) -> dict[str, Any]:
        return {"field": self.field, "present": True}


_FITTING: Mapping[Holds, tuple[Callable[[Plain], bool], str]] = MappingProxyType(
    {
        Holds.TEXT: (lambda value: isinstance(value, str), "give texts, or None for empty"),
        Holds.FLAG: (lambda value: isinstance(value, bool), "give True or False, or None for empty"),
        Holds.DAY: (
            lambda value: isinstance(value, str) and as_day(value) is not None,
            "give a datetime.date or a text such as '2026-10-01', or None for empty",
        ),
        Holds.ANY: (lambda _value: True, ""),
    }
)


def _is_plain(value: Any) -> bool:
    if isinstance(value, int | float):
        return abs(value) <= sys.float_info.max
    return value is None or isinstance(value, str) or (isinstance(value, date) and not isinstance(value, datetime))


def _normal(value: Plain | date) -> Plain:
    """Return *value* as JSON would give it back."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str.__str__(value) or None
    if value is None or isinstance(value, bool):
        return value
    return int(value) if value == int(value) else value


def _key(value: Plain) -> tuple[int, Any]:
    """Return what puts values of all types in order."""
    if value is None:
        return (0, 0)
    if isinstance(value, bool):
        return (1, value)
    return (3, value) if isinstance(value, str) else (2, value)


def _day_said(item: Any) -> Any:
    """Return a date or the day of a moment, which records hold in UTC, as text; anything else as it is."""
    if isinstance(item, date):
        return (item.date() if isinstance(item, datetime) else item).isoformat()
    return item


def _items(value: Any) -> Sequence[Any]:
    if not isinstance(value, tuple | list):
        return (value,)
    return [item.role if isinstance(item, RoleAssignment) else item for item in value]


def _same(item: Any, value: Plain) -> bool:
    """Compare as JSON does, where 1 is not true."""
    return bool(item == value) and isinstance(item, bool) == isinstance(value, bool)


def _check(field: str, *, any_kind: bool = False) -> None:
    if not isinstance(field, str) or not field:
        raise UsageError("A predicate names the field that it asks about, such as 'class_type'.")
    if not any_kind and field.rpartition(".")[2] in _NOT_PLAIN and METADATA + "." not in field:
        raise UsageError(
            f"The items of {field!r} are no texts: ask metadata_is(key, value), or write a function of your own."
        )
