"""What another policy would change: who and what moves between two mappings of one district."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import compress
from typing import Any

import attrs

from oneroster_classlink.mapping.differing import classes_that_may_differ, persons_that_may_differ
from oneroster_classlink.mapping.engine import map_roster
from oneroster_classlink.mapping.evidence import Evidence
from oneroster_classlink.mapping.findings import Code, one_line
from oneroster_classlink.mapping.mapping import RosterMapping
from oneroster_classlink.mapping.people import Account
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.rules.seats import Outcome
from oneroster_classlink.mapping.why.words import counted, listed
from oneroster_classlink.snapshot import Snapshot


@attrs.frozen(kw_only=True)
class Moves:
    """What moves among the schools, the people, or the classes, by their ids in alphabetical order.

    Attributes:
        joining: Who is on the second roster alone.
        leaving: Who is on the first alone.
        changing: The names of the fields that differ, of those on both.
    """

    joining: tuple[str, ...] = ()
    leaving: tuple[str, ...] = ()
    changing: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)

    def __bool__(self) -> bool:
        """Whether anything moves."""
        return bool(self.joining or self.leaving or self.changing)


@attrs.frozen(kw_only=True)
class SeatMove:
    """A seat of which the second policy makes something else.

    Attributes:
        enrollment: The enrollment's id.
        user: The user's id.
        klass: The class's id.
        before: What the first policy makes of it.
        after: What the second does.
    """

    enrollment: str
    user: str
    klass: str
    before: Outcome
    after: Outcome


@attrs.frozen(kw_only=True)
class Comparison:
    """Two policies over one district.

    Attributes:
        before: The mapping by the first.
        after: The mapping by the second.
        schools: Which schools move.
        people: Who moves.
        classes: Which classes do; owners and members are told as fields that differ.
        seats: Which seats do, by the enrollments' ids.
        findings: How many more, or fewer, findings of each code there are; only codes that differ. They are compared by
            their number alone: a code is not told where as many findings of it are about other records.
    """

    before: RosterMapping = attrs.field(repr=False)
    after: RosterMapping = attrs.field(repr=False)
    schools: Moves
    people: Moves
    classes: Moves
    seats: tuple[SeatMove, ...]
    findings: Mapping[Code, int]

    def __bool__(self) -> bool:
        """Whether anything moves, or there is anything else to say."""
        return bool(self.schools or self.people or self.classes or self.seats or self.findings)

    def __str__(self) -> str:
        """Say it for people, in ids and names of fields; each move is one line."""
        return "\n".join(map(one_line, _lines(self))) or "Nothing moves."


def compare(snapshot: Snapshot, before: Policy, after: Policy, *, accounts: Sequence[Account] = ()) -> Comparison:
    """Map *snapshot* by two policies and tell who and what moves.

    Args:
        snapshot: The district.
        before: The first policy, perhaps the one in use.
        after: The second.
        accounts: The host's accounts, for both.

    Raises:
        UsageError: As `map_roster`.
    """
    first = map_roster(snapshot, before, accounts=accounts)
    second = map_roster(snapshot, after, accounts=accounts)
    counts = {code: second.findings.count(code) - first.findings.count(code) for code in Code}
    seats = _moved_seats(first, second)
    return Comparison(
        before=first,
        after=second,
        schools=_schools(first.evidence, second.evidence),
        people=_people(first.evidence, second.evidence),
        classes=_classes(first.evidence, second.evidence, seats=seats),
        seats=tuple(sorted((_seat(first, second, row) for row in seats), key=lambda move: move.enrollment)),
        findings={code: more for code, more in counts.items() if more},
    )


def _schools(before: Evidence, after: Evidence) -> Moves:
    old, new = before.schools, after.schools
    ids = [*old.keys() | new.keys()]
    rows = [[row for row, key in enumerate(ids) if key in each] for each in (old, new)]
    make = (lambda row: old[ids[row]], lambda row: new[ids[row]])
    return _moves(ids, rows=(rows[0], rows[1]), doubtful=frozenset(range(len(ids))), make=make)


def _people(before: Evidence, after: Evidence) -> Moves:
    one, other = before.people, after.people
    rows, doubtful = (one.rows, other.rows), persons_that_may_differ(before, after)
    return _moves(before.snapshot.users.ids, rows=rows, doubtful=doubtful, make=(one.person, other.person))


def _classes(before: Evidence, after: Evidence, *, seats: Sequence[int]) -> Moves:
    one, other = before.taken, after.taken
    rows, doubtful = (one.rows, other.rows), classes_that_may_differ(before, after, seats=seats)
    return _moves(before.snapshot.classes.ids, rows=rows, doubtful=doubtful, make=(one.klass, other.klass))


def _moves(
    ids: Sequence[str],
    *,
    rows: tuple[Iterable[int], Iterable[int]],
    doubtful: AbstractSet[int],
    make: tuple[Callable[[int], Any], Callable[[int], Any]],
) -> Moves:
    """Return what moves; *doubtful* are the rows that can differ, and *make* makes the two values of a row."""
    old, new = map(frozenset, rows)
    changed = {ids[row]: _changed(make[0](row), make[1](row)) for row in old & new & doubtful}
    return Moves(
        joining=tuple(sorted(ids[row] for row in new - old)),
        leaving=tuple(sorted(ids[row] for row in old - new)),
        changing={key: changed[key] for key in sorted(changed) if changed[key]},
    )


def _changed(before: Any, after: Any) -> tuple[str, ...]:
    names = (field.name for field in attrs.fields(type(before)))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def _moved_seats(before: RosterMapping, after: RosterMapping) -> list[int]:
    """Return the rows of the seats with another outcome; each pair of decisions is looked at once."""
    first, second = before.evidence.seats, after.evidence.seats
    pairs = list(zip(first.codes, second.codes, strict=True))
    differ = {pair: first.decisions[pair[0]].outcome is not second.decisions[pair[1]].outcome for pair in set(pairs)}
    return list(compress(range(len(pairs)), map(differ.__getitem__, pairs)))


def _seat(before: RosterMapping, after: RosterMapping, row: int) -> SeatMove:
    seats = before.evidence.seats
    seat, outcomes = seats.table.at(row), [each.evidence.seats.decision(row).outcome for each in (before, after)]
    return SeatMove(enrollment=seat.sourced_id, user=seat.user, klass=seat.klass, before=outcomes[0], after=outcomes[1])


def _lines(found: Comparison) -> Iterator[str]:
    for thing, moves in (("school", found.schools), ("person", found.people), ("class", found.classes)):
        yield from _moving(thing, moves)
    ways: dict[tuple[Outcome, Outcome], list[str]] = {}
    for move in found.seats:
        ways.setdefault((move.before, move.after), []).append(move.enrollment)
    for (before, after), ids in sorted(ways.items()):
        yield f"{counted(len(ids), 'seat')} {_verb(ids, 'turn')} from {before} to {after}: {listed(ids)}."
    for code, more in found.findings.items():
        yield f"{abs(more):,} {'more' if more > 0 else 'fewer'} {code}."


def _moving(thing: str, moves: Moves) -> Iterator[str]:
    """Yield who joins and leaves, and each field that changes."""
    for ids, verb in ((moves.joining, "join"), (moves.leaving, "leave")):
        if ids:
            yield f"{counted(len(ids), thing)} {_verb(ids, verb)}: {listed(ids)}."
    by_field: dict[str, list[str]] = {}
    for key, fields in moves.changing.items():
        for field in fields:
            by_field.setdefault(field, []).append(key)
    for field, keys in sorted(by_field.items()):
        yield f"{counted(len(keys), thing)} {_verb(keys, 'change')} in {field}: {listed(keys)}."


def _verb(ids: Sequence[str], verb: str) -> str:
    return f"{verb}s" if len(ids) == 1 else verb
