"""The findings of one code in order, with few of them alive at a time."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from heapq import merge

from oneroster_classlink.mapping.findings.code import Code
from oneroster_classlink.mapping.findings.finding import Finding, rank, ranking_ids
from oneroster_classlink.mapping.findings.part import Placed

MOST_AT_ONCE = 10_000
"""Up to so many findings are made and then sorted; of more, only the ids are held while they are sorted."""

Shares = tuple[tuple[Placed, Sequence[int]], ...]
"""Places of findings, by the part that makes them."""


def in_order(code: Code, shares: Shares) -> Iterator[Finding]:
    """Yield the findings of *code* at the places of *shares*, by their ids.

    Where there are very many, they are sorted class by class, so that a few thousand are alive, not all.
    """
    return merge(*(_of_part(partial(part.make, code), places) for part, places in shares), key=rank)


def _of_part(make: Callable[[int], Finding], places: Sequence[int]) -> Iterator[Finding]:
    if len(places) <= MOST_AT_ONCE:
        yield from sorted(map(make, places), key=rank)
        return
    by_class: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for place in places:
        by_class[make(place).klass or ""].append(place)
    for klass in sorted(by_class):
        yield from map(make, sorted(by_class[klass], key=lambda place: ranking_ids(make(place))))
