"""Permissions as values: what can be meant, and what they withhold."""

import pytest

from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox.sharing import RULE_BASED, BirthDates, Demographics, Permissions


def test_permissions__share_everything_by_default():
    assert frozenset() == Permissions().withheld
    assert Permissions(schools=None, classes=None, demographics="shared", birth_dates="all") == Permissions()


def test_permissions__take_texts_and_lists():
    found = Permissions(schools=["S1"], classes=["C1"], demographics="404", birth_dates="students")

    assert (frozenset({"S1"}), frozenset({"C1"})) == (found.schools, found.classes)
    assert (Demographics.NOT_FOUND, BirthDates.STUDENTS) == (found.demographics, found.birth_dates)
    assert {found} == {Permissions(schools={"S1"}, classes={"C1"}, demographics="404", birth_dates="students")}


def test_permissions__take_a_predicate_of_classes():
    assert max is Permissions(classes=max).classes


def test_withheld__names_the_fields_of_the_switches_too():
    found = Permissions(withheld_fields=["users.email"], agents=False, primary_flags=False, birth_dates="nobody")

    assert {"users.email", "users.agents", "enrollments.primary", "demographics.birthDate"} == found.withheld


def test_rule_based__is_what_an_added_app_gets():
    assert (False, Demographics.FORBIDDEN) == (RULE_BASED.unenrolled_users, RULE_BASED.demographics)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"demographics": "off"}, "demographics is one of shared, 403, 404, empty"),
        ({"birth_dates": True}, "birth_dates is one of all, students, nobody"),
        ({"schools": "S1"}, "not one text"),
        ({"classes": "C1"}, "not one text"),
        ({"withheld_roles": "student"}, "not one text"),
        ({"withheld_fields": ["email"]}, "written collection.field"),
        ({"withheld_fields": ["users.sourcedId"]}, "sourcedId is always sent"),
        ({"withheld_fields": ["users.email.x"]}, "written collection.field"),
    ],
)
def test_permissions__what_cannot_be_meant(values, sentence):
    with pytest.raises(UsageError, match=sentence):
        Permissions(**values)
