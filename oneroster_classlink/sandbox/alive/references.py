"""Which fields point at other records, and what becomes of them when those are renamed or gone."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import attrs

from oneroster_classlink.sandbox.district import District, Row

REFERENCES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "orgs": {"parent": "orgs", "children": "orgs"},
        "academicSessions": {"parent": "academicSessions", "children": "academicSessions"},
        "courses": {"schoolYear": "academicSessions", "org": "orgs", "resources": "resources"},
        "classes": {"course": "courses", "school": "orgs", "terms": "academicSessions", "resources": "resources"},
        "users": {"orgs": "orgs", "primaryOrg": "orgs", "roles": "orgs", "agents": "users", "resources": "resources"},
        "enrollments": {"user": "users", "class": "classes", "school": "orgs"},
        "lineItems": {
            "class": "classes",
            "school": "orgs",
            "category": "categories",
            "gradingPeriod": "academicSessions",
            "academicSession": "academicSessions",
        },
        "results": {"lineItem": "lineItems", "student": "users", "class": "classes"},
        "scoreScales": {"class": "classes", "course": "courses"},
        "demographics": {"sourcedId": "users"},
    }
)
"""The fields that refer, by collection, and to which collection; demographics share the id of their user."""
_OWNERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "classes": ("school",),
        "enrollments": ("user", "class", "school"),
        "demographics": ("sourcedId",),
        "lineItems": ("class",),
        "results": ("student", "lineItem", "class"),
        "scoreScales": ("class",),
    }
)
"""The fields without whose target a row makes no sense, so that it goes with it; in the order in which rows go."""

Rename = Callable[[str, str], str | None]
"""Returns the new id of a record, given its collection and id, or ``None`` if it is gone."""


def targets(collection: str, row: Row) -> Iterator[tuple[str, str]]:
    """Yield collection and id of everything that a *row* refers to."""
    for field, target in REFERENCES.get(collection, {}).items():
        value = row.get(field)
        for item in value if isinstance(value, list) else [value]:
            found = ref_id(item.get("org") if field == "roles" and isinstance(item, dict) else item)
            if found is not None:
                yield target, found


def dangling(district: District) -> set[tuple[str, str]]:
    """Return collection and id of everything that is referred to and not there."""
    there = {name: {row.get("sourcedId") for row in rows} for name, rows in district.rows.items()}
    found = {item for name, rows in district.rows.items() for row in rows for item in targets(name, row)}
    return {(target, item) for target, item in found if item not in there.get(target, ())}


def repointed(collection: str, row: Row, rename: Rename) -> Row:
    """Return *row* with its references renamed; one to a record that is gone is left out."""
    changes: Row = {}
    for field, target in REFERENCES.get(collection, {}).items():
        if field in row and (moved := _moved(row[field], field, target, rename)) != row[field]:
            changes[field] = moved
    if not changes:
        return row
    return {field: value for field, value in (row | changes).items() if value is not None or field not in changes}


def ref_id(value: Any) -> str | None:
    """Return the id in a reference, or the id itself."""
    found = value.get("sourcedId") if isinstance(value, dict) else value
    return found if isinstance(found, str) else None


def replaced(district: District, **rows: Collection[Row]) -> District:
    """Return *district* with other rows in some collections."""
    return attrs.evolve(district, rows={**district.rows, **rows})


def without(district: District, **gone: Collection[str]) -> District:
    """Return *district* without the records with the ids *gone*, by collection, and without what hangs on them."""
    lost = defaultdict(set[str], {name: set(ids) for name, ids in gone.items()})
    rows: dict[str, Collection[Row]] = dict(district.rows)
    for collection in (*(name for name in gone if name not in _OWNERS), *_OWNERS):
        owners = [(field, lost[REFERENCES[collection][field]]) for field in _OWNERS.get(collection, ())]
        owners = [(field, ids) for field, ids in owners if ids]
        if collection in rows and (owners or lost[collection]):
            rows[collection] = [row for row in rows[collection] if not _is_lost(row, owners, lost[collection])]
    return _unlinked(replaced(district, **rows), lost)


def _is_lost(row: Row, owners: list[tuple[str, set[str]]], lost: set[str]) -> bool:
    """Tell whether *row* goes; then its id is *lost* too."""
    found = ref_id(row)
    if found in lost:
        return True
    goes = any(ref_id(row.get(field)) in ids for field, ids in owners)
    if goes and found is not None:
        lost.add(found)
    return goes


def _unlinked(district: District, lost: Mapping[str, set[str]]) -> District:
    """Return *district* without references to what is *lost*, in the rows that can do without."""
    rows: dict[str, Collection[Row]] = {}
    for collection, fields in REFERENCES.items():
        loose = [target for field, target in fields.items() if field not in _OWNERS.get(collection, ())]
        if collection in district.rows and any(lost.get(target) for target in loose):
            rows[collection] = [
                repointed(collection, row, lambda target, item: None if item in lost.get(target, ()) else item)
                for row in district.rows[collection]
            ]
    return replaced(district, **rows)


def _moved(value: Any, field: str, target: str, rename: Rename) -> Any:
    if isinstance(value, list):
        moved = (_moved(item, field, target, rename) for item in value)
        return [item for item in moved if item is not None]
    if field == "roles" and isinstance(value, dict):
        org = _moved(value.get("org"), "org", target, rename)
        return value if org == value.get("org") else None if org is None else {**value, "org": org}
    found = ref_id(value)
    if found is None:
        return value
    new = rename(target, found)
    return new if new is None or isinstance(value, str) else {**value, "sourcedId": new}
