"""Predicates: named tests that compose as Python's own words do."""

import pickle
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.errors import OneRosterError, UsageError
from oneroster_classlink.mapping.policy import (
    Predicate,
    PredicateFailed,
    field_contains,
    field_in,
    field_present,
    predicate,
)
from oneroster_classlink.mapping.policy.predicates import MOST_DEEP

A, B, C = (field_in(name, True) for name in "abc")
FLAGS = st.fixed_dictionaries({name: st.booleans() for name in "abc"})


def is_big(record):
    return record.size > 3


@settings(max_examples=60, deadline=None)
@given(FLAGS)
def test_predicates__compose_as_and_or_and_not_do(flags):
    record = SimpleNamespace(**flags)
    a, b, c = record.a, record.b, record.c

    assert (a and b) == (A & B)(record)
    assert (a or b) == (A | B)(record)
    assert (not a) == (~A)(record)
    assert ((a and b) or not c) == (A & B | ~C)(record)
    assert (not (a or b) and c) == (~(A | B) & C)(record)


def test_predicates__names_say_the_composition():
    a, b, c = (predicate(name, bool) for name in "abc")

    assert "(a and not b)" == (a & ~b).name
    assert "not (a or b)" == (~(a | b)).name
    assert "((a and b) or c)" == (a & b | c).name
    assert "(a and b and c)" == (a & b & c).name == (a & (b & c)).name
    assert a == ~~a


def test_predicates__reads_are_those_of_all_parts_or_unknown():
    own = predicate("is big", is_big)

    assert {"a", "b"} == (A & B).reads == (A | B).reads
    assert {"a"} == (~A).reads
    assert (A & own).reads is None
    assert (own | A).reads is None


def test_predicates__a_plain_function_joins():
    joined = A & is_big

    assert "(a is True and is_big)" == joined.name
    assert joined(SimpleNamespace(a=True, size=4))
    assert not joined(SimpleNamespace(a=True, size=3))


@pytest.mark.parametrize("other", [None, "a", lambda record: record])
def test_predicates__nothing_else_joins(other):
    with pytest.raises(UsageError):
        A & other


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"name": "", "test": bool}, "a name of one line"),
        ({"name": "a\nb", "test": bool}, "a name of one line"),
        ({"name": "a\u2028b", "test": bool}, "a name of one line"),
        ({"name": None, "test": bool}, "a name of one line"),
        ({"name": "a", "test": 5}, "needs a function"),
        ({"name": "a", "test": bool, "reads": "grades"}, "a set of fields, not one text"),
    ],
)
def test_predicate__refuses_what_cannot_be_meant(values, expected):
    with pytest.raises(UsageError, match=expected):
        predicate(**values)


def test_predicate__is_a_value():
    own = predicate(" is big ", is_big, reads=["size"])

    assert Predicate(name="is big", test=is_big, reads=frozenset({"size"})) == own
    assert own == pickle.loads(pickle.dumps(own))  # noqa: S301 - our own
    assert (A | ~B) == pickle.loads(pickle.dumps(A | ~B))  # noqa: S301 - our own
    assert hash(A & own) == hash(A & own)
    assert "Predicate(name='is big')" == repr(own)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (field_in("title", "a\nb"), r"title is a\nb"),
        (field_in("title", "a\u2028b", "\ud800"), r"title is a\u2028b or \ud800"),
        (field_contains("title", "\x1b[31m"), r"title contains \x1b[31m"),
        (field_present("metadata.a\tb"), r"metadata.a\tb is present"),
        (field_present("email") & field_in("title", "\r"), r"(email is present and title is \r)"),
        (Predicate(name="a\nb", test=bool), r"a\nb"),
        (field_in("title", "Größe"), "title is Größe"),
    ],
)
def test_predicate__a_name_is_one_line(found, expected):
    assert expected == found.name


def test_predicates__are_nested_at_most_so_deep():
    found = A
    for number in range(MOST_DEEP):
        found = found & B if number % 2 else found | C

    assert MOST_DEEP == found.depth
    assert found(SimpleNamespace(a=True, b=True, c=False))
    assert found == pickle.loads(pickle.dumps(found))  # noqa: S301 - our own
    for deeper in (lambda: found | A, lambda: ~found, lambda: A | found):
        with pytest.raises(UsageError, match="nested at most 100 deep: join many by one kind of word"):
            deeper()


def test_predicates__of_one_kind_of_word_are_not_deep():
    found = A
    for _ in range(3 * MOST_DEEP):
        found = ~~(found | B)

    assert 1 == found.depth
    assert 0 == A.depth == predicate("own", bool).depth


def test_predicates__deep_denials_say_themselves_at_once():
    found = A
    for _ in range(MOST_DEEP // 2):
        found = ~(found & B)

    assert {"not"} == set(found.data)
    assert MOST_DEEP == found.depth


def test_predicate__only_what_is_data_says_itself():
    own = predicate("is big", is_big)
    is_big.data = {"looks": "like data"}

    assert (None, None, None) == (own.data, (A & own).data, (~own).data)
    assert {"any": [{"field": "a", "in": [True]}, {"not": {"field": "b", "in": [True]}}]} == (A | ~B).data


def test_predicate_failed__is_under_the_one_base_and_shows_no_value():
    error = PredicateFailed("is big", sourced_id="C1", problem="TypeError")

    assert isinstance(error, OneRosterError)
    assert "The predicate 'is big' failed when it was asked about C1 (TypeError): mend the function." == str(error)
    copied = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert ("is big", "C1", "TypeError") == (copied.predicate, copied.sourced_id, copied.problem)
    assert "when it was asked (TypeError): mend" in str(PredicateFailed("is big", sourced_id=None, problem="TypeError"))
