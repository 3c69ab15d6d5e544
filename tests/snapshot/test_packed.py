"""Texts kept one after the other are given back each by itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.snapshot.table import packed
from oneroster_classlink.snapshot.table.packed import Packed

TEXTS = st.lists(st.text(st.characters(), max_size=4), max_size=8)


@settings(max_examples=100, deadline=None)
@given(first=TEXTS, then=TEXTS)
def test_packed__gives_every_text_back(first, then):
    found = Packed()
    found.extend(first)
    found.extend(then)

    assert first + then == list(found) == [found[row] for row in range(len(found))]


@pytest.mark.parametrize("most", [0, 2, 100])
def test_packed__more_characters_than_four_bytes_can_count(monkeypatch, most):
    monkeypatch.setattr(packed, "_MOST_IN_FOUR_BYTES", most)
    found = Packed()
    found.extend(["a", "", "bc"])
    found.extend(["def"])

    assert ["a", "", "bc", "def"] == list(found)
