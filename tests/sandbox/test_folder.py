"""A district from a folder: lists or pages, compressed or not, and what is said of the rest."""

import gzip

import pytest

from oneroster_classlink.errors import SourceError
from oneroster_classlink.sandbox import read_district


def test_read_district__lists_pages_and_gzip(tmp_path):
    (tmp_path / "orgs.json").write_text('[{"sourcedId": "S1"}]')
    (tmp_path / "users.json").write_text('{"students": [{"sourcedId": "U1", "role": 3}], "statusInfoSet": []}')
    (tmp_path / "classes.json.gz").write_bytes(gzip.compress(b'[{"sourcedId": "K1"}]'))

    district = read_district(tmp_path)

    assert ({"sourcedId": "S1"},) == district.rows["orgs"]
    assert ({"sourcedId": "U1", "role": 3},) == district.rows["users"]
    assert ({"sourcedId": "K1"},) == district.rows["classes"]
    assert () == district.rows["results"] == district.product_schools
    assert {} == district.oddities


def test_read_district__collections_that_only_1_2_has(tmp_path):
    (tmp_path / "scoreScales.json").write_text('[{"sourcedId": "P1"}]')
    (tmp_path / "assessmentResults.json").write_text('{"assessmentResults": [{"sourcedId": "A1"}]}')

    district = read_district(tmp_path)

    assert ({"sourcedId": "P1"},) == district.rows["scoreScales"]
    assert ({"sourcedId": "A1"},) == district.rows["assessmentResults"]
    assert () == district.rows["assessmentLineItems"]


@pytest.mark.parametrize(
    ("name", "body", "problem"),
    [
        ("orgs.json", b"<html>", "is not JSON."),
        ("orgs.json", b"\xff[]", "is not JSON."),
        ("orgs.json", b'{"users": []}', "is not a JSON list of orgs."),
        ("orgs.json", b'[{"sourcedId": "S1"}, 7]', "is not a JSON list of orgs."),
        ("orgs.json.gz", gzip.compress(b"[]", mtime=0)[:-9], "cannot be read (EOFError)."),
        ("orgs.json.gz", b"\x1f\x8bno gzip at all", "cannot be read (BadGzipFile)."),
    ],
)
def test_read_district__a_file_that_is_no_list(tmp_path, name, body, problem):
    (tmp_path / name).write_bytes(body)

    with pytest.raises(SourceError) as caught:
        read_district(tmp_path)

    assert str(tmp_path / name) == caught.value.path
    assert str(caught.value).endswith(problem)


def test_read_district__a_folder_of_other_things(tmp_path):
    """A mistyped folder is not a district without anybody."""
    (tmp_path / "notes.json").write_bytes(b"[]")

    with pytest.raises(SourceError, match=r"has none of orgs\.json"):
        read_district(tmp_path)


def test_read_district__no_folder(tmp_path):
    with pytest.raises(SourceError, match="is not a folder"):
        read_district(tmp_path / "nowhere")
