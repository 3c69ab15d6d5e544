"""The classes and enrollments of the large district, each worked out from its number."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

import attrs

from oneroster_classlink.sandbox.district import LazyRows
from oneroster_classlink.sandbox.exchange import Version
from oneroster_classlink.sandbox.made_up.calendar import Calendar, Session
from oneroster_classlink.sandbox.made_up.large.mixing import Shuffle
from oneroster_classlink.sandbox.made_up.large.people import People
from oneroster_classlink.sandbox.made_up.large.schools import SCHOOLS, school_id
from oneroster_classlink.sandbox.made_up.large.timetable import CLASSES, SEATS, Group, Timetable

_ALL_YEAR = 6
"""So many periods are taught all year, the next in the first term, the last in the second."""
_CLASS = (
    '{"sourcedId":"%s","status":"active","dateLastModified":"%s","title":"%s %s - P%d","classCode":"%s",'
    '"classType":"%s","location":"Room %d","grades":["%s"],"subjects":["%s"],"subjectCodes":[],'
    '"course":{"sourcedId":"%s","type":"course"},"school":{"sourcedId":"%s","type":"org"},'
    '"terms":[{"sourcedId":"%s","type":"academicSession"}],"periods":["%d"],"resources":[]}'
)
_WHO = '","status":"active","dateLastModified":"%s","role":"%s","primary":"%s","user":{"sourcedId":"%s-'
_WHERE = '","type":"class"},"school":{"sourcedId":"%s","type":"org"},"beginDate":"%s","endDate":"%s"}'


def course_id(subject: str, grade: str) -> str:
    """Return the id of the course of *subject* in *grade*."""
    return f"CRS-{subject.upper().replace(' ', '')}-{grade}"


def session_of(group: Group, calendar: Calendar) -> Session:
    """Return the session in which the classes of *group* are taught."""
    if group.is_elementary or group.period < _ALL_YEAR:
        return calendar.year
    return calendar.terms[group.period - _ALL_YEAR]


@attrs.frozen(slots=False)
class Classes(LazyRows):
    """The classes.

    Attributes:
        timetable: Which there are.
        calendar: When they are taught.
        order: Their order by id.
        stamp: When the rows were imported.
    """

    timetable: Timetable
    calendar: Calendar
    order: Shuffle
    stamp: str

    def __len__(self) -> int:
        """Return how many there are."""
        return CLASSES

    def place(self, sourced_id: str) -> int | None:
        """Return the place of a class."""
        return _place(sourced_id, "CLS-", digits=6, count=CLASSES)

    def at(self, path: str, value: str) -> Sequence[int] | None:
        """Return the classes of a school; no other selection is known without reading all."""
        school = _school(value) if path == "school.sourcedId" else None
        if path != "school.sourcedId" or school is None:
            return None if path != "school.sourcedId" else ()
        first = self.timetable.of_school
        return sorted(map(self.order.place, range(first[school], first[school + 1])))

    def page(self, places: Iterable[int], *, version: Version = Version.V11) -> list[bytes]:  # noqa: ARG002 - both are alike
        """Return classes as JSON."""
        return [self._encoded(place) for place in places]

    def _encoded(self, place: int) -> bytes:
        klass = self.order.number(place)
        group = self.timetable.groups[self.timetable.group_of[klass]]
        subject, grade, period = group.campus.level.subjects[group.period], group.grade, group.period + 1
        kind = "homeroom" if group.is_elementary and period == 1 else "scheduled"
        text = _CLASS % (
            *(f"CLS-{place:06}", self.stamp, subject, grade, period, f"{subject[:3].upper()}{grade}-{period}"),
            *(kind, 100 + klass % 300, grade, subject, course_id(subject, grade), group.campus.id),
            *(session_of(group, self.calendar).id, period),
        )
        return text.encode("ascii")


@attrs.frozen(slots=False)
class Enrollments(LazyRows):
    """The enrollments.

    Attributes:
        classes: The classes.
        people: The users.
        order: Their order by id.
        where: The end of the row of a seat, by group.
    """

    classes: Classes
    people: People
    order: Shuffle
    where: list[str] = attrs.field(init=False)

    @where.default
    def _where(self) -> list[str]:
        sessions = ((group, session_of(group, self.classes.calendar)) for group in self.classes.timetable.groups)
        return [_WHERE % (group.campus.id, found.start.isoformat(), found.end.isoformat()) for group, found in sessions]

    def __len__(self) -> int:
        """Return how many there are."""
        return SEATS

    def place(self, sourced_id: str) -> int | None:
        """Return the place of an enrollment."""
        return _place(sourced_id, "ENR-", digits=7, count=SEATS)

    def at(self, path: str, value: str) -> Sequence[int] | None:
        """Return the seats of a class or of a school; no other selection is known without reading all."""
        table = self.classes.timetable
        if path == "class.sourcedId":
            place = self.classes.place(value)
            first = None if place is None else self.classes.order.number(place)
            bounds = None if first is None else (first, first + 1)
        elif path == "school.sourcedId":
            school = _school(value)
            bounds = None if school is None else (table.of_school[school], table.of_school[school + 1])
        else:
            return None
        return sorted(map(self.order.place, range(*(table.seats[bound] for bound in bounds)))) if bounds else ()

    def page(self, places: Iterable[int], *, version: Version = Version.V11) -> list[bytes]:  # noqa: ARG002 - both are alike
        """Return enrollments as JSON. Most rows of a pull are made here, so what does not change is taken out."""
        table, orders, where = self.classes.timetable, self.people.orders, self.where
        seats, starts, draws, group_of = table.seats, table.starts, table.draws, table.group_of
        owners, co_teachers = table.teachers, table.co_teachers
        seat_of, name_class = self.order.number, self.classes.order.place
        name_student, name_teacher = orders["STU"].place, orders["TCH"].place
        owner, second, student = (_WHO % (self.classes.stamp, *kind) for kind in _CHAIRS)
        found = []
        for place in places:
            seat = seat_of(place)
            klass = bisect_right(seats, seat) - 1
            chair = seat - seats[klass]
            group = group_of[klass]
            if not chair:
                who, user = owner, name_teacher(owners[klass])
            elif chair == 1 and co_teachers[klass] != owners[klass]:
                who, user = second, name_teacher(co_teachers[klass])
            else:
                first, order = draws[group]
                adults = 1 if co_teachers[klass] == owners[klass] else 2
                who, user = student, name_student(first + order.number(starts[klass] + chair - adults))
            row = (
                f'{{"sourcedId":"ENR-{place:07}{who}{user:06}","type":"user"}},"class":{{"sourcedId":"CLS-'
                f"{name_class(klass):06}{where[group]}"
            )
            found.append(row.encode("ascii"))
        return found


_CHAIRS = (("teacher", "true", "TCH"), ("teacher", "false", "TCH"), ("student", "false", "STU"))


def _place(sourced_id: str, prefix: str, *, digits: int, count: int) -> int | None:
    number = sourced_id.removeprefix(prefix)
    if not sourced_id.startswith(prefix) or len(number) != digits or not number.isdecimal():
        return None
    return int(number) if int(number) < count else None


def _school(sourced_id: str) -> int | None:
    place = _place(sourced_id, "ORG-", digits=4, count=SCHOOLS + 1)
    return place - 1 if place and school_id(place - 1) == sourced_id else None
