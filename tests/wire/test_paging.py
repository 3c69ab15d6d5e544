"""Paging as a value: each row is asked for once, whatever the server does with ``limit``."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.wire.paging import Ask, Paging
from oneroster_classlink.wire.proof import End


def test_asks__only_the_first_page_before_anything_is_known():
    assert (Ask(0, 100),) == Paging(page_size=100).asks(width=4)


def test_asks__a_full_window_once_total_and_page_size_are_known():
    state = Paging(page_size=100).after(received=100, total=350)

    assert (Ask(100, 100), Ask(200, 100), Ask(300, 100)) == state.asks(width=4)
    assert (Ask(100, 100), Ask(200, 100)) == state.asks(width=2)
    assert (Ask(100, 100),) == state.asks(width=1)


def test_asks__a_short_first_page_is_not_taken_for_the_page_size_before_it_is_seen_twice():
    once = Paging(page_size=100).after(received=30, total=90)
    twice = once.after(received=30, total=90)

    assert (Ask(30, 100),) == once.asks(width=4)
    assert (Ask(60, 30),) == twice.asks(width=4)


def test_asks__a_hole_is_filled_and_what_is_in_flight_stays():
    state = Paging(page_size=100).after(received=100, total=400).after(received=60, total=400)

    assert (Ask(160, 40), Ask(200, 100), Ask(300, 100)) == state.asks(width=3)
    assert (Ask(200, 100), Ask(300, 100)) == state.after(received=40, total=400).asks(width=3)


def test_asks__a_page_longer_than_asked_plans_anew():
    state = Paging(page_size=100).after(received=100, total=450).after(received=150, total=450)

    assert (Ask(250, 100), Ask(350, 100)) == state.asks(width=4)


def test_asks__one_page_at_a_time_without_a_plausible_total():
    for total in (None, 0, 99):
        assert (Ask(100, 100),) == Paging(page_size=100).after(received=100, total=total).asks(width=4)


@pytest.mark.parametrize(
    ("pages", "end", "total"),
    [
        ([(0, 0)], End.TOTAL, 0),
        ([(0, None)], End.EMPTY_PAGE, None),
        ([(10, 10)], None, 10),
        ([(10, 10), (0, 10)], End.TOTAL, 10),
        ([(10, 10), (10, 10)], None, None),
        ([(10, 25)], None, 25),
        ([(10, None)], None, None),
        ([(3, None)], None, None),
        ([(10, 0), (0, 0)], End.EMPTY_PAGE, None),
        ([(10, 5), (0, 5)], End.EMPTY_PAGE, None),
        ([(10, 20), (0, 20)], End.EMPTY_PAGE, 20),
        ([(10, 20), (10, None)], End.TOTAL, 20),
        ([(10, 12), (10, 12)], None, None),
    ],
)
def test_after__how_the_end_is_known(pages, end, total):
    state = Paging(page_size=10)
    for received, said in pages:
        state = state.after(received=received, total=said)

    assert (end, total) == (state.end, state.total)
    assert (end is not None) == (state.asks(width=4) == ())


def test_after__a_first_page_is_believed_to_be_all_where_the_server_counts_it_apart():
    """A total that is only the page's own count would end the pull too soon."""
    assert End.TOTAL is Paging(page_size=10).after(received=10, total=10, apart=True).end
    assert None is Paging(page_size=10).after(received=10, total=10).end


@settings(max_examples=150)
@given(
    count=st.integers(0, 60),
    page_size=st.integers(1, 12),
    most=st.integers(1, 20),
    width=st.integers(1, 4),
    total=st.sampled_from(["right", "none", "zero"]),
    data=st.data(),
)
def test_paging__every_row_comes_once_in_order(count, page_size, most, width, total, data):
    """A law: a server that caps ``limit`` and sometimes sends less loses no row and doubles none."""
    said = {"right": count, "none": None, "zero": 0}[total]
    state, rows, launched = Paging(page_size=page_size), [], {}
    while state.end is None:
        asks = state.asks(width=width)
        assert len(asks) <= width
        assert len(set(asks)) == len(asks)
        launched = {ask: launched.get(ask) or _cut(ask, count=count, most=most, data=data) for ask in asks}
        got = launched[asks[0]]
        rows.extend(got)
        state = state.after(received=len(got), total=said)

    assert list(range(count)) == rows


def _cut(ask, *, count, most, data):
    there = max(0, min(ask.limit, most, count - ask.offset))
    return range(ask.offset, ask.offset + (data.draw(st.integers(1, there)) if there else 0))
