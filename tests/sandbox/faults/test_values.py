"""Faults in the values of rows, by a row before and after."""

import pytest

from oneroster_classlink.sandbox import District
from tests.sandbox.faults.asking import asking


def _row(order, path):
    return next(iter(asking(*order).body(path).values()))


@pytest.mark.parametrize(
    ("order", "path", "expected"),
    [
        ("booleans", "/users/U1", {"enabledUser": "true"}),
        ("booleans:form=capitals", "/users/U2", {"enabledUser": "FALSE"}),
        ("booleans:form=boolean", "/enrollments/E1", {"primary": True}),
        ("booleans:form=digit", "/enrollments/E2", {"primary": "0"}),
        ("booleans:form=number", "/demographics/U3", {"asian": 1, "white": 0}),
        ("dates", "/demographics/U3", {"birthDate": "2/3/2014"}),
        ("dates:form=european", "/academicSessions/T1", {"startDate": "03/08/2026", "endDate": "15/01/2027"}),
        ("dates:form=slashes", "/enrollments/E1", {"beginDate": "2026/08/03"}),
        ("dates:form=compact", "/enrollments/E1", {"endDate": "20270115"}),
        ("dates:form=datetime", "/demographics/U5", {"birthDate": "2012-12-25T00:00:00.000Z"}),
        ("dates:form=words", "/demographics/U5", {"birthDate": "25 December 2012"}),
        ("moments", "/orgs/D1", {"dateLastModified": "2026-11-24T02:00:00Z"}),
        ("moments:form=no_zone", "/orgs/D1", {"dateLastModified": "2026-11-24T02:00:00"}),
        ("moments:form=space", "/orgs/D1", {"dateLastModified": "2026-11-24 02:00:00Z"}),
        ("moments:form=offset", "/orgs/D1", {"dateLastModified": "2026-11-24T02:00:00+00:00"}),
        ("moments:form=date", "/orgs/D1", {"dateLastModified": "2026-11-24"}),
        ("score_dates", "/lineItems/L1", {"assignDate": "2026-09-14", "dueDate": "2026-09-15"}),
        ("score_dates", "/lineItems/L1", {"dateLastModified": "2026-11-24T02:00:00.000Z"}),
        ("school_years", "/academicSessions/T1", {"schoolYear": 2027}),
        ("school_years:form=text", "/courses/C1", {"schoolYear": "Y1"}),
        (
            "school_years:form=reference",
            "/academicSessions/T1",
            {"schoolYear": {"sourcedId": "2027", "type": "academicSession"}},
        ),
        ("school_years:form=span", "/academicSessions/T1", {"schoolYear": "2026-2027"}),
        ("school_years:form=span", "/courses/C1", {"schoolYear": "Y1"}),
        ("titles_doubled", "/classes/K1", {"title": "Algebra 1 (Algebra 1)"}),
        ("comma_lists", "/classes/K1", {"subjects": "Mathematics,Algebra", "grades": "06,07", "periods": "2,3"}),
        ("periods_as_text", "/classes/K1", {"subjects": ["Mathematics", "Algebra"], "periods": "2,3"}),
        ("grades_as_text", "/courses/C1", {"grades": ["Sixth grade", "7 ano - Português"]}),
        ("nulls", "/orgs/S2", {"identifier": None, "children": None, "metadata": None}),
        ("empty_texts", "/users/U3", {"middleName": "", "email": "", "phone": ""}),
        ("empty_lists", "/users/U6", {"agents": [], "grades": [], "userIds": []}),
        ("blanks", "/users/U1", {"username": "", "email": "", "familyName": "Vlodax"}),
        ("blanks", "/users/U4", {"username": "", "email": "absent"}),
        ("blanks", "/classes/K1", {"title": ""}),
        (
            "flat_keys",
            "/classes/K1",
            {"courseSourcedId": "C1", "schoolSourcedId": "S1", "termSourcedIds": "T1,Y1"},
        ),
        ("flat_keys", "/users/U2", {"orgSourcedIds": "S1,S2"}),
        ("unknown_keys", "/users/U5", {"junk": "junk", "demographic": {"sex": "unspecified"}}),
        (
            "unknown_keys",
            "/users/U5",
            {"metadata": {"house": "blue", "edfi": {"natural": {"key": 1}}, "x.y": "flat"}},
        ),
        ("passwords", "/users/U5", {"password": "made-up-secret"}),
        ("hrefs", "/enrollments/E1", {"user": {"href": "/orgs/U1", "sourcedId": "U1", "type": "school"}}),
        (
            "hrefs:form=absolute",
            "/enrollments/E1",
            {
                "user": {
                    "href": "https://elsewhere.example/ims/oneroster/v1p1/orgs/U1",
                    "sourcedId": "U1",
                    "type": "school",
                }
            },
        ),
        (
            "hrefs:form=typo",
            "/users/U1",
            {"orgs": [{"href": "hhttp://elsewhere.example/orgs/S1", "sourcedId": "S1", "type": "school"}]},
        ),
        ("hrefs:form=none", "/users/U1", {"orgs": [{"sourcedId": "S1"}]}),
        ("formula_cells", "/orgs/D1", {"name": "-1+1District"}),
        ("markup", "/orgs/D1", {"name": "\"'><b>District"}),
        ("control_characters", "/orgs/D1", {"name": "a\r\nSet-Cookie: x=1District"}),
        ("bidi", "/orgs/D1", {"name": "\u200fabc\u200eDistrict"}),
        ("huge_text", "/orgs/D1", {"name": "x" * 1_000_000}),
        ("deep_metadata:levels=2", "/enrollments/E1", {"metadata": {"deeper": {"deeper": "bottom"}}}),
        ("huge_numbers", "/enrollments/E1", {"x-number": -(2**63)}),
    ],
)
def test_values(order, path, expected):
    row = _row([order], path)

    assert expected == {key: row.get(key, "absent") for key in expected}
    assert row["sourcedId"] == _row([], path)["sourcedId"]


@pytest.mark.parametrize(
    ("order", "path", "gone"),
    [
        ("gaps_dropped", "/users/U1", {"grades"}),
        ("gaps_dropped", "/orgs/S2", {"identifier"}),
        ("flat_keys", "/enrollments/E1", {"user", "class", "school"}),
        ("flat_keys", "/users/U3", {"orgs", "agents"}),
    ],
)
def test_values__keys_that_are_gone(order, path, gone):
    before, after = _row([], path), _row([order], path)

    assert gone == before.keys() - after.keys()


@pytest.mark.parametrize(
    ("order", "path"),
    [
        ("booleans:form=number", "/enrollments/E4"),
        ("passwords", "/orgs/D1"),
        ("grades_as_text", "/orgs/D1"),
        ("comma_lists", "/orgs/D1"),
        ("huge_text", "/enrollments/E1"),
        ("score_dates", "/enrollments/E1"),
        ("titles_doubled", "/orgs/D1"),
    ],
)
def test_values__rows_without_such_a_value_stay_as_they_are(order, path):
    assert _row([], path) == _row([order], path)


ODD = {
    "sourcedId": "X1",
    "enabledUser": "maybe",
    "dateLastModified": None,
    "grades": "06,07",
    "agents": ["U1"],
    "orgs": "S1",
    "metadata": "none",
    "role": "student",
}


@pytest.mark.parametrize(
    ("order", "changed"),
    [
        ("booleans:form=number", {}),
        ("moments", {}),
        ("comma_lists", {}),
        ("flat_keys", {}),
        ("unknown_keys", {"metadata": {"edfi": {"natural": {"key": 1}}, "x.y": "flat"}}),
        ("hrefs", {}),
    ],
)
def test_values__what_is_odd_already_is_not_made_worse(order, changed):
    app = asking(order, district=District(rows={"users": [ODD]}))
    (row,) = app.body("/users")["users"]

    assert {**ODD, **changed} == {key: row[key] for key in ODD}


def test_values__odd_dates_and_periods():
    rows = {
        "enrollments": [{"sourcedId": "X", "beginDate": "soon", "endDate": None}],
        "classes": [{"sourcedId": "Y", "periods": "2"}],
    }
    app = asking("dates", "periods_as_text", district=District(rows=rows))

    assert rows["enrollments"] == app.body("/enrollments")["enrollments"]
    assert rows["classes"] == app.body("/classes")["classes"]


def test_score_dates__of_results():
    rows = [{"sourcedId": "R1", "scoreDate": "2024-09-15", "dateLastModified": "2024-09-16T00:00:00.000Z"}]
    (row,) = asking("score_dates", district=District(rows={"results": rows})).body("/results")["results"]

    assert {**rows[0], "scoreDate": "2024-09-15T00:00:00.000Z"} == row


def test_titles_doubled__a_blank_title_stays_blank():
    app = asking("blanks", "titles_doubled")

    assert "" == app.body("/classes/K1")["class"]["title"]


def test_values__rows_of_an_unknown_model():
    """The gradebook's newer collections have no record here, so nothing is known of their fields."""
    app = asking("nulls", district=District(rows={"scoreScales": [{"sourcedId": "X"}]}))
    answer = app.get("/scoreScales", base="/ims/oneroster/gradebook/v1p2")

    assert b'{"scoreScales":[{"sourcedId":"X"}]}' == answer.body


def test_hostile__the_same_row_is_the_same_in_every_answer():
    app = asking("markup")

    assert app.body("/users")["users"][3] == app.body("/users/U4")["user"]


def test_hostile__only_the_first_row_of_a_page():
    rows = asking("deep_metadata").body("/users?limit=3")["users"]

    assert [True, False, False] == ["metadata" in row for row in rows]
