"""A long column is searched by its bytes, and each row is found all the same."""

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.mapping.columns.search import holds, rows_with

numbers = st.sampled_from([0, 1, 255, 256, 257, 65536, 16777216, 4294967295])


@settings(max_examples=80, deadline=None)
@given(st.lists(numbers, max_size=20), numbers)
def test_rows_with__those_that_hold_it(column, code):
    expected = [row for row, found in enumerate(column) if found == code]

    assert expected == list(rows_with(array("I", column), code))
    assert bool(expected) is holds(array("I", column), code)


def test_rows_with__bytes_that_only_straddle_two_rows_do_not_count():
    assert [] == list(rows_with(array("I", [256, 256]), 1))
    assert [2] == list(rows_with(array("I", [256, 256, 1]), 1))


def test_rows_with__a_column_of_bytes():
    assert [0, 2] == list(rows_with(bytearray([7, 0, 7]), 7))


@pytest.mark.parametrize(("row", "expected"), [(2, True), (3, False)])
def test_holds__any_sequence(row, expected):
    assert expected is holds([1, 2], row)
