"""ClassLink's Sanity Check, line by line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docs._ext.rows import sanity_rows
from oneroster_classlink.mapping.findings import Code
from oneroster_classlink.mapping.sanity import MEANINGS, SanityCount, sanity_counts
from oneroster_classlink.models import Role, RoleAssignment, RoleType, Status
from tests.records import make_class, make_course, make_enrollment, make_org, make_snapshot, make_user

GONE = {"status": Status.TOBEDELETED}


def counted(*records):
    return {found.name: found.ids for found in sanity_counts(make_snapshot(make_org(), *records))}


def make_student(sourced_id, **over):
    return make_user(sourced_id, role="student", **{"grades": ("05",)} | over)


def test_sanity_counts__classlinks_order_and_words():
    """The eight lines of DOMAIN-DETAILS F."""
    assert [
        "students without grades",
        "students without enrollments",
        "teachers without enrollments",
        "students without teachers",
        "classes without periods",
        "classes without students",
        "classes without teachers",
        "courses without classes",
    ] == [found.name for found in sanity_counts(make_snapshot(make_org()))]


def test_sanity_counts__a_district_in_order():
    """A class with a period, a course, a student with a grade and a teacher, primary or not: nothing is counted."""
    assert dict.fromkeys(MEANINGS, ()) == counted(
        make_course(),
        make_class(course="K1", periods=("1",)),
        make_user("T1"),
        make_student("P1"),
        make_enrollment("E1", user="T1", role="teacher"),
        make_enrollment("E2", user="P1"),
    )


@pytest.mark.parametrize(
    ("name", "expected", "records"),
    [
        ("students without grades", ("P1",), [make_student("P1", grades=()), make_student("P2"), make_user("T1")]),
        (
            "students without enrollments",
            ("P1", "P2", "P3", "P4"),
            [
                make_class(),
                make_class("C2", **GONE),
                *map(make_student, ("P1", "P2", "P3", "P4", "P5")),
                make_enrollment("E2", user="P2", **GONE),
                make_enrollment("E3", user="P3", klass="C2"),
                make_enrollment("E4", user="P4", klass="C9"),
                make_enrollment("E5", user="P5"),
            ],
        ),
        (
            "teachers without enrollments",
            ("T1",),
            [
                make_class(),
                make_user("T1"),
                make_user("T2"),
                make_user("A1", role="administrator"),
                make_enrollment(user="T2"),
            ],
        ),
        (
            "students without teachers",
            ("P2", "P3", "P4"),
            [
                *(make_class(f"C{number}") for number in range(1, 6)),
                make_user("T1"),
                make_user("T2", **GONE),
                *map(make_student, ("P1", "P2", "P3", "P4", "P5")),
                make_enrollment("E1", user="T1", klass="C1", role="teacher"),
                make_enrollment("E2", user="T2", klass="C2", role="teacher"),
                make_enrollment("E3", user="T9", klass="C3", role="teacher"),
                make_enrollment("E4", user="T1", klass="C4", role="administrator", primary=True),
                make_enrollment("E5", user="P1", klass="C1"),
                make_enrollment("E6", user="P1", klass="C2"),
                make_enrollment("E7", user="P2", klass="C2"),
                make_enrollment("E8", user="P3", klass="C3"),
                make_enrollment("E9", user="P4", klass="C4"),
            ],
        ),
        ("classes without periods", ("C1",), [make_class("C1"), make_class("C2", periods=("2",))]),
        (
            "classes without students",
            ("C2",),
            [make_class("C1"), make_class("C2"), make_student("P1"), make_enrollment(user="P1")],
        ),
        (
            "classes without teachers",
            ("C2",),
            [make_class("C1"), make_class("C2"), make_user("T1"), make_enrollment(user="T1", role="teacher")],
        ),
        (
            "courses without classes",
            ("K2", "K3"),
            [
                *map(make_course, ("K1", "K2", "K3")),
                make_course("K4", **GONE),
                make_class("C1", course="K1"),
                make_class("C2", course="K2", **GONE),
            ],
        ),
    ],
)
def test_sanity_counts__each_line(name, expected, records):
    assert expected == counted(*records)[name]


def test_sanity_counts__records_marked_tobedeleted_are_not_counted():
    gone = [make_student("P1", grades=(), **GONE), make_user("T1", **GONE), make_class(**GONE), make_course(**GONE)]

    assert dict.fromkeys(MEANINGS, ()) == counted(*gone)


def test_sanity_counts__a_teacher_who_is_a_student_elsewhere_is_both():
    roles = tuple(
        RoleAssignment(role=role, org="S1", role_type=RoleType.PRIMARY) for role in (Role.TEACHER, Role.STUDENT)
    )
    found = counted(make_user("U1", roles=roles))

    assert [("U1",), ("U1",)] == [found["students without enrollments"], found["teachers without enrollments"]]


def test_sanity_count__says_itself_in_a_line_and_shows_no_ids():
    lonely = SanityCount(name="classes without teachers", ids=("C1", "C2"))
    silent = SanityCount(name="students without grades", ids=())

    assert "classes without teachers: 2 (compare class-no-owner)" == str(lonely)
    assert ("students without grades: 0", None) == (str(silent), silent.code)
    assert (2, Code.CLASS_NO_OWNER, "classes without a teacher's seat, primary or not") == (
        lonely.count,
        lonely.code,
        lonely.meaning,
    )
    assert "C1" not in repr(lonely)


def test_sanity_rows__every_count_with_its_meaning():
    """The page shows what is counted."""
    rows = sanity_rows()

    assert list(MEANINGS) == [name for name, _, _ in rows]
    assert ":finding:`class-no-owner`" == {name: code for name, _, code in rows}["classes without teachers"]


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_sanity_counts__do_not_depend_on_the_order_of_records(data):
    """A law, with more students than a byte can tell apart."""
    users = [make_student(f"P{number:03}", grades=() if number % 7 else ("01",)) for number in range(300)]
    seats = [
        make_enrollment(f"E{number:03}", user=f"P{number:03}", klass=f"C{number % 4}", role=role)
        for number, role in zip(range(270), ["student", "teacher", "proctor"] * 90, strict=True)
    ]
    records = [make_class("C1"), make_class("C2"), make_class("C3"), *users, *seats]
    start = data.draw(st.integers(0, len(records) - 1))
    found = counted(*records)

    assert found == counted(*records[start:], *records[:start])
    assert 257 == len(found["students without grades"])
