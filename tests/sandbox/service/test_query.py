"""Filters, pages, orders and fields, as parameters of a request."""

from urllib.parse import quote

import pytest

from oneroster_classlink.sandbox.exchange import Refused, Request
from oneroster_classlink.sandbox.service.filters import read_filter
from oneroster_classlink.sandbox.service.query import MAX_LIMIT, Query
from tests.sandbox.conftest import ORIGIN, V11, V12, get

ROW = {
    "sourcedId": "U1",
    "role": "teacher",
    "familyName": "O'Vlodax",
    "enabledUser": True,
    "email": None,
    "orgs": [{"sourcedId": "S1"}, {"sourcedId": "S2"}],
    "grades": ["06", "07"],
    "metadata": {"gm.roles": "x", "deep": {"er": "y"}},
    "dateLastModified": "2026-11-24T02:15:00.500Z",
    "beginDate": "2026-07-01",
    "odd": "2026-99-99",
    "score": 9,
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("role='teacher'", True),
        ("role='Teacher'", False),
        ("role!='teacher'", False),
        ("role!='student'", True),
        ("role~'each'", True),
        ("role~'EACH'", False),
        ("familyName='O''Vlodax'", True),
        ("enabledUser='true'", True),
        ("email='x'", False),
        ("email!='x'", True),
        ("email~''", False),
        ("email<'x'", False),
        ("orgs.sourcedId='S2'", True),
        ("orgs.sourcedId!='S2'", False),
        ("orgs='S2'", False),
        ("role.sourcedId='teacher'", False),
        ("grades='07'", True),
        ("grades>'07'", False),
        ("metadata.deep.er='y'", True),
        ("dateLastModified>'2026-11-24T02:15:00Z'", True),
        ("dateLastModified<='2026-11-24T02:15:00Z'", False),
        ("dateLastModified='2026-11-24T03:15:00.5+01:00'", True),
        ("dateLastModified>='2026-11-24'", True),
        ("dateLastModified<'2026-11-25'", True),
        ("beginDate='2026-07-01'", True),
        ("beginDate='2026-07-01T00:00:00Z'", True),
        ("odd>'2026-98-98'", True),
        ("score>'10'", False),
        ("score<'10'", True),
        ("score<'many'", False),
        ("score='9'", True),
        ("role='teacher' AND grades='06'", True),
        ("role='teacher' AND grades='09'", False),
        ("role='student' OR grades='06'", True),
        ("role='student' OR grades='09'", False),
    ],
)
def test_filter__matches(text, expected):
    assert expected is read_filter(text).matches(ROW)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "role",
        "role=teacher",
        "role = 'teacher'",
        "role='teacher' and grades='06'",
        "role='teacher' AND grades='06' OR role='aide'",
        "(role='teacher')",
        "role='O'Vlodax'",
        "role=='teacher'",
        "'teacher'=role",
    ],
)
def test_read_filter__not_of_the_grammar(text):
    with pytest.raises(Refused) as caught:
        read_filter(text)

    assert (400, "invalid_filter_field") == (caught.value.status, caught.value.code)


def query(text):
    return Query.of(Request(origin=ORIGIN, target=f"/x?{text}"))


def test_query__defaults_and_values():
    assert Query(limit=100, offset=0, sort="sourcedId", descending=False, filter=None, fields=()) == query("")
    assert Query(limit=7, offset=3, sort="familyName", descending=True, fields=("a", "b", "c")) == query(
        "limit=7&offset=3&sort=familyName&orderBy=desc&fields=a,b&fields=c"
    )
    assert MAX_LIMIT == query("limit=123456").limit
    assert not query("orderBy=dsc").descending


@pytest.mark.parametrize("text", ["limit=0", "limit=-1", "limit=ten", "limit=", "offset=-1", "offset=1.5"])
def test_query__not_a_count(text):
    with pytest.raises(Refused) as caught:
        query(text)

    assert (400, "invaliddata") == (caught.value.status, caught.value.code)


def ids(service, target):
    answer, body = get(service, target)
    (rows,) = body.values()
    assert str(len(rows)) == answer.headers["x-count"]
    return [row["sourcedId"] for row in rows], int(answer.headers["X-Total-Count"])


@pytest.mark.parametrize(
    ("target", "expected", "total"),
    [
        (f"{V11}/users", ["ad1", "pr1", "st1", "st2", "te1"], 5),
        (f"{V11}/users?limit=2&offset=1", ["pr1", "st1"], 5),
        (f"{V11}/users?offset=9", [], 5),
        (f"{V11}/users?orderBy=desc", ["te1", "st2", "st1", "pr1", "ad1"], 5),
        (f"{V11}/users?sort=givenName", ["ad1", "pr1", "te1", "st1", "st2"], 5),
        (f"{V11}/users?sort=givenName&orderBy=desc", ["st2", "st1", "te1", "pr1", "ad1"], 5),
        (f"{V11}/users?sort=nothing", ["ad1", "pr1", "st1", "st2", "te1"], 5),
        (f"{V11}/results?sort=score", ["X3", "X1", "X2"], 3),
        (f"{V11}/users?sort=grades&filter=role%3D%27student%27&limit=1", ["st1"], 2),
        (f"{V11}/users?filter=role%3D'administrator'", ["ad1", "pr1"], 2),
        (f"{V12}/users?filter=roles.role%3D'principal'", ["pr1"], 1),
        (f"{V12}/users?filter=" + quote("roles.role='teacher' AND roles.org.sourcedId='S2'"), ["pr1", "te1"], 2),
        (f"{V11}/enrollments?filter=primary%3D%27false%27", ["E1"], 1),
    ],
)
def test_page__filtered_sorted_cut(service, target, expected, total):
    assert (expected, total) == ids(service, target)


def test_page__an_unknown_field_in_a_filter(service):
    with pytest.raises(Refused) as caught:
        get(service, f"{V11}/users?filter=shoeSize%3D'9'")

    assert (400, "invalid_filter_field") == (caught.value.status, caught.value.code)


def test_page__only_the_fields_that_were_asked_for(service):
    _, body = get(service, f"{V12}/users?fields=sourcedId,givenName&filter=sourcedId%3D'st1'")

    assert {"users": [{"sourcedId": "st1", "givenName": "Kvemikk"}]} == body


@pytest.mark.parametrize("path", ["/users", "/users/st1"])
def test_fields__an_unknown_one(service, path):
    """1.1 answers with what it knows and a warning; 1.2 refuses."""
    _, body = get(service, f"{V11}{path}?fields=givenName,shoeSize")
    with pytest.raises(Refused) as caught:
        get(service, f"{V12}{path}?fields=givenName,shoeSize")

    assert ("warning", "invalid_selection_field") == (
        body["statusInfoSet"][0]["imsx_severity"],
        body["statusInfoSet"][0]["imsx_codeMinor"],
    )
    assert {"givenName": "Kvemikk"} in (body.get("user"), *body.get("users", ()))
    assert (400, "invalid_selection_field") == (caught.value.status, caught.value.code)


@pytest.mark.parametrize("fields", ["", "givenName,", "%20", "givenName&fields="])
@pytest.mark.parametrize(
    ("base", "code"), [(V11, "invalid_blank_selection_field"), (V12, "invalid_selection_field")], ids=["1.1", "1.2"]
)
def test_fields__a_blank_one(service, base, code, fields):
    for path in ("/users", "/users/st1"):
        with pytest.raises(Refused) as caught:
            get(service, f"{base}{path}?fields={fields}")

        assert (400, code) == (caught.value.status, caught.value.code)


def test_fields__none_of_them_known(service):
    """Nothing that can be shown is not the same as nothing asked."""
    _, body = get(service, f"{V11}/users/st1?fields=shoeSize")

    assert {} == body["user"]
