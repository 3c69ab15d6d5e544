"""Every read of both versions: method and ids in, exact path and typed record out."""

import json

import pytest

from oneroster_classlink import models
from oneroster_classlink.errors import UsageError
from oneroster_classlink.wire.endpoints import ENDPOINTS
from tests.rest.fake import Said, client_of

ROW = {
    "sourcedId": "X1",
    "status": "active",
    "name": "n",
    "title": "t",
    "user": {"sourcedId": "U"},
    "class": {"sourcedId": "C"},
}
ROSTERING = [
    ("orgs", {}, "/orgs", models.Org),
    ("schools", {}, "/schools", models.Org),
    ("academic_sessions", {}, "/academicSessions", models.AcademicSession),
    ("terms", {}, "/terms", models.AcademicSession),
    ("terms", {"school": "S"}, "/schools/S/terms", models.AcademicSession),
    ("grading_periods", {}, "/gradingPeriods", models.AcademicSession),
    ("grading_periods", {"term": "T"}, "/terms/T/gradingPeriods", models.AcademicSession),
    ("courses", {}, "/courses", models.Course),
    ("courses", {"school": "S"}, "/schools/S/courses", models.Course),
    ("classes", {}, "/classes", models.Class),
    ("classes", {"school": "S"}, "/schools/S/classes", models.Class),
    ("classes", {"course": "K"}, "/courses/K/classes", models.Class),
    ("classes", {"term": "T"}, "/terms/T/classes", models.Class),
    ("classes", {"student": "U"}, "/students/U/classes", models.Class),
    ("classes", {"teacher": "U"}, "/teachers/U/classes", models.Class),
    ("classes", {"user": "U"}, "/users/U/classes", models.Class),
    ("students", {}, "/students", models.User),
    ("students", {"school": "S"}, "/schools/S/students", models.User),
    ("students", {"klass": "C"}, "/classes/C/students", models.User),
    ("students", {"school": "S", "klass": "C"}, "/schools/S/classes/C/students", models.User),
    ("teachers", {}, "/teachers", models.User),
    ("teachers", {"school": "S"}, "/schools/S/teachers", models.User),
    ("teachers", {"klass": "C"}, "/classes/C/teachers", models.User),
    ("teachers", {"school": "S", "klass": "C"}, "/schools/S/classes/C/teachers", models.User),
    ("users", {}, "/users", models.User),
    ("enrollments", {}, "/enrollments", models.Enrollment),
    ("enrollments", {"school": "S"}, "/schools/S/enrollments", models.Enrollment),
    ("enrollments", {"school": "S", "klass": "C"}, "/schools/S/classes/C/enrollments", models.Enrollment),
    ("demographics", {}, "/demographics", models.Demographics),
]
ROSTERING_ONE = [
    ("org", "/orgs/a%2Fb", models.Org),
    ("school", "/schools/a%2Fb", models.Org),
    ("academic_session", "/academicSessions/a%2Fb", models.AcademicSession),
    ("term", "/terms/a%2Fb", models.AcademicSession),
    ("grading_period", "/gradingPeriods/a%2Fb", models.AcademicSession),
    ("course", "/courses/a%2Fb", models.Course),
    ("klass", "/classes/a%2Fb", models.Class),
    ("student", "/students/a%2Fb", models.User),
    ("teacher", "/teachers/a%2Fb", models.User),
    ("user", "/users/a%2Fb", models.User),
    ("enrollment", "/enrollments/a%2Fb", models.Enrollment),
    ("demographic", "/demographics/a%2Fb", models.Demographics),
]
OTHER = [
    ("gradebook", "categories", {}, "/categories", models.Category),
    ("gradebook", "line_items", {}, "/lineItems", models.LineItem),
    ("gradebook", "line_items", {"klass": "C"}, "/classes/C/lineItems", models.LineItem),
    ("gradebook", "results", {}, "/results", models.Result),
    ("gradebook", "results", {"klass": "C"}, "/classes/C/results", models.Result),
    ("gradebook", "results", {"klass": "C", "line_item": "L"}, "/classes/C/lineItems/L/results", models.Result),
    ("gradebook", "results", {"klass": "C", "student": "U"}, "/classes/C/students/U/results", models.Result),
    ("resources", "resources", {}, "/resources", models.Resource),
    ("resources", "resources", {"klass": "C"}, "/classes/C/resources", models.Resource),
    ("resources", "resources", {"course": "K"}, "/courses/K/resources", models.Resource),
]
NEWER = [
    ("gradebook", "categories", {"klass": "C"}, "/classes/C/categories", models.Category),
    ("resources", "resources", {"user": "U"}, "/users/U/resources", models.Resource),
]
OTHER_ONE = [
    ("gradebook", "category", "/categories/a%2Fb", models.Category),
    ("gradebook", "line_item", "/lineItems/a%2Fb", models.LineItem),
    ("gradebook", "result", "/results/a%2Fb", models.Result),
    ("resources", "resource", "/resources/a%2Fb", models.Resource),
]
VERSIONS = ["1.1", "1.2"]


def base(version, service="rostering"):
    return "/ims/oneroster/v1p1" if version == "1.1" else f"/ims/oneroster/{service}/v1p2"


def answering(model):
    """Answer with one row of *model*, under the key of its collection."""
    key = next(found.name for found in models.collections.COLLECTIONS.values() if found.model is model)
    return lambda _: Said(json.dumps({key: [ROW]}).encode(), headers={"X-Total-Count": "1", "X-Count": "1"})


def read(name, ids, model, version):
    client, adapter = client_of(answering(model), version=version)
    return list(getattr(client, name)(**ids)), sorted({asked.path for asked in adapter.asked})


def read_one(name, model, version):
    client, adapter = client_of(answering(model), version=version)
    return getattr(client, name)("a/b"), [asked.path for asked in adapter.asked]


def test_tables__cover_every_read():
    assert 41 == len(ROSTERING) + len(ROSTERING_ONE)
    assert len(ENDPOINTS) == 41 + len(OTHER) + len(NEWER) + len(OTHER_ONE)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("name", "ids", "path", "model"), ROSTERING)
def test_rostering__lists(name, ids, path, model, version):
    records, paths = read(name, ids, model, version)

    assert [(model, "X1")] == [(type(record), record.sourced_id) for record in records]
    assert [base(version) + path] == paths


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("name", "path", "model"), ROSTERING_ONE)
def test_rostering__singles(name, path, model, version):
    record, paths = read_one(name, model, version)

    assert (model, "X1") == (type(record), record.sourced_id)
    assert [base(version) + path] == paths


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("service", "name", "ids", "path", "model"), OTHER)
def test_gradebook_and_resources__lists(service, name, ids, path, model, version):
    records, paths = read(name, ids, model, version)

    assert [model] == list(map(type, records))
    assert [base(version, service) + path] == paths


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("service", "name", "path", "model"), OTHER_ONE)
def test_gradebook_and_resources__singles(service, name, path, model, version):
    record, paths = read_one(name, model, version)

    assert model is type(record)
    assert [base(version, service) + path] == paths


@pytest.mark.parametrize(("service", "name", "ids", "path", "model"), NEWER)
def test_reads_of_1_2_only(service, name, ids, path, model):
    records, paths = read(name, ids, model, "1.2")

    assert [model] == list(map(type, records))
    assert [base("1.2", service) + path] == paths
    with pytest.raises(UsageError, match=r"is in OneRoster 1.2 only, and the server speaks 1.1"):
        read(name, ids, model, "1.1")


@pytest.mark.parametrize(
    ("name", "given", "reason"),
    [
        ("enrollments", {"klass": "C"}, r"enrollments\(school=…, klass=…\)"),
        ("enrollments", {"user": "U"}, r"no path for enrollments\(user=…\)"),
        ("classes", {"school": "S", "term": "T"}, r"no path for classes\(school=…, term=…\)"),
        ("students", {"course": "K"}, r"no path for students\(course=…\)"),
        ("users", {"filters": "x"}, r"no path for users\(filters=…\)"),
        ("classes", {"school": None}, "school must be a sourcedId"),
        ("classes", {"school": 7}, "school must be a sourcedId"),
        ("orgs", {"on_bad_row": "log"}, "on_bad_row must be"),
        ("orgs", {"filter": 7}, "filter must be"),
        ("orgs", {"fields": "name"}, "fields must be"),
    ],
)
def test_reads__what_cannot_be_meant_is_refused_at_once(name, given, reason):
    """An id that is ``None`` is an accident, and must not read all; nothing waits for the first record."""
    client, adapter = client_of(answering(models.Org))

    with pytest.raises(UsageError, match=reason):
        getattr(client, name)(**given)
    assert [] == adapter.asked


def test_reads__send_filter_sort_and_fields():
    client, adapter = client_of(answering(models.User))

    list(client.users(filter="role='aide'", sort="familyName", order_by="desc", fields=["familyName"]))

    assert {
        "limit": "5000",
        "offset": "0",
        "sort": "familyName",
        "orderBy": "desc",
        "filter": "role='aide'",
        "fields": "sourcedId,status,familyName",
    } == adapter.asked[0].asks


def test_singles__send_fields_only_if_given():
    client, adapter = client_of(answering(models.User))

    client.user("U1")
    client.user("U1", fields=["familyName"])

    assert ["", "fields=sourcedId%2Cstatus%2CfamilyName"] == [asked.query for asked in adapter.asked]


def test_every__says_what_it_stands_for():
    from oneroster_classlink.rest.services.reads import EVERY  # noqa: PLC0415 - a private name, used once

    assert "EVERY" == repr(EVERY)
