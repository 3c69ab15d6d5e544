"""Courses, classes and who sits in them: this year's timetable and what is left of last year's."""

from collections.abc import Iterator
from itertools import cycle

import attrs

from oneroster_classlink.sandbox.district import Row
from oneroster_classlink.sandbox.made_up.calendar import Session
from oneroster_classlink.sandbox.made_up.draft import Draft, ref
from oneroster_classlink.sandbox.made_up.figures.levels import CORE, SPECIALS, Level
from oneroster_classlink.sandbox.made_up.figures.published import TAKERS
from oneroster_classlink.sandbox.made_up.people import Student
from oneroster_classlink.sandbox.made_up.schools import DISTRICT, Campus, Schools

_SLASHED = 50
"""Which class of each school has a slash in its id."""


@attrs.frozen(kw_only=True)
class Section:
    """A class that is to be added.

    Attributes:
        campus: Its school.
        subject: What is taught.
        grade: The grade of its students.
        session: When it is taught.
        period: The period of the day.
        teacher: The id of its primary teacher.
        students: Its students.
    """

    campus: Campus
    subject: str
    grade: str
    session: Session
    period: int
    teacher: str
    students: list[Student]


def add_classes(draft: Draft, schools: Schools, *, students: list[Student], teachers: dict[str, list[str]]) -> None:
    """Add the classes of every school and fill them."""
    for campus in schools.campuses:
        plan = _elementary if campus.level.name == "elementary" else _secondary
        mine = [student for student in students if student.campus is campus]
        for number, section in enumerate(plan(draft, campus, mine, teachers[campus.id]), 1):
            _add_section(draft, section, number=number)


def _elementary(draft: Draft, campus: Campus, students: list[Student], teachers: list[str]) -> Iterator[Section]:
    """Plan homerooms, which keep their teacher all year, and specials, which change by term."""
    special = cycle(teachers[-len(SPECIALS) :])
    homerooms = [(grade, room) for grade in campus.level.grades for room in _rooms(students, grade, campus.level)]
    for (grade, room), teacher in zip(homerooms, teachers, strict=False):
        plan = [(subject, draft.calendar.year, teacher) for subject in CORE]
        plan += [(subject, term, next(special)) for subject in SPECIALS for term in draft.calendar.terms]
        if grade != campus.level.grades[0]:
            plan.append((CORE[0], draft.calendar.last_year, teacher))
        for period, (subject, session, one) in enumerate(plan, 1):
            yield Section(
                campus=campus,
                subject=subject,
                grade=grade,
                session=session,
                period=period,
                teacher=one,
                students=room,
            )


def _secondary(draft: Draft, campus: Campus, students: list[Student], teachers: list[str]) -> Iterator[Section]:
    """Plan one subject a period in both terms, and two that were taught last year."""
    free = cycle(teachers)
    subjects = campus.level.subjects
    for session in (*draft.calendar.terms, draft.calendar.last_term):
        past = session is draft.calendar.last_term
        for period, (subject, share) in enumerate(zip(subjects[: 2 if past else None], TAKERS, strict=False), 1):
            for grade in campus.level.grades[1 if past else 0 :]:
                takers = [student for student in students if student.grade == grade and draft.rng.random() < share]
                draft.rng.shuffle(takers)
                for room in _rooms(takers, grade, campus.level):
                    yield Section(
                        campus=campus,
                        subject=subject,
                        grade=grade,
                        session=session,
                        period=period,
                        teacher=next(free),
                        students=room,
                    )


def _rooms(students: list[Student], grade: str, level: Level) -> Iterator[list[Student]]:
    """Yield the students of *grade* in rooms of about equal size."""
    mine = [student for student in students if student.grade == grade]
    count = -(-len(mine) // level.room)
    return (mine[number::count] for number in range(count))


def _add_section(draft: Draft, section: Section, *, number: int) -> None:
    slashed = number == _SLASHED
    klass = draft.add(
        "classes", f"{section.campus.id}{'/' if slashed else '_'}{number:04}", _class_fields(draft, section)
    )
    if slashed:
        draft.mark("id_with_slash", [klass])
    if section.session in {draft.calendar.last_year, draft.calendar.last_term}:
        draft.mark("ended_class", [klass])
    draft.add_seat(section.teacher, klass, role="teacher", primary=True)
    for student in section.students:
        draft.add_seat(student.row["sourcedId"], klass, role="student")


def _class_fields(draft: Draft, section: Section) -> Row:
    course = _course(draft, section)
    return {
        "title": f"{course['title']} - P{section.period}",
        "classCode": f"{course['courseCode']}-{section.period}",
        "classType": "homeroom" if section.subject == CORE[0] else "scheduled",
        "location": f"Room {draft.rng.randrange(100, 400)}",
        "grades": [section.grade],
        "subjects": [section.subject],
        "subjectCodes": [],
        "course": ref(course["sourcedId"], "course"),
        "school": ref(section.campus.id, "org"),
        "terms": [ref(section.session.id, "academicSession")],
        "periods": [str(section.period)],
        "resources": [],
    }


def _course(draft: Draft, section: Section) -> Row:
    """Return the course of *section*, made when its first section is."""
    sourced_id = f"CRS-{section.subject.upper().replace(' ', '')}-{section.grade}"
    known = next((row for row in draft.rows["courses"] if row["sourcedId"] == sourced_id), None)
    return known or draft.add(
        "courses",
        sourced_id,
        {
            "title": f"{section.subject} {section.grade}",
            "courseCode": f"{section.subject[:3].upper()}{section.grade}",
            "schoolYear": ref(draft.calendar.year.id, "academicSession"),
            "grades": [section.grade],
            "subjects": [section.subject],
            "subjectCodes": [],
            "org": ref(DISTRICT, "org"),
            "resources": [],
        },
    )
