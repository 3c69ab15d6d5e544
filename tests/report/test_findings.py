"""The findings as CSV: one row each, defused, in files by code and by school."""

import csv
import io
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneroster_classlink.errors import TargetError
from oneroster_classlink.mapping import Code, Finding, Findings
from oneroster_classlink.report import findings_csv, findings_lines, write_findings

OWNERLESS = Finding(code=Code.CLASS_NO_OWNER, klass="C1", school="S1")
NO_EMAIL = Finding(code=Code.STAFF_NO_EMAIL, user="T1", school="a/b", facts=(("roles", "teacher"),))
GONE = Finding(code=Code.USER_TOBEDELETED, user="P1")


def read(raw):
    return list(csv.reader(io.StringIO(raw.decode(), newline="")))


def cell_of(klass):
    """Return the cell of a class in the file of a finding."""
    _, row = read(findings_csv([Finding(code=Code.CLASS_NO_OWNER, klass=klass, school="S1")]))
    return row[3]


def test_findings_csv__one_row_each():
    header, first, second = read(findings_csv([NO_EMAIL, OWNERLESS]))

    assert ["severity", "code", "school", "class", "user", "enrollment", "sentence", "what to do"] == header
    assert ["error", "staff-no-email", "a/b", "", "T1", ""] == first[:6]
    assert ["Class C1 has no owner, so nobody can claim it.", OWNERLESS.advice] == second[6:]


def test_findings_csv__a_header_alone():
    assert b"severity,code,school,class,user,enrollment,sentence,what to do\r\n" == findings_csv([])


def test_findings_lines__come_in_pieces():
    """Very many findings are never one text."""
    pieces = list(findings_lines([OWNERLESS] * 2_500))

    assert [1, 1_000, 1_000, 500] == [piece.count(b"\n") for piece in pieces]
    assert findings_csv([OWNERLESS] * 2_500) == b"".join(pieces)


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\ufeff@", "\u200b+", "\uff1d", "\ufe62"]
)
def test_findings_csv__what_a_spreadsheet_would_run_is_defused(start):
    assert f"'{start}1+1" == cell_of(f"{start}1+1")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("a;=1+1", "a;'=1+1"),
        ("a\t@b", "a\t'@b"),
        ("a\r\n -1", "a\r\n '-1"),
        (";=1;+2", ";'=1;'+2"),
        ('"=1"', '"=1"'),
        ("7_1100-A", "7_1100-A"),
        ("a=b", "a=b"),
        ("\udcff", "\\udcff"),
    ],
)
def test_findings_csv__a_program_that_splits_cells_elsewhere_runs_nothing_either(cell, expected):
    assert expected == cell_of(cell)


@given(st.text())
def test_findings_csv__no_cell_begins_like_a_formula(klass):
    """A law: in whatever place a program cuts the text, no piece is a formula."""
    cell = cell_of(klass)

    for piece in cell.replace("\r", ";").replace("\n", ";").replace("\t", ";").split(";"):
        assert not piece.lstrip().startswith(("=", "+", "-", "@"))
    assert klass.encode(errors="backslashreplace").decode().replace("'", "") == cell.replace("'", "")


def test_write_findings__by_code_and_by_school(tmp_path):
    paths = write_findings(Findings.given([OWNERLESS, NO_EMAIL, GONE]), tmp_path / "findings")
    index, *rows = read((tmp_path / "findings" / "index.csv").read_bytes())

    assert {
        "index.csv",
        "by-code/staff-no-email.csv",
        "by-code/class-no-owner.csv",
        "by-code/user-tobedeleted.csv",
        "by-school/S1.csv",
        "by-school/_no-school.csv",
        next(row[4] for row in rows if row[0] == "a/b"),
    } == {path.relative_to(tmp_path / "findings").as_posix() for path in paths}
    assert ["school", "code", "severity", "findings", "file of the school", "file of the code"] == index
    assert [
        ["", "user-tobedeleted", "note", "1", "by-school/_no-school.csv", "by-code/user-tobedeleted.csv"],
        ["S1", "class-no-owner", "alert", "1", "by-school/S1.csv", "by-code/class-no-owner.csv"],
    ] == rows[:2]
    assert findings_csv([OWNERLESS]) == (tmp_path / "findings" / "by-school" / "S1.csv").read_bytes()
    assert findings_csv([NO_EMAIL]) == (tmp_path / "findings" / "by-code" / "staff-no-email.csv").read_bytes()


def test_write_findings__for_their_owner_alone(tmp_path):
    paths = write_findings(Findings.given([OWNERLESS, GONE]), tmp_path / "findings")

    assert {0o600} == {stat.S_IMODE(path.stat().st_mode) for path in paths}
    assert {0o700} == {stat.S_IMODE(path.parent.stat().st_mode) for path in paths}


def test_write_findings__leaves_no_file_of_an_earlier_export(tmp_path):
    """A school that is in order has no file that says otherwise; what is not ours stays."""
    write_findings(Findings.given([OWNERLESS, NO_EMAIL]), tmp_path)
    (tmp_path / "notes.csv").write_text("mine")
    write_findings(Findings.given([GONE]), tmp_path)

    assert ["by-code/user-tobedeleted.csv", "by-school/_no-school.csv", "index.csv", "notes.csv"] == sorted(
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.csv")
    )


def test_write_findings__a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "by-code").write_text("in the way")

    with pytest.raises(TargetError, match="cannot be written"):
        write_findings(Findings.given([GONE]), tmp_path)
