"""A source in pages that can be interrupted and go on, as a client can, without a server."""

import json

import attrs

from oneroster_classlink.errors import NoAnswer
from oneroster_classlink.models import LedgerEntry
from oneroster_classlink.snapshot import Table
from oneroster_classlink.wire.proof import Batch, End
from oneroster_classlink.wire.structs import row_of
from tests.records import (
    make_class,
    make_demographics,
    make_enrollment,
    make_org,
    make_session,
    make_user,
)

BAD_ROW = LedgerEntry(collection="users", index=2, sourced_id="U9", problems=("missing @ $.familyName",))
DISTRICT = {
    "orgs": [make_org(f"S{number}") for number in range(3)],
    "academicSessions": [make_session(metadata={"colour": "blue", "weeks": 12.5})],
    "courses": [],
    "classes": [make_class(f"C{number}", extensions={"room": {"floor": number}}) for number in range(4)],
    "users": [make_user(f"U{number}", password="a-secret-word") for number in range(5)],
    "enrollments": [make_enrollment(f"E{number}", user=f"U{number % 5}") for number in range(7)],
    "demographics": [make_demographics("U1")],
}


@attrs.define
class Paged:
    """A district in pages of two rows; it answers *answers* times, then the line is dead."""

    rows: dict = attrs.field(factory=lambda: DISTRICT)
    answers: int = 1_000
    name: str = "district.example"
    marks: int = 1
    """Every how many pages the source can go on after one."""
    asked: list = attrs.field(factory=list)

    def batches(self, collection):
        return self._pages(collection, start=0)

    def batches_after(self, collection, *, mark):
        return self._pages(collection, start=json.loads(mark)["seen"])

    def _pages(self, collection, *, start):
        records = self.rows[collection]
        for seen in range(start, len(records) + 1, 2):
            if self.answers <= 0:
                raise NoAnswer("district.example", "timed out")
            self.answers -= 1
            self.asked.append((collection, seen))
            yield self._page(collection, records[seen : seen + 2], seen=seen, is_last=seen + 2 > len(records))

    def _page(self, collection, records, *, seen, is_last):
        bad = (BAD_ROW,) if collection == "users" and seen == 2 else ()
        return Batch(
            structs=[row_of(record) for record in records],
            ledger=bad,
            received=len(records) + len(bad),
            revision="7",
            end=End.EMPTY_PAGE if is_last else None,
            mark=json.dumps({"seen": seen + 2}) if (seen // 2) % self.marks == 0 else None,
        )


def facts(snapshot):
    """Return everything that a snapshot says, and in which order."""
    found = attrs.asdict(snapshot, recurse=False)
    return found, [table.ids for table in found.values() if isinstance(table, Table)]
