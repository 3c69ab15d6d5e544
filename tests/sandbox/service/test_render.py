"""A user row in either version, and rows that are better left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.sandbox.exchange import Version
from oneroster_classlink.sandbox.service.render import rendered, roles_of
from tests.sandbox.conftest import to

TYPES = {"D": "district", "S1": "school", "S2": "school"}


def role(name, org, kind="primary"):
    return {"roleType": kind, "role": name, "org": to(org)}


def as_12(row):
    return rendered(row, version=Version.V12, org_types=TYPES)


def as_11(row):
    return rendered(row, version=Version.V11, org_types=TYPES)


@pytest.mark.parametrize(
    ("row", "roles"),
    [
        ({"role": "student", "orgs": [to("S1")]}, [role("student", "S1")]),
        ({"role": "teacher", "orgs": [to("S1"), to("S2")]}, [role("teacher", "S1"), role("teacher", "S2")]),
        (
            {"role": "administrator", "orgs": [to("D"), to("S1"), to("gone")]},
            [
                role("districtAdministrator", "D"),
                role("siteAdministrator", "S1"),
                role("siteAdministrator", "gone"),
            ],
        ),
        ({"role": "guardian", "orgs": []}, [{"roleType": "primary", "role": "guardian"}]),
        ({"role": "hallMonitor", "orgs": ["S1"]}, [{"roleType": "primary", "role": "hallMonitor", "org": "S1"}]),
    ],
)
def test_rendered__11_to_12(row, roles):
    assert {"sourcedId": "U", "roles": roles} == as_12({"sourcedId": "U", **row})


@pytest.mark.parametrize(
    ("row", "expected_role", "orgs"),
    [
        ({"roles": [role("principal", "S1")]}, "administrator", ["S1"]),
        ({"roles": [role("systemAdministrator", "D")]}, "administrator", ["D"]),
        ({"roles": [role("counselor", "S1")]}, "counselor", ["S1"]),
        ({"roles": [role("aide", "S1", "secondary"), role("teacher", "S2")]}, "teacher", ["S1", "S2"]),
        ({"roles": [role("teacher", "S1"), role("aide", "S2")], "primaryOrg": to("S2")}, "aide", ["S1", "S2"]),
        ({"roles": [role("teacher", "S1"), role("aide", "S1", "secondary")]}, "teacher", ["S1"]),
        ({"roles": [{"role": "student"}]}, "student", []),
    ],
)
def test_rendered__12_to_11(row, expected_role, orgs):
    expected = {"sourcedId": "U", "username": "", "role": expected_role, "orgs": [to(org) for org in orgs]}

    assert expected == as_11({"sourcedId": "U", "pronouns": "they", **row})


@pytest.mark.parametrize(
    "row",
    [
        {"role": "role", "orgs": "orgSourcedIds"},
        {"role": None, "orgs": []},
        {"roles": "teacher"},
        {"roles": []},
        {"roles": [{"role": None}]},
        {"roles": ["teacher"]},
        {"role": "teacher", "orgs": [to("S1")], "roles": [role("aide", "S1")]},
        {},
    ],
)
def test_rendered__broken_or_already_right(row):
    """What cannot be rendered, or needs no rendering, is the very row."""
    assert row is as_11(row)
    assert row is as_12(row)


def test_rendered__the_asked_form_is_served_untouched():
    old, new = {"role": "teacher", "orgs": [to("S1")]}, {"roles": [role("principal", "S1")], "pronouns": "they"}

    assert old is as_11(old)
    assert new is as_12(new)


@settings(max_examples=30)
@given(
    role=st.sampled_from(["administrator", "aide", "guardian", "parent", "proctor", "student", "teacher", "x"]),
    orgs=st.lists(st.sampled_from(["D", "S1", "S2"]), unique=True),
)
def test_rendered__there_and_back(role, orgs):
    """A 1.1 row that went through 1.2 says the same."""
    row = {"username": "u", "role": role, "orgs": [to(org) for org in orgs]}

    assert row == as_11(as_12(row))


def test_roles_of__either_form_and_neither():
    assert [("aide", "S1"), ("aide", "S2")] == list(roles_of({"role": "aide", "orgs": [to("S1"), to("S2")]}))
    assert [("aide", None)] == list(roles_of({"role": "aide", "orgs": []}))
    assert [("aide", "S1"), ("teacher", None)] == list(
        roles_of({"roles": [role("aide", "S1"), {"role": "teacher", "org": {"sourcedId": 7}}]})
    )
    assert [] == list(roles_of({"role": "role", "orgs": "orgSourcedIds"}))
