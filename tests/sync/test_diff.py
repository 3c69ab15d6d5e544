"""The difference of two rosters: laws, order, and what absence means (R11)."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.mapping import Outcome, Person, PersonRole, Roster, RosterClass, RosterSchool
from oneroster_classlink.sync import Action, Change, Plan, Thing, diff

schools = st.builds(RosterSchool, sourced_id=st.sampled_from(["S1", "S2"]), name=st.sampled_from(["North", "South"]))
people = st.builds(
    Person,
    sourced_id=st.sampled_from(["U1", "U2", "U3"]),
    role=st.sampled_from(PersonRole),
    roles=st.just(()),
    suspended=st.booleans(),
)


@st.composite
def classes(draw):
    users = draw(st.lists(st.sampled_from(["U1", "U2", "U3"]), unique=True))
    split = draw(st.integers(0, len(users)))
    return RosterClass(
        sourced_id=draw(st.sampled_from(["C1", "C2"])),
        name=draw(st.sampled_from(["Algebra", "Biology"])),
        school="S1",
        owners=tuple(sorted(users[:split])),
        members=tuple(sorted(users[split:])),
    )


def unique(strategy):
    by_id = lambda item: item.sourced_id  # noqa: E731 - used twice below, named for reading
    return st.lists(strategy, unique_by=by_id).map(lambda found: tuple(sorted(found, key=by_id)))


rosters = st.builds(
    Roster, schools=unique(schools), classes=unique(classes()), people=unique(people), complete=st.booleans()
)


def apply(plan, roster):
    """Apply *plan* to *roster* as a host would, change by change."""
    held = {Thing.SCHOOL: {}, Thing.CLASS: {}, Thing.PERSON: {}, Thing.SEAT: {}}
    for change in diff(before=None, after=roster).changes + plan.changes:
        if change.action is Action.REMOVE:
            del held[change.thing][change.key]
        else:
            held[change.thing][change.key] = change.after
    return Roster(
        schools=tuple(held[Thing.SCHOOL][key] for key in sorted(held[Thing.SCHOOL])),
        classes=tuple(_seated(held[Thing.CLASS][key], held[Thing.SEAT]) for key in sorted(held[Thing.CLASS])),
        people=tuple(held[Thing.PERSON][key] for key in sorted(held[Thing.PERSON])),
    )


def _seated(klass, seats):
    def users(outcome):
        return tuple(sorted(key[1] for key, value in seats.items() if key[0] == klass.sourced_id and value is outcome))

    return attrs.evolve(klass, owners=users(Outcome.OWNER), members=users(Outcome.MEMBER))


@settings(max_examples=60, deadline=None)
@given(rosters)
def test_diff__of_a_roster_with_itself_is_empty(roster):
    assert Plan(changes=()) == diff(before=roster, after=roster)


@settings(max_examples=200, deadline=None)
@given(rosters, rosters)
def test_diff__applied_to_the_one_gives_the_other(before, after):
    after = attrs.evolve(after, complete=True)

    assert after == apply(diff(before=before, after=after), attrs.evolve(before, complete=True))


@settings(max_examples=100, deadline=None)
@given(rosters, rosters)
def test_diff__removes_nothing_on_account_of_absence_alone(before, after):
    """Without proof of completeness, what is absent is missing, and nothing happens to it."""
    plan = diff(before=before, after=attrs.evolve(after, complete=False))
    proven = diff(before=before, after=attrs.evolve(after, complete=True))

    assert () == plan.removals
    assert proven.removals == plan.missing
    assert () == proven.missing


TAUGHT = Roster(
    classes=(RosterClass(sourced_id="C1", name="Algebra", school="S1", owners=("T1",), members=("P1", "P2")),),
    people=tuple(Person(sourced_id=key, role=PersonRole.STUDENT, roles=()) for key in ("P1", "P2", "T1")),
)


@pytest.mark.parametrize(
    ("tombstone", "removed"),
    [
        (("class", "C1"), {("C1",), ("C1", "P1"), ("C1", "P2"), ("C1", "T1")}),
        (("person", "P1"), {("P1",), ("C1", "P1")}),
        (("seat", "C1", "P2"), {("C1", "P2")}),
        (("person", "C1"), set()),
    ],
)
def test_diff__a_tombstone_is_a_removal_by_itself(tombstone, removed):
    after = Roster(complete=False, tombstones=frozenset({tombstone}))
    plan = diff(before=TAUGHT, after=after)

    assert removed == {change.key for change in plan.removals}
    assert 7 - len(removed) == len(plan.missing)


def test_diff__the_first_sync_creates_in_an_order_that_can_be_applied():
    """Schools, then classes, then persons, then seats; removals the other way round."""
    after = attrs.evolve(TAUGHT, schools=(RosterSchool(sourced_id="S1", name="North"),))
    order = [Thing.SCHOOL, Thing.CLASS, Thing.PERSON, Thing.PERSON, Thing.PERSON, Thing.SEAT, Thing.SEAT, Thing.SEAT]

    assert order == [change.thing for change in diff(before=None, after=after).creates]
    assert order[::-1] == [change.thing for change in diff(before=after, after=Roster()).removals]
    assert 3 == diff(before=None, after=after).count(Action.CREATE, Thing.SEAT)


def test_diff__an_update_names_its_fields():
    klass = attrs.evolve(TAUGHT.classes[0], name="Algebra 2", owners=("P1", "T1"), members=("P2",))
    plan = diff(before=TAUGHT, after=attrs.evolve(TAUGHT, classes=(klass,)))

    assert [(Thing.CLASS, ("C1",), ("name",)), (Thing.SEAT, ("C1", "P1"), ("outcome",))] == [
        (change.thing, change.key, change.fields) for change in plan.updates
    ]
    assert plan.changes == plan.updates


def test_change__repr_shows_no_person():
    person = Person(sourced_id="U1", role=PersonRole.TEACHER, roles=(), given_name="Zoraya")

    assert "Zoraya" not in repr(Change(action=Action.CREATE, thing=Thing.PERSON, key=("U1",), after=person))
