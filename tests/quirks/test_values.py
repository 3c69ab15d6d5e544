"""Booleans, nulls, empty texts and lists, absent fields (quirks 7.1 to 7.4 and 2.10, rows 1 to 4)."""

import attrs
import pytest

from oneroster_classlink.models import Class, Demographics, Enrollment, Org, Status, User
from tests.quirks.server import ledger, read, read_one, repairs

SEAT = b'"user": {"sourcedId": "U1"}, "class": {"sourcedId": "C1"}'
FLAGS = [
    (b'"true"', True),
    (b'"false"', False),
    (b'"True"', True),
    (b'"FALSE"', False),
    (b"true", True),
    (b"false", False),
    (b'"1"', True),
    (b'"0"', False),
    (b'""', None),
    (b"null", None),
]


@pytest.mark.parametrize(("raw", "expected"), FLAGS)
def test_quirk__7_1__enabled_user_is_a_text_or_a_boolean(raw, expected):
    row = b'{"sourcedId": "U1", "enabledUser": ' + raw + b"}"

    assert User(sourced_id="U1", enabled_user=expected) == read_one("users", row)
    assert [] == repairs("users", row)


@pytest.mark.parametrize(("raw", "expected"), FLAGS)
def test_quirk__7_2__primary_and_race_flags_too(raw, expected):
    seat = b'{"sourcedId": "E1", "primary": ' + raw + b", " + SEAT + b"}"
    person = b'{"sourcedId": "U1", "asian": ' + raw + b', "hispanicOrLatinoEthnicity": ' + raw + b"}"

    assert Enrollment(sourced_id="E1", user="U1", klass="C1", primary=expected) == read_one("enrollments", seat)
    assert Demographics(sourced_id="U1", asian=expected, hispanic_or_latino_ethnicity=expected) == read_one(
        "demographics", person
    )
    assert [] == repairs("enrollments", seat) + repairs("demographics", person)


def test_quirk__7_3__null_absent_empty_and_an_empty_list_are_one():
    """Masterjx sends nulls, Ed-Fi nothing, educacional a mixture."""
    rows = [
        (
            b'{"sourcedId": "U1", "metadata": null, "middleName": null, "password": null, "sms": null, "phone": null, '
            b'"email": null, "identifier": null, "agents": null, "grades": null, "userIds": null, "orgs": null, '
            b'"role": null, "enabledUser": null, "status": null, "dateLastModified": null, "givenName": null}'
        ),
        b'{"sourcedId": "U2"}',
        (
            b'{"sourcedId": "U3", "metadata": {}, "middleName": "", "password": "", "sms": "", "phone": null, '
            b'"email": "", "identifier": "", "agents": [], "grades": [], "userIds": [], "orgs": [], "role": "", '
            b'"enabledUser": "", "status": "", "dateLastModified": "", "givenName": ""}'
        ),
    ]
    orgs = [b'{"sourcedId": "O1", "name": "North", "parent": null, "children": null}']

    assert [User(sourced_id=sourced_id) for sourced_id in ("U1", "U2", "U3")] == read("users", *rows)
    assert [Org(sourced_id="O1", name="North")] == read("orgs", *orgs)
    assert [] == ledger("users", *rows) + ledger("orgs", *orgs)


def test_quirk__7_4__an_empty_text_is_no_value():
    user = b'{"sourcedId": "U1", "username": "", "email": "", "userId": ""}'
    klass = b'{"sourcedId": "C1", "title": "", "classCode": ""}'

    assert User(sourced_id="U1", username=None, email=None, extensions={"userId": ""}) == read_one("users", user)
    assert Class(sourced_id="C1", title="", class_code=None) == read_one("classes", klass)
    assert [] == repairs("users", user) + repairs("classes", klass)


@pytest.mark.parametrize(
    ("raw", "expected", "said"),
    [
        (b'"TRUE"', True, []),
        (b'"yes"', True, []),
        (b"1", True, ["true or false in another form @ $.enabledUser"]),
        (b"0", False, ["true or false in another form @ $.enabledUser"]),
        (b'" true "', True, ["true or false in another form @ $.enabledUser"]),
        (b'"perhaps"', None, ["unreadable true or false left out @ $.enabledUser"]),
        (b"[]", None, ["unreadable true or false left out @ $.enabledUser"]),
    ],
)
def test_quirk__2_10_1__booleans_in_further_forms(raw, expected, said):
    row = b'{"sourcedId": "U1", "enabledUser": ' + raw + b"}"
    kept = {"enabledUser": "perhaps"} if b"perhaps" in raw else {}

    assert User(sourced_id="U1", enabled_user=expected, extensions=kept) == read_one("users", row)
    assert said == repairs("users", row)


def test_quirk__2_10_2__empty_texts_as_classlink_sends_them():
    user = b'{"sourcedId": "U1", "sms": "", "phone": "", "password": "", "identifier": "", "role": "student"}'
    org = b'{"sourcedId": "O1", "name": "North", "type": "school", "identifier": "", "status": "active"}'
    record = read_one("users", user)

    assert (None, None, None, None) == (record.sms, record.phone, record.password, record.identifier)
    assert [Org(sourced_id="O1", name="North", type="school", status=Status.ACTIVE)] == read("orgs", org)
    assert [] == repairs("users", user) + repairs("orgs", org)


def test_quirk__2_10_3__empty_lists():
    klass = b'{"sourcedId": "C1", "periods": [], "resources": [], "grades": [], "terms": [], "subjects": []}'
    user = b'{"sourcedId": "U1", "agents": [], "grades": [], "userIds": [], "orgs": [], "roles": []}'

    assert Class(sourced_id="C1") == read_one("classes", klass)
    assert User(sourced_id="U1") == read_one("users", user)
    assert [] == repairs("classes", klass) + repairs("users", user)


@pytest.mark.parametrize(
    ("collection", "row", "problems"),
    [
        ("users", b'{"sourcedId": "X1"}', []),
        ("classes", b'{"sourcedId": "X1"}', []),
        ("orgs", b'{"sourcedId": "X1"}', []),
        ("academicSessions", b'{"sourcedId": "X1"}', []),
        ("courses", b'{"sourcedId": "X1"}', []),
        ("demographics", b'{"sourcedId": "X1"}', []),
        ("resources", b'{"sourcedId": "X1"}', []),
        ("categories", b'{"sourcedId": "X1"}', []),
        ("lineItems", b'{"sourcedId": "X1"}', []),
        ("results", b'{"sourcedId": "X1"}', []),
        ("enrollments", b'{"sourcedId": "X1", ' + SEAT + b"}", []),
        ("enrollments", b'{"sourcedId": "X1"}', ["missing @ $.user", "missing @ $.class"]),
        ("orgs", b'{"name": "North"}', ["missing @ $.sourcedId"]),
    ],
)
def test_quirk__2_10_4__whole_fields_are_absent(collection, row, problems):
    """Only what a record is nothing without is missed: its id, and a seat's user and class."""
    good = b'{"sourcedId": "A1", ' + SEAT + b"}" if collection == "enrollments" else b'{"sourcedId": "A1"}'
    found = ["A1"] if problems else ["A1", "X1"]

    assert found == [record.sourced_id for record in read(collection, good, row)]
    assert problems == [problem for _, _, problems, _ in ledger(collection, good, row) for problem in problems]


def test_quirk__7_3__nulls_are_equal_to_absence_in_a_seat():
    bare, full = b'{"sourcedId": "E1", ' + SEAT + b"}", b'{"sourcedId": "E2", "primary": null, "beginDate": null, '
    first, second = read("enrollments", bare, full + SEAT + b"}")

    assert attrs.evolve(first, sourced_id="E2") == second
