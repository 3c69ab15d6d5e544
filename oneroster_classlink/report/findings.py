"""The findings as CSV: all of them, and a file for each code and for each school."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from oneroster_classlink.mapping import KINDS, Finding, Findings
from oneroster_classlink.report.folder import name_files, write_files

COLUMNS = ("severity", "code", "school", "class", "user", "enrollment", "sentence", "what to do")
"""The header of every file of findings."""
INDEX_COLUMNS = ("school", "code", "severity", "findings", "file of the school", "file of the code")
"""The header of ``index.csv``."""
BY_CODE, BY_SCHOOL, NO_SCHOOL = "by-code", "by-school", "_no-school"
_ROWS_AT_ONCE = 1_000
_SIGNS = r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u207c\u208c\u207a\u208a]"
"""What begins a formula, wide and small forms too: programs make them plain when they read a file."""
_BLANKS = r"[\s\x00-\x20\u200b-\u200f\u2060\ufeff]*"
_STARTS = re.compile(rf"[\t\r\n]|{_BLANKS}{_SIGNS}")
_RESTARTS = re.compile(rf"([;\t\r\n]{_BLANKS})(?={_SIGNS})")


def findings_csv(findings: Iterable[Finding]) -> bytes:
    """Return *findings* as CSV in UTF-8 with a header; what a spreadsheet would run as a formula is defused.

    Args:
        findings: The findings; `findings_lines` serves better where they are very many.
    """
    return b"".join(findings_lines(findings))


def findings_lines(findings: Iterable[Finding]) -> Iterator[bytes]:
    """Yield the same piece by piece, a thousand findings each, for `write_files`.

    Args:
        findings: The findings.
    """
    return _lines(COLUMNS, map(_cells, findings))


def write_findings(findings: Findings, folder: str | Path) -> tuple[Path, ...]:
    """Write *findings* into *folder* as CSV, readable for their owner only, and return the paths.

    ``by-code/<code>.csv`` has those of one code, school by school; ``by-school/<school>.csv`` has those of one school,
    errors first and then by code; ``by-school/_no-school.csv`` has those of no school. ``index.csv`` counts them by
    school and code, and says which files hold them: a school's id that is no safe name of a file is changed to one.
    Files of an earlier export that no finding belongs to any more are removed, so nothing else should be kept in those
    two folders.

    Args:
        findings: The findings of a mapping.
        folder: Where to; it is made if need be.

    Raises:
        TargetError: The folder or a file in it cannot be written.
    """
    target, files = Path(folder), _school_files(findings)
    by_code = {f"{code}.csv": findings_lines(findings.each_of(code)) for code in findings.counts}
    by_school = {file: findings_lines(findings.of_school(school)) for school, file in files.items()}
    return (
        *write_files(target, {"index.csv": _lines(INDEX_COLUMNS, _index(findings, files))}),
        *write_files(target / BY_CODE, by_code, instead_of="*.csv"),
        *write_files(target / BY_SCHOOL, by_school, instead_of="*.csv"),
    )


def _school_files(findings: Findings) -> dict[str | None, str]:
    names = name_files(school for school in findings.schools if school is not None)
    return {school: f"{NO_SCHOOL if school is None else names[school]}.csv" for school in findings.schools}


def _index(findings: Findings, files: dict[str | None, str]) -> Iterator[Sequence[str]]:
    for school, counts in findings.by_school.items():
        for code, count in counts.items():
            paths = (f"{BY_SCHOOL}/{files[school]}", f"{BY_CODE}/{code}.csv")
            yield (school or "", code, KINDS[code].severity, str(count), *paths)


def _cells(found: Finding) -> Sequence[str]:
    ids = (found.school, found.klass, found.user, found.enrollment)
    return (found.severity, found.code, *(each or "" for each in ids), found.sentence, found.advice)


def _lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    block: list[Sequence[str]] = [header]
    rows = iter(rows)
    while block:
        out = io.StringIO(newline="")
        csv.writer(out).writerows([_defused(cell) for cell in row] for row in block)
        yield out.getvalue().encode(errors="backslashreplace")
        block = list(islice(rows, _ROWS_AT_ONCE))


def _defused(cell: str) -> str:
    """Return *cell* so that no spreadsheet takes it for a formula, not even one that splits cells at ``;``."""
    parts = _RESTARTS.sub(r"\1'", cell)
    return f"'{parts}" if _STARTS.match(cell) else parts
