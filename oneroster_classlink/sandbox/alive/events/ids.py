"""Events that give records other ids: a re-key, and ClassLink's "Merge Users"."""

from collections.abc import Collection, Mapping
from hashlib import sha256

from oneroster_classlink.sandbox.alive.event import Happened, begin, identified, need_known, record
from oneroster_classlink.sandbox.alive.references import REFERENCES, ref_id, replaced, repointed
from oneroster_classlink.sandbox.district import District, Row

_KEPT = 24
"""Hexadecimal digits of a hash that make an id."""


def rekey(district: District) -> Happened:
    """Give every record another id, as after a change of the student information system. All joins stay."""
    rng = begin(district, "rekey")
    salt = str(rng.getrandbits(64))
    names = {
        name: {row["sourcedId"]: _hash(salt, name, row["sourcedId"]) for row in identified(district, name)}
        for name in district.rows
        if name != "demographics"
    }
    renamed = {old: new for found in names.values() for old, new in found.items()}
    return record("rekey", before=district, after=renamed_rows(district, names), renamed=renamed)


def merge_users(district: District, *, users: Collection[str] | None = None) -> Happened:
    """Replace the ids of *users* by a hash of given name, family name and username, as ClassLink's pre-processor does.

    Users who hash alike become one, with the schools of all. Which users count as merged is not published, so all
    with the three fields are by default (DOMAIN-DETAILS H).

    Raises:
        UsageError: There are no such users.
    """
    begin(district, "merge_users")
    need_known(district, "users", users or ())
    names = {
        row["sourcedId"]: _hash(*(str(row[field]) for field in _NAMES))
        for row in identified(district, "users")
        if all(row.get(field) for field in _NAMES) and (users is None or row["sourcedId"] in users)
    }
    after = renamed_rows(district, {"users": names})
    merged = replaced(after, users=_united(after.rows["users"]), demographics=_first(after.rows["demographics"]))
    return record("merge_users", before=district, after=merged, renamed=names)


_NAMES = ("givenName", "familyName", "username")


def renamed_rows(district: District, names: Mapping[str, Mapping[str, str]]) -> District:
    """Return *district* with the records renamed by *names*, new ids by old ones by collection, and all references."""

    def rename(target: str, item: str) -> str:
        return names.get(target, {}).get(item, item)

    touched = [name for name, fields in REFERENCES.items() if not names.keys().isdisjoint({name, *fields.values()})]
    rows = {
        name: [_with_id(repointed(name, row, rename), names.get(name, {})) for row in district.rows[name]]
        for name in district.rows
        if name in touched or name in names
    }
    return replaced(district, **rows)


def _with_id(row: Row, names: Mapping[str, str]) -> Row:
    new = names.get(ref_id(row) or "")
    return row if new is None else {**row, "sourcedId": new}


def _united(rows: Collection[Row]) -> list[Row]:
    """Return *rows* with those of one id made one."""
    found: dict[object, Row] = {}
    for row in rows:
        key = ref_id(row) or id(row)
        found[key] = _joined(found[key], row) if key in found else row
    return list(found.values())


def _joined(row: Row, other: Row) -> Row:
    shared = [field for field in _LISTS if isinstance(row.get(field), list) and isinstance(other.get(field), list)]
    return row | {field: row[field] + [item for item in other[field] if item not in row[field]] for field in shared}


_LISTS = ("orgs", "roles", "agents", "grades")


def _first(rows: Collection[Row]) -> list[Row]:
    return list({ref_id(row) or id(row): row for row in reversed(list(rows))}.values())[::-1]


def _hash(*parts: str) -> str:
    return sha256("|".join(parts).encode()).hexdigest()[:_KEPT]
