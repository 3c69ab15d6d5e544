"""A page's rows by their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneroster_classlink.wire.pull.sheet import AGAIN, RIVAL, Sheet
from tests.wire.pull.rows import entry, rows

TEXTS = st.lists(st.sampled_from(["a", "b*", "c!", "!", "head", "d=2"]), max_size=6).map(" ".join)


def sheet(text, *, start=0):
    return Sheet.of(rows(text, start=start), start=start)


@pytest.mark.parametrize(
    ("text", "ids", "known"),
    [
        ("", [], []),
        ("a b", ["a", "b"], ["a", "b"]),
        ("b* a", ["b", "a"], ["b", "a"]),
        ("a! b", ["a", "b"], ["a", "b"]),
        ("a ! b", ["a", None, "b"], ["a", "b"]),
        ("head a", [None, "a"], ["a"]),
        ("! a* head b! c", [None, "a", None, "b", "c"], ["a", "b", "c"]),
    ],
)
@pytest.mark.parametrize("start", [0, 100])
def test_of__the_ids_by_their_place(text, ids, known, start):
    found = sheet(text, start=start)

    assert (ids, known) == (list(found.ids), list(found.known))


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("a b c", 1, "b c"),
        ("a b c", 3, ""),
        ("a* b* c*", 1, "b* c*"),
        ("a* b! c", 1, "b! c"),
        ("a! b c", 1, "b c"),
        ("head a", 1, "a"),
    ],
)
def test_since__the_rows_from_a_place_on(text, place, expected):
    assert rows(expected, start=100 + place) == sheet(text, start=100).since(place)


def test_since__all_are_the_rows_as_they_came():
    found = sheet("a b")

    assert found.since(0) is found.rows


@pytest.mark.parametrize(
    ("kept", "structs", "ledger", "received"),
    [
        ([True] * 5, "a b d", (1, 2, 3), 5),
        ([True, False, False, False, True], "a d", (), 2),
        ([False, True, True, False, False], "b", (1, 2), 2),
        ([False] * 5, "", (), 0),
    ],
)
def test_only__the_rows_that_are_kept(kept, structs, ledger, received):
    found = sheet("a b* c! head d", start=100).only(kept)

    assert rows(structs).structs == found.structs
    assert (ledger, received) == (tuple(item.index - 100 for item in found.ledger), found.received)


@given(text=TEXTS, place=st.integers(0, 6), start=st.sampled_from([0, 7]))
def test_since__is_the_rest_of_what_is_kept_before(text, place, start):
    found = sheet(text, start=start)
    place = min(place, len(found.ids))
    before, since = found.only([number < place for number in range(len(found.ids))]), found.since(place)

    assert found.rows.structs == before.structs + since.structs
    assert found.rows.ledger == before.ledger + since.ledger
    assert found.rows.received == before.received + since.received


@pytest.mark.parametrize(
    ("text", "left", "entries"),
    [
        ("a b", "a b", []),
        ("! head !", "! head !", []),
        ("a b a", "a b", [(2, "a", True)]),
        ("a b a=2", "a b", [(2, "a", False)]),
        ("a a a=2 b b", "a b", [(1, "a", True), (2, "a", False), (4, "b", True)]),
        ("a! a", "a!", [(1, "a", False)]),
        ("a a!", "a", [(1, "a", False)]),
        ("a a*", "a", [(1, "a", True)]),
    ],
)
def test_without_doubles__one_row_an_id_and_a_word_about_the_others(text, left, entries):
    found, said = sheet(text, start=100).without_doubles(collection="orgs")

    assert rows(left).structs == found.rows.structs
    assert (found.rows.received, found.start) == (len(left.split()), 100)
    assert list(sheet(left).ids) == list(found.ids)
    assert [
        entry(100 + place, item, **({"repairs": (AGAIN,)} if same else {"problems": (RIVAL,)}))
        for place, item, same in entries
    ] == list(said)


def test_sheet__a_repr_shows_no_row():
    assert "Sheet(ids=['a'], start=0)" == repr(sheet("a"))
