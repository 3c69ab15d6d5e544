"""Records in memory are a source like any other."""

import pytest

from oneroster_classlink.bundle import read_records
from oneroster_classlink.errors import UsageError
from oneroster_classlink.models import Resource
from oneroster_classlink.wire.proof import End
from oneroster_classlink.wire.structs import read_id
from tests.records import make_org, make_user


def test_batches__hold_the_records_of_one_collection():
    source = read_records(iter([make_org("S1"), make_user("U1"), make_org("S2"), Resource(sourced_id="R1")]))

    (batch,) = source.batches("orgs")

    assert ["S1", "S2"] == list(map(read_id, batch.structs))
    assert (2, End.WHOLE_LIST, ()) == (batch.received, batch.end, batch.ledger)


def test_read_records__refuses_what_is_no_record():
    with pytest.raises(UsageError, match="A record is needed, not a value of type dict"):
        read_records([make_org(), {"sourcedId": "S2"}])


def test_records__a_repr_shows_no_person():
    assert "Records()" == repr(read_records([make_user(given_name="Zoe9")]))
