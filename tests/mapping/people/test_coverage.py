"""Birth dates, ways to reach people and guardians, by school and role."""

from datetime import date

from oneroster_classlink.mapping.people.persons.coverage import CoverageRow, coverage
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.rules.roles import PersonRole
from oneroster_classlink.models import RoleAssignment
from tests.mapping.people.district import judged
from tests.records import make_demographics, make_user

TEACHER, GUARDIAN, PUPIL = PersonRole.TEACHER, PersonRole.GUARDIAN, PersonRole.STUDENT


def rows_of(*records, **options):
    return {(row.school, row.role): row for row in coverage(judged(*records, **options))}


def test_coverage__students():
    rows = rows_of(
        make_user("P1", role="student", email=None, agents=("G1", "G2")),
        make_user("P2", role="student", sms="555-010-1111"),
        make_user("P3", role="student", email=None, sms="555-010-2222", agents=("G3",)),
        make_user("G1", role="guardian"),
        make_user("G2", role="guardian", email=None),
        make_user("G3", role="guardian", email=None),
        make_demographics("P1", birth_date=date(2016, 1, 1)),
        make_demographics("P2", birth_date=date(2010, 1, 1)),
    )

    assert (
        CoverageRow(
            school="S1",
            role=PUPIL,
            people=3,
            birth_dates=2,
            under_13=1,
            over_13=1,
            age_unknown=1,
            by_email=1,
            by_mobile=2,
            by_either=2,
            by_none=1,
            with_guardian=2,
            with_reachable_guardian=1,
            guardians=(1, 1, 1, 0, 0, 0, 0),
        )
        == rows["S1", PUPIL]
    )


def test_coverage__others_have_no_age_and_no_guardian():
    rows = rows_of(make_user("T1"), make_user("T2", email=None), make_demographics("T1"))

    assert (
        CoverageRow(school="S1", role=TEACHER, people=2, birth_dates=1, by_email=1, by_mobile=0, by_either=1, by_none=1)
        == rows["S1", TEACHER]
    )


def test_coverage__everybody_in_each_school_and_role_and_once_in_the_district():
    roles = (
        RoleAssignment(role="teacher", org="S1"),
        RoleAssignment(role="teacher", org="S2"),
        RoleAssignment(role="guardian", org="D1"),
    )
    rows = rows_of(
        make_user("U1", roles=roles, agents=("P1",)),
        make_user("U2", org="D1"),
        make_user("U3", org="S9"),
        make_user("P1", role="student", org="S2"),
        seats={"S2": ["U2"]},
    )

    assert {
        (None, TEACHER): 2,
        (None, GUARDIAN): 1,
        (None, PUPIL): 1,
        ("S1", TEACHER): 1,
        ("S2", TEACHER): 2,
        ("S2", GUARDIAN): 1,
        ("S2", PUPIL): 1,
    } == {place: row.people for place, row in rows.items()}
    assert [
        (None, TEACHER),
        (None, GUARDIAN),
        (None, PUPIL),
        ("S1", TEACHER),
        ("S2", TEACHER),
        ("S2", GUARDIAN),
        ("S2", PUPIL),
    ] == list(rows)


def test_coverage__six_or_more_guardians_together():
    ids = tuple(f"G{number}" for number in range(8))
    rows = rows_of(
        make_user("P1", role="student", agents=ids),
        make_user("P2", role="student", agents=ids[:6]),
        make_user("P3", role="student", agents=ids[:5]),
        *(make_user(key, role="guardian") for key in ids),
    )

    assert (0, 0, 0, 0, 0, 1, 2) == rows[None, PUPIL].guardians


def test_coverage__without_guardians_and_birth_dates():
    rows = rows_of(
        make_user("P1", role="student", agents=("G1",)),
        make_user("G1", role="guardian"),
        make_demographics("P1"),
        policy=Policy(guardians=False, birth_dates=False),
    )

    assert (0, 0, 1) == (rows["S1", PUPIL].birth_dates, rows["S1", PUPIL].with_guardian, rows["S1", PUPIL].age_unknown)


def test_coverage__nobody():
    assert () == coverage(judged())
