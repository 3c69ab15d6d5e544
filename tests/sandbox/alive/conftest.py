"""A district small enough to know by heart, with a school year, families and a few rows that are broken."""

from datetime import date

import pytest

from oneroster_classlink.sandbox import District
from tests.sandbox.conftest import seat, to

TODAY = date(2026, 11, 24)


def session(sourced_id, kind, start, end, **more):
    return {"sourcedId": sourced_id, "type": kind, "title": sourced_id, "startDate": start, "endDate": end, **more}


def klass(sourced_id, school, *terms, course="C1"):
    return {"sourcedId": sourced_id, "school": to(school), "course": to(course), "terms": [to(term) for term in terms]}


def user(sourced_id, role, *orgs, grade=None, agents=()):
    return {
        "sourcedId": sourced_id,
        "status": "active",
        "role": role,
        "orgs": [to(org) for org in orgs],
        "grades": [grade] if grade else [],
        "givenName": f"Given{sourced_id}",
        "familyName": f"Family{sourced_id}",
        "username": sourced_id,
        "email": f"{sourced_id}@example.org",
        "agents": [to(agent, "user") for agent in agents],
    }


STUDENTS = {"a41": ("A", "04"), "a42": ("A", "04"), "a51": ("A", "05"), "b51": ("B", "05"), "m61": ("M", "06")}
ROWS = {
    "orgs": [
        {"sourcedId": "D", "type": "district", "children": [to("A"), to("B"), to("M")]},
        *({"sourcedId": name, "type": "school", "parent": to("D")} for name in "ABM"),
    ],
    "academicSessions": [
        session("FY2026", "schoolYear", "2025-07-01", "2026-07-01", schoolYear="2026"),
        session("FY2027", "schoolYear", "2026-07-01", "2027-07-01", schoolYear="2027"),
        session("FALL", "term", "2026-07-01", "2027-01-15", parent=to("FY2027")),
        session("T2-2027", "term", "2027-01-15", "2027-07-01", parent=to("FY2027")),
        {"sourcedId": "broken", "type": "term", "endDate": "soon", "parent": {}},
    ],
    "courses": [
        {"sourcedId": "C1", "org": to("D"), "schoolYear": to("FY2027")},
        {"sourcedId": "C2", "org": to("A"), "schoolYear": to("FY2027")},
    ],
    "classes": [
        klass("A4", "A", "FY2027"),
        klass("A5", "A", "FALL"),
        klass("B5", "B", "FY2027", course="C2"),
        klass("M6", "M", "FY2027", "FY2026"),
        klass("OLD", "A", "FY2026"),
        {**klass("BURIED", "B", "FY2027"), "status": "tobedeleted"},
        klass("TIMELESS", "B", "GONE"),
    ],
    "users": [
        *(
            user(item, "student", school, grade=grade, agents={"a41": ["g1"], "a51": ["g2"]}.get(item, ()))
            for item, (school, grade) in STUDENTS.items()
        ),
        user("odd", "student", "A", grade="PS"),
        user("tA", "teacher", "A"),
        user("tB", "teacher", "B", "A"),
        user("tM", "teacher", "M"),
        user("g1", "parent", "A", agents=["a41", "a42"]),
        user("g2", "guardian", "A"),
        {
            "sourcedId": "pr",
            "status": "active",
            "roles": [
                {"roleType": "primary", "role": "principal", "org": to("A")},
                {"roleType": "secondary", "role": "teacher", "org": to("B")},
            ],
            "primaryOrg": to("A"),
        },
        {"role": "student", "orgs": "orgSourcedIds", "familyName": "Lost"},
    ],
    "enrollments": [
        seat("E1", "a41", "A4", "A", "student", beginDate="2026-07-01", endDate="2027-07-01"),
        seat("E2", "a42", "A4", "A", "student"),
        seat("E3", "a51", "A5", "A", "student"),
        seat("E4", "b51", "B5", "B", "student"),
        seat("E5", "m61", "M6", "M", "student"),
        seat("E6", "tA", "A4", "A", "teacher", primary="true"),
        seat("E7", "tA", "A5", "A", "teacher", primary="true"),
        seat("E8", "tB", "B5", "B", "teacher", primary="true"),
        seat("E9", "tM", "M6", "M", "teacher", primary="true"),
        seat("E10", "gone", "A4", "A", "student"),
        seat("E11", "a41", "OLD", "A", "student"),
        {**seat("E12", "a42", "A5", "A", "student"), "status": "tobedeleted"},
        {"sourcedId": "E13", "role": "student"},
        seat("E14", "odd", "A5", "A", "student"),
    ],
    "demographics": [
        *({"sourcedId": item, "birthDate": f"201{number}-02-28"} for number, item in enumerate(STUDENTS, 2)),
        {"sourcedId": "tA", "birthDate": ""},
    ],
    "lineItems": [{"sourcedId": "L1", "class": to("A4"), "gradingPeriod": to("FY2026")}],
    "results": [{"sourcedId": "X1", "lineItem": to("L1"), "student": to("a41"), "score": 9.0}],
    "categories": [{"sourcedId": "K1"}],
}


@pytest.fixture
def tiny():
    return District(rows=ROWS, today=TODAY)
