"""The folder of an unfinished pull is ours or it is left alone."""

import os
import stat

import pytest

from oneroster_classlink.errors import TargetError
from oneroster_classlink.snapshot import Snapshot
from oneroster_classlink.snapshot.resume.place import Place
from tests.records import NOW
from tests.snapshot.paged import Paged


def pull(path):
    return Snapshot.load(Paged(), resume=path, now=NOW)


def test_make__folders_above_are_made(tmp_path):
    Place(tmp_path / "a" / "b").make()

    assert 0o700 == stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode)


def test_make__an_empty_folder_is_taken_and_closed(tmp_path):
    """A pull that was stopped right after it made the folder left it so."""
    folder = tmp_path / "made"
    folder.mkdir(mode=0o755)
    Place(folder).make()

    assert 0o700 == stat.S_IMODE(folder.stat().st_mode)


def test_begin__a_word_that_was_half_written_is_written_anew(tmp_path):
    place = Place(tmp_path / "made")
    place.make()
    (place.folder / "oneroster-pull.json.part").write_bytes(b"{")
    place.begin(b"{}")

    assert b"{}" == place.about()
    assert ["oneroster-pull.json"] == _names(place.folder)


def test_load__a_file_in_its_place_is_left_alone(tmp_path):
    path = tmp_path / "district"
    path.write_text("precious")

    with pytest.raises(TargetError, match="no folder of its own"):
        pull(path)
    assert "precious" == path.read_text()


def test_load__a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "orgs.json").write_text("precious")

    with pytest.raises(TargetError, match="other files in it"):
        pull(tmp_path)
    assert ["orgs.json"] == _names(tmp_path)


def test_load__a_link_to_a_folder_is_not_followed(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    with pytest.raises(TargetError, match="no folder of its own"):
        pull(tmp_path / "link")
    assert [] == _names(tmp_path / "real")


@pytest.mark.parametrize("name", ["orgs.batches", "oneroster-pull.json"])
def test_load__a_link_in_the_folder_is_not_followed(tmp_path, name):
    place = Place(tmp_path / "unfinished")
    place.make()
    (tmp_path / "precious").write_text("precious")
    place.begin(b"{}")
    (place.folder / name).unlink(missing_ok=True)
    (place.folder / name).symlink_to(tmp_path / "precious")

    with pytest.raises(TargetError):
        Place(place.folder).about() if name.endswith("json") else _open(place)
    assert "precious" == (tmp_path / "precious").read_text()


def _open(place):
    with place.guarded():
        os.close(place.open("orgs"))


def test_load__a_folder_with_rows_that_others_may_write_is_not_trusted(tmp_path):
    place = Place(tmp_path / "unfinished")
    place.make()
    place.begin(b"{}")
    place.folder.chmod(0o770)

    with pytest.raises(TargetError, match="open to others"):
        pull(place.folder)


def test_load__a_folder_of_another_user_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "getuid", lambda: 4_242)

    with pytest.raises(TargetError, match="another user"):
        pull(tmp_path)


@pytest.mark.parametrize("name", ["a\0b", "x" * 300, "precious/folder"])
def test_load__a_path_that_cannot_be_says_so(tmp_path, name):
    (tmp_path / "precious").write_text("a file")

    with pytest.raises(TargetError, match=r"cannot keep an unfinished pull \("):
        pull(tmp_path / name)


def _names(folder):
    return [path.name for path in folder.iterdir()]
