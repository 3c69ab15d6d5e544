"""What the ids of pages show of a server's order, and where a row stands in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneroster_classlink.wire.pull.order import Order, is_rising

POINTS, FOLDED, NUMBERS = 0, 1, 2
WORDS = st.text("abAB01", max_size=4)
KEYS = {POINTS: str, FOLDED: str.casefold, NUMBERS: int}


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (["", "a"], [POINTS, FOLDED]),
        ([""], [POINTS, FOLDED, NUMBERS]),
        (["5"], [POINTS, FOLDED, NUMBERS]),
        (["a b"], [POINTS, FOLDED]),
        (["B a"], [POINTS]),
        (["a B"], [FOLDED]),
        (["9 10"], [NUMBERS]),
        (["10 9"], [POINTS, FOLDED]),
        (["1 2", "3 10"], [NUMBERS]),
        (["1 2", "10 11"], [POINTS, FOLDED, NUMBERS]),
        (["a b", "a C"], [FOLDED]),
        (["B a", "a C"], []),
        (["b a"], []),
        (["a a"], []),
        (["a A"], []),
        (["01 1"], [POINTS, FOLDED]),
        (["1 01"], []),
        (["9 10a"], []),
        (["9 \u0661\u0660"], [POINTS, FOLDED]),
        (["9 +10"], []),
        (["9 1_0"], []),
        ([f"9 1{'0' * 5000}"], []),
    ],
)
def test_after__what_every_page_agrees_with(pages, expected):
    order = Order()
    for page in pages:
        order = order.after(page.split())

    assert (tuple(expected), bool(expected)) == (order.numbers, order.is_by_id)


def test_after__an_id_of_no_letters_is_no_number():
    assert (POINTS, FOLDED) == Order().after(["", "1"]).numbers


@given(ids=st.sets(WORDS), number=st.sampled_from([POINTS, FOLDED]))
def test_after__a_server_that_sorts_is_seen_to_unless_two_ids_are_the_same_in_its_order(ids, number):
    key = KEYS[number]
    order = Order().after(sorted(ids, key=key))

    assert (len(set(map(key, ids))) == len(ids)) == (number in order.numbers)


@given(ids=st.sets(st.integers(0, 2_000), min_size=2).map(lambda numbers: [str(number) for number in sorted(numbers)]))
def test_after__numbers(ids):
    assert NUMBERS in Order().after(ids).numbers
    assert () == Order.of([NUMBERS]).after(ids[::-1]).numbers


@pytest.mark.parametrize(
    ("numbers", "anchor", "ids", "expected"),
    [
        ([POINTS], "b", "a b c", 2),
        ([POINTS], "b", "a c", 1),
        ([POINTS], "b", "c d", 0),
        ([POINTS], "b", "a b", 2),
        ([POINTS], "b", "", 0),
        ([NUMBERS], "9", "8 9 10", 2),
        ([NUMBERS], "9", "10 11", 0),
        ([POINTS], "9", "10 11", 2),
        ([POINTS, FOLDED, NUMBERS], "9", "10 11", None),
        ([POINTS, FOLDED, NUMBERS], "9", "8 9", 2),
        ([POINTS, FOLDED], "b", "C D", None),
        ([FOLDED], "b", "C D", 0),
        ([FOLDED], "a", "A b", None),
        ([FOLDED], "a", "0 a b", 2),
        ([NUMBERS], "1", "01 2", None),
        ([], "b", "a b", None),
    ],
)
def test_beyond__the_place_of_the_first_row_after_the_anchor_if_it_can_be_told(numbers, anchor, ids, expected):
    assert expected == Order.of(numbers).beyond(ids.split(), anchor=anchor)


@given(ids=st.sets(WORDS), anchor=WORDS, number=st.sampled_from([POINTS, FOLDED]))
def test_beyond__as_counted_one_by_one(ids, anchor, number):
    key = KEYS[number]
    same_but_for_case = any(key(item) == key(anchor) and item != anchor for item in ids)
    order = Order.of([number]).after(ids := sorted(ids, key=key))
    expected = None if same_but_for_case or not order.is_by_id else sum(key(item) <= key(anchor) for item in ids)

    assert expected == order.beyond(ids, anchor=anchor)


@pytest.mark.parametrize("numbers", [(), (POINTS,), (FOLDED, NUMBERS), (POINTS, FOLDED, NUMBERS)])
def test_of__what_numbers_say(numbers):
    assert numbers == Order.of(numbers).numbers


@pytest.mark.parametrize("number", [-1, 3])
def test_of__an_unknown_number_is_no_order(number):
    assert () == Order.of([number]).numbers


@pytest.mark.parametrize(("ids", "expected"), [("", True), ("a", True), ("a b", True), ("a a", False), ("b a", False)])
def test_is_rising(ids, expected):
    assert expected is is_rising(ids.split())


def test_after__rows_enough_by_code_points_settle_it():
    """From then on the dearer orders are not compared, and a page that is known to rise is not compared again."""
    order = Order().after([f"{number:05}" for number in range(5_001)])
    settled = order.after(["06000", "06001"])
    further = settled.after(["07000"], rising=True)

    assert [(POINTS, FOLDED, NUMBERS), (POINTS,), (POINTS,)] == [order.numbers, settled.numbers, further.numbers]
    assert [5_001, 5_003, 5_004] == [order.rows, settled.rows, further.rows]
    assert () == settled.after(["b", "a"], rising=False).numbers
