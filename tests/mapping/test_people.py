"""R2, R5, R8, R11, R12 and R13: who becomes a person, and what each lacks."""

from datetime import date

import pytest

from oneroster_classlink.mapping import AgeBand, Code, PersonRole, Policy, map_roster
from oneroster_classlink.mapping.people import is_email
from oneroster_classlink.models import RoleAssignment, RoleType, Status, UserId
from tests.records import make_class, make_demographics, make_enrollment, make_org, make_snapshot, make_user

STUDENT = {"role": "student", "email": "pupil@school.example"}


def people(*records, policy=None):
    mapping = map_roster(make_snapshot(make_org("S1"), make_org("S2"), *records), policy)
    told = {(found.code, found.user) for found in mapping.findings if found.user and not found.enrollment}
    return {person.sourced_id: person for person in mapping.roster.people}, told


def test_take_people__by_role_without_any_class():
    """Administrators, guardians and students without a class are persons too."""
    found, told = people(make_user("A1", role="principal"), make_user("P1", role="proctor"))

    assert {"A1"} == set(found)
    assert (PersonRole.ADMINISTRATOR, ("S1",)) == (found["A1"].role, found["A1"].schools)
    assert {(Code.USER_ROLE_NOT_INGESTED, "P1")} == told


def test_take_people__every_user_is_a_person_or_has_a_finding():
    found, told = people(
        make_user("U1", status=Status.TOBEDELETED),
        make_user("U2", org="S9"),
        make_user("U3", roles=()),
        make_user("U4", role="dean"),
    )

    assert {} == found
    assert {
        (Code.USER_TOBEDELETED, "U1"),
        (Code.USER_NOT_IN_SCHOOL, "U2"),
        (Code.USER_ROLE_NOT_INGESTED, "U3"),
        (Code.USER_ROLE_NOT_INGESTED, "U4"),
    } == told


def test_take_people__a_seat_brings_its_school():
    """Someone whose own school is not taken belongs to the school of the class."""
    found, _ = people(
        make_class("C1", school="S1"),
        make_user("T1", org="S2"),
        make_enrollment("E1", user="T1", role="teacher"),
        policy=Policy(schools=["S1"]),
    )

    assert ("S1",) == found["T1"].schools


def test_take_people__a_school_counts_only_through_an_ingested_role():
    roles = (RoleAssignment(role="teacher", org="S1"), RoleAssignment(role="proctor", org="S2"))
    found, _ = people(make_user("T1", roles=roles))

    assert ("S1",) == found["T1"].schools


def test_take_people__the_record_names_the_role():
    roles = (
        RoleAssignment(role="teacher", org="S1", role_type=RoleType.SECONDARY),
        RoleAssignment(role="parent", org="S1", role_type=RoleType.PRIMARY),
    )
    found, _ = people(make_user("U1", roles=roles), policy=Policy(guardians=False))

    assert (PersonRole.PARENT, (PersonRole.TEACHER, PersonRole.PARENT)) == (found["U1"].role, found["U1"].roles)


def test_take_people__a_role_that_is_not_ingested_gives_way():
    roles = (
        RoleAssignment(role="counselor", org="S1", role_type=RoleType.PRIMARY),
        RoleAssignment(role="aide", org="S1", role_type=RoleType.SECONDARY),
    )
    found, _ = people(make_user("U1", roles=roles))

    assert PersonRole.AIDE is found["U1"].role


def test_take_people__a_disabled_user_is_suspended_not_removed():
    found, told = people(make_user("T1", enabled_user=False), make_user("T2", enabled_user=None))

    assert (True, False) == (found["T1"].suspended, found["T2"].suspended)
    assert {(Code.USER_DISABLED, "T1")} == told


@pytest.mark.parametrize("role", ["teacher", "administrator"])
@pytest.mark.parametrize("email", [None, "nobody", "a@b", "a b@school.example"])
def test_take_people__staff_without_valid_email_stays_but_is_not_creatable(role, email):
    found, told = people(make_user("T1", role=role, email=email))

    assert not found["T1"].creatable
    assert {(Code.STAFF_NO_EMAIL, "T1")} == told


@pytest.mark.parametrize(
    ("over", "mobile", "expected"),
    [
        ({"email": None, "sms": "555-0101", "phone": "555-0102"}, "555-0101", set()),
        ({"email": None, "phone": "555-0102"}, "555-0102", set()),
        ({"email": "pupil@school.example"}, None, set()),
        ({"email": None}, None, {(Code.STUDENT_NO_CONTACT, "P1")}),
        ({"email": "not an address"}, None, {(Code.STUDENT_NO_CONTACT, "P1")}),
    ],
)
def test_take_people__contact_points_of_a_student(over, mobile, expected):
    found, told = people(make_user("P1", **STUDENT | over), make_demographics("P1"))

    assert mobile == found["P1"].mobile
    assert expected == told


@pytest.mark.parametrize(
    ("demographics", "band", "expected"),
    [
        ([make_demographics("P1", birth_date=date(2013, 10, 2))], AgeBand.UNDER, set()),
        ([make_demographics("P1", birth_date=date(2013, 10, 1))], AgeBand.OVER, set()),
        ([make_demographics("P1", birth_date=None)], AgeBand.UNKNOWN, {(Code.STUDENT_NO_BIRTH_DATE, "P1")}),
        ([make_demographics("P9")], AgeBand.UNKNOWN, {(Code.STUDENT_NO_BIRTH_DATE, "P1")}),
    ],
)
def test_take_people__age_of_a_student_on_the_day_of_the_pull(demographics, band, expected):
    found, told = people(make_user("P1", **STUDENT), *demographics)

    assert band is found["P1"].age
    assert expected == told


def test_take_people__age_on_another_day_and_of_nobody_else():
    found, _ = people(
        make_user("P1", **STUDENT),
        make_user("T1"),
        make_demographics("P1", birth_date=date(2013, 10, 2)),
        make_demographics("T1"),
        policy=Policy(today=date(2026, 10, 2)),
    )

    assert (AgeBand.OVER, None) == (found["P1"].age, found["T1"].age)


def test_take_people__demographics_not_shared_is_one_finding():
    mapping = map_roster(make_snapshot(make_org(), make_user("P1", **STUDENT), make_user("P2", role="student")))

    assert [Code.DEMOGRAPHICS_NOT_SHARED] == [found.code for found in mapping.findings]
    assert {AgeBand.UNKNOWN} == {person.age for person in mapping.roster.people}


def test_take_people__birth_dates_off():
    found, told = people(make_user("P1", **STUDENT), make_demographics("P1"), policy=Policy(birth_dates=False))

    assert (AgeBand.UNKNOWN, set()) == (found["P1"].age, told)


@pytest.mark.parametrize("word", ["guardian", "parent"])
@pytest.mark.parametrize(("student", "guardian"), [(("G1",), ()), ((), ("P1",)), (("G1",), ("P1",))])
def test_guardians__seen_from_either_side(word, student, guardian):
    found, told = people(
        make_user("P1", agents=student, **STUDENT),
        make_user("G1", role=word, agents=guardian),
        make_demographics("P1"),
    )

    assert ("G1",) == found["P1"].guardians
    assert () == found["G1"].guardians
    assert set() == told


def test_guardians__belong_to_their_students_schools():
    """A guardian of the district alone is on the roster through the student."""
    found, _ = people(make_user("P1", agents=("G1",), **STUDENT), make_user("G1", role="guardian", org="D1"))

    assert ("S1",) == found["G1"].schools


def test_guardians__without_a_student_are_told():
    found, told = people(
        make_user("G1", role="guardian", agents=("T1", "P9")),
        make_user("T1", agents=("G1",)),
        make_user("P2", org="S9", **STUDENT | {"agents": ("G2",)}),
        make_user("G2", role="parent"),
    )

    assert {"G1", "G2", "T1"} == set(found)
    assert {
        (Code.GUARDIAN_NO_STUDENT, "G1"),
        (Code.GUARDIAN_NO_STUDENT, "G2"),
        (Code.AGENT_MISSING, "G1"),
        (Code.USER_NOT_IN_SCHOOL, "P2"),
    } == told


@pytest.mark.parametrize(("count", "expected"), [(5, set()), (6, {(Code.STUDENT_MANY_GUARDIANS, "P1")})])
def test_guardians__six_are_told(count, expected):
    ids = tuple(f"G{number}" for number in range(count))
    found, told = people(
        make_user("P1", agents=ids, **STUDENT),
        make_demographics("P1"),
        *(make_user(key, role="guardian") for key in ids),
    )

    assert ids == found["P1"].guardians
    assert expected == told


def test_guardians__off():
    found, _ = people(
        make_user("P1", agents=("G1",), **STUDENT), make_user("G1", role="guardian"), policy=Policy(guardians=False)
    )

    assert () == found["P1"].guardians


def test_shared_email__is_a_suspicion_and_no_merge():
    found, told = people(
        make_user("T1", email="Finch@school.example"),
        make_user("G1", role="parent", email=" finch@school.example"),
        make_user("T2", email="other@school.example"),
        policy=Policy(guardians=False),
    )

    assert {"T1", "T2", "G1"} == set(found)
    assert {(Code.EMAIL_SHARED, "T1"), (Code.EMAIL_SHARED, "G1")} == told - {(Code.GUARDIAN_NO_STUDENT, "G1")}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"identifier": "77"}, {"identifier": "77"}, True),
        ({"identifier": "77"}, {"identifier": "78"}, False),
        ({"identifier": "77"}, {"identifier": "77", "given_name": "Other"}, False),
        (
            {"user_ids": (UserId(type="State", identifier="5"),)},
            {"user_ids": (UserId(type="State", identifier="5"),)},
            True,
        ),
        (
            {"user_ids": (UserId(type="State", identifier="5"),)},
            {"user_ids": (UserId(type="Fed", identifier="5"),)},
            False,
        ),
        ({}, {}, False),
    ],
)
def test_perhaps_twice__the_same_further_id_and_name(one, other, expected):
    """One person who is several records, as where a school each makes one, is told and not merged."""
    same = {"given_name": "Made", "family_name": "Up"}
    found, told = people(make_user("T1", **same | one), make_user("T2", **same | other))

    assert {"T1", "T2"} == set(found)
    assert ({(Code.USER_PERHAPS_TWICE, "T1"), (Code.USER_PERHAPS_TWICE, "T2")} if expected else set()) == told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a@school.example", True),
        (" a.b+c@mail.school.example ", True),
        ("a@school", False),
        ("a@@school.example", False),
        ("a@school.example, b@school.example", False),
        ("a@school..example", False),
        ("", False),
        (None, False),
    ],
)
def test_is_email__one_address(text, expected):
    assert expected is is_email(text)
