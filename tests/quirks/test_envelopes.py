"""Where servers put the rows of a page (quirks 7.5 to 7.7 and 2.10, rows 5 to 9)."""

import pytest

from oneroster_classlink.errors import NotOneRoster
from oneroster_classlink.models import AcademicSession, Class, Demographics, Enrollment, Org, Result, Role, User
from tests.quirks.server import ledger, read, serving
from tests.rest.fake import Said, client_of

ONE = b'{"sourcedId": "X1"}'
SUCCESS = b'{"imsx_codeMajor": "success", "imsx_severity": "status"}'


def listed(method, answer, **ids):
    client, _ = client_of(answer)
    return list(getattr(client, method)(**ids))


@pytest.mark.parametrize(
    ("method", "ids", "key", "expected"),
    [
        ("schools", {}, b"orgs", Org),
        ("schools", {}, b"schools", Org),
        ("terms", {}, b"academicSessions", AcademicSession),
        ("terms", {}, b"terms", AcademicSession),
        ("grading_periods", {}, b"academicSessions", AcademicSession),
        ("grading_periods", {}, b"gradingPeriods", AcademicSession),
        ("students", {}, b"users", User),
        ("students", {}, b"students", User),
        ("teachers", {}, b"teachers", User),
        ("students", {"klass": "C1"}, b"students", User),
        ("teachers", {"klass": "C1"}, b"teachers", User),
        ("teachers", {"school": "S1"}, b"users", User),
    ],
)
def test_quirk__7_5__subsets_under_their_own_key_or_the_base(method, ids, key, expected):
    answer = serving(ONE, before=b'{"' + key + b'": [')

    assert [expected(sourced_id="X1")] == listed(method, answer, **ids)


@pytest.mark.parametrize(
    ("method", "key", "expected"),
    [
        ("demographic", b"demographics", Demographics),
        ("demographic", b"demographic", Demographics),
        ("student", b"user", User),
        ("student", b"student", User),
        ("user", b"user", User),
        ("school", b"org", Org),
        ("school", b"school", Org),
        ("klass", b"class", Class),
    ],
)
def test_quirk__7_6__one_record_under_either_key(method, key, expected):
    client, _ = client_of(lambda _: Said(b'{"' + key + b'": ' + ONE + b"}"))

    assert expected(sourced_id="X1") == getattr(client, method)("X1")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"[", b"]"),
        (b'{"data": [', b'], "total": 2, "limit": 100, "offset": 0}'),
        (b'{"total": 2, "data": [', b"]}"),
        (b'{"totalCount": 2, "pageCount": 1, "pageNumber": 1, "offset": 0, "limit": 100, "results": [', b"]}"),
        (b'{"imsx_statusInfo": ' + SUCCESS + b', "results": [', b"]}"),
        (b'\xef\xbb\xbf{"results": [', b"]}\r\n"),
    ],
    ids=["bare", "data", "data last", "counted", "status", "mark"],
)
def test_quirk__7_7__other_envelopes_of_a_list(before, after):
    answer = serving(b'{"sourcedId": "R1", "score": 7}', b'{"sourcedId": "R2"}', before=before, after=after)

    assert [Result(sourced_id="R1", score=7.0), Result(sourced_id="R2")] == listed("results", answer)


def test_quirk__7_7__one_record_beside_a_status_and_with_a_capital():
    client, _ = client_of(lambda _: Said(b'{"status": 1, "User": {"sourcedId": "U1", "role": "Teacher"}}'))

    assert Role.TEACHER == client.user("U1").role


def test_quirk__2_10_5__comma_lists_flattened_keys_and_a_bare_list():
    """Read as what they mean, and the ledger says so of each."""
    klass = (
        b'{"sourcedId": "C1", "grades": "09,10", "courseSourcedId": "K1", "schoolSourcedId": "S1", '
        b'"termSourcedIds": "T1, T2"}'
    )
    seat = b'{"sourcedId": "E1", "userSourcedId": "U1", "classSourcedId": "C1", "role": "student"}'
    bare = serving(klass, before=b"[", after=b"]")
    expected = Class(sourced_id="C1", grades=("09", "10"), course="K1", school="S1", terms=("T1", "T2"))

    assert [expected] == read("classes", klass) == listed("classes", bare)
    assert [Enrollment(sourced_id="E1", user="U1", klass="C1", role="student")] == read("enrollments", seat)
    assert [
        (
            0,
            "C1",
            (),
            (
                "flattened reference @ $.courseSourcedId",
                "flattened reference @ $.schoolSourcedId",
                "flattened reference @ $.termSourcedIds",
                "list of texts in another form @ $.grades",
            ),
        )
    ] == ledger("classes", klass)
    assert [
        (0, "E1", (), ("flattened reference @ $.classSourcedId", "flattened reference @ $.userSourcedId"))
    ] == ledger("enrollments", seat)


@pytest.mark.parametrize(
    "sibling",
    [
        b'"statusInfoSet": [' + SUCCESS + b"]",
        b'"warnings": ["orgs"]',
        b'"imsx_StatusInfo": ' + SUCCESS,
        b'"metadata": {"users": []}',
    ],
)
def test_quirk__2_10_6__further_keys_before_or_after_the_list(sibling):
    """The list is looked up by its key, wherever it stands."""
    first = serving(ONE, before=b"{" + sibling + b', "users": [')
    last = serving(ONE, before=b'{"users": [', after=b"], " + sibling + b"}")

    assert [User(sourced_id="X1")] == listed("users", first) == listed("users", last)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"{}", "it has no 'users'"),
        (b'{"users": null}', "it has no 'users'"),
        (b'{"users": {}}', "it has no 'users'"),
        (b'{"status": 401, "message": "no"}', "it has no 'users'"),
        (b'{"error": "no"}', "it has no 'users'"),
        (b'{"imsx_codeMajor": "failure", "imsx_codeMinor": "x"}', "it is an error message in place of data"),
        (b'{"statusInfoSet": [{"imsx_codeMajor": "failure"}]}', "it is an error message in place of data"),
        (b'{"imsx_statusInfo": {"imsx_codeMajor": "failure"}}', "it is an error message in place of data"),
        (b'{"users": [], "imsx_codeMajor": "failure"}', "it is an error message in place of data"),
    ],
)
def test_quirk__2_10_7__a_200_without_the_list_is_an_error_and_not_empty(body, problem):
    client, _ = client_of(lambda _: Said(body))
    with pytest.raises(NotOneRoster) as caught:
        list(client.users())

    assert problem == caught.value.problem


def test_quirk__2_10_8__a_header_row_is_left_out():
    header = b'{"sourcedId": "sourcedId", "status": "status", "role": "role", "user": "user", "class": "class"}'
    seat = b'{"sourcedId": "E1", "role": "student", "user": {"sourcedId": "U1"}, "class": {"sourcedId": "C1"}}'

    assert [Enrollment(sourced_id="E1", role=Role.STUDENT, user="U1", klass="C1")] == read("enrollments", header, seat)
    assert [(0, "sourcedId", (), ("a header row left out @ $",))] == ledger("enrollments", header, seat)


def test_quirk__2_10_9__a_list_under_the_key_of_one_record():
    assert [User(sourced_id="X1")] == listed("students", serving(ONE, before=b'{"user": ['))
    assert [Org(sourced_id="X1")] == listed("orgs", serving(ONE, before=b'{"org": ['))
