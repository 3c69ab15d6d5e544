"""Where a user has several seats in a class: the owner's counts, then the one with the lowest id."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import compress

from oneroster_classlink.mapping.columns import Places
from oneroster_classlink.models.rostering import Enrollment
from oneroster_classlink.snapshot import Table


def second_seats(
    doubled: Iterable[int], places: Places, codes: bytearray, *, taken: bytes, owning: bytes, table: Table[Enrollment]
) -> dict[int, int]:
    """Return the rows of second seats and the row that counts in the place of each.

    Args:
        doubled: The codes of the classes in which there are some.
        places: Where seats are counted.
        codes: The decision about each seat.
        taken: Which decisions let somebody sit.
        owning: Which of them let somebody own.
        table: The enrollments.
    """
    others: dict[int, int] = {}
    for code in doubled:
        rows = places.groups.rows(code)
        for seats in _by_user(rows, places.users, codes, taken=taken).values():
            best = min(seats, key=lambda row: (not owning[codes[row]], table.value("sourced_id", row)))
            others.update((row, best) for row in seats if row != best)
    return others


def _by_user(rows: Sequence[int], users: Sequence[int], codes: bytearray, *, taken: bytes) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for row in compress(rows, (taken[codes[row]] for row in rows)):
        found[users[row]].append(row)
    return found
