"""A snapshot that keeps only some fields: the same pull and the same proof, less memory."""

from datetime import UTC, datetime

import msgspec
import pytest

from oneroster_classlink.errors import UsageError
from oneroster_classlink.models import Demographics, Enrollment, Status, User
from oneroster_classlink.models.collections import ROSTERING
from oneroster_classlink.snapshot import Changes, Snapshot, Table
from oneroster_classlink.wire.decode import Decoder
from oneroster_classlink.wire.proof import Batch, End
from oneroster_classlink.wire.structs import row_of
from tests.records import NOW, make_class, make_enrollment, make_snapshot, make_user

ONLY = {"users": {"roles", "agents"}, "enrollments": {"user", "klass"}, "demographics": set(), "orgs": {"name"}}
ROWS = {
    "orgs": [{"sourcedId": "S1", "name": "North", "type": "school"}],
    "users": [
        {"sourcedId": "U1", "givenName": "Zoe9", "role": "student", "orgs": [{"sourcedId": "S1"}], "vendorKey": 1},
        {"sourcedId": "U2", "givenName": 7, "role": "teacher", "enabledUser": "maybe", "agents": [{"sourcedId": "U1"}]},
        {"sourcedId": "U3", "dateLastModified": "yesterday", "metadata": {"a": 1}, "password": "secret-word"},
        {"givenName": "without an id"},
    ],
    "enrollments": [
        {"sourcedId": "E1", "user": {"sourcedId": "U1"}, "class": {"sourcedId": "C1"}, "beginDate": "8/15/2026"},
        {"sourcedId": "E2", "user": {"sourcedId": "U2"}, "class": {"sourcedId": "C1"}, "role": "teacher"},
    ],
    "classes": [{"sourcedId": "C1", "title": "Biology"}],
}


class Wire:
    """A source that decodes ``ROWS`` as pages of two rows."""

    def batches(self, collection):
        decoder, rows = Decoder(collection=ROSTERING[collection]), ROWS.get(collection, [])
        for start in range(0, len(rows), 2):
            body = msgspec.json.encode({collection: rows[start : start + 2]})
            found = decoder.page(body, path="/x", start=start)
            yield Batch(structs=found.structs, ledger=found.ledger, received=found.received)
        yield Batch(structs=[], received=0, end=End.EMPTY_PAGE)


def test_load__only_some_fields_leave_certificate_and_ledger_as_they_are():
    whole, lean = Snapshot.load(Wire(), now=NOW), Snapshot.load(Wire(), now=NOW, only=ONLY)

    assert whole.certificate == lean.certificate
    assert whole.ledger == lean.ledger != ()
    assert whole.pulled_at == lean.pulled_at


def test_load__what_is_kept_is_the_same_and_the_rest_reads_as_missing():
    whole, lean = Snapshot.load(Wire(), now=NOW), Snapshot.load(Wire(), now=NOW, only=ONLY)

    assert [User(sourced_id=user.sourced_id, roles=user.roles, agents=user.agents) for user in whole.users] == list(
        lean.users
    )
    assert [Enrollment(sourced_id="E1", user="U1", klass="C1"), Enrollment(sourced_id="E2", user="U2", klass="C1")] == [
        lean.enrollments["E1"],
        lean.enrollments["E2"],
    ]
    assert whole.classes == lean.classes
    assert ["North"] == lean.orgs.column("name")


def test_table__fields_that_are_not_kept():
    table = Table(User, only=["email"])
    table.append([row_of(make_user("U1", metadata={"a": 1})), row_of(make_user("U2"))])
    table.seal()

    assert (frozenset({"email"}), None) == (table.only, Table(User).only)
    assert [(), ()] == table.column("roles")
    assert ([Status.ACTIVE], bytearray(2)) == (table.coded("status").values, table.coded("status").codes)
    assert [] == Table(User, only=[]).coded("status").values
    assert ({}, None, "") == (table["U2"].metadata, table["U2"].password, table["U2"].given_name)
    assert table["U1"].metadata is not table["U1"].metadata


@pytest.mark.parametrize(
    "only", [{"users": "email"}, {"users": ["mail"]}, {"people": []}, {"results": ["status"]}], ids=str
)
def test_load__only_takes_fields_of_collections(only):
    with pytest.raises(UsageError, match="only takes names of fields"):
        Snapshot.load(Wire(), only=only)


def test_apply__no_changes_to_a_snapshot_that_lacks_fields():
    snapshot = make_snapshot(make_class(), make_user(), make_enrollment(), only={"users": {"email"}})
    tables = {name: Table(found.model) for name, found in ROSTERING.items()}
    changes = Changes(
        since=NOW, until=datetime(2026, 10, 2, tzinfo=UTC), tables=tables, certificate=snapshot.certificate, ledger=()
    )

    with pytest.raises(UsageError, match="keeps only some fields"):
        changes.apply(snapshot)


def test_table__a_lean_one_of_ids_alone():
    table = Table(Demographics, only=())
    table.append([row_of(Demographics(sourced_id="U1"))])

    assert [Demographics(sourced_id="U1")] == list(table)
