"""The long steps with numpy, for districts that are large."""

from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import prod
from typing import Any

import numpy as np

from oneroster_classlink.mapping.columns.values import Decided, Gathered, Groups, Judge, Pairs, Placed, Places

_MOST_PLACES = 1 << 20
"""Up to so many combinations have a place each; of more, those that occur are sorted."""
_BLOCK = 1 << 18
"""So many seats are looked at together: enough to be quick, few enough to take little memory."""
_UNDECIDED, _NOWHERE = -1, -1


def picked(places: Sequence[int], codes: Sequence[int]) -> Sequence[int]:
    """Return the code at each of *places*, for all seats."""
    found: Sequence[int] = _array(codes)[_array(places)]
    return found


def combine(columns: Sequence[Placed], *, sizes: Sequence[int], judge: Judge) -> bytearray:
    """Return the decision of each seat; *sizes* says how many codes each of *columns* has."""
    table = np.full(min(prod(sizes), _MOST_PLACES), _UNDECIDED, dtype=np.int16)
    decided = Decided(judge)
    found = bytearray()
    for rows in _blocks(len(columns[0][0]) if columns else 0):
        mixed = _mixed(columns, sizes, rows)
        if prod(sizes) > _MOST_PLACES:
            known, places = np.unique(mixed, return_inverse=True)
            told = np.array([decided[_apart(each, sizes)] for each in known.tolist()], dtype=np.uint8)
            found += told[places].tobytes()
            continue
        for each in _distinct(mixed[table[mixed] == _UNDECIDED]).tolist():
            table[each] = decided[_apart(each, sizes)]
        found += table[mixed].astype(np.uint8).tobytes()
    return found


def _mixed(columns: Sequence[Placed], sizes: Sequence[int], rows: slice) -> Any:
    """Return the codes of each of *rows* as one number."""
    mixed: Any = 0
    for (places, codes), size in zip(columns, sizes, strict=True):
        mixed = mixed * size + _array(codes)[_array(places)[rows]].astype(np.int64)
    return mixed


def _blocks(rows: int) -> Iterator[slice]:
    return (slice(start, start + _BLOCK) for start in range(0, rows, _BLOCK))


def group(codes: Sequence[int], *, count: int) -> Groups:
    """Return the rows of each of *count* codes, in the order of the rows."""
    found = _array(codes)
    starts = np.zeros(count + 1, dtype=np.uint32)
    np.cumsum(np.bincount(found, minlength=count), out=starts[1:])
    order = np.argsort(found, kind="stable").astype(np.uint32)
    return Groups(order=_plain("I", order), starts=_plain("I", starts))


def gather(decisions: bytearray, places: Places, *, taken: bytes) -> Gathered:
    """Count the seats, of whose decisions *taken* marks those that are taken, some classes at a time."""
    order, starts = _array(places.groups.order), _array(places.groups.starts)
    marks, schools = np.frombuffer(taken, dtype=np.bool_)[_array(decisions)], _array(places.schools)
    users, rows = _array(places.users), _array(places.classes)
    firsts = np.full(int(users.max(initial=0)) + 1, _NOWHERE, dtype=np.int32)
    doubled, further = [], [np.zeros(0, dtype=np.int64)]
    for low, high in _spans(starts):
        codes = np.repeat(np.arange(low, high), np.diff(starts[low : high + 1]))
        seats = order[starts[low] : starts[high]]
        counts = (rows[codes] >= 0) & marks[seats]
        codes, sitting = codes[counts], users[seats[counts]].astype(np.int64)
        doubled += _twice(codes, sitting, size=len(firsts))
        there = schools[codes]
        fresh = firsts[sitting] == _NOWHERE
        firsts[sitting[fresh]] = there[fresh]
        others = firsts[sitting] != there
        further.append(_distinct(there[others].astype(np.int64) * len(firsts) + sitting[others]))
    return Gathered(doubled=doubled, by_school=_by_school(firsts, _distinct(np.concatenate(further)), places))


def _spans(starts: Any) -> Iterator[tuple[int, int]]:
    """Yield the first and past the last of some classes at a time, that together have not many seats."""
    cuts = np.searchsorted(starts, np.arange(0, int(starts[-1]) + _BLOCK, _BLOCK))
    edges = _distinct(np.append(np.minimum(cuts, len(starts) - 1), [0, len(starts) - 1])).tolist()
    return pairwise(edges)


def _twice(codes: Any, sitting: Any, *, size: int) -> list[int]:
    """Return the classes in which somebody sits twice."""
    seats = np.sort(codes * size + sitting)
    found: list[int] = _distinct(seats[1:][seats[1:] == seats[:-1]] // size).tolist()
    return found


def _by_school(firsts: Any, further: Any, places: Places) -> list[Sequence[int]]:
    """Return the users of each school: those who have their first seat there, and the *further* ones."""
    order = np.argsort(firsts, kind="stable")
    numbers = np.arange(places.school_count + 1)
    edges = np.searchsorted(firsts[order], numbers)
    more = np.searchsorted(further, numbers * len(firsts))
    return [
        _plain("I", np.append(order[low:high], further[first:last] % len(firsts)))
        for (low, high), (first, last) in zip(pairwise(edges), pairwise(more), strict=True)
    ]


def tally(column: Sequence[int], decisions: bytearray, *, taken: bytes, count: int) -> Sequence[int]:
    """Return how many of the seats that *taken* marks stand at each of *count* codes of *column*."""
    chosen = np.frombuffer(taken, dtype=np.bool_)[_array(decisions)]
    return _plain("I", np.bincount(_array(column)[chosen], minlength=count))


def paired(firsts: Sequence[int], seconds: Sequence[int], *, size: int) -> Pairs:
    """Return pairs of rows below *size*, each once."""
    found = _distinct(_array(firsts).astype(np.int64) * size + _array(seconds))
    starts = np.searchsorted(found, np.arange(size + 1, dtype=np.int64) * size)
    return Pairs(starts=_plain("I", starts), seconds=_plain("I", found % max(size, 1)))


def numbers(pairs: Pairs, flags: bytes) -> Sequence[int]:
    """Return for each first row how many it is paired with whose flag is 1."""
    so_far = np.zeros(len(pairs.seconds) + 1, dtype=np.int64)
    np.cumsum(_array(flags)[_array(pairs.seconds)], out=so_far[1:])
    return _plain("I", np.diff(so_far[_array(pairs.starts)]))


def repeated(hashes: Sequence[int]) -> set[int]:
    """Return which of *hashes* occur more than once."""
    found = np.sort(_array(hashes))
    return set(found[1:][found[1:] == found[:-1]].tolist())


def _distinct(values: Any) -> Any:
    """Return the distinct *values*, sorted; numpy's own way looks them up in a table, which is slower."""
    found = np.sort(values)
    return found[np.concatenate(([True], found[1:] != found[:-1]))] if len(found) else found


def _apart(mixed: int, sizes: Sequence[int]) -> tuple[int, ...]:
    codes = []
    for size in reversed(sizes):
        mixed, code = divmod(mixed, size)
        codes.append(code)
    return tuple(reversed(codes))


def _array(values: Any) -> Any:
    """Return *values* as an array, without copying where they are kept as numbers."""
    if isinstance(values, bytearray | bytes):
        return np.frombuffer(values, dtype=np.uint8)
    return np.asarray(values) if len(values) else np.zeros(0, dtype=np.int64)


def _plain(kind: str, values: Any) -> "array[int]":
    found = array(kind)
    found.frombytes(values.astype(np.uint32).tobytes())
    return found
