"""Keys that do not belong there: of a vendor, of a CSV file, of a secret."""

from typing import Any

from oneroster_classlink.sandbox.faults.kind import Table
from oneroster_classlink.sandbox.faults.reading.page import Row
from oneroster_classlink.sandbox.faults.values.fields import REFERENCE, REFERENCES, keys_of, row_fault
from oneroster_classlink.sandbox.faults.visit import Turn

_FURTHER = {
    "junk": "junk",
    "x-vendor": {"nested": [1, 2.5, None, {"deeper": True}]},
    "demographic": {"sex": "unspecified"},
    "imsx_severity": "status",
}


def _vendor(_turn: Turn, row: Row) -> Row:
    given = row.get("metadata")
    metadata = {**(given if isinstance(given, dict) else {}), "edfi": {"natural": {"key": 1}}, "x.y": "flat"}
    return {**row, **_FURTHER, "metadata": metadata}


def _flat(turn: Turn, row: Row) -> Row:
    """Write references as a CSV file does: ``classSourcedId``, ``termSourcedIds`` with commas."""
    ones, lists = (keys_of(turn.visit.place, {kind}) for kind in (REFERENCE, REFERENCES))
    flat = {f"{key}SourcedId": _id(row[key]) for key in ones if isinstance(row.get(key), dict)}
    joined = {
        f"{key.removesuffix('s')}SourcedIds": ",".join(_id(ref) for ref in row[key])
        for key in lists
        if isinstance(row.get(key), list) and all(isinstance(ref, dict) for ref in row[key])
    }
    gone = {*(key for key in ones if f"{key}SourcedId" in flat)}
    gone |= {key for key in lists if f"{key.removesuffix('s')}SourcedIds" in joined}
    return {key: value for key, value in row.items() if key not in gone} | flat | joined


def _secret(turn: Turn, row: Row) -> Row:
    return {**row, "password": "made-up-secret"} if turn.visit.place == "users" else row


def _id(ref: dict[str, Any]) -> str:
    return str(ref.get("sourcedId"))


KEYS: Table = {
    "unknown_keys": row_fault("Rows have keys that no standard knows, and nested metadata.", _vendor),
    "flat_keys": row_fault("References come as in a CSV file: classSourcedId, termSourcedIds.", _flat),
    "passwords": row_fault("Every user has a password.", _secret),
}
