"""Where a pull can go on later, as a text."""

import json

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneroster_classlink.errors import UsageError
from oneroster_classlink.models.kinds import Order as DateOrder
from oneroster_classlink.wire.decode import Seen
from oneroster_classlink.wire.pull.mark import read_mark, write_mark
from oneroster_classlink.wire.pull.order import Order
from oneroster_classlink.wire.pull.paging import Ask, Paging
from oneroster_classlink.wire.pull.trail import Trail

STATE = Paging(page_size=10, position=20, overlap=2, step=10, edge=28, most=10, pages=3, rejoined=1, moved=True)

DATES = Seen(frozenset({DateOrder.DAY_FIRST}))


def trail_of(**over):
    return Trail(**{"collection": "orgs", "order": Order.of([0]), "anchor": "b", "before": ["a", "b", None], **over})


def test_write_mark__all_that_must_be_known():
    expected = {
        "position": 20,
        "overlap": 2,
        "step": 10,
        "most": 10,
        "pages": 3,
        "rejoined": 1,
        "moved": True,
        "order": [0],
        "anchor": "b",
        "before": ["a", "b", None],
        "dates": ["DAY_FIRST"],
    }

    assert expected == json.loads(write_mark(STATE, trail_of(), dates=DATES))


@pytest.mark.parametrize(
    ("state", "trail"),
    [
        ({"sorts": False}, {}),
        ({"linked": False}, {}),
        ({}, {"order": Order(())}),
        ({}, {"anchor": None, "before": [None]}),
        ({}, {"before": ["b", "a"]}),
        ({}, {"before": [None]}),
    ],
)
def test_write_mark__none_where_rows_cannot_be_told_by_their_order(state, trail):
    assert write_mark(attrs.evolve(STATE, **state), trail_of(**trail), dates=DATES) is None


@given(
    position=st.integers(1, 50),
    overlap=st.integers(1, 2),
    step=st.none() | st.integers(4, 9),
    moved=st.booleans(),
    orders=st.sampled_from([(0,), (0, 1), (1,)]),
    dates=st.sets(st.sampled_from(DateOrder)).map(lambda orders: Seen(frozenset(orders))),
    before=st.lists(st.text("ab", max_size=2) | st.none(), max_size=3).map(lambda ids: [*ids, "b", None]),
)
def test_read_mark__goes_on_where_it_was_written(position, overlap, step, moved, orders, before, dates):
    state = attrs.evolve(STATE, position=position, overlap=overlap, step=step, moved=moved)
    state = attrs.evolve(state, edge=position - overlap + (step or 10))
    text = write_mark(state, trail_of(order=Order.of(orders), before=before), dates=dates)
    found, trail, known = read_mark(text, collection="orgs", page_size=10)

    assert attrs.evolve(state, resumed=True) == found
    assert ("orgs", orders, "b") == (trail.collection, trail.order.numbers, trail.anchor)
    assert (before, True) == (list(trail.before), trail.resumed)
    assert (dates, text) == (known, write_mark(found, trail, dates=known))


def test_read_mark__another_page_size_is_used_where_the_servers_is_not_known():
    text = write_mark(attrs.evolve(STATE, step=None), trail_of(), dates=DATES)
    state, _, _ = read_mark(text, collection="orgs", page_size=7)

    assert (Ask(18, 7),) == state.asks(width=1)


def test_read_mark__an_order_that_its_last_row_has_no_place_in_is_none():
    text = write_mark(STATE, trail_of(order=Order.of([0, 2])), dates=DATES)

    assert (0,) == read_mark(text, collection="orgs", page_size=10)[1].order.numbers


@pytest.mark.parametrize(("overlap", "expected"), [(1, 64), (64, 64), (65, 65)])
def test_write_mark__holds_the_last_rows_and_those_to_ask_for_again(overlap, expected):
    before = [f"{number:03}" for number in range(100)]
    text = write_mark(attrs.evolve(STATE, overlap=overlap), trail_of(before=before, anchor="099"), dates=DATES)

    assert before[-expected:] == json.loads(text)["before"]


@pytest.mark.parametrize("text", ["", "later", "{}", "[]", '{"position": 20}', "\ud800"])
def test_read_mark__any_other_text_is_refused(text):
    with pytest.raises(UsageError, match="what a batch of this collection carried"):
        read_mark(text, collection="orgs", page_size=10)
