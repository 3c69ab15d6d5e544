"""A folder of JSON lists is a source like any other."""

import gzip
import json

import pytest

from oneroster_classlink.bundle import read_folder
from oneroster_classlink.errors import SourceError
from oneroster_classlink.wire.proof import End
from oneroster_classlink.wire.structs import read_id

ROWS = [{"sourcedId": "S1", "name": "North"}, {"sourcedId": "S2", "name": "South", "type": 5}]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("orgs.json", json.dumps(ROWS).encode()),
        ("orgs.json", json.dumps({"orgs": ROWS}).encode()),
        ("orgs.json.gz", gzip.compress(json.dumps(ROWS).encode(), mtime=0)),
        ("orgs.json", gzip.compress(json.dumps(ROWS).encode(), mtime=0)),
        ("orgs.json", b"\xef\xbb\xbf" + json.dumps(ROWS).encode()),
    ],
)
def test_batches__one_whole_list(tmp_path, name, body):
    (tmp_path / name).write_bytes(body)

    (batch,) = read_folder(tmp_path).batches("orgs")

    assert ["S1", "S2"] == list(map(read_id, batch.structs))
    assert (2, End.WHOLE_LIST) == (batch.received, batch.end)
    assert [("S2", ("token in another form @ $.type",))] == [(item.sourced_id, item.repairs) for item in batch.ledger]


@pytest.mark.parametrize("collection", ["demographics", "courses", "academicSessions"])
def test_batches__an_absent_list_that_is_not_needed_is_not_shared(tmp_path, collection):
    (batch,) = read_folder(str(tmp_path)).batches(collection)

    assert ([], 0, End.NOT_SHARED) == (batch.structs, batch.received, batch.end)


@pytest.mark.parametrize("collection", ["orgs", "classes", "users", "enrollments"])
def test_batches__an_absent_list_that_is_needed_is_an_error(tmp_path, collection):
    with pytest.raises(SourceError, match=rf"has neither {collection}\.json nor {collection}\.json\.gz") as caught:
        list(read_folder(tmp_path).batches(collection))

    assert str(tmp_path) == caught.value.path


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b'{"users": []}', r"is not a JSON list of orgs: it has no 'orgs'"),
        (b"", r"is not a JSON list of orgs: the body is empty"),
        (b"sourcedId,name\n", r"is not a JSON list of orgs: the body is not JSON"),
        (b"\x1f\x8bno gzip", r"cannot be read"),
        (gzip.compress(b"[]", mtime=0)[:-9], r"cannot be read \(EOFError\)"),
    ],
)
def test_batches__a_file_that_is_no_list_is_an_error(tmp_path, body, problem):
    (tmp_path / "orgs.json").write_bytes(body)

    with pytest.raises(SourceError, match=problem) as caught:
        list(read_folder(tmp_path).batches("orgs"))

    assert str(tmp_path / "orgs.json") == caught.value.path


def test_read_folder__needs_a_folder(tmp_path):
    with pytest.raises(SourceError, match="is not a folder"):
        read_folder(tmp_path / "nowhere")
