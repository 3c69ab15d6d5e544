"""How many pages are in flight: more while answers stay quick."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneroster_classlink.wire.pull.width import Width

CALM = Width(most=8, pages=4.0, best=1.0, hurried=False)


@pytest.mark.parametrize(("most", "expected"), [(1, 1), (2, 2), (8, 2)])
def test_up_to__begins_small(most, expected):
    assert Width(most=most, pages=float(expected)) == Width.up_to(most)
    assert expected == Width.up_to(most).now


def test_now__a_part_of_a_page_is_none():
    assert 3 == Width(most=8, pages=3.99).now


def test_after__each_quick_answer_earns_a_page_up_to_the_limit():
    width, found = Width.up_to(5), []
    for _ in range(5):
        width = width.after(0.5)
        found.append(width.now)

    assert [3, 4, 5, 5, 5] == found


@pytest.mark.parametrize(
    ("seconds", "best", "pages"),
    [
        (1.0, 1.0, 4.25),
        (0.5, 0.5, 4.25),
        (1.02, 1.02, 4.25),
        (1.5, 1.02, 4.25),
        (1.58, 1.02, 4.25),
        (1.59, 1.02, 4.0),
        (3.1, 1.02, 4.0),
        (3.12, 1.02, 2.8),
        (9.0, 1.02, 2.8),
    ],
)
def test_after__by_how_the_answer_compares_with_the_best(seconds, best, pages):
    found = CALM.after(seconds)

    assert (pytest.approx(best), pytest.approx(pages), 8) == (found.best, found.pages, found.most)
    assert (False, 4 if pages < 4 else 0) == (found.hurried, found.pause)


def test_after__the_first_answer_is_the_best():
    assert Width(most=8, pages=3.0, best=7.0) == Width.up_to(8).after(7.0)


def test_after__what_was_asked_before_a_change_changes_nothing_but_the_best():
    width = Width(most=8, pages=2.0, best=1.0, hurried=False, pause=2)
    once = width.after(50.0)
    twice = once.after(0.9)

    assert Width(most=8, pages=2.0, best=1.02, hurried=False, pause=1) == once
    assert Width(most=8, pages=2.0, best=0.9, hurried=False, pause=0) == twice
    assert 2.5 == twice.after(0.9).pages


@pytest.mark.parametrize(("pages", "expected", "pause"), [(8.0, 5.6, 8), (2.5, 1.75, 2), (1.2, 1.0, 1), (1.0, 1.0, 1)])
def test_shrunk__by_a_third_but_never_to_nothing(pages, expected, pause):
    width = Width(most=8, pages=pages, best=1.0)

    assert Width(most=8, pages=pytest.approx(expected), best=1.0, hurried=False, pause=pause) == width.shrunk()


@given(most=st.integers(1, 9), answers=st.lists(st.one_of(st.none(), st.floats(0, 100)), max_size=40))
def test_width__stays_within_its_limit(most, answers):
    width = Width.up_to(most)
    for seconds in answers:
        width = width.shrunk() if seconds is None else width.after(seconds)
        assert 1 <= width.now <= most
