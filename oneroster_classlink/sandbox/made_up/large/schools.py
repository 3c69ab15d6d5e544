"""The schools of the large district: how many students, classes and teachers each has, and where its own begin."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate, pairwise

import attrs

from oneroster_classlink.sandbox.made_up.figures import LEVELS, Level
from oneroster_classlink.sandbox.made_up.figures.published import LEVEL_SHARES
from oneroster_classlink.sandbox.made_up.large.mixing import mixed, shares

SCHOOLS = 1_000
STUDENTS = 540_000
_LEAST, _SPREAD = 0.6, 0.8
"""A school has between 60 and 140 percent of the students that schools of its level have on average. Assumed."""


@attrs.frozen
class Campus:
    """A school.

    Attributes:
        number: Its number, from 0.
        level: Its level.
        students: The numbers of its students, those of the lowest grade first.
    """

    number: int
    level: Level
    students: range

    @property
    def id(self) -> str:
        """Its ``sourcedId``."""
        return school_id(self.number)

    @property
    def grades(self) -> Iterable[tuple[str, range]]:
        """Its grades, each with the numbers of its students."""
        count, grades = len(self.students), self.level.grades
        cuts = pairwise(count * place // len(grades) for place in range(len(grades) + 1))
        return zip(grades, (self.students[start:end] for start, end in cuts), strict=True)


def school_id(number: int) -> str:
    """Return the id of the school with *number*."""
    return f"ORG-{number + 1:04}"


@attrs.frozen
class Blocks:
    """Which grade of which school a student is in.

    Attributes:
        starts: The first student of each grade of each school.
        grades: That school and grade.
    """

    starts: tuple[int, ...]
    grades: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, campuses: tuple[Campus, ...]) -> "Blocks":
        """Return the grades of *campuses*."""
        found = [(students.start, (campus.number, grade)) for campus in campuses for grade, students in campus.grades]
        return cls(tuple(start for start, _ in found), tuple(grade for _, grade in found))

    def find(self, student: int) -> tuple[int, str]:
        """Return the number of the school, and the grade, of *student*."""
        return self.grades[bisect_right(self.starts, student) - 1]


def campuses(*, seed: int) -> tuple[Campus, ...]:
    """Return the schools."""
    levels = tuple(LEVELS.values())
    counts = shares([LEVEL_SHARES[level.name] for level in levels], total=SCHOOLS)
    sizes = shares([len(level.grades) for level in levels], total=STUDENTS)
    kinds = [level for level, count in zip(levels, counts, strict=True) for _ in range(count)]
    students: list[int] = []
    for count, size in zip(counts, sizes, strict=True):
        chances = (mixed(len(students) + place, salt=seed) % 1_000 / 1_000 for place in range(count))
        students += shares([_LEAST + _SPREAD * chance for chance in chances], total=size)
    bounds = pairwise(accumulate(students, initial=0))
    return tuple(
        Campus(number, level, range(start, end))
        for number, (level, (start, end)) in enumerate(zip(kinds, bounds, strict=True))
    )
