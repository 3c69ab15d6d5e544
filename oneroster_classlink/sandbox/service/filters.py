"""The filter grammar of OneRoster (ONEROSTER 3.2): read from text, then asked about rows."""

import operator
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import attrs

from oneroster_classlink.sandbox.district import Row
from oneroster_classlink.sandbox.exchange import Refused

SIGNS = "!=|>=|<=|=|>|<|~"
VALUE = "(?:[^']|'')*"
"""What stands between the quotes, as a regular expression."""
_CLAUSE = rf"([A-Za-z][\w.\-]*)({SIGNS})'({VALUE})'"
_FILTER = re.compile(rf"{_CLAUSE}(?: (AND|OR) {_CLAUSE})?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


@attrs.frozen(kw_only=True)
class Clause:
    """One comparison.

    Attributes:
        path: The dotted path, apart.
        sign: The operator as written.
        value: The text to compare with.
    """

    path: tuple[str, ...]
    sign: str
    value: str = attrs.field(repr=False)

    def matches(self, row: Row) -> bool:
        """Tell whether any value of *row* at the path compares; ``!=`` is true where ``=`` is not."""
        found = values_at(row, self.path)
        if self.sign == "~":
            return any(self.value in as_text(value) for value in found)
        if self.sign in {"=", "!="}:
            return any(_equal(value, self.value) for value in found) == (self.sign == "=")
        return any(_ordered(value, self.value, sign=self.sign) for value in found)


@attrs.frozen(kw_only=True)
class Filter:
    """One clause, or two joined by one logical operator.

    Attributes:
        clauses: The clauses.
        every: Whether all must match (``AND``) or any (``OR``).
    """

    clauses: tuple[Clause, ...]
    every: bool = True

    def matches(self, row: Row) -> bool:
        """Tell whether *row* passes."""
        answers = (clause.matches(row) for clause in self.clauses)
        return all(answers) if self.every else any(answers)


def read_filter(text: str) -> Filter:
    """Read a filter.

    A quote inside a value is doubled; the standard does not say how (ONEROSTER 3.2), others do it so.

    Raises:
        Refused: 400, the text is not of the grammar.
    """
    found = _FILTER.fullmatch(text)
    if found is None:
        raise Refused(400, "invalid_filter_field", "The filter cannot be read: field='value', at most one AND or OR.")
    first, second = found.group(1, 2, 3), found.group(5, 6, 7)
    clauses = [_clause(*first)] if found[4] is None else [_clause(*first), _clause(*second)]
    return Filter(clauses=tuple(clauses), every=found[4] != "OR")


def values_at(value: Any, path: tuple[str, ...]) -> Iterator[Any]:
    """Yield every scalar at the dotted *path* of a row, through lists."""
    if isinstance(value, list):
        for item in value:
            yield from values_at(item, path)
    elif path and isinstance(value, dict):
        yield from values_at(value.get(path[0]), path[1:])
    elif not path and value is not None and not isinstance(value, dict):
        yield value


def as_text(value: Any) -> str:
    """Return a JSON scalar as a filter writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _clause(path: str, sign: str, value: str) -> Clause:
    return Clause(path=tuple(path.split(".")), sign=sign, value=value.replace("''", "'"))


def _equal(value: Any, wanted: str) -> bool:
    return as_text(value) == wanted or (_comparable(value) == _comparable(wanted) and bool(_DATE.match(wanted)))


def _ordered(value: Any, wanted: str, *, sign: str) -> bool:
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = _number(wanted)
        return number is not None and _ORDERS[sign](value, number)
    return _ORDERS[sign](_comparable(value), _comparable(wanted))


def _comparable(value: Any) -> str:
    """Return text that sorts as its moment does, whether or not it has milliseconds, a zone or a time at all."""
    text = as_text(value)
    if not _DATE.match(text):
        return text
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC).isoformat(timespec="microseconds")


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
