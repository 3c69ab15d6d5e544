"""Every read of OneRoster: what each path shows, under which key, and what it refuses."""

import pytest

from oneroster_classlink.sandbox import District
from oneroster_classlink.sandbox.exchange import Refused, Request
from oneroster_classlink.sandbox.service import Service
from oneroster_classlink.sandbox.service import service as service_module
from oneroster_classlink.sandbox.service.routes import BASES, ROSTERING
from tests.sandbox.conftest import ORIGIN, V11, V12, get

GRADEBOOK = "/ims/oneroster/gradebook/v1p2"
RESOURCES = "/ims/oneroster/resources/v1p2"

LISTS = [
    ("/academicSessions", "academicSessions", ["G1", "G2", "T1", "T2", "Y"]),
    ("/classes", "classes", ["K/2", "K1"]),
    ("/classes/K1/students", "users", ["st1"]),
    ("/classes/K%2F2/students", "users", ["st2"]),
    ("/classes/K1/teachers", "users", ["te1"]),
    ("/courses", "courses", ["C1", "C2", "C3"]),
    ("/courses/C2/classes", "classes", ["K/2"]),
    ("/demographics", "demographics", ["st1"]),
    ("/enrollments", "enrollments", ["E1", "E2", "E3", "E4", "E5", "E6"]),
    ("/gradingPeriods", "academicSessions", ["G1", "G2"]),
    ("/orgs", "orgs", ["D", "S1", "S2"]),
    ("/schools", "orgs", ["S1", "S2"]),
    ("/schools/S1/classes", "classes", ["K1"]),
    ("/schools/S1/classes/K1/enrollments", "enrollments", ["E1", "E2", "E5"]),
    ("/schools/S1/classes/K1/students", "users", ["st1"]),
    ("/schools/S2/classes/K%2F2/teachers", "users", ["te1"]),
    ("/schools/S1/courses", "courses", ["C1"]),
    ("/schools/S2/courses", "courses", ["C2"]),
    ("/schools/S2/enrollments", "enrollments", ["E3", "E4"]),
    ("/schools/S2/students", "users", ["st2"]),
    ("/schools/S1/teachers", "users", ["te1"]),
    ("/schools/S2/terms", "academicSessions", ["T1"]),
    ("/students", "users", ["st1", "st2"]),
    ("/students/st2/classes", "classes", ["K/2"]),
    ("/teachers/te1/classes", "classes", ["K/2", "K1"]),
    ("/terms", "academicSessions", ["T1", "T2"]),
    ("/terms/T1/classes", "classes", ["K/2", "K1"]),
    ("/terms/T1/gradingPeriods", "academicSessions", ["G1"]),
    ("/users", "users", ["ad1", "pr1", "st1", "st2", "te1"]),
    ("/users/ad1/classes", "classes", []),
]
SINGLES = [
    ("/academicSessions/Y", "academicSession", "Y"),
    ("/classes/K%2F2", "class", "K/2"),
    ("/courses/C1", "course", "C1"),
    ("/demographics/st1", "demographics", "st1"),
    ("/enrollments/E6", "enrollment", "E6"),
    ("/gradingPeriods/G1", "academicSession", "G1"),
    ("/orgs/D", "org", "D"),
    ("/schools/S1", "org", "S1"),
    ("/students/st1", "user", "st1"),
    ("/teachers/te1", "user", "te1"),
    ("/terms/T1", "academicSession", "T1"),
    ("/users/st1", "user", "st1"),
]
OF_11 = [
    ("/teachers", "users", ["te1"]),
    ("/schools/S2/teachers", "users", ["te1"]),
]
OF_12 = [
    ("/teachers", "users", ["pr1", "te1"]),
    ("/schools/S2/teachers", "users", ["pr1", "te1"]),
]
MORE = [
    ("/resources", "resources", ["R1", "R2"]),
    ("/classes/K1/resources", "resources", ["R2"]),
    ("/courses/C1/resources", "resources", ["R1"]),
    ("/categories", "categories", ["A1", "A2"]),
    ("/lineItems", "lineItems", ["L1", "L2"]),
    ("/results", "results", ["X1", "X2", "X3"]),
    ("/classes/K1/lineItems", "lineItems", ["L1"]),
    ("/classes/K1/lineItems/L1/results", "results", ["X1", "X3"]),
    ("/classes/K%2F2/results", "results", ["X2"]),
    ("/classes/K1/students/st2/results", "results", ["X3"]),
]
MORE_12 = [
    (f"{RESOURCES}/users/pr1/resources", "resources", ["R1"]),
    (f"{GRADEBOOK}/classes/K1/categories", "categories", ["A1"]),
    (f"{GRADEBOOK}/scoreScales", "scoreScales", ["P1"]),
    (f"{GRADEBOOK}/assessmentLineItems", "assessmentLineItems", []),
    (f"{GRADEBOOK}/classes/K1/scoreScales", "scoreScales", ["P1"]),
    (f"{GRADEBOOK}/schools/S1/scoreScales", "scoreScales", ["P1"]),
    (f"{GRADEBOOK}/schools/S2/scoreScales", "scoreScales", []),
]


def service_of(path):
    return RESOURCES if path.endswith("resources") else GRADEBOOK


@pytest.mark.parametrize(
    ("target", "key", "expected"),
    [
        *((f"{base}{path}", key, expected) for base in (V11, V12) for path, key, expected in LISTS),
        *((f"{V11}{path}", key, expected) for path, key, expected in (*OF_11, *MORE)),
        *((f"{V12}{path}", key, expected) for path, key, expected in OF_12),
        *((f"{service_of(path)}{path}", key, expected) for path, key, expected in MORE),
        *MORE_12,
    ],
)
def test_list__shows_its_rows_under_the_entity_key(service, target, key, expected):
    _, body = get(service, target)

    assert {key: expected} == {name: [row["sourcedId"] for row in rows] for name, rows in body.items()}


@pytest.mark.parametrize(
    ("target", "key", "expected"),
    [
        *((f"{base}{path}", key, expected) for base in (V11, V12) for path, key, expected in SINGLES),
        (f"{V11}/resources/R1", "resource", "R1"),
        (f"{V11}/categories/A1", "category", "A1"),
        (f"{GRADEBOOK}/lineItems/L1", "lineItem", "L1"),
        (f"{GRADEBOOK}/results/X1", "result", "X1"),
        (f"{GRADEBOOK}/scoreScales/P1", "scoreScale", "P1"),
    ],
)
def test_single__shows_its_row_under_the_single_key(service, target, key, expected):
    _, body = get(service, target)

    assert {key: expected} == {name: row["sourcedId"] for name, row in body.items()}


def test_rostering__has_all_41_reads_and_each_is_tested():
    assert 41 == len(ROSTERING)
    assert {"/".join(route.path) for route in ROSTERING} == {_shape(path) for path, _, _ in (*LISTS, *SINGLES, *OF_11)}
    assert 4 == len(BASES)


def _shape(path):
    return "/".join("*" if place % 2 else part for place, part in enumerate(path[1:].split("/")))


@pytest.mark.parametrize(
    "target",
    [
        f"{V11}/users/nobody",
        f"{V11}/schools/D",
        f"{V11}/students/te1",
        f"{V11}/teachers/st1/classes",
        f"{V11}/terms/Y/classes",
        f"{V11}/classes/K2/students",
        f"{V11}/classes/K/2",
        f"{V11}/schools/D/students",
        f"{V11}/schools/S1/classes/K%2F2/students",
        f"{V11}/schools/S1/classes/nothing/students",
        f"{V11}/classes/K1/lineItems/L2/results",
        f"{V11}/classes/K1/students/te1/results",
        f"{V11}/nothing",
        f"{V11}/users/",
        f"{V11}/",
        f"{V11}/scoreScales",
        f"{V12}/resources",
        "/ims/oneroster/v1p1x/users",
        "/",
    ],
)
def test_read__what_is_not_there(service, target):
    with pytest.raises(Refused) as caught:
        get(service, target)

    assert (404, "unknownobject") == (caught.value.status, caught.value.code)


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_answer__writes_are_refused(service, method):
    with pytest.raises(Refused) as caught:
        service.answer(Request(method=method, origin=ORIGIN, target=f"{V11}/results/X1"))

    assert (405, {"Allow": "GET, HEAD"}) == (caught.value.status, caught.value.headers)


def test_answer__each_version_shows_its_own_form(service):
    _, old = get(service, f"{V11}/users/pr1")
    _, new = get(service, f"{V12}/users/ad1")

    assert "administrator" == old["user"]["role"]
    assert ["districtAdministrator", "siteAdministrator"] == [role["role"] for role in new["user"]["roles"]]


def test_answer__broken_rows_are_served_as_they_are():
    rows = [
        {"sourcedId": "sourcedId", "role": "role", "orgs": "orgSourcedIds"},
        {"role": "student"},
        {"sourcedId": 7, "odd": [["nested"]]},
        {"sourcedId": ["x"]},
    ]
    service = Service(district=District(rows={"users": rows}))

    for base in (V11, V12):
        answer, body = get(service, f"{base}/users")
        assert "4" == answer.headers["X-Total-Count"]
        assert all(row in body["users"] for row in rows)


def test_answer__keeps_few_selections(monkeypatch):
    """However many different filters are asked, memory stays small and the answers right."""
    monkeypatch.setattr(service_module, "_KEPT", 2)
    service = Service(district=District(rows={"users": [{"sourcedId": str(number)} for number in range(5)]}))

    for number in (0, 1, 2, 3, 0):
        _, body = get(service, f"{V11}/users?filter=sourcedId%3D'{number}'")
        assert [{"sourcedId": str(number)}] == body["users"]
        assert len(service._selections) <= 2  # noqa: SLF001 - it is what the test is about
