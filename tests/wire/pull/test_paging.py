"""What to ask for next, wherever a pull stands."""

from itertools import pairwise

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneroster_classlink.wire.proof import End
from oneroster_classlink.wire.pull.paging import Ask, Paging

BEGUN = Paging(page_size=10)
KNOWN = attrs.evolve(BEGUN, position=10, overlap=1, step=10, edge=19, total=30, most=10)


def test_asks__only_the_first_page_before_anything_is_known():
    assert (Ask(0, 10),) == BEGUN.asks(width=4)


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (1, [(9, 10)]),
        (2, [(9, 10), (18, 10)]),
        (4, [(9, 10), (18, 10), (27, 10), (29, 8)]),
        (9, [(9, 10), (18, 10), (27, 10), (29, 8)]),
    ],
)
def test_asks__up_to_the_width_and_the_last_row_again(width, expected):
    assert [Ask(*ask) for ask in expected] == list(KNOWN.asks(width=width))


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ({"total": None}, [(9, 10)]),
        ({"step": None}, [(9, 10)]),
        ({"total": 10}, [(9, 10)]),
        ({"total": 11}, [(9, 10), (10, 9)]),
        ({"total": 19}, [(9, 10), (18, 10)]),
        ({"total": 18}, [(9, 10), (17, 2)]),
        ({"total": 20}, [(9, 10), (18, 10), (19, 9)]),
        ({"position": 14, "edge": 19}, [(13, 6), (18, 10), (27, 10), (29, 8)]),
        ({"step": 4, "edge": 13, "total": 16}, [(9, 4), (12, 4), (15, 1 + 3)]),
        ({"step": 4, "edge": 13, "total": 15}, [(9, 4), (12, 4), (14, 2)]),
        ({"limit": 5, "edge": 14, "total": 15}, [(9, 5), (13, 5), (14, 4)]),
        ({"overlap": 3, "edge": 17}, [(7, 10), (14, 10), (21, 10), (27, 4)]),
        ({"linked": False, "overlap": 0, "edge": 20}, [(10, 10), (20, 10), (30, 10)]),
        ({"linked": False, "overlap": 0, "edge": 20, "total": 25}, [(10, 10), (20, 10), (25, 5)]),
        ({"back": 16}, [(0, 10)]),
        ({"position": 50, "back": 16}, [(33, 10)]),
        ({"position": 50, "back": 16, "limit": 5}, [(33, 5)]),
        ({"position": 0, "overlap": 0, "edge": 0}, [(0, 10), (9, 10), (18, 10), (27, 10), (29, 8)]),
    ],
)
def test_asks__wherever_it_stands(over, expected):
    assert [Ask(*ask) for ask in expected] == list(attrs.evolve(KNOWN, **over).asks(width=9))


@pytest.mark.parametrize("over", [{"end": End.EMPTY_PAGE}, {"trouble": "some"}])
def test_asks__nothing_once_it_is_over(over):
    assert () == attrs.evolve(KNOWN, **over).asks(width=4)


@pytest.mark.parametrize(
    ("over", "expected"), [({}, 7), ({"step": 5}, 5), ({"step": 5, "limit": 2}, 2), ({"limit": 2}, 2)]
)
def test_size__the_smallest_that_was_learned(over, expected):
    assert expected == Paging(page_size=7, **over).size


@given(left=st.integers(0, 60), position=st.integers(1, 60), size=st.integers(2, 12), overlap=st.integers(1, 5))
def test_asks__pages_ahead_overlap_reach_the_end_and_are_not_asked_for_twice(left, position, size, overlap):
    total, overlap = position + left, min(overlap, size - 1, position)
    state = Paging(
        page_size=size, position=position, overlap=overlap, step=size, edge=position - overlap + size, total=total
    )
    asks = state.asks(width=100)

    assert len(set(asks)) == len(asks)
    assert all(0 < ask.limit <= size for ask in asks)
    for one, other in pairwise(asks):
        assert one.offset < other.offset <= one.offset + one.limit - overlap
    assert asks[-1].offset + asks[-1].limit >= total
