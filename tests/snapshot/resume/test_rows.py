"""Batches survive being bytes, whatever is in their rows; passwords do not."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.bundle import read_folder
from oneroster_classlink.models import LedgerEntry, User
from oneroster_classlink.models.collections import ROSTERING
from oneroster_classlink.snapshot.resume.rows import packed, unpacked
from oneroster_classlink.wire.decode import Decoder
from oneroster_classlink.wire.proof import Batch, End
from oneroster_classlink.wire.structs import row_of
from tests.models.strategies import records_of
from tests.shared_data import SHARED_DATA, needs_shared_data

ENTRY = LedgerEntry(
    collection="users", index=3, sourced_id=None, problems=("missing @ $.sourcedId",), repairs=("é @ $",)
)


def there_and_back(batch, *, model):
    record, _ = packed(batch, model=model)
    return unpacked(record, model=model)


@pytest.mark.parametrize("collection", ROSTERING.values(), ids=lambda found: found.name)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_packed__rows_come_back_as_equal_records(collection, data):
    records = data.draw(st.lists(records_of(collection.model), max_size=3))
    structs = [row_of(record) for record in records]
    back = there_and_back(Batch(structs=structs, received=len(structs)), model=collection.model)
    decoder = Decoder(collection=collection)

    assert list(decoder.records(structs)) == list(decoder.records(back.structs))


@needs_shared_data
@pytest.mark.parametrize("collection", ROSTERING.values(), ids=lambda found: found.name)
def test_packed__rows_of_a_real_server_come_back_as_equal_records(collection):
    (batch,) = read_folder(SHARED_DATA / "grand-bend-v1p2").batches(collection.name)
    decoder = Decoder(collection=collection)
    back = there_and_back(batch, model=collection.model)

    assert list(decoder.records(batch.structs)) == list(decoder.records(back.structs))


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"ledger": (ENTRY,), "total": 9, "retries": 2, "revision": "7", "mark": '{"seen": "ü"}', "end": End.TOTAL},
    ],
)
def test_packed__every_fact_comes_back(facts):
    batch = Batch(structs=[], received=1, **facts)

    assert batch == there_and_back(batch, model=User)


def test_packed__rows_without_a_password_stay_the_same_objects():
    """The word alone, as a value or as the key of nothing, costs nothing."""
    batch = Batch(
        structs=[row_of(User(sourced_id="U1", username="password", metadata={"b": "my password"}))], received=1
    )

    assert batch.structs is packed(batch, model=User)[1].structs


@pytest.mark.parametrize(
    "metadata",
    [
        {"password": "x-word"},
        {"PassWord": 7, "other": 'x-word"password'},
        {"deep": [{"old-password": ["x-word"]}]},
        {'my "password" is:': "x-word", "b": 1},
    ],
)
def test_packed__no_password_is_left(metadata):
    batch = Batch(structs=[row_of(User(sourced_id="U1", metadata=metadata))], received=1)
    record, clean = packed(batch, model=User)

    assert b"x-word" not in record.replace(b'x-word\\"password', b"")
    assert attrs.evolve(batch, structs=[]) == attrs.evolve(clean, structs=[])
