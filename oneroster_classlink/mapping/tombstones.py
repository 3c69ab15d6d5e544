"""What is marked tobedeleted, which is a removal by itself (R11)."""

from collections.abc import Iterable
from typing import Any

from oneroster_classlink.models.enums import Status
from oneroster_classlink.snapshot import Snapshot, Table


def tombstones(snapshot: Snapshot) -> frozenset[tuple[str, ...]]:
    """Return what is marked: ``("class", id)``, ``("person", id)``, ``("seat", class id, user id)``."""
    seats = snapshot.enrollments
    return frozenset(
        [
            *(("class", snapshot.classes.value("sourced_id", row)) for row in _marked(snapshot.classes)),
            *(("person", snapshot.users.value("sourced_id", row)) for row in _marked(snapshot.users)),
            *(("seat", seats.value("klass", row), seats.value("user", row)) for row in _marked(seats)),
        ]
    )


def _marked(table: Table[Any]) -> Iterable[int]:
    statuses = table.coded("status")
    if Status.TOBEDELETED not in statuses.values:
        return ()
    marked = statuses.values.index(Status.TOBEDELETED)
    return [row for row, code in enumerate(statuses.codes) if code == marked]
