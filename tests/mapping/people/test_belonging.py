"""R13: the schools of a person and the roles there."""

import pytest

from oneroster_classlink.mapping.findings import Code
from oneroster_classlink.mapping.rules.roles import PersonRole
from oneroster_classlink.models import RoleAssignment
from tests.mapping.people.district import STUDENT, people_of
from tests.records import make_user

TEACHER, PARENT, PUPIL = PersonRole.TEACHER, PersonRole.PARENT, PersonRole.STUDENT


def schools_of(person):
    return dict(zip(person.schools, person.school_roles, strict=True))


def held(*pairs):
    return tuple(RoleAssignment(role=role, org=org) for role, org in pairs)


def test_belonging__a_seat_brings_its_school():
    """Someone whose own school is not taken belongs to the school of the class."""
    found, _ = people_of(make_user("T1", org="S2"), schools=["S1"], seats={"S1": ["T1"]})

    assert {"S1": (TEACHER,)} == schools_of(found["T1"])


def test_belonging__a_school_counts_only_through_an_ingested_role():
    found, _ = people_of(make_user("T1", roles=held(("teacher", "S1"), ("proctor", "S2"))))

    assert {"S1": (TEACHER,)} == schools_of(found["T1"])


def test_belonging__a_role_counts_where_it_is_held():
    """A seat in such a school adds nothing."""
    roles = held(("teacher", "S1"), ("parent", "S1"), ("parent", "S2"))
    found, _ = people_of(make_user("T1", roles=roles), seats={"S1": ["T1"], "S2": ["T1"]})

    assert {"S1": (TEACHER, PARENT), "S2": (PARENT,)} == schools_of(found["T1"])


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        (held(("teacher", "S1"), ("parent", "D1")), (TEACHER,)),
        (held(("teacher", "S1"), ("student", "D1")), (TEACHER, PUPIL)),
        (held(("parent", "D1")), (PARENT,)),
    ],
)
def test_belonging__a_school_of_a_seat_has_the_roles_that_are_no_guardians(roles, expected):
    found, _ = people_of(make_user("T1", roles=roles), seats={"S2": ["T1", "T1"]})

    assert expected == schools_of(found["T1"])["S2"]


def test_belonging__seat_and_student_give_all_roles():
    found, _ = people_of(
        make_user("T1", roles=held(("teacher", "D1"), ("parent", "D1")), agents=("P1",)),
        make_user("P1", **STUDENT),
        seats={"S1": ["T1"], "S2": ["P1", "T1"], "S9": ["T1"]},
    )

    assert {"S1": (TEACHER, PARENT), "S2": (TEACHER, PARENT)} == schools_of(found["T1"])
    assert {"S1": (PUPIL,), "S2": (PUPIL,)} == schools_of(found["P1"])


def test_belonging__in_no_school():
    found, told = people_of(make_user("T1", org="D1"), make_user("T2", org=None))

    assert {} == found
    assert {(Code.USER_NOT_IN_SCHOOL, "T1"), (Code.USER_NOT_IN_SCHOOL, "T2")} == told
