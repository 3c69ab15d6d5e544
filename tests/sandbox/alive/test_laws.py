"""Laws that hold whatever happens, in whatever order."""

from contextlib import suppress
from copy import deepcopy

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox import District
from oneroster_classlink.sandbox.alive import Life, events
from oneroster_classlink.sandbox.alive.event import by_id
from oneroster_classlink.sandbox.alive.life import advance, black_out, happen, limit_imports
from oneroster_classlink.sandbox.alive.references import dangling
from tests.sandbox.alive.conftest import ROWS, TODAY


def _first(district, collection, place=0):
    rows = list(by_id(district, collection))
    return rows[place % len(rows)]


def _school(district, place):
    schools = [item for item, row in by_id(district, "orgs").items() if row["type"] == "school"]
    return schools[place % len(schools)]


MOVES = {
    "transfer": lambda district, place: events.transfer(district, school=_school(district, place)),
    "staff_change": lambda district, _: events.staff_change(district),
    "new_student": lambda district, _: events.new_student(district),
    "new_guardian": lambda district, _: events.new_guardian(district),
    "leave": lambda district, place: events.leave(district, users=[_first(district, "users", place)]),
    "withdraw": lambda district, place: events.withdraw(district, enrollments=[_first(district, "enrollments", place)]),
    "set_primary_org": lambda district, place: events.set_primary_org(district, org=_school(district, place)),
    "rekey": lambda district, _: events.rekey(district),
    "merge_users": lambda district, _: events.merge_users(district),
    "bury": lambda district, place: events.bury(district, "classes", [_first(district, "classes", place)]),
    "purge": lambda district, _: events.purge(district),
    "roll_over": lambda district, _: events.roll_over(district),
    "roll_over_reusing_ids": lambda district, _: events.roll_over_reusing_ids(district),
    "night": lambda district, _: events.night(district),
}
SEQUENCES = st.lists(st.tuples(st.sampled_from(sorted(MOVES)), st.integers(0, 20)), max_size=6)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def played(moves, district):
    """Yield the district before and after each move, and the event; a move that cannot happen here does not."""
    for name, place in moves:
        with suppress(UsageError):
            after, event = MOVES[name](district, place)
            yield district, after, event
            district = after


def shuffled(seed):
    return District(rows=ROWS, today=TODAY, seed=seed)


@QUICK
@given(SEQUENCES, st.integers(0, 50))
def test_events__no_reference_begins_to_dangle_and_no_id_is_there_twice(moves, seed):
    for before, after, event in played(moves, shuffled(seed)):
        assert dangling(after) <= dangling(before), event.name
        for name, rows in after.rows.items():
            ids = [row["sourcedId"] for row in rows if "sourcedId" in row]
            assert len(ids) == len(set(ids)), (event.name, name)


@QUICK
@given(SEQUENCES, st.integers(0, 50))
def test_events__tell_the_truth(moves, seed):
    """What an event says is what another look at both districts finds."""
    for before, after, event in played(moves, shuffled(seed)):
        for name in {*before.rows, *after.rows}:
            old, new = by_id(before, name), by_id(after, name)
            assert set(event.added.get(name, ())) == new.keys() - old.keys()
            assert set(event.removed.get(name, ())) == old.keys() - new.keys()
            assert set(event.changed.get(name, ())) == {
                item for item in old.keys() & new.keys() if old[item] != new[item]
            }
        assert after.today == event.day


@QUICK
@given(SEQUENCES, st.integers(0, 50))
def test_events__are_the_same_for_the_same_seed_and_day(moves, seed):
    assert list(played(moves, shuffled(seed))) == list(played(moves, shuffled(seed)))


@QUICK
@given(SEQUENCES, st.integers(0, 50))
def test_events__leave_what_they_were_given_alone(moves, seed):
    district = shuffled(seed)
    rows = deepcopy(dict(district.rows))
    list(played(moves, district))

    assert rows == dict(district.rows)


@QUICK
@given(SEQUENCES, st.integers(0, 3), st.integers(0, 3), st.sampled_from([None, black_out, limit_imports]))
def test_advance__adds_up_whatever_happened_before(moves, some, more, hold):
    """Some days and then more days are all of them at once, during a blackout or limited imports too."""
    life = Life.of(shuffled(1))
    life = hold(life, days=2) if hold else life
    for _, after, event in played(moves, life.truth):
        life = happen(life, (after, event))

    assert advance(life, days=some + more) == advance(advance(life, days=some), days=more)


@QUICK
@given(SEQUENCES, st.sampled_from([black_out, limit_imports]))
def test_imports__the_server_has_the_truth_again_when_nothing_holds_it_back(moves, hold):
    life = hold(Life.of(shuffled(1)), days=1)
    for _, after, event in played(moves, life.truth):
        life = happen(life, (after, event))
    later = advance(life, days=2)

    assert dangling(later.served) <= dangling(life.imported) | dangling(later.truth)
    assert {name: by_id(later.truth, name).keys() for name in later.truth.rows} == {
        name: by_id(later.served, name).keys() for name in later.served.rows
    }
