"""The law of comparing: columns tell who can differ, and the whole rosters side by side tell the same."""

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.mapping import Moves, compare
from tests.mapping.laws.districts import accounts, districts, policies


def moves_of(before, after):
    """Return what moves between two sequences, each value made and compared field by field."""
    old, new = ({value.sourced_id: value for value in each} for each in (before, after))
    changing = {
        key: tuple(
            field.name
            for field in attrs.fields(type(old[key]))
            if getattr(old[key], field.name) != getattr(new[key], field.name)
        )
        for key in sorted(old.keys() & new.keys())
    }
    return Moves(
        joining=tuple(sorted(new.keys() - old.keys())),
        leaving=tuple(sorted(old.keys() - new.keys())),
        changing={key: fields for key, fields in changing.items() if fields},
    )


@st.composite
def pairs_of_policies(draw, one):
    """Draw another policy that has one field of its own, or all."""
    other = draw(policies)
    name = draw(st.sampled_from([None, *(field.name for field in attrs.fields(type(one)))]))
    return other if name is None else attrs.evolve(one, **{name: getattr(other, name)})


@settings(max_examples=150, deadline=None)
@given(districts(hosted=False), st.data(), st.booleans() | st.none())
def test_compare__tells_all_that_differs(district, data, hosted):
    other = data.draw(pairs_of_policies(district.policy))
    host = data.draw(accounts()) if hosted else []
    found = compare(district.snapshot(), district.policy, other, accounts=host)
    before, after = found.before.roster, found.after.roster

    assert moves_of(before.schools, after.schools) == found.schools
    assert moves_of(before.people, after.people) == found.people
    assert moves_of(before.classes, after.classes) == found.classes
    assert [
        key
        for key, decision in sorted(found.before.decisions.items())
        if decision.outcome is not found.after.decisions[key].outcome
    ] == [move.enrollment for move in found.seats]
