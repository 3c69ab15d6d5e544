"""R1 and R10: what a class is called, and how a name is cut."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.mapping.roster import NamedBy
from oneroster_classlink.mapping.rules.names import NameFacts, cut, marked, name_class


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"title": "Algebra 2", "course": "Algebra"}, ("Algebra 2", NamedBy.TITLE)),
        ({"title": " Algebra 2 "}, ("Algebra 2", NamedBy.TITLE)),
        ({"title": " ", "class_code": "ALG-2", "course": "Algebra"}, ("Algebra (ALG-2)", NamedBy.COURSE)),
        ({"periods": ("3", "4"), "course": "Algebra"}, ("Algebra (3, 4)", NamedBy.COURSE)),
        ({"class_code": "A", "periods": ("3",), "course": "Algebra"}, ("Algebra (A)", NamedBy.COURSE)),
        ({"course": "Algebra"}, ("Algebra", NamedBy.COURSE)),
        ({"course": " ", "periods": ("3",), "owner": lambda: "Finch"}, ("Finch (3)", NamedBy.OWNER)),
        ({"grades": ("05",), "owner": lambda: "Finch"}, ("Finch (05)", NamedBy.OWNER)),
        ({"periods": ("3",), "grades": ("05",), "owner": lambda: "Finch"}, ("Finch (3)", NamedBy.OWNER)),
        ({"owner": lambda: "Finch"}, ("Finch", NamedBy.OWNER)),
        ({"class_code": "ALG-2", "periods": ("3",)}, ("C1", NamedBy.ID)),
    ],
)
def test_name_class__the_first_that_is_not_empty(facts, expected):
    assert expected == name_class(NameFacts(sourced_id="C1", **facts))


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ([NamedBy.COURSE, NamedBy.TITLE], ("Algebra", NamedBy.COURSE)),
        ([NamedBy.OWNER, NamedBy.TITLE], ("Section 3", NamedBy.TITLE)),
        ([NamedBy.ID, NamedBy.TITLE], ("C1", NamedBy.ID)),
        ([NamedBy.OWNER], ("C1", NamedBy.ID)),
        ([], ("C1", NamedBy.ID)),
    ],
)
def test_name_class__in_the_policys_order(order, expected):
    facts = NameFacts(sourced_id="C1", title="Section 3", course="Algebra")

    assert expected == name_class(facts, order=order)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("short", "short"),
        ("exactly ten", "exactly"),
        ("ten chars! more", "ten chars!"),
        ("onelongwordonly", "onelongwor"),
        ("  indented words", "indented"),
        ("   padded    ", "padded"),
        ("two words  and", "two words"),
    ],
)
def test_cut__at_a_word(name, expected):
    assert expected == cut(name, limit=10)


@pytest.mark.parametrize(
    ("name", "mark", "expected"),
    [("Algebra", "3", "Algebra (3)"), ("Algebra", "", "Algebra"), ("Algebra for all", "3", "Algebra (3)")],
)
def test_marked__has_room_for_the_mark(name, mark, expected):
    assert expected == marked(name, mark, limit=12)


@settings(max_examples=100, deadline=None)
@given(st.text(), st.text(max_size=10), st.integers(15, 30))
def test_names__are_never_longer_than_the_limit(name, mark, limit):
    assert limit >= len(cut(name, limit=limit))
    assert limit >= len(marked(name, mark, limit=limit))
    assert name == cut(name, limit=max(limit, len(name)))


def test_name_facts__show_no_name():
    assert "NameFacts(sourced_id='C1', course='Algebra', class_code='', periods=(), grades=())" == repr(
        NameFacts(sourced_id="C1", title="Finch's class", course="Algebra")
    )
