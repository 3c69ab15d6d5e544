"""Ids are found by their row, in whatever order they came, and are one string in all tables."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.snapshot.table.ids import Ids


def ids_of(*pages, strings=None, packed=False):
    found = Ids(strings, packed=packed)
    for page in pages:
        found.extend(page, start=len(found))
    return found


@settings(max_examples=50, deadline=None)
@given(
    ids=st.lists(st.text(max_size=3), unique=True, max_size=8),
    cut=st.integers(0, 8),
    sealed=st.booleans(),
    packed=st.booleans(),
)
def test_row__of_every_id_and_of_no_other(ids, cut, sealed, packed):
    found = ids_of(ids[:cut], ids[cut:], packed=packed)
    if sealed:
        found.seal()

    assert list(range(len(ids))) == [found.row(sourced_id) for sourced_id in ids]
    assert ids == list(found) == [found[row] for row in range(len(found))]
    assert [None, None, None] == [found.row("none of them"), found.row(None), found.row("\U0010ffff" * 4)]


@pytest.mark.parametrize("ids", [["a", "b"], ["b", "a"], []])
@pytest.mark.parametrize("wanted", [None, 7, "", "aa", "c"])
def test_row__what_is_not_there(ids, wanted):
    found = ids_of(ids)

    assert found.row(wanted) is None
    found.seal()
    assert found.row(wanted) is None


def test_row__pages_that_are_sorted_each_but_not_together():
    found = ids_of(["m", "z"], ["a", "n"])
    found.seal()

    assert [2, 0, 3, 1] == [found.row(sourced_id) for sourced_id in "amnz"]


def test_extend__ids_that_others_refer_to_are_one_string_in_all_tables():
    known, other = (b"U1".decode() for _ in range(2))
    strings = {known: known}

    found = ids_of([other, "U2"], strings=strings)

    assert known is not other
    assert known is found[0]
    assert {"U1", "U2"} == strings.keys()


def test_extend__ids_that_nothing_refers_to_stay_apart():
    one, other = (b"E1".decode() for _ in range(2))

    assert one is not other
    assert other is ids_of([other])[0]
