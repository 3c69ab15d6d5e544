"""The classes of the large district and who sits in them, kept as whole numbers: 30 MB for 4.3 million seats."""

from array import array
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

import attrs

from oneroster_classlink.sandbox.made_up.figures.published import CLASS_SIZE_2021, TAKERS
from oneroster_classlink.sandbox.made_up.large.mixing import Shuffle, mixed, shares
from oneroster_classlink.sandbox.made_up.large.schools import Campus

CLASSES = 200_000
SEATS = 4_300_000
TEACHERS = 27_000
PERIODS = 8
_UNEVEN = 15
"""A class may begin so many percent of its size earlier or later in its grade than even classes would. Assumed."""


@attrs.frozen
class Group:
    """The classes of one subject, which is one period, in one grade of one school.

    Attributes:
        campus: The school.
        grade: The grade.
        period: The period, from 0.
        students: The numbers of the students of the grade.
        order: The order in which they are divided into classes.
        takers: How many of them, the first in that order, have the subject.
    """

    campus: Campus
    grade: str
    period: int
    students: range
    order: Shuffle
    takers: int

    @property
    def is_elementary(self) -> bool:
        """Whether the students of a class have one teacher for all subjects."""
        return self.campus.level.name == "elementary"


@attrs.frozen(slots=False)
class Timetable:
    """Every class and every seat, by number.

    The first seat of a class is its owner's, the second its co-teacher's if it has one, the rest are students'.

    Attributes:
        groups: The groups.
        group_of: The group of each class.
        starts: Where in the order of its group each class begins.
        seats: The first seat of each class, and the end.
        teachers: The owner of each class.
        co_teachers: The co-teacher of each class; the owner again where there is none.
        of_school: The first class of each school, and the end.
        school_of_teacher: The school of each teacher.
    """

    groups: list[Group]
    group_of: "array[int]"
    starts: "array[int]"
    seats: "array[int]"
    teachers: "array[int]"
    co_teachers: "array[int]"
    of_school: "array[int]"
    school_of_teacher: "array[int]"

    @cached_property
    def draws(self) -> list[tuple[int, Shuffle]]:
        """The first student of each group, and the order in which the students are divided into classes."""
        return [(group.students.start, group.order) for group in self.groups]


def make_timetable(campuses: tuple[Campus, ...], *, seed: int) -> Timetable:
    """Divide the students into `CLASSES` classes with `SEATS` seats."""
    groups = list(_groups(campuses, seed=seed))
    rooms = _rooms(groups)
    group_of, starts, students = array("I"), array("I"), array("I")
    for number, (group, count) in enumerate(zip(groups, rooms, strict=True)):
        cuts = _cuts(group, count, salt=seed)
        group_of.extend([number] * count)
        starts.extend(cuts[:-1])
        students.extend(end - start for start, end in pairwise(cuts))
    first = _first_classes(groups, group_of, schools=len(campuses))
    teachers, school_of_teacher = _teachers(groups, group_of, first)
    co_teachers = _co_teachers(teachers, school_of_teacher, count=SEATS - CLASSES - sum(students), seed=seed)
    seats = array("I", [0])
    for klass, count in enumerate(students):
        seats.append(seats[-1] + count + (1 if co_teachers[klass] == teachers[klass] else 2))
    return Timetable(groups, group_of, starts, seats, teachers, co_teachers, first, school_of_teacher)


def _groups(campuses: tuple[Campus, ...], *, seed: int) -> Iterator[Group]:
    for campus in campuses:
        elementary = campus.level.name == "elementary"
        for grade, students in campus.grades:
            for period, share in enumerate(TAKERS):
                # The rooms of an elementary school stay together all day.
                salt = seed * 131 + students.start * PERIODS + (0 if elementary else period)
                order = Shuffle.of(len(students), salt=salt)
                takers = len(students) if elementary else round(share * len(students))
                yield Group(campus, grade, period, students, order, takers)


def _rooms(groups: list[Group]) -> list[int]:
    """Return in how many classes each group is divided: by the class sizes that are published, and `CLASSES` in all."""
    wanted = [group.takers / CLASS_SIZE_2021[group.campus.level.name] for group in groups]
    homes = [place for place, group in enumerate(groups) if group.is_elementary and group.period == 0]
    rest = [place for place, group in enumerate(groups) if not group.is_elementary]
    home = round(sum(wanted[place] for place in homes) * CLASSES / sum(wanted))
    rooms = [0] * len(groups)
    for place, count in zip(homes, shares([wanted[place] for place in homes], total=home), strict=True):
        rooms[place : place + PERIODS] = [count] * PERIODS
    left = CLASSES - PERIODS * home
    for place, count in zip(rest, shares([wanted[place] for place in rest], total=left), strict=True):
        rooms[place] = count
    return rooms


def _cuts(group: Group, rooms: int, *, salt: int) -> list[int]:
    """Return where in the order of *group* each of its *rooms* begins, and the end."""
    size = group.takers / rooms
    key = (group.students.start * PERIODS + (0 if group.is_elementary else group.period)) * 64
    uneven = (mixed(key + room, salt=salt) % (2 * _UNEVEN + 1) - _UNEVEN for room in range(1, rooms))
    return [0, *(round(size * (room + part / 100)) for room, part in enumerate(uneven, 1)), group.takers]


def _first_classes(groups: list[Group], group_of: "array[int]", *, schools: int) -> "array[int]":
    first = array("I", [0] * (schools + 1))
    for number in group_of:
        first[groups[number].campus.number + 1] += 1
    for school in range(schools):
        first[school + 1] += first[school]
    return first


def _teachers(groups: list[Group], group_of: "array[int]", first: "array[int]") -> tuple["array[int]", "array[int]"]:
    """Return the owner of each class, and the school of each teacher."""
    counts = shares([end - start for start, end in pairwise(first)], total=TEACHERS)
    owners, schools = array("I"), array("I")
    for school, count in enumerate(counts):
        hired = len(schools)
        schools.extend([school] * count)
        rooms: dict[tuple[str, int], int] = {}
        seen: dict[int, int] = {}
        for klass in range(first[school], first[school + 1]):
            group = groups[group_of[klass]]
            room = seen[group_of[klass]] = seen.get(group_of[klass], -1) + 1
            place = rooms.setdefault((group.grade, room), len(rooms)) if group.is_elementary else klass
            owners.append(hired + place % count)
    return owners, schools


def _co_teachers(owners: "array[int]", schools: "array[int]", *, count: int, seed: int) -> "array[int]":
    """Return for each class the owner, but for *count* classes the next teacher of the school."""
    found = array("I", owners)
    order = Shuffle.of(len(owners), salt=seed)
    for place in range(count):
        klass = order.number(place)
        owner = owners[klass]
        near = owner + 1 if owner + 1 < len(schools) and schools[owner + 1] == schools[owner] else owner - 1
        found[klass] = near
    return found
