"""Students and staff, and the demographics of every person."""

from datetime import date, timedelta
from typing import Any

import attrs

from oneroster_classlink.sandbox.district import Row
from oneroster_classlink.sandbox.made_up.draft import Draft, ref
from oneroster_classlink.sandbox.made_up.figures import Plan
from oneroster_classlink.sandbox.made_up.names import STUDENT_DOMAIN, email, person_name, phone
from oneroster_classlink.sandbox.made_up.schools import DISTRICT, Campus, Schools

_FIRST_AGE = 5
"""The age at which kindergarten begins."""
_NO_EMAIL = frozenset({"KG", "01", "02", "03"})
_FORMS = {100: ("id_with_slash", "STU/{}"), 200: ("id_with_space", "STU {}"), 300: ("id_with_pipe", "STU|{}")}
"""Students whose ids are put together with another character: districts use any (ONEROSTER 5.6)."""
_STAFF = (
    ("aide", 4, "{campus}-A{number:02}"),
    ("administrator", 2, "G{campus}{number:02}"),
    ("proctor", 1, "{campus}.P{number}"),
    ("relative", 1, "REL_{campus}_{number}"),
    ("hallMonitor", 1, "{campus}_HM{number}"),
)
"""The 1.1 staff of each school beside its teachers: role, count, form of the id. No standard knows the last role."""
_UNINGESTED = {"proctor": "role_proctor", "relative": "role_relative", "hallMonitor": "role_unknown"}


@attrs.frozen(kw_only=True)
class Student:
    """A student, as far as timetable and family need it.

    Attributes:
        row: The user row.
        grade: The grade.
        campus: The school.
    """

    row: Row
    grade: str
    campus: Campus


def add_person(draft: Draft, sourced_id: str, fields: dict[str, Any], *, born: date, name: tuple[str, str]) -> Row:
    """Add a user with a *name* and its demographics; *fields* come last and win."""
    number = len(draft.rows["users"])
    given, family = name
    basics = {
        "enabledUser": "true",
        "username": f"{given.lower()}{number}",
        "userIds": [{"type": "StateID", "identifier": f"99{number:06}"}],
        "givenName": given,
        "familyName": family,
        "middleName": "",
        "identifier": str(number),
        "email": email(given, number=number),
        "sms": "",
        "phone": "",
        "agents": [],
        "grades": [],
        "password": "",
    }
    row = draft.add("users", sourced_id, basics | fields)
    sex = draft.rng.choice(("female", "male"))
    draft.add("demographics", sourced_id, {"birthDate": born.isoformat(), "sex": sex})
    return row


def add_students(draft: Draft, schools: Schools, plan: Plan) -> list[Student]:
    """Add every student, at the age of the grade."""
    return [
        _add_student(draft, grade=grade, campus=campus)
        for campus in schools.campuses
        for grade in campus.level.grades
        for _ in range(plan.per_grade[campus.level.name])
    ]


def add_staff(draft: Draft, schools: Schools, plan: Plan) -> dict[str, list[str]]:
    """Add all staff and return the ids of the teachers by school id."""
    for number in range(3):
        _add_adult(draft, f"G3333{number:02}", role="administrator", org=DISTRICT)
    for campus in schools.campuses:
        for role, count, form in _STAFF:
            rows = [
                _add_adult(draft, form.format(campus=campus.id[2:], number=number), role=role, org=campus.id)
                for number in range(1, count + 1)
            ]
            if role in _UNINGESTED:
                draft.mark(_UNINGESTED[role], rows)
        draft.mark("role_principal", [_add_in_12_form(draft, campus=campus, role="principal")])
        draft.mark("role_counselor", [_add_in_12_form(draft, campus=campus, role="counselor")])
    teachers = plan.teachers
    return {
        campus.id: _add_teachers(draft, campus=campus, count=teachers[campus.level.name]) for campus in schools.campuses
    }


def days_before(draft: Draft, day: date, *, years: int) -> date:
    """Return a day within the year before the one *years* before *day*."""
    return day.replace(year=day.year - years) - timedelta(days=draft.rng.randrange(1, 365))


def _add_student(draft: Draft, *, grade: str, campus: Campus) -> Student:
    number = len(draft.rows["users"])
    name = person_name(draft.rng)
    mark, form = _FORMS.get(number, ("", "STU_{}"))
    age = _FIRST_AGE + (0 if grade == "KG" else int(grade))
    fields = {
        "role": "student",
        "orgs": [ref(campus.id, "org")],
        "grades": [grade],
        "email": "" if grade in _NO_EMAIL else email(name[0], number=number, domain=STUDENT_DOMAIN),
    }
    born = days_before(draft, draft.calendar.year.start.replace(month=9), years=age)
    row = add_person(draft, form.format(99400000 + number), fields, born=born, name=name)
    if mark:
        draft.mark(mark, [row])
    return Student(row=row, grade=grade, campus=campus)


def _add_teachers(draft: Draft, *, campus: Campus, count: int) -> list[str]:
    number = campus.id[2:]
    ids = [f"{number}_T{number}-{place:04}" for place in range(1, count + 1)]
    for sourced_id in ids:
        _add_adult(draft, sourced_id, role="teacher", org=campus.id)
    return ids


def _add_adult(draft: Draft, sourced_id: str, *, role: str, org: str) -> Row:
    fields = {"role": role, "orgs": [ref(org, "org")], "phone": phone(len(draft.rows["users"]))}
    return _add_born(draft, sourced_id, fields)


def _add_in_12_form(draft: Draft, *, campus: Campus, role: str) -> Row:
    org = ref(campus.id, "org")
    name = person_name(draft.rng)
    fields = {
        "roles": [{"roleType": "primary", "role": role, "org": org}],
        "primaryOrg": org,
        "preferredFirstName": name[0][:3],
        "userProfiles": [{"profileId": f"{role}-{campus.id}", "profileType": "sandbox", "vendorId": "example"}],
    }
    return _add_born(draft, f"{role[0].upper()}-{campus.id}", fields, name=name)


def _add_born(draft: Draft, sourced_id: str, fields: Row, *, name: tuple[str, str] | None = None) -> Row:
    born = days_before(draft, draft.calendar.year.start, years=draft.rng.randrange(24, 62))
    return add_person(draft, sourced_id, fields, born=born, name=name or person_name(draft.rng))
