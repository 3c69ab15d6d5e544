"""Faults of what is read: questions, pages, counts, envelopes."""

import msgspec
import pytest

from oneroster_classlink.sandbox import District
from tests.sandbox.faults.asking import asking

ALL = ["U1", "U2", "U3", "U4", "U5", "U6", "U7"]


def _counts(answer):
    return answer.headers.get("X-Total-Count"), answer.headers.get("x-count")


@pytest.mark.parametrize(
    ("order", "ids", "counts"),
    [
        ("limit_clamped:most=3", ALL[:3], ("7", "3")),
        ("limit_clamped:most=3,counted=false", ALL[:3], (None, None)),
        ("limit_clamped:most=500", ALL[:5], ("7", "5")),
    ],
)
def test_limit_clamped(order, ids, counts):
    app = asking(order)

    assert (ids, counts) == (app.ids("/users?limit=5"), _counts(app.get("/users?limit=5")))


@pytest.mark.parametrize(
    ("order", "pages"),
    [
        ("page_repeated", [["U1", "U2"], ["U1", "U2"], ["U5", "U6"]]),
        ("offset_ignored", [["U1", "U2"], ["U1", "U2"], ["U1", "U2"]]),
        ("offset_as_page", [["U1", "U2"], ["U5", "U6"], []]),
        ("rows_doubled", [["U1", "U1", "U2"], ["U3", "U3", "U4"], ["U5", "U5", "U6"]]),
        ("rows_doubled:rows=2,after=2", [["U1", "U2"], ["U3", "U4"], ["U5", "U6", "U5", "U6"]]),
        ("header_row", [["sourcedId", "U1"], ["U2", "U3"], ["U4", "U5"]]),
        ("rows_inserted", [["U1", "U2"], ["U2", "U3"], ["U4", "U5"]]),
        ("rows_inserted:place=3", [["U1", "U2"], ["U3", "U3-new-000000"], ["U4", "U5"]]),
        ("rows_inserted:rows=2,times=2", [["U1", "U2"], ["U1", "U2"], ["U1", "U2"]]),
        ("rows_inserted:place=99", [["U1", "U2"], ["U3", "U4"], ["U5", "U6"]]),
        ("rows_removed", [["U1", "U2"], ["U4", "U5"], ["U6", "U7"]]),
        ("rows_removed:place=1,rows=2,after=2", [["U1", "U2"], ["U3", "U4"], ["U7"]]),
    ],
)
def test_pages(order, pages):
    app = asking(order)

    assert pages == [app.ids(f"/users?limit=2&offset={offset}") for offset in (0, 2, 4)]


def test_pages__rows_doubled_are_counted():
    assert ("7", "3") == _counts(asking("rows_doubled").get("/users?limit=2"))


def test_header_row__every_key_is_its_own_value_and_it_counts():
    app = asking("header_row")
    (first, *others) = app.body("/users")["users"]

    assert (7, {"sourcedId", "role", "agents", "phone"}) == (
        len(others),
        first.keys() & {"sourcedId", "role", "agents", "phone"},
    )
    assert all(key == value for key, value in first.items())
    assert ("8", "8") == _counts(app.get("/users"))


def test_header_row__not_where_there_is_no_row():
    assert [] == asking("header_row").ids("/results")


def test_moved__tells_which_rows_came_and_went():
    app = asking("rows_inserted:rows=2,times=2,collection=users", "rows_removed:place=5,collection=users")
    for offset in (0, 3, 6):
        app.get(f"/users?limit=3&offset={offset}")
    moved = app.world.faults.moved("users")

    assert {f"!-new-00000{number}" for number in range(4)} == moved.inserted
    assert {"U4"} == moved.removed, "place 5 of the list into which two rows had been inserted by then"
    assert frozenset() == app.world.faults.moved("orgs").removed


def test_moved__only_where_a_whole_collection_is_asked_for():
    app = asking("rows_inserted:after=0")

    assert ["U3", "U4", "U5"] == app.ids("/students")
    assert ["U3"] == app.ids("/users?filter=sourcedId%3D'U3'")
    assert "U3" == app.body("/users/U3")["user"]["sourcedId"]


def test_rows_inserted__into_an_empty_collection():
    assert ["!-new-000000"] == asking("rows_inserted:after=0").ids("/results")


def test_rows_inserted__more_rows_than_one_read_gives():
    """The whole collection is read in as many pages as it takes."""
    app = asking("rows_inserted:rows=12000,after=0,collection=orgs", "rows_removed:after=0")
    answer = app.get("/orgs?limit=1&offset=12000")

    assert ("12002", b"S1" in answer.body) == (answer.headers["X-Total-Count"], True)


def test_unsorted__the_same_order_for_each_page():
    app = asking("unsorted")
    whole = app.ids("/users?sort=sourcedId")

    assert (ALL, True) == (sorted(whole), whole != ALL)
    assert whole == [row for offset in (0, 3, 6) for row in app.ids(f"/users?limit=3&offset={offset}")]
    assert whole != asking("unsorted:seed=2").ids("/users")


def test_unsorted__another_order_each_time():
    app = asking("unsorted:stable=false")

    assert app.ids("/users") != app.ids("/users")


@pytest.mark.parametrize(
    ("order", "query", "status"),
    [
        ("sort_refused", "?sort=sourcedId&orderBy=asc", 400),
        ("sort_refused", "?limit=2", 200),
        ("sort_refused:when=without_order", "?sort=sourcedId", 400),
        ("sort_refused:when=without_order", "?sort=sourcedId&orderBy=asc", 200),
        ("filter_refused", "?filter=role%3D'student'", 400),
        ("filter_refused", "", 200),
    ],
)
def test_refused(order, query, status):
    assert status == asking(order).get(f"/users{query}").status


def test_ignored():
    assert ALL == asking("filter_ignored").ids("/users?filter=role%3D'student'")
    assert "orgs" in asking("fields_ignored").body("/users?fields=sourcedId")["users"][0]


@pytest.mark.parametrize(
    ("order", "counts"),
    [
        ("count_missing", (None, None)),
        ("count_missing:header=total", (None, "2")),
        ("count_missing:header=count", ("7", None)),
        ("total_zero", ("0", "2")),
        ("total_low:by=3", ("4", "2")),
        ("total_low:by=30", ("0", "2")),
        ("total_high:by=3", ("10", "2")),
        ("total_growing:by=3", ("7", "2")),
        ("collection_empty", ("0", "0")),
    ],
)
def test_counts(order, counts):
    assert counts == _counts(asking(order).get("/users?limit=2"))


def test_total_growing():
    app = asking("total_growing:by=3,after=1")

    assert ["7", "7", "10", "13"] == [app.get("/users").headers["X-Total-Count"] for _ in range(4)]


def test_count_renamed():
    headers = asking("count_renamed").get("/users?limit=2").headers

    assert ("7", "2") == (headers["x-total-count"], headers["x-returned-count"])
    assert not {"X-Total-Count", "x-count"} & headers.keys()


def test_collection_empty():
    app = asking("collection_empty")

    assert {"users": []} == app.body("/users")
    assert {"X-Total-Count": "0", "x-count": "0"} == app.get("/users?limit=2").headers


@pytest.mark.parametrize(("order", "links"), [("count_missing", False), ("count_missing:header=total", True)])
def test_count_missing__links_count_as_well(order, links):
    assert links is ("Link" in asking(order).get("/users?limit=2").headers)


def test_rows_inserted__the_links_are_those_of_the_changed_collection():
    """Nine rows: the last page of three begins at the seventh, and the client's own limit stands in it."""
    link = asking("rows_inserted:after=0,rows=2").get("/users?limit=3").headers["Link"]

    assert "limit=3&offset=3" in link.partition('rel="next"')[0]
    assert link.endswith('limit=3&offset=6>; rel="last"')


def test_empty_page_as_404():
    assert [200, 404] == asking("empty_page_as_404").statuses("/users?offset=6", "/users?offset=7")


@pytest.mark.parametrize(("form", "header"), [("link", "Link"), ("own", "Next")])
def test_link_headers__a_next_page_beyond_the_last(form, header):
    answer = asking(f"link_headers:form={form}").get("/users")

    assert "https://elsewhere.example/" in answer.headers[header]
    assert ("7", "7") == _counts(answer)


def test_revision_change():
    app = asking("revision_change:after=2")

    assert ["fault-0", "fault-0", "fault-1", "fault-1"] == [app.get("/orgs").headers["x-perm-rev"] for _ in range(4)]


def test_permission_change():
    app = asking("permission_change")
    answers = [app.get("/orgs") for _ in range(4)]

    assert [200, 200, 403, 403] == [answer.status for answer in answers]
    assert ["fault-0", "fault-1", None, None] == [answer.headers.get("x-perm-rev") for answer in answers]
    assert b"forbidden" in answers[3].body


@pytest.mark.parametrize(
    ("key", "path", "expected"),
    [
        ("other", "/orgs", ["schools"]),
        ("other", "/academicSessions", ["terms"]),
        ("other", "/users", ["students"]),
        ("other", "/demographics", ["demographic"]),
        ("other", "/enrollments", ["enrollment"]),
        ("single", "/users", ["user"]),
        ("path", "/schools/S1/students", ["students"]),
        ("path", "/students/U3", ["student"]),
        ("path", "/teachers/U1/classes", ["classes"]),
        ("unknown", "/users", ["items"]),
        ("single", "/users/U1", ["user"]),
    ],
)
def test_envelope_key(key, path, expected):
    assert expected == list(asking(f"envelope_key:key={key}").body(path))


def test_envelope_key__of_a_collection_without_a_model():
    answer = asking("envelope_key:key=single").get("/scoreScales", base="/ims/oneroster/gradebook/v1p2")

    assert b'{"scoreScale":[]}' == answer.body


def test_envelope_missing():
    app, plain = asking("envelope_missing"), asking()

    assert plain.body("/users")["users"] == app.body("/users")
    assert plain.body("/users/U1")["user"] == app.body("/users/U1")


def test_envelope_data():
    body = asking("envelope_data").body("/users?limit=2&offset=4")

    assert ["data", "total", "limit", "offset"] == list(body)
    assert (2, 7, 2, 4) == (len(body["data"]), body["total"], body["limit"], body["offset"])


def test_envelope_siblings__the_rows_come_last():
    body = asking("envelope_siblings").body("/users?limit=2&offset=4")

    assert ("users", "statusInfoSet") == (list(body)[-1], next(iter(body)))
    assert (7, 4, 3) == (body["totalCount"], body["pageCount"], body["pageNumber"])


@pytest.mark.parametrize(
    ("form", "read"),
    [
        ("list", lambda body: body["users"][0]),
        ("plural", lambda body: body["users"]),
        ("capital", lambda body: body["User"]),
    ],
)
def test_envelope_single(form, read):
    app = asking(f"envelope_single:form={form}")

    assert "U3" == read(app.body("/users/U3"))["sourcedId"]
    assert ALL == app.ids("/users")


def test_pages__what_is_no_envelope_any_more_is_left_as_it_is():
    assert 7 == len(asking("envelope_missing", "envelope_data").body("/users"))
    assert "U1" == asking("envelope_missing", "envelope_siblings").body("/users/U1")["sourcedId"]
    assert b"[]" == asking("envelope_missing", "invalid_utf8").get("/results").body
    assert b"" == asking("empty_body", "invalid_utf8").get("/users").body


V12 = "/ims/oneroster/rostering/v1p2"


def _named(row):
    return {key: value for key, value in row.items() if key != "sourcedId"}


def test_person_twice():
    app = asking("person_twice")
    rows = app.body("/users")["users"]
    one, other = rows[2:4]

    assert ["U1", "U2", "U3", "U3-twin", "U4", "U5", "U6", "U7"] == [row["sourcedId"] for row in rows]
    assert _named(one) == _named(other)
    assert ["S1", "S2"] == [org["sourcedId"] for org in other["orgs"]]
    assert ("8", "8") == _counts(app.get("/users"))


def test_person_twice__in_1_2_the_schools_stand_in_the_roles():
    body = msgspec.json.decode(asking("person_twice").get("/users?offset=2&limit=2", base=V12).body)

    assert [["S1", "S2"]] * 2 == [[role["org"]["sourcedId"] for role in row["roles"]] for row in body["users"]]
    assert [["student", "student"]] * 2 == [[role["role"] for role in row["roles"]] for row in body["users"]]


@pytest.mark.parametrize("schools", [["S1"], ["S1", "S2"], []])
def test_person_twice__where_no_school_is_to_be_added(schools):
    rows = [
        {"sourcedId": "U0", "role": "administrator", "orgs": [{"sourcedId": "D1"}]},
        {"sourcedId": "U1", "role": "student", "orgs": [{"sourcedId": school} for school in schools]},
        {"sourcedId": "U2", "role": "teacher"},
    ]
    found = asking("person_twice", district=District(rows={"users": rows})).body("/users")["users"]

    assert [schools, schools] == [[org["sourcedId"] for org in row["orgs"]] for row in found[1:3]]


@pytest.mark.parametrize("path", ["/enrollments", "/users?filter=role%3D%27student%27", "/teachers"])
def test_person_twice__only_where_all_users_are_asked_for(path):
    assert asking().body(path) == asking("person_twice").body(path)


def test_person_twice__where_nobody_is_a_student():
    district = District(rows={"users": [{"sourcedId": "U1", "role": "teacher", "orgs": []}]})

    assert ["U1"] == asking("person_twice", district=district).ids("/users")


@pytest.mark.parametrize(
    ("path", "ids"),
    [
        ("/classes/K1/students", ["U1", "U2", "U3", "U4"]),
        ("/classes/K1/students?sort=sourcedId&orderBy=desc", ["U4", "U3", "U2", "U1"]),
        ("/classes/K1/students?limit=2&offset=1", ["U2", "U3"]),
        ("/classes/K1/students?filter=grades%3D%2706%27", ["U3"]),
        ("/schools/S1/classes/K2/students", ["U2", "U4", "U5"]),
        ("/classes/K3/students", ["U5"]),
        ("/classes/K1/teachers", ["U1", "U2"]),
        ("/schools/S1/students", ["U3", "U4", "U5"]),
        ("/students", ["U3", "U4", "U5"]),
    ],
)
def test_teachers_as_students(path, ids):
    assert ids == asking("teachers_as_students").ids(path)


def test_teachers_as_students__they_are_counted():
    assert ("4", "4") == _counts(asking("teachers_as_students").get("/classes/K1/students"))


def test_teachers_as_students__of_no_class():
    assert [404] == asking("teachers_as_students").statuses("/classes/K9/students")


def test_deletions_hidden():
    app, path = asking("deletions_hidden"), "/academicSessions"

    assert (["T1", "Y1"], ["T1", "Y1", "Y9"]) == (app.ids(path), asking().ids(path))
    assert ("2", "2") == _counts(app.get(path))
    assert [] == app.ids(f"{path}?filter=status%3D%27tobedeleted%27")
    assert [200, 404] == app.statuses(f"{path}/Y1", f"{path}/Y9")
