"""Ready-made predicates about one field."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from oneroster_classlink.errors import UsageError
from oneroster_classlink.mapping.policy import field_contains, field_in, field_present, metadata_is
from oneroster_classlink.models import Role
from tests.records import make_class, make_enrollment, make_user

LATE = datetime(2026, 10, 1, 23, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("found", "record", "expected"),
    [
        (field_in("class_type", "scheduled"), make_class(), True),
        (field_in("class_type", "homeroom", "lab"), make_class(), False),
        (field_in("class_type", None), make_class(class_type=None), True),
        (field_in("grades", "05", "06"), make_class(grades=("04", "06")), True),
        (field_in("grades", "05"), make_class(grades=()), False),
        (field_in("grades", None), make_class(grades=()), True),
        (field_in("grades", ""), make_class(grades=()), True),
        (field_in("title", None), make_class(title=""), True),
        (field_in("title", ""), make_class(title=""), True),
        (field_in("title", ""), make_class(title="Algebra"), False),
        (field_in("class_code", ""), make_class(class_code=None), True),
        (metadata_is("n", None), make_class(metadata={"n": {}}), True),
        (metadata_is("n", None), make_class(metadata={"n": 0}), False),
        (metadata_is("n", None), make_class(metadata={"n": False}), False),
        (metadata_is("n", 0), make_class(metadata={"n": 0.0}), True),
        (field_in("begin_date", "2026-10-01"), make_enrollment(begin_date=date(2026, 10, 1)), True),
        (field_in("begin_date", date(2026, 10, 1)), make_enrollment(begin_date=date(2026, 10, 1)), True),
        (field_in("begin_date", date(2026, 10, 2)), make_enrollment(begin_date=date(2026, 10, 1)), False),
        (field_in("end_date", None), make_enrollment(end_date=None), True),
        (field_in("end_date", None), make_enrollment(end_date=date(2026, 10, 1)), False),
        (field_in("date_last_modified", "2026-10-01"), make_class(date_last_modified=LATE), True),
        (field_in("date_last_modified", date(2026, 10, 2)), make_class(date_last_modified=LATE), False),
        (metadata_is("since", date(2026, 10, 1)), make_class(metadata={"since": "2026-10-01"}), True),
        (field_in("enabled_user", True), make_user(), True),
        (field_in("enabled_user", 1), make_user(), False),
        (field_in("roles", "teacher"), make_user(role="teacher"), True),
        (field_in("roles", "student"), make_user(role="teacher"), False),
        (field_in("role", "teacher"), make_user(role="teacher"), True),
        (field_in("orgs", "S1"), make_user(), True),
        (field_in("is_active", True), make_user(), True),
        (metadata_is("track", "A", "B"), make_class(metadata={"track": "B"}), True),
        (metadata_is("track", "A"), make_class(), False),
        (metadata_is("track", None), make_class(), True),
        (metadata_is("a.b", 1), make_class(metadata={"a.b": 1}), True),
        (metadata_is("tags", "x"), make_class(metadata={"tags": ["y", "x"]}), True),
        (field_contains("title", "ADVISORY"), make_class(title="Fall advisory"), True),
        (field_contains("title", "study"), make_class(title="Fall advisory"), False),
        (field_contains("subjects", "math"), make_class(subjects=("Art", "Mathematics")), True),
        (field_contains("class_code", "x"), make_class(class_code=None), False),
        (field_present("email"), make_user(), True),
        (field_present("email"), make_user(email=None), False),
        (field_present("grades"), make_user(grades=()), False),
        (field_present("enabled_user"), make_user(enabled_user=False), True),
        (field_present("metadata"), make_user(), False),
        (field_present("user_ids"), make_user(), False),
        (field_present("user.email"), SimpleNamespace(user=make_user()), True),
        (field_present("user.email"), SimpleNamespace(user=None), False),
    ],
)
def test_standard__asks_about_a_record(found, record, expected):
    assert expected == found(record)


@pytest.mark.parametrize("value", [None, "", "x", 0, 1.5, False, (), ("",), [None], {}, {"a": 1}])
def test_standard__empty_is_the_opposite_of_present(value):
    record = make_class(metadata={"x": value})

    assert metadata_is("x", None)(record) is (not field_present("metadata.x")(record))


def test_standard__the_order_of_values_makes_no_difference():
    assert field_in("title", "a", "b") == field_in("title", "b", "a", "b")
    assert "title is empty or a or b" == field_in("title", "b", "", "a", None).name
    assert metadata_is("x", "b", 2, None, True, 1.0, 1) == metadata_is("x", 1, True, 2.0, None, "b")
    assert metadata_is("x", 1) != metadata_is("x", True)
    assert [None, True, 1, 2.5, "b"] == metadata_is("x", "b", 2.5, None, True, 1.0, 1).data["in"]
    assert field_in("role", Role.TEACHER) == field_in("role", "teacher")
    assert str is type(field_in("role", Role.TEACHER).data["in"][0])


def test_standard__names_are_plain_and_show_nothing_personal():
    assert "class_type is homeroom or scheduled" == field_in("class_type", "scheduled", "homeroom").name
    assert "begin_date is 2026-10-01" == field_in("begin_date", date(2026, 10, 1)).name
    assert "class_code is empty" == field_in("class_code", None).name
    assert "title contains Advisory" == field_contains("title", "Advisory").name
    assert "user.grades is 05" == field_in("user.grades", "05").name
    assert "email is present" == field_present("email").name
    assert "email is as the policy says" == field_in("email", "finch@school.example").name
    assert "user.email contains what the policy says" == field_contains("user.email", "finch").name
    assert "metadata.home is as the policy says" == metadata_is("home", "12 Elm Street").name


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: field_in("class_type"), "needs the values that pass"),
        (lambda: field_in("class_type", ["scheduled"]), "takes texts, numbers"),
        (lambda: field_in("class_type", float("nan")), "takes texts, numbers"),
        (lambda: metadata_is("x", float("-inf")), "takes texts, numbers"),
        (lambda: metadata_is("x", 10**5000), "takes texts, numbers"),
        (lambda: field_in("date_last_modified", LATE), "takes texts, numbers, days"),
        (lambda: field_in("", "x"), "names the field"),
        (lambda: field_in(None, "x"), "names the field"),
        (lambda: field_in("metadata", "x"), "ask metadata_is"),
        (lambda: field_contains("user.user_ids", "x"), "ask metadata_is"),
        (lambda: field_contains("title", ""), "needs a text"),
        (lambda: field_contains("title", None), "needs a text"),
        (lambda: field_present(""), "names the field"),
    ],
)
def test_standard__refuses_what_cannot_be_meant(make, expected):
    with pytest.raises(UsageError, match=expected):
        make()
