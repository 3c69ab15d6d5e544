"""What changes in a district from one day to the next without anybody noticing."""

from datetime import timedelta
from itertools import islice
from random import Random

import attrs

from oneroster_classlink.sandbox.alive.event import Happened, begin, by_id, identified, record, today_of
from oneroster_classlink.sandbox.alive.events import people
from oneroster_classlink.sandbox.alive.events.years import last_day, roll_over
from oneroster_classlink.sandbox.alive.references import ref_id, without
from oneroster_classlink.sandbox.district import District, Row
from oneroster_classlink.sandbox.made_up.figures.published import LEAVERS

_DAYS = 365
_LOOKED = 50
"""So many seats are looked at to find another class for a student."""
TEACHERS = LEAVERS / _DAYS
"""Teachers who leave a day, of all."""
STUDENTS = 0.15 / _DAYS
"""Students who come a day, and who leave, of all. Assumed."""
SEATS = 0.5 / _DAYS
"""Seats of students that end a day, and that begin, of all. Assumed."""
GUARDIANS = 0.10 / _DAYS
"""New guardians a day, of all students. Assumed."""


def night(district: District) -> Happened:
    """Return *district* one day later.

    Terms begin and end and people grow older, because dates stay and the day does not. A few seats end and begin, a
    few students and teachers leave and come, a guardian is added; on the last day of the last session a new school
    year comes.
    """
    tomorrow = attrs.evolve(district, today=today_of(district) + timedelta(days=1))
    if tomorrow.today == last_day(district):
        return roll_over(district)
    rng = begin(tomorrow, "night")
    after = tomorrow
    for change in (_seats, _leavers, _newcomers, _guardians, _staff):
        after = change(after, rng)
    return record("night", before=district, after=after)


def _seats(district: District, rng: Random) -> District:
    """Let seats of students end, and others begin for the same students."""
    seats = [row for row in identified(district, "enrollments") if row.get("role") == "student" and row.get("user")]
    ended = _some(rng, seats, SEATS)
    if not ended:
        return district
    after = without(district, enrollments=[row["sourcedId"] for row in ended])
    classes = by_id(district, "classes")
    offered = [row for row in seats if ref_id(row.get("class")) in classes]
    return people.with_seats(after, _swapped(ended, offered, rng))


def _swapped(ended: list[Row], seats: list[Row], rng: Random) -> list[tuple[str, Row]]:
    """Return for each seat that *ended* one in another class of the same school, for the same student."""
    taken = {(ref_id(row["user"]), ref_id(row.get("class"))) for row in seats}
    found = []
    for row in ended:
        user, school = ref_id(row["user"]), ref_id(row.get("school"))
        looked_at = rng.sample(seats, min(_LOOKED, len(seats)))
        free = (
            other
            for other in looked_at
            if ref_id(other.get("school")) == school and (user, ref_id(other.get("class"))) not in taken
        )
        for other in islice(free, 1):
            taken.add((user, ref_id(other.get("class"))))
            found.append((str(user), people.without_id(other)))
    return found


def _leavers(district: District, rng: Random) -> District:
    leaving = [row["sourcedId"] for row in _some(rng, _people(district, "student"), STUDENTS)]
    return without(district, users=leaving) if leaving else district


def _newcomers(district: District, rng: Random) -> District:
    for model in _some(rng, _people(district, "student"), STUDENTS):
        district = people.joined(district, model)
    return district


def _guardians(district: District, rng: Random) -> District:
    students, models = _people(district, "student"), _people(district, "parent", "guardian")
    for student in _some(rng, students, GUARDIANS if models else 0):
        district = people.guarded(district, student["sourcedId"], model=rng.choice(models))
    return district


def _staff(district: District, rng: Random) -> District:
    for row in _some(rng, _people(district, "teacher"), TEACHERS):
        district = people.relieved(district, row)
    return district


def _people(district: District, *roles: str) -> list[Row]:
    return [row for row in people.active(district) if people.has_role(row, roles)]


def _some(rng: Random, rows: list[Row], share: float) -> list[Row]:
    """Return a *share* of *rows*, on average."""
    return rng.sample(rows, min(int(share * len(rows) + rng.random()), len(rows)))
