"""Districts that the sandbox's tests share: the made-up one, and one small enough to know by heart."""

from datetime import date

import msgspec
import pytest

from oneroster_classlink.sandbox import District, make_district
from oneroster_classlink.sandbox.exchange import Request
from oneroster_classlink.sandbox.service import Service

ORIGIN = "http://sandbox.example"
V11 = "/ims/oneroster/v1p1"
V12 = "/ims/oneroster/rostering/v1p2"
TODAY = date(2026, 11, 24)


def to(sourced_id, kind="org"):
    return {"sourcedId": sourced_id, "type": kind}


def seat(sourced_id, user, klass, school, role, **more):
    refs = {"user": to(user, "user"), "class": to(klass, "class"), "school": to(school)}
    return {"sourcedId": sourced_id, "role": role, **refs, **more}


SMALL = {
    "orgs": [
        {"sourcedId": "D", "type": "district", "name": "District"},
        {"sourcedId": "S1", "type": "school", "name": "One"},
        {"sourcedId": "S2", "type": "school", "name": "Two"},
    ],
    "academicSessions": [
        {"sourcedId": "Y", "type": "schoolYear"},
        {"sourcedId": "T1", "type": "term", "parent": to("Y")},
        {"sourcedId": "T2", "type": "term", "parent": to("Y")},
        {"sourcedId": "G1", "type": "gradingPeriod", "parent": to("T1")},
        {"sourcedId": "G2", "type": "gradingPeriod", "parent": to("T2")},
    ],
    "courses": [
        {"sourcedId": "C1", "org": to("D"), "resources": [to("R1")]},
        {"sourcedId": "C2", "org": to("S2")},
        {"sourcedId": "C3", "org": to("D")},
    ],
    "classes": [
        {"sourcedId": "K1", "school": to("S1"), "course": to("C1"), "terms": [to("T1")], "resources": [to("R2")]},
        {"sourcedId": "K/2", "school": to("S2"), "course": to("C2"), "terms": [to("Y"), to("T1")]},
    ],
    "users": [
        {"sourcedId": "st1", "role": "student", "orgs": [to("S1")], "givenName": "Kvemikk", "grades": ["06"]},
        {"sourcedId": "st2", "role": "student", "orgs": [to("S2")], "givenName": "Ökvemikk", "grades": ["07", "08"]},
        {"sourcedId": "te1", "role": "teacher", "orgs": [to("S1"), to("S2")]},
        {"sourcedId": "ad1", "role": "administrator", "orgs": [to("D"), to("S1")]},
        {
            "sourcedId": "pr1",
            "roles": [
                {"roleType": "secondary", "role": "teacher", "org": to("S2")},
                {"roleType": "primary", "role": "principal", "org": to("S1")},
            ],
            "resources": [to("R1"), to("R-gone")],
        },
    ],
    "enrollments": [
        seat("E1", "st1", "K1", "S1", "student", primary=False),
        seat("E2", "te1", "K1", "S1", "teacher", primary="true"),
        seat("E3", "st2", "K/2", "S2", "student"),
        seat("E4", "te1", "K/2", "S2", "teacher"),
        seat("E5", "gone", "K1", "S1", "student"),
        {"sourcedId": "E6", "role": "student"},
    ],
    "demographics": [{"sourcedId": "st1", "birthDate": "2015-02-03"}],
    "resources": [{"sourcedId": "R1"}, {"sourcedId": "R2"}],
    "categories": [{"sourcedId": "A1"}, {"sourcedId": "A2"}],
    "lineItems": [
        {"sourcedId": "L1", "class": to("K1"), "category": to("A1")},
        {"sourcedId": "L2", "class": to("K/2"), "category": to("A2")},
    ],
    "results": [
        {"sourcedId": "X1", "lineItem": to("L1"), "student": to("st1"), "score": 9.0},
        {"sourcedId": "X2", "lineItem": to("L2"), "student": to("st2"), "score": 10.5},
        {"sourcedId": "X3", "lineItem": to("L1"), "student": to("st2"), "score": 7.0},
    ],
    "scoreScales": [{"sourcedId": "P1", "class": to("K1")}],
}


def get(service, target):
    """Ask *service* and return the answer with its decoded body."""
    answer = service.answer(Request(origin=ORIGIN, target=target))
    return answer, msgspec.json.decode(answer.body)


@pytest.fixture(scope="session")
def made_up():
    return make_district(seed=1, today=TODAY)


@pytest.fixture(scope="session")
def service():
    return Service(district=District(rows=SMALL))
