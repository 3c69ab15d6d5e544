"""What is marked tobedeleted, which is a removal by itself (R11)."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from oneroster_classlink.mapping.seats import JudgedSeats
from oneroster_classlink.models.enums import Status
from oneroster_classlink.models.users import User
from oneroster_classlink.snapshot import Snapshot, Table


def tombstones(snapshot: Snapshot, seats: JudgedSeats) -> frozenset[tuple[str, ...]]:
    """Return what is marked: ``("class", id)``, ``("person", id)``, ``("seat", class id, user id)``.

    A seat is left out where the same person still sits in that class by another enrollment: it is no removal.

    Args:
        snapshot: The district.
        seats: What became of its enrollments.
    """
    return frozenset(
        [
            *(("class", snapshot.classes.value("sourced_id", row)) for row in _marked(snapshot.classes)),
            *(("person", snapshot.users.value("sourced_id", row)) for row in _marked(snapshot.users)),
            *_seats(seats, snapshot.users),
        ]
    )


def _seats(seats: JudgedSeats, users: Table[User]) -> Iterator[tuple[str, ...]]:
    sitting = cache(seats.sitting)
    for row in _marked(seats.table):
        klass, person = seats.class_row(row), seats.user_row(row)
        user = seats.table.value("user", row)
        sits = klass >= 0 and person in sitting(klass)
        if not sits or users.value("sourced_id", person) != user:  # a merged record has no seat under its own id
            yield ("seat", seats.table.value("klass", row), user)


def _marked(table: Table[Any]) -> Iterable[int]:
    statuses = table.coded("status")
    if Status.TOBEDELETED not in statuses.values:
        return ()
    marked = statuses.values.index(Status.TOBEDELETED)
    return [row for row, code in enumerate(statuses.codes) if code == marked]
