"""Who is guardian of whom, whichever of the two names the other (R12)."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from itertools import chain, compress, repeat
from operator import add, eq, ne
from typing import NamedTuple

import attrs

from oneroster_classlink.mapping.columns import Pairs, plain, steps_for
from oneroster_classlink.mapping.people.persons.flags import Fact, both, flagged, marked
from oneroster_classlink.models.users import User
from oneroster_classlink.snapshot import Table

_ROW = "I"
_OTHER, _GUARDIAN, _STUDENT, _MISSING = 1, 2, 4, 8
_HIGH = 16
_FACTS = sum(Fact)


class _Edges(NamedTuple):
    """Who names whom, as rows side by side."""

    sources: Sequence[int]
    targets: Sequence[int]


@attrs.frozen(kw_only=True)
class Guardianship:
    """Who is guardian of whom among the active users with ingested roles.

    A user who is guardian and student is taken for what the other one is not; two who are both, for both.

    Attributes:
        guardians: Students with their guardians.
        students: Guardians with their students.
        missing: Rows that name an agent who is not shared, as flags.
        unrelated: Rows that name an active user who is no guardian or student of theirs, as flags.
    """

    guardians: Pairs
    students: Pairs
    missing: bytes = attrs.field(repr=False)
    unrelated: bytes = attrs.field(repr=False)


def no_guardianship(size: int) -> Guardianship:
    """Return that none of *size* users is linked."""
    none = plain.paired((), (), size=size)
    return Guardianship(guardians=none, students=none, missing=bytes(size), unrelated=bytes(size))


def guardianship(
    users: Table[User], *, rows: Mapping[str, int], facts: bytes, merged: Mapping[int, int]
) -> Guardianship:
    """Return who is guardian of whom.

    Args:
        users: The users, with their agents.
        rows: The row of each user, by id.
        facts: The facts of each.
        merged: The row that stands for a row that is merged into it.
    """
    sources, targets = _between_two(*_edges(users, rows=rows, facts=facts), merged=merged)
    sides = facts.translate(_SIDES) + bytes([_MISSING])
    highs = map(sides.translate(_HIGHS).__getitem__, sources)
    ways = bytes(map(add, highs, map(sides.__getitem__, targets)))
    down, up, size = ways.translate(_DOWN), ways.translate(_UP), len(facts)
    said_of_students = chain(compress(sources, up), compress(targets, down))
    said_of_guardians = chain(compress(targets, up), compress(sources, down))
    steps = steps_for(size)
    guardians = steps.paired(array(_ROW, said_of_students), array(_ROW, said_of_guardians), size=size)
    return Guardianship(
        guardians=guardians,
        students=steps.paired(guardians.seconds, array(_ROW, guardians.firsts), size=size),
        missing=marked(compress(sources, ways.translate(_TO_NOBODY)), size=size),
        unrelated=marked(compress(sources, ways.translate(_TO_OTHERS)), size=size),
    )


def are_unrelated(one: int, other: int) -> bool:
    """Tell from the facts of two users whether the *other* is active and they are no guardian and student."""
    return bool(_TO_OTHERS[_SIDES[one] * _HIGH + _SIDES[other]])


def _edges(users: Table[User], *, rows: Mapping[str, int], facts: bytes) -> _Edges:
    """Return who names whom: rows, and one past the last row for those who are not shared."""
    agents, size = users.coded("agents"), len(facts)
    said = bytes(map(bool, agents.values))
    naming = both(bytes(map(said.__getitem__, agents.codes)), flagged(facts, Fact.INGESTED))
    named = [agents.values[code] for code in compress(agents.codes, naming)]
    sources = map(repeat, compress(range(size), naming), map(len, named))
    return _Edges(
        array(_ROW, chain.from_iterable(sources)),
        array(_ROW, map(rows.get, chain.from_iterable(named), repeat(size))),
    )


def _between_two(sources: Sequence[int], targets: Sequence[int], *, merged: Mapping[int, int]) -> _Edges:
    """Let those stand who stand for others, and leave out who names oneself."""
    if merged:
        sources, targets = ([merged.get(row, row) for row in rows] for rows in (sources, targets))
    if not any(map(eq, sources, targets)):
        return _Edges(sources, targets)
    differ = bytes(map(ne, sources, targets))
    return _Edges(array(_ROW, compress(sources, differ)), array(_ROW, compress(targets, differ)))


def _table(test: Callable[[int, int], bool]) -> bytes:
    """Return by the sides of both, as one byte, whether *test* holds."""
    return bytes(test(*divmod(byte, _HIGH)) for byte in range(1 << 8))


def _side(byte: int) -> int:
    fact = Fact(byte)
    told = {_OTHER: Fact.ACTIVE, _GUARDIAN: Fact.GUARDIAN, _STUDENT: Fact.STUDENT}
    return sum(side for side, each in told.items() if each in fact)


_SIDES = bytes(_side(byte & _FACTS) for byte in range(1 << 8))
_HIGHS = bytes(byte * _HIGH % (1 << 8) for byte in range(1 << 8))
_DOWN = _table(lambda one, other: bool(one & _GUARDIAN and other & _STUDENT))
_UP = _table(lambda one, other: bool(one & _STUDENT and other & _GUARDIAN))
_TO_NOBODY = _table(lambda _, other: other == _MISSING)
_TO_OTHERS = _table(
    lambda one, other: bool(
        other & _OTHER and not (one & _GUARDIAN and other & _STUDENT) and not (one & _STUDENT and other & _GUARDIAN)
    )
)
