"""Which ids have come: a set in few bytes."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneroster_classlink.wire.pull.digests import Digests

IDS = st.lists(st.text("ab", max_size=3), max_size=12)


@given(pages=st.lists(st.tuples(IDS, st.booleans())))
def test_unknown__as_a_set_tells(pages):
    digests, came = Digests(), set()
    for ids, asks in pages:
        if asks:
            expected = [not (item in came or came.add(item)) for item in ids]
            assert expected == digests.unknown(ids)
        else:
            digests.add(ids)
            came.update(ids)


@given(ids=st.sets(st.text("ab", max_size=3)), asked=IDS)
def test_first__as_a_set_tells_and_takes_no_note(ids, asked):
    digests = Digests()
    digests.add(ids)
    expected = next((place for place, item in enumerate(asked) if item in ids), None)

    assert expected == digests.first(asked)
    assert expected == digests.first(asked)


def test_unknown__the_empty_id_whose_hash_is_zero():
    assert 0 == hash("")
    assert [True, False] == Digests().unknown(["", ""])


def test_unknown__more_ids_than_are_settled_at_once():
    ids = [str(number) for number in range(70_000)]
    digests = Digests()
    digests.add(ids)

    assert 0 == digests.unknown(ids).count(True)
    assert [True, False] == digests.unknown(["new", "new"])


@pytest.mark.parametrize(("asks", "most"), [(False, 10), (True, 17)])
def test_digests__take_few_bytes_an_id(asks, most):
    """8 bytes, 16 once there was a question, and what arrays themselves take."""
    digests = Digests()
    tracemalloc.start()
    try:
        digests.add(str(number) for number in range(30_000))
        if asks:
            digests.unknown(())
        size, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert 8 <= size / 30_000 <= most
