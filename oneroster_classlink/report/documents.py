"""The roster as JSON and the findings as CSV."""

import csv
import io
from collections.abc import Iterable

import attrs
import msgspec

from oneroster_classlink.mapping import Finding, Roster

COLUMNS = ("severity", "code", "school", "class", "user", "enrollment", "sentence", "what to do")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def roster_json(roster: Roster) -> bytes:
    """Return *roster* as JSON: ``complete``, ``schools``, ``classes``, ``people``. It holds personal data."""
    found = {"complete": roster.complete} | {
        name: [attrs.asdict(item) for item in getattr(roster, name)] for name in ("schools", "classes", "people")
    }
    return msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n"


def findings_csv(findings: Iterable[Finding]) -> bytes:
    """Return *findings* as CSV (UTF-8, a header); what a spreadsheet would run as a formula is defused."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for found in findings:
        ids = (found.school, found.klass, found.user, found.enrollment)
        cells = (found.severity, found.code, *ids, found.sentence, found.advice)
        writer.writerow([_defused(cell or "") for cell in cells])
    return out.getvalue().encode()


def _defused(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
