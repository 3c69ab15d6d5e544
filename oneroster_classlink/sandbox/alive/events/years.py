"""The event of a new school year: new sessions, new classes, and everyone a grade further."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox.alive.event import Happened, begin, by_id, identified, record
from oneroster_classlink.sandbox.alive.events.orgs import at_home, homes, is_student
from oneroster_classlink.sandbox.alive.events.people import born_like, newcomer, with_seats, without_id
from oneroster_classlink.sandbox.alive.references import ref_id, replaced, repointed, without
from oneroster_classlink.sandbox.district import District, Row

_GONE = "tobedeleted"
GRADES = ("KG", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_SUFFIX = re.compile(r"-20\d\d$")
Cohort = tuple[str, str]
"""A school and a grade."""


def roll_over(district: District) -> Happened:
    """Begin the next school year, on its first day.

    Sessions move on by a year, every class of the old year is made anew with another id, the old ones are gone, and
    students are a grade further, in the seats of those who had that grade: new ones come, the oldest leave.

    Raises:
        UsageError: The district has no session with dates.
    """
    year = _last(district).year
    return _rolled(district, "roll_over", lambda item: f"{_SUFFIX.sub('', item)}-{year + 1}")


def roll_over_reusing_ids(district: District) -> Happened:
    """Begin the next school year, but give the new classes the ids of the old ones, as no server should.

    Raises:
        UsageError: The district has no session with dates.
    """
    return _rolled(district, "roll_over_reusing_ids", str)


def last_day(district: District) -> date | None:
    """Return the first day after all sessions of *district*, if it has any with dates."""
    found = [day for row in identified(district, "academicSessions") if (day := _day(row.get("endDate")))]
    return max(found, default=None)


def _last(district: District) -> date:
    begin(district, "roll_over")
    found = last_day(district)
    if found is None:
        raise UsageError("This district has no session with dates, so it is not known when its year ends.")
    return found


def _rolled(district: District, name: str, new_id: Callable[[str], str]) -> Happened:
    end = _last(district)
    sessions = _sessions(district, end)
    classes = _classes(district, set(sessions), new_id)
    seats = [row for row in identified(district, "enrollments") if _is_kept(row, classes)]
    past = [row["sourcedId"] for row in identified(district, "academicSessions") if _is_past(row, end)]
    moved = _promoted(attrs.evolve(district, today=end))
    rows = by_id(moved, "classes")
    kept = without(moved, classes=[item for item in rows if _is_of(rows[item], {*past, *sessions})])
    new = _with_sessions(kept, sessions, [_again(rows[old], item, sessions) for old, item in classes.items()], past)
    seated = with_seats(new, _seats(district, new, seats, classes))
    return record(name, before=district, after=seated, renamed={**sessions, **classes})


def _sessions(district: District, end: date) -> dict[str, str]:
    """Return new ids of the sessions of the school year that ends at *end*."""
    rows = identified(district, "academicSessions")
    return {row["sourcedId"]: _later(row["sourcedId"], _SESSION) for row in rows if not _is_past(row, end)}


_SESSION = "-next"


def _is_past(row: Row, end: date) -> bool:
    """Tell whether a session was over a year before *end*, as those of the last school year were."""
    day = _day(row.get("endDate"))
    return day is None or day <= _a_year_later(end, -1)


def _classes(district: District, current: set[str], new_id: Callable[[str], str]) -> dict[str, str]:
    """Return new ids of the classes that are taught in the *current* sessions."""
    rows = identified(district, "classes")
    taught = (row["sourcedId"] for row in rows if _is_of(row, current) and row.get("status") != _GONE)
    return {item: new_id(item) for item in taught}


def _is_kept(seat: Row, classes: Mapping[str, str]) -> bool:
    return ref_id(seat.get("class")) in classes and seat.get("status") != _GONE


def _is_of(row: Row, sessions: set[str]) -> bool:
    return any(ref_id(term) in sessions for term in row.get("terms", ()))


def _with_sessions(district: District, renamed: Mapping[str, str], classes: list[Row], past: list[str]) -> District:
    """Return *district* with the sessions of the next year and the *classes* in it, without the *past* sessions."""
    rows = by_id(district, "academicSessions")
    later = [_session(rows[old], renamed) for old in renamed]
    courses = [
        repointed("courses", row, lambda _, item: renamed.get(item, item)) for row in district.rows.get("courses", ())
    ]
    return without(
        replaced(
            district,
            academicSessions=[*district.rows["academicSessions"], *later],
            courses=courses,
            classes=[*district.rows["classes"], *classes],
        ),
        academicSessions=past,
    )


def _session(row: Row, renamed: Mapping[str, str]) -> Row:
    dates: Row = {name: _moved_on(row[name]) for name in ("startDate", "endDate") if name in row}
    texts: Row = {name: _later(str(row[name])) for name in ("title", "schoolYear") if name in row}
    moved = repointed("academicSessions", row, lambda _, item: renamed.get(item, item))
    return {**moved, **dates, **texts, "sourcedId": renamed[row["sourcedId"]]}


def _again(row: Row, item: str, sessions: Mapping[str, str]) -> Row:
    """Return a class as it is taught in the next year."""
    moved = repointed(
        "classes", row, lambda target, old: sessions.get(old, old) if target == "academicSessions" else old
    )
    return {**moved, "sourcedId": item, "status": "active"}


def _promoted(district: District) -> District:
    """Return *district* with every student a grade further; the oldest leave, new ones come."""
    schools: dict[str, list[str]] = defaultdict(list)
    cohorts = _cohorts(district)
    for school, grade in cohorts:
        schools[grade].append(school)
    gone, further = set(), {}
    for (school, grade), rows in cohorts.items():
        place = GRADES.index(grade) + 1
        upper = GRADES[place] if place < len(GRADES) else ""
        homes_ = [school] if (school, upper) in cohorts else schools.get(upper, [])
        for number, row in enumerate(rows):
            if homes_:
                further[row["sourcedId"]] = {**at_home(row, homes_[number % len(homes_)]), "grades": [upper]}
            else:
                gone.add(row["sourcedId"])
    users = [further.get(ref_id(row) or "", row) for row in district.rows["users"]]
    return without(_with_beginners(replaced(district, users=users), cohorts), users=gone)


def _with_beginners(district: District, cohorts: Mapping[Cohort, list[Row]]) -> District:
    """Return *district* with as many new students in the first grade of all as there were."""
    rng = begin(district, "beginners")
    first = next((grade for grade in GRADES if any(grade == found for _, found in cohorts)), None)
    models = [row for (_, grade), rows in cohorts.items() if grade == first for row in rows]
    new = [newcomer(district, rng, model, number=number) for number, model in enumerate(models)]
    born = [
        {**row, "birthDate": _moved_on(row["birthDate"])}
        for model, user in zip(models, new, strict=True)
        for row in born_like(district, rng, user["sourcedId"], like=model["sourcedId"])
    ]
    return replaced(
        district,
        users=[*district.rows["users"], *new],
        demographics=[*district.rows.get("demographics", ()), *born],
    )


def _cohorts(district: District) -> dict[Cohort, list[Row]]:
    """Return the students by school and grade; those of no known grade are in none."""
    found: dict[Cohort, list[Row]] = defaultdict(list)
    for row in identified(district, "users"):
        grades = row.get("grades")
        if is_student(row) and homes(row) and isinstance(grades, list) and grades and grades[0] in GRADES:
            found[homes(row)[0], grades[0]].append(row)
    return dict(found)


def _seats(
    before: District, after: District, seats: list[Row], classes: Mapping[str, str]
) -> Iterator[tuple[str, Row]]:
    """Yield the seats of the new year: the staff's stay theirs, students take those of the grade above."""
    of_user: dict[str | None, list[Row]] = defaultdict(list)
    for row in seats:
        of_user[ref_id(row.get("user"))].append(_next_seat(row, classes))
    old = _cohorts(before)
    placed = {row["sourcedId"] for rows in old.values() for row in rows}
    for user in by_id(after, "users"):
        if user not in placed:
            yield from ((user, seat) for seat in of_user[user])
    for cohort, rows in _cohorts(after).items():
        ahead = old.get(cohort, [])
        for number, row in enumerate(rows if ahead else ()):
            model = ahead[number % len(ahead)]["sourcedId"]
            yield from ((row["sourcedId"], seat) for seat in of_user[model])


def _next_seat(row: Row, classes: Mapping[str, str]) -> Row:
    moved = repointed("enrollments", row, lambda target, item: classes.get(item, item) if target == "classes" else item)
    dates = {name: _moved_on(row[name]) for name in ("beginDate", "endDate") if name in row}
    return without_id(moved) | dates


def _later(text: str, otherwise: str = "") -> str:
    """Return *text* with every year in it one later, or with *otherwise* at its end if there is none."""
    found = _YEAR.sub(lambda year: str(int(year[1]) + 1), text)
    return found if found != text else text + otherwise


def _moved_on(text: str) -> str:
    day = _day(text)
    return _a_year_later(day, 1).isoformat() if day else text


def _a_year_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
