"""Ready-made predicates about one field, which a policy's JSON document can hold."""

import math
from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, TypeAlias

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.mapping.policy.fields import METADATA, OPEN, is_personal
from oneroster_classlink.mapping.policy.predicates import Described, Predicate
from oneroster_classlink.models.users import RoleAssignment

Plain: TypeAlias = str | int | float | bool | None
"""A value that both a record and a JSON document can hold."""

_NOT_PLAIN = OPEN | {"user_ids", "user_profiles"}
_NOTHING: tuple[Any, ...] = (None, "", (), [], {})


def field_in(field: str, *values: Plain) -> Predicate:
    """Return the predicate that *field* has one of *values*; of a list field, any of its items.

    Args:
        field: The field, dotted for a seat's user and class and for metadata: ``class_type``, ``user.grades``,
            ``metadata.track``. Of ``roles`` each role counts.
        values: What it may be.

    Raises:
        UsageError: There is nothing to compare.
    """
    _check(field)
    if not values:
        raise UsageError(f"field_in({field!r}, …) needs the values that pass.")
    if not all(map(_is_plain, values)):
        raise UsageError(f"field_in({field!r}, …) takes texts, numbers, True, False and None.")
    shown = " or ".join("empty" if value is None else str(value) for value in values)
    said = "as the policy says" if is_personal(field) else shown
    return Predicate(name=f"{field} is {said}", test=_In(field=field, values=values), reads=frozenset({field}))


def field_contains(field: str, text: str) -> Predicate:
    """Return the predicate that *field* contains *text*, in capitals or not; of a list field, any of its items.

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


@attrs.frozen(kw_only=True)
class FieldTest(Described):
    """A test of one field, which can be asked about the value alone.

    Attributes:
        field: The field.
    """

    field: str

    def __call__(self, record: Any) -> bool:
        """Tell whether *record* passes."""
        return self.of(read_field(record, self.field))

    @abstractmethod
    def of(self, value: Any) -> bool:
        """Tell whether a record with *value* passes."""


@attrs.frozen(kw_only=True)
class _In(FieldTest):
    values: tuple[Plain, ...]

    def of(self, value: Any) -> bool:
        found = _items(value) or (None,)
        return any(_same(item, wanted) for item in found for wanted in self.values)

    @property
    def data(self) -> dict[str, Any]:
        return {"field": self.field, "in": list(self.values)}


@attrs.frozen(kw_only=True)
class _Contains(FieldTest):
    text: str

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


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, str | int) or (isinstance(value, float) and math.isfinite(value))


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
