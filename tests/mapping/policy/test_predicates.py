"""Predicates: named tests that compose as Python's own words do."""

import pickle
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.errors import OneRosterError, UsageError
from oneroster_classlink.mapping.policy import Predicate, PredicateFailed, field_in, predicate

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
