"""The long steps in plain Python."""

from array import array
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, compress, islice, pairwise, repeat
from operator import itemgetter, sub

from oneroster_classlink.mapping.columns.values import Decided, Gathered, Groups, Judge, Pairs, Placed, Places

_ROW = "I"
_SEVERAL = 2


def picked(places: Sequence[int], codes: Sequence[int]) -> Sequence[int]:
    """Return the code at each of *places*, for all seats."""
    return array("i", map(codes.__getitem__, places))


def combine(columns: Sequence[Placed], *, sizes: Sequence[int], judge: Judge) -> bytearray:  # noqa: ARG001 - `arrays` needs them
    """Return the decision of each seat, whose codes of facts stand side by side in *columns*."""
    codes = (map(codes.__getitem__, places) for places, codes in columns)
    return bytearray(map(Decided(judge).__getitem__, zip(*codes, strict=True)))


def group(codes: Sequence[int], *, count: int) -> Groups:
    """Return the rows of each of *count* codes, in the order of the rows."""
    sizes = array("I", [0]) * (count + 1)
    for code in codes:
        sizes[code + 1] += 1
    starts = array("I", accumulate(sizes))
    order, place = array("I", [0]) * len(codes), starts[:]
    for row, code in enumerate(codes):
        order[place[code]] = row
        place[code] += 1
    return Groups(order=order, starts=starts)


def gather(decisions: bytearray, places: Places, *, taken: bytes) -> Gathered:
    """Count the seats, of whose decisions *taken* marks those that are taken."""
    by_school: list[set[int]] = [set() for _ in range(places.school_count)]
    doubled = []
    for code, row in enumerate(places.classes):
        rows = places.groups.rows(code)
        if row < 0 or not rows:
            continue
        users = _pick(rows, places.users)
        marks = bytes(_pick(rows, decisions)).translate(taken)
        if 0 in marks:
            users = tuple(compress(users, marks))
        found = set(users)
        if len(found) < len(users):
            doubled.append(code)
        by_school[places.schools[code]] |= found
    return Gathered(doubled=doubled, by_school=[array("I", found) for found in by_school])


def tally(column: Sequence[int], decisions: bytearray, *, taken: bytes, count: int) -> Sequence[int]:
    """Return how many of the seats that *taken* marks stand at each of *count* codes of *column*."""
    found = Counter(compress(column, decisions.translate(taken)))
    return array("I", map(found.__getitem__, range(count)))


def paired(firsts: Sequence[int], seconds: Sequence[int], *, size: int) -> Pairs:
    """Return pairs of rows below *size*, each once; counting where each group goes is much quicker than sorting."""
    numbers = array(_ROW, repeat(0, size))
    for first in firsts:
        numbers[first] += 1
    starts = array(_ROW, accumulate(numbers, initial=0))
    places, found = starts[:], array(_ROW, repeat(0, len(seconds)))
    for first, second in zip(firsts, seconds, strict=True):
        place = places[first]
        found[place] = second
        places[first] = place + 1
    return _each_once(Pairs(starts=starts, seconds=found))


def numbers(pairs: Pairs, flags: bytes) -> Sequence[int]:
    """Return for each first row how many it is paired with whose flag is 1."""
    so_far = array(_ROW, accumulate(map(flags.__getitem__, pairs.seconds), initial=0))
    at_starts = array(_ROW, map(so_far.__getitem__, pairs.starts))
    return array(_ROW, map(sub, islice(at_starts, 1, None), at_starts))


def repeated(hashes: Sequence[int]) -> set[int]:
    """Return which of *hashes* occur more than once."""
    seen: set[int] = set()
    twice: set[int] = set()
    for found in hashes:
        (twice if found in seen else seen).add(found)
    return twice


def _each_once(pairs: Pairs) -> Pairs:
    starts, found = array(_ROW, [0]), array(_ROW)
    for start, end in pairwise(pairs.starts):
        said = pairs.seconds[start:end]
        found.extend(said if end - start < _SEVERAL else sorted(set(said)))
        starts.append(len(found))
    return Pairs(starts=starts, seconds=found)


def _pick(rows: Sequence[int], values: Sequence[int]) -> tuple[int, ...]:
    found = itemgetter(*rows)(values)
    return found if len(rows) > 1 else (found,)
