"""School names in a form that can be compared."""

import pytest

from oneroster_classlink.schools.names import comparable, level_of


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Lincoln Elementary School", "lincoln elementary"),
        ("LINCOLN ELEM. SCH.", "lincoln elementary"),
        ("St. Mary's Jr High", "saint marys junior high"),
        ("École Élémentaire du Fort", "ecole elementaire du fort"),
        ("The School of the Arts", "arts"),
        ("학교", "학교"),
        ("", ""),
    ],
)
def test_comparable__one_spelling(name, expected):
    assert expected == comparable(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Lincoln Elem", "elementary"),
        ("Lincoln Junior High", "middle"),
        ("Lincoln MS", "middle"),
        ("Lincoln Senior High School", "high"),
        ("Lincoln Middle High School", None),
        ("Lincoln Academy", None),
    ],
)
def test_level_of__a_name(name, expected):
    assert expected == level_of(name)
