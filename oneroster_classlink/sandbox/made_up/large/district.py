"""The large district put together: lazy collections, and the small ones as rows."""

from datetime import date
from random import Random

from oneroster_classlink.sandbox.district import District
from oneroster_classlink.sandbox.made_up.calendar import make_calendar
from oneroster_classlink.sandbox.made_up.draft import Draft, ref
from oneroster_classlink.sandbox.made_up.figures import LEVELS
from oneroster_classlink.sandbox.made_up.large.classes import Classes, Enrollments, course_id
from oneroster_classlink.sandbox.made_up.large.families import Families
from oneroster_classlink.sandbox.made_up.large.mixing import Shuffle
from oneroster_classlink.sandbox.made_up.large.people import Demographics, People
from oneroster_classlink.sandbox.made_up.large.schools import Blocks, Campus, campuses
from oneroster_classlink.sandbox.made_up.large.timetable import CLASSES, SEATS, make_timetable
from oneroster_classlink.sandbox.made_up.names import PLACES
from oneroster_classlink.schools import School

_DISTRICT = "ORG-0000"
_IDENTIFIER = "99000{:05}"


def make_large(*, seed: int, today: date) -> District:
    """Make up the large district for *today*. What *seed* decides is who sits where, and names and birth dates."""
    calendar = make_calendar(today)
    draft = Draft(rng=Random(seed), today=today, calendar=calendar)  # noqa: S311 - nothing is secret
    draft.add_sessions()
    schools = campuses(seed=seed)
    _add_orgs(draft, schools)
    _add_courses(draft)
    timetable = make_timetable(schools, seed=seed)
    people = People(
        blocks=Blocks.of(schools),
        families=Families.of(seed=seed),
        school_of_teacher=timetable.school_of_teacher,
        stamp=draft.stamp,
        seed=seed,
        autumn=calendar.year.start.replace(month=9),
    )
    classes = Classes(timetable, calendar, Shuffle.of(CLASSES, salt=seed + 11), draft.stamp)
    seats = Enrollments(classes, people, Shuffle.of(SEATS, salt=seed + 13))
    lazy = {"users": people, "classes": classes, "enrollments": seats, "demographics": Demographics(people)}
    ours = tuple(_ours(campus) for campus in schools)
    return District(rows={**draft.rows, **lazy}, product_schools=ours, today=today, seed=seed)


def _add_orgs(draft: Draft, schools: tuple[Campus, ...]) -> None:
    children = [ref(campus.id, "org") for campus in schools]
    fields = {"name": "Wobberford Unified School District", "type": "district", "identifier": _IDENTIFIER.format(0)}
    draft.add("orgs", _DISTRICT, fields | {"children": children})
    for campus in schools:
        fields = {"name": f"{_town(campus)} {campus.level.name.title()} School", "type": "school"}
        fields["identifier"] = _IDENTIFIER.format(campus.number + 1)
        draft.add("orgs", campus.id, fields | {"parent": ref(_DISTRICT, "org")})


def _add_courses(draft: Draft) -> None:
    for level in LEVELS.values():
        for grade in level.grades:
            for subject in level.subjects:
                fields = {
                    "title": f"{subject} {grade}",
                    "courseCode": f"{subject[:3].upper()}{grade}",
                    "schoolYear": ref(draft.calendar.year.id, "academicSession"),
                    "grades": [grade],
                    "subjects": [subject],
                    "subjectCodes": [],
                    "org": ref(_DISTRICT, "org"),
                    "resources": [],
                }
                draft.add("courses", course_id(subject, grade), fields)


def _town(campus: Campus) -> str:
    """Return a pair of places; there are more pairs than schools."""
    first, second = divmod(campus.number, len(PLACES) - 1)
    return f"{PLACES[first]} {PLACES[(first + second + 1) % len(PLACES)]}"


def _ours(campus: Campus) -> School:
    """Return the product's school for *campus*; every tenth is known by its name alone."""
    identifiers = () if campus.number % 10 == 0 else (_IDENTIFIER.format(campus.number + 1),)
    name = f"{_town(campus)} {campus.level.name.title()}"
    return School(f"P-{campus.number + 1}", name, level=campus.level.name, identifiers=identifiers)
