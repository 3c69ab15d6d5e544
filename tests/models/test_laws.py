"""Laws: what is written reads back as the same value, by whichever lane."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.models import make_converter
from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.models.converter import BadRow, structure
from oneroster_classlink.wire.decode import Decoder
from oneroster_classlink.wire.structs import row_of
from tests.models.strategies import records_of, rows_of

CONVERTER = make_converter(keep_passwords=True)
collections = pytest.mark.parametrize("collection", COLLECTIONS.values(), ids=lambda found: found.name)


@collections
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_structure__undoes_unstructure(collection, data):
    record = data.draw(records_of(collection.model))

    assert record == CONVERTER.structure(CONVERTER.unstructure(record), collection.model)


@collections
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_fast_lane__reads_what_was_written(collection, data):
    """A record written as JSON comes back from a page unrepaired, and so do its row struct's values."""
    record = data.draw(records_of(collection.model))
    decoder = Decoder(collection=collection, converter=CONVERTER, keep_passwords=True)

    rows = decoder.page(msgspec.json.encode({collection.name: [CONVERTER.unstructure(record)]}), path="/x")

    assert (1, ()) == (rows.received, rows.ledger)
    assert [record] == list(decoder.records(rows.structs))
    assert [record] == list(decoder.records([row_of(record)]))


@collections
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_both_lanes__give_the_same_value(collection, data):
    """Whatever the page decoder makes of a row, fast or not, the converter makes too, and says the same of it."""
    row = msgspec.json.decode(msgspec.json.encode(data.draw(rows_of(collection.model, CONVERTER))))
    decoder = Decoder(collection=collection, converter=CONVERTER, keep_passwords=True)

    rows = decoder.page(msgspec.json.encode({collection.name: [row]}), path="/x")

    said = [(entry.problems, entry.repairs) for entry in rows.ledger]
    assert _patient(row, model=collection.model) == (list(decoder.records(rows.structs)), said)


def _patient(row, *, model):
    try:
        record, repairs = structure(row, model=model, converter=CONVERTER)
    except BadRow as bad:
        return [], [(bad.problems, ())]
    return [record], [((), repairs)] if repairs else []
