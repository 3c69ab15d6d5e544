"""Rows cut apart by brackets alone, where a page is nested too deeply to be parsed."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.errors import BrokenBody, NotOneRoster
from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.wire.decode import Decoder, decode_single
from oneroster_classlink.wire.decode.deep import deep_rows

DEEP = b'{"a":' * 9_000 + b"1" + b"}" * 9_000
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(values, max_size=4), before=values, after=values, bare=st.booleans())
def test_deep_rows__are_the_rows_that_a_parser_gives(rows, before, after, bare):
    body = rows if bare else {"before": before, "orgs": rows, "after": after}

    assert rows == [json.loads(bytes(row)) for row in deep_rows(json.dumps(body).encode(), keys=("orgs",))]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b'"orgs"',
        b'{"users": []}',
        b'{"users": {"orgs": []}}',
        b'{"x": "orgs", "y": 1}',
        b'{"orgs": [',
        b'{"orgs": [{}, {"a": [1}',
        b'["orgs',
    ],
)
def test_deep_rows__none_where_there_is_no_whole_list(body):
    assert deep_rows(body, keys=("orgs",)) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [(b'{"orgs": [', b"]}"), (b"[", b"]"), (b'{"x": ' + DEEP + b', "orgs": [', b"]}"), (b'{"orgs": [1e999, ', b"]}")],
)
def test_page__a_row_that_is_nested_too_deeply_is_alone_in_being_lost(before, after):
    good = b'{"sourcedId": "S1"}'
    decoder = Decoder(collection=COLLECTIONS["orgs"])
    rows = decoder.page(before + good + b', {"sourcedId": "S2", "metadata": ' + DEEP + b"}" + after, path="/orgs")

    assert ["S1"] == [org.sourced_id for org in decoder.records(rows.structs)]
    assert ("nested too deeply @ $",) == rows.ledger[-1].problems


def test_page__an_empty_list_beside_what_is_nested_too_deeply():
    rows = Decoder(collection=COLLECTIONS["orgs"]).page(b'{"x": ' + DEEP + b', "orgs": []}', path="/orgs")

    assert (0, ()) == (rows.received, rows.ledger)


def test_page__without_a_list_that_is_nested_too_deeply():
    with pytest.raises(BrokenBody):
        Decoder(collection=COLLECTIONS["orgs"]).page(b'{"x": ' + DEEP + b"}", path="/orgs")


@pytest.mark.parametrize("further", ["", ', "name": 5'], ids=["fast", "patient"])
@pytest.mark.parametrize("key", ["metadata", "x-vendor"])
def test_page__at_the_edge_of_what_can_be_parsed_a_row_is_read_or_lost(key, further):
    """Nothing but that: no other error comes out, and the neighbours stand. The edge depends on who calls."""
    decoder = Decoder(collection=COLLECTIONS["orgs"])
    kept = set()
    for levels in (9, *range(300, 1_000, 3)):
        deep = f'"{key}": ' + '{"a":' * levels + "1" + "}" * levels
        body = f'{{"orgs": [{{"sourcedId": "S1"}}, {{"sourcedId": "S2", {deep}{further}}}, {{"sourcedId": "S3"}}]}}'
        rows = decoder.page(body.encode(), path="/orgs")
        found = [org.sourced_id for org in decoder.records(rows.structs)]
        kept.add(len(found))

        assert [("nested too deeply @ $",)] * (3 - len(found)) == [
            entry.problems for entry in rows.ledger if entry.is_lost
        ]
        assert ["S1", "S3"] == [sourced_id for sourced_id in found if sourced_id != "S2"]
    assert {2, 3} == kept


def test_decode_single__nested_too_deeply():
    with pytest.raises(NotOneRoster) as caught:
        decode_single(b'{"org": ' + DEEP + b"}", decoder=Decoder(collection=COLLECTIONS["orgs"]), path="/orgs/S1")

    assert "it is nested too deeply" == caught.value.problem
