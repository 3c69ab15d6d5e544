"""Files that only their owner reads, none of them half written."""

import stat

import pytest

from oneroster_classlink.errors import TargetError
from oneroster_classlink.report import write_files


def test_write_files__private_and_whole(tmp_path):
    folder = tmp_path / "made" / "for it"
    paths = write_files(folder, {"a.txt": b"one", "b.txt": b"two"})

    assert (folder / "a.txt", folder / "b.txt") == paths
    assert {"a.txt": b"one", "b.txt": b"two"} == {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {0o600} == {stat.S_IMODE(path.stat().st_mode) for path in paths}
    assert [0o700, 0o700] == [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder.parent)]


def test_write_files__replaces_what_was_there(tmp_path):
    write_files(tmp_path, {"a.txt": b"old"})
    write_files(tmp_path, {"a.txt": b"new"})

    assert b"new" == (tmp_path / "a.txt").read_bytes()


def test_write_files__a_failure_leaves_what_was_there(tmp_path):
    write_files(tmp_path, {"a.txt": b"old"})

    with pytest.raises(TargetError, match=r"cannot be written .*Nothing was changed there"):
        write_files(tmp_path, {"a.txt": b"new", "no/such/folder.txt": b""})
    assert [tmp_path / "a.txt"] == list(tmp_path.iterdir())
    assert b"old" == (tmp_path / "a.txt").read_bytes()


def test_write_files__a_folder_in_the_way_of_a_file(tmp_path):
    (tmp_path / "b.txt").mkdir()
    (tmp_path / "a.txt").write_bytes(b"old")

    with pytest.raises(TargetError, match="cannot be written"):
        write_files(tmp_path, {"a.txt": b"new", "b.txt": b""})
    assert b"old" == (tmp_path / "a.txt").read_bytes()


def test_write_files__a_name_that_cannot_be_shown(tmp_path):
    """A path with bytes that are no text is written to, or named with question marks."""
    with pytest.raises(TargetError, match=r"odd\?"):
        write_files(tmp_path / "odd\udcff" / "\0", {"a.txt": b""})


def test_write_files__a_file_in_the_way(tmp_path):
    (tmp_path / "taken").write_bytes(b"")

    with pytest.raises(TargetError) as raised:
        write_files(tmp_path / "taken", {"a.txt": b""})
    assert (6, str(tmp_path / "taken")) == (raised.value.exit_status, raised.value.path)
