"""Events of records that are deleted but still told of, and of the day when they are not."""

from collections.abc import Collection

from oneroster_classlink.sandbox.alive.event import Happened, begin, identified, need_known, record
from oneroster_classlink.sandbox.alive.references import ref_id, replaced, without
from oneroster_classlink.sandbox.district import District, Row

_GONE = "tobedeleted"


def bury(district: District, collection: str, ids: Collection[str]) -> Happened:
    """Mark records, and what hangs on them, as ``tobedeleted`` in place of leaving them out.

    Raises:
        UsageError: There are no such records.
    """
    begin(district, "bury")
    need_known(district, collection, ids)
    left = without(district, **{collection: ids})
    after = replaced(
        district,
        **{
            name: [row if _stays(row, kept) else {**row, "status": _GONE} for row in district.rows[name]]
            for name, kept in ((name, _ids(left, name)) for name in district.rows)
            if len(left.rows[name]) != len(district.rows[name])
        },
    )
    return record("bury", before=district, after=after)


def purge(district: District) -> Happened:
    """Leave out what is marked as deleted, and what hangs on it."""
    begin(district, "purge")
    gone = {
        name: [row["sourcedId"] for row in identified(district, name) if row.get("status") == _GONE]
        for name in district.rows
    }
    return record("purge", before=district, after=without(district, **gone))


def _ids(district: District, collection: str) -> set[str]:
    return {row["sourcedId"] for row in identified(district, collection)}


def _stays(row: Row, kept: set[str]) -> bool:
    found = ref_id(row)
    return not found or found in kept
