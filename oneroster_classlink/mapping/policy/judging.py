"""Predicates asked about whole tables: once for each distinct combination of what they read."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import compress, repeat
from operator import and_
from types import SimpleNamespace
from typing import Any

import attrs

from oneroster_classlink.mapping.policy.fields import METADATA, OPEN, SIDES
from oneroster_classlink.mapping.policy.predicates import Every, Not, Predicate, PredicateFailed, Some
from oneroster_classlink.mapping.policy.standard import FieldTest
from oneroster_classlink.mapping.policy.views import DERIVED, FactsView, RowView, UnknownField
from oneroster_classlink.snapshot import Codes, Table
from oneroster_classlink.snapshot.table.codes import codes_of


@attrs.frozen(kw_only=True)
class Reads:
    """The fields that a predicate of seats reads, by the record that has them.

    Attributes:
        own: Of the enrollment.
        user: Of the user, without the word in front.
        klass: Of the class, likewise.
    """

    own: tuple[str, ...] = ()
    user: tuple[str, ...] = ()
    klass: tuple[str, ...] = ()


def reads_of(predicate: Predicate) -> Reads | None:
    """Return what *predicate* says it reads, or ``None`` where it does not say so."""
    if predicate.reads is None:
        return None
    found: dict[str, list[str]] = {"own": [], "user": [], "klass": []}
    for name in sorted(predicate.reads):
        first, dot, rest = name.partition(".")
        side, field = (first, rest) if dot and first in SIDES else ("own", name)
        found[side].append(field)
    return Reads(**{side: tuple(names) for side, names in found.items()})


def ask(predicate: Predicate, record: Any, *, sourced_id: str | None = None) -> bool:
    """Return whether *record* passes.

    Raises:
        PredicateFailed: The predicate raised; *sourced_id* says about which record.
    """
    try:
        return predicate(record)
    except Exception as error:  # noqa: BLE001 - a host's function may raise anything, and its text may hold a name
        raise _failure(predicate, error, sourced_id=sourced_id) from None


def judge_facts(predicate: Predicate, values: Mapping[str, Any], *, sourced_id: str | None = None) -> bool:
    """Return whether a record passes of which only the declared fields are known, by their dotted names.

    Raises:
        PredicateFailed: The predicate raised, or read what it does not say it reads.
    """
    return ask(predicate, FactsView(values), sourced_id=sourced_id)


def passes(table: Table[Any], predicate: Predicate, *, among: Sequence[int] | None = None) -> bytearray:
    """Return for every row of *table* 1 where it passes, else 0.

    Args:
        table: The records.
        predicate: The test.
        among: The rows to ask about, or a byte for every row that is 1 where to ask; ``None`` asks about all. Others
            count as not passing.

    Raises:
        PredicateFailed: The predicate raised.
    """
    return bytearray(_passed(table, predicate, asked=_asked(among, length=len(table))))


def facts(table: Table[Any], name: str) -> Codes:
    """Return the field *name* of *table* as values and a code for every row; metadata's keys are dotted.

    Values can be hashed: lists of JSON are tuples here, its objects read like dicts.

    Raises:
        KeyError: The records have no such field.
    """
    first, dot, key = name.partition(".")
    if dot and first == METADATA:
        return _texted([each.get(key) for each in table.column(METADATA)])
    if name in OPEN:
        return _texted(table.column(name))
    try:
        return table.coded(name)
    except KeyError:
        return _derived(table, name)


def combinations(columns: Sequence[Codes], *, length: int) -> Iterator[tuple[int, ...]]:
    """Yield for each of *length* rows its codes in *columns*."""
    return zip(*(column.codes for column in columns), strict=True) if columns else repeat((), length)


def _passed(table: Table[Any], predicate: Predicate, *, asked: bytes) -> bytes:
    """Return a byte for every row that is 1 where it was *asked* about and passes.

    As in Python, what decides a row spares it the rest: a function of the host's own sees only what the parts before
    it left open.
    """
    test = predicate.test
    if isinstance(test, FieldTest):
        return _both(_by_value(table, test), asked)
    if isinstance(test, Not):
        return _first_alone(asked, _passed(table, test.part, asked=asked))
    if isinstance(test, Every):
        return reduce(lambda still, part: _passed(table, part, asked=still), test.parts, asked)
    if isinstance(test, Some):
        still = reduce(lambda still, part: _first_alone(still, _passed(table, part, asked=still)), test.parts, asked)
        return _first_alone(asked, still)
    return (_one_by_one if predicate.reads is None else _by_combination)(table, predicate, asked=asked)


def _by_value(table: Table[Any], test: FieldTest) -> bytes:
    """Ask about each distinct value of one field."""
    column = facts(table, test.field)
    return bytes(map(list(map(test.of, column.values)).__getitem__, column.codes))


def _one_by_one(table: Table[Any], predicate: Predicate, *, asked: bytes) -> bytes:
    """Ask a function that does not say what it reads about each row."""
    view, found = RowView(table), bytearray(len(table))
    row = 0
    try:
        for row in compress(range(len(table)), asked):
            found[row] = predicate(view.at(row))
    except Exception as error:  # noqa: BLE001 - as in `ask`
        raise _failure(predicate, error, sourced_id=table.value("sourced_id", row)) from None
    return bytes(found)


def _by_combination(table: Table[Any], predicate: Predicate, *, asked: bytes) -> bytes:
    """Ask a function about each distinct combination of what it says it reads."""
    names = sorted(predicate.reads or ())
    columns = [facts(table, name) for name in names]
    verdicts: dict[tuple[int, ...], bool] = {}
    known: dict[str, Any] = {}
    view = FactsView(known)
    for codes in set(compress(combinations(columns, length=len(table)), asked)):
        for name, column, code in zip(names, columns, codes, strict=True):
            known[name] = column.values[code]
        try:
            verdicts[codes] = predicate(view)
        except Exception as error:  # noqa: BLE001 - as in `ask`
            same = map(codes.__eq__, combinations(columns, length=len(table)))
            least = min(compress(table.ids, map(and_, same, asked)))
            raise _failure(predicate, error, sourced_id=least) from None
    passed = map(verdicts.get, combinations(columns, length=len(table)), repeat(False))
    return _both(bytes(passed), asked)


def _both(one: bytes, other: bytes) -> bytes:
    """Return 1 for each byte that is 1 in both, all at once as one large number."""
    return (int.from_bytes(one) & int.from_bytes(other)).to_bytes(len(one))


def _first_alone(one: bytes, other: bytes) -> bytes:
    """Return 1 for each byte that is 1 in the first and not in the second."""
    return (int.from_bytes(one) & ~int.from_bytes(other)).to_bytes(len(one))


def _asked(among: Sequence[int] | None, *, length: int) -> bytes:
    """Return a byte for every row that is 1 where to ask."""
    if among is None:
        return b"\1" * length
    if isinstance(among, bytes | bytearray):
        return bytes(among)
    asked = bytearray(length)
    for row in among:
        asked[row] = 1
    return bytes(asked)


def _derived(table: Table[Any], name: str) -> Codes:
    """Return what follows from other fields, told once for each combination of them."""
    derived = DERIVED[name]
    columns = [table.coded(each) for each in derived.inputs]
    known = codes_of(combinations(columns, length=len(table)))
    values = []
    for codes in known.values:
        inputs = [column.values[code] for column, code in zip(columns, codes, strict=True)]
        values.append(derived.read(SimpleNamespace(**dict(zip(derived.inputs, inputs, strict=True)))))
    return Codes(values=values, codes=known.codes)


def _texted(found: list[Any]) -> Codes:
    """Return values of JSON, which Python may not hash, and of which it takes 1 and true for the same."""
    texts = [None if value is None else json.dumps(value, sort_keys=True, default=str) for value in found]
    codes = codes_of(texts)
    by_text = dict(zip(texts, found, strict=True))
    return Codes(values=[_fixed(by_text[text]) for text in codes.values], codes=codes.codes)


class _Object(dict[str, Any]):
    """A JSON object that does not change, so that it can be hashed."""

    def __hash__(self) -> int:  # type: ignore[override] # a dict has none
        return hash(frozenset(self))


def _fixed(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(map(_fixed, value))
    return _Object({key: _fixed(each) for key, each in value.items()}) if isinstance(value, dict) else value


def _failure(predicate: Predicate, error: Exception, *, sourced_id: str | None) -> PredicateFailed:
    problem = str(error) if isinstance(error, UnknownField) else type(error).__name__
    return PredicateFailed(predicate.name, sourced_id=sourced_id, problem=problem)
