"""Ready-made predicates about one field."""

from types import SimpleNamespace

import pytest

from oneroster_classlink.errors import UsageError
from oneroster_classlink.mapping.policy import field_contains, field_in, field_present, metadata_is
from tests.records import make_class, make_user


@pytest.mark.parametrize(
    ("found", "record", "expected"),
    [
        (field_in("class_type", "scheduled"), make_class(), True),
        (field_in("class_type", "homeroom", "lab"), make_class(), False),
        (field_in("class_type", None), make_class(class_type=None), True),
        (field_in("grades", "05", "06"), make_class(grades=("04", "06")), True),
        (field_in("grades", "05"), make_class(grades=()), False),
        (field_in("grades", None), make_class(grades=()), True),
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


def test_standard__names_are_plain_and_show_nothing_personal():
    assert "class_type is scheduled or homeroom" == field_in("class_type", "scheduled", "homeroom").name
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
