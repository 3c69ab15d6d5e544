"""The facts about the users and classes that seats name, reduced to a code for each distinct combination."""

from array import array
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any

import attrs

from oneroster_classlink.mapping.classes.judged import JudgedClasses
from oneroster_classlink.mapping.people.judged import JudgedUsers
from oneroster_classlink.mapping.rules.roles import PersonRole
from oneroster_classlink.mapping.rules.seats import Standing
from oneroster_classlink.mapping.seats.judged import Side
from oneroster_classlink.snapshot import Codes

NOWHERE = -1


@attrs.frozen(kw_only=True)
class UserFacts:
    """What counts of a user where a seat is judged, see `SeatFacts`; *values* is what a predicate reads."""

    standing: Standing
    roles: tuple[PersonRole, ...] = ()
    enabled: bool = True
    at_home: bool = True
    values: tuple[Any, ...] = ()


@attrs.frozen(kw_only=True)
class ClassFacts:
    """What counts of a class where a seat is judged; *values* is what a predicate reads."""

    standing: Standing
    values: tuple[Any, ...] = ()


@attrs.frozen(kw_only=True)
class Coded:
    """One fact about each seat as a small number.

    Attributes:
        facts: The distinct facts.
        codes: The place in *facts*, by the code of *column*.
        column: The column of the enrollments that tells which.
    """

    facts: Sequence[Any]
    codes: Sequence[int] = attrs.field(repr=False)
    column: Sequence[int] = attrs.field(repr=False)


def side(column: Codes, rows: Mapping[str, int], merged: Mapping[int, int] | None = None) -> Side:
    """Return where the records stand that *column* names, of which *rows* tells the row by id."""
    found = array("i", map(rows.get, column.values, repeat(NOWHERE)))
    places = array("i", [NOWHERE]) * len(rows)
    for code, row in enumerate(found):
        if row >= 0:
            places[row] = code
    if merged:
        found = array("i", [merged.get(row, row) for row in found])
    return Side(codes=column, rows=found, places=places)


def user_facts(found: Side, judged: JudgedUsers, read: Sequence[Codes] = ()) -> Coded:
    """Return the facts about the users that seats name; *read* are their columns that a predicate reads."""
    plain = [
        UserFacts(standing=kind.standing, roles=kind.roles, enabled=kind.enabled, at_home=bool(kind.held))
        for kind in judged.kinds
    ]
    return _coded(found, [UserFacts(standing=Standing.MISSING), *plain], judged.codes, read=read)


def class_facts(found: Side, judged: JudgedClasses, read: Sequence[Codes] = ()) -> Coded:
    """Return the facts about the classes that seats name."""
    plain = [ClassFacts(standing=kind.standing) for kind in judged.kinds]
    return _coded(found, [ClassFacts(standing=Standing.MISSING), *plain], judged.codes, read=read)


def coded(column: Codes, read: Callable[[Any], Any] | None = None) -> Coded:
    """Return the values of *column*, or what *read* makes of them."""
    if read is None:
        return Coded(facts=column.values, codes=range(len(column.values)), column=column.codes)
    facts, codes = distinct(map(read, column.values))
    return Coded(facts=facts, codes=codes, column=column.codes)


def distinct(items: Iterable[Hashable]) -> "tuple[list[Any], array[int]]":
    """Return the distinct *items* and the place of each."""
    known: dict[Hashable, int] = {}
    codes = array("I", [known.setdefault(item, len(known)) for item in items])
    return list(known), codes


def _coded(found: Side, kinds: Sequence[Any], codes: Sequence[int], *, read: Sequence[Codes]) -> Coded:
    """Return the facts by the code of the column; of *kinds* the first is that of a missing record."""
    facts, places = distinct(kinds)
    by_row = array("I", map(places[1:].__getitem__, codes))
    by_row.append(places[0])  # the row -1 is the last
    plain = map(by_row.__getitem__, found.rows)
    if not read:
        return Coded(facts=facts, codes=array("I", plain), column=found.codes.codes)
    columns = [map([*column.codes, NOWHERE].__getitem__, found.rows) for column in read]
    combined, whole = distinct(zip(plain, *columns, strict=True))
    told = [attrs.evolve(facts[kind], values=_values(read, chosen)) for kind, *chosen in combined]
    return Coded(facts=told, codes=whole, column=found.codes.codes)


def _values(read: Sequence[Codes], chosen: Sequence[int]) -> tuple[Any, ...]:
    return tuple(None if code == NOWHERE else column.values[code] for column, code in zip(read, chosen, strict=True))
