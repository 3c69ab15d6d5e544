"""Files that only their owner reads, none of them half written."""

import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneroster_classlink.errors import TargetError
from oneroster_classlink.report import name_files, write_files


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


def test_write_files__piece_by_piece(tmp_path):
    (path,) = write_files(tmp_path, {"a.txt": iter([b"one ", b"two"])})

    assert b"one two" == path.read_bytes()


def test_write_files__instead_of_earlier_ones(tmp_path):
    write_files(tmp_path, {"a.csv": b"old", "b.csv": b"old", "c.txt": b"old"})
    write_files(tmp_path, {"b.csv": b"new"}, instead_of="*.csv")

    assert {"b.csv": b"new", "c.txt": b"old"} == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


@pytest.mark.parametrize("plain", ["7_1100", "S1", "0b1f6a1e-3b77-4f9f-9f6e-2f1a3d1c6a55", "a" * 64, "console", "com"])
def test_name_files__a_plain_id_is_its_own_name(plain):
    assert {plain: plain} == name_files([plain])


@pytest.mark.parametrize(
    ("odd", "shown"),
    [
        ("a/b", "a-b~"),
        ("../../etc/passwd", "etc-passwd~"),
        ("..", "~"),
        ("", "~"),
        (".hidden", "hidden~"),
        ("-rf", "rf~"),
        ("_no-school", "no-school~"),
        ("NUL", "nul~"),
        ("com7", "com7~"),
        ("a\0b", "a-b~"),
        ("a.csv", "a-csv~"),
        ("\u00e9cole", "cole~"),
        ("C:\\x", "c-x~"),
        ("\udcff", "~"),
        ("trailing ", "trailing~"),
        ("a" * 65, "a" * 40 + "~"),
    ],
)
def test_name_files__any_other_gets_a_digest(odd, shown):
    name = name_files([odd])[odd]

    assert shown == name[:-32]
    assert 73 >= len(name)


def test_name_files__no_two_differ_in_capitals_only():
    names = name_files(["S1", "s1", "S2", "S2"])

    assert "S2" == names["S2"]
    assert ("s1~", "s1~") == (names["S1"][:3], names["s1"][:3])
    assert 3 == len({name.lower() for name in names.values()})


@given(st.lists(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Z", "C"]), max_size=12)))
def test_name_files__no_two_share_a_file(ids):
    """A law: one safe name for each id, whatever the ids and their order."""
    names = name_files(ids)

    assert set(ids) == set(names)
    assert len(names) == len({name.lower() for name in names.values()})
    assert all(
        name.isascii() and name.replace("~", "").replace("-", "").replace("_", "").isalnum() for name in names.values()
    )
    assert names == name_files(reversed(ids))
