"""Days that pass: nightly imports, blackouts, limited imports and the burst after them, and the sandbox's part."""

from datetime import date

import attrs
import pytest

from oneroster_classlink import Bearer, Client
from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox import District, Sandbox, make_district
from oneroster_classlink.sandbox.alive import Life, Living, events
from oneroster_classlink.sandbox.alive.event import by_id
from oneroster_classlink.sandbox.alive.life import advance, black_out, happen, limit_imports
from oneroster_classlink.sandbox.world import World
from tests.sandbox.alive.conftest import TODAY
from tests.sandbox.conftest import to

MORNING = "T02:15:00.000Z"


def stamps(district, collection="users"):
    return {row.get("dateLastModified") for row in district.rows[collection]}


def without_stamps(district):
    return {
        name: [{key: value for key, value in row.items() if key != "dateLastModified"} for row in rows]
        for name, rows in district.rows.items()
    }


@pytest.fixture
def life(tiny):
    """Return the life of the small district after one import, so that its rows have stamps."""
    return advance(Life.of(tiny), days=1)


def test_advance__every_row_has_the_stamp_of_the_night(life):
    assert all({f"2026-11-25{MORNING}"} == stamps(life.served, name) for name in life.served.rows)
    assert ["night", "import"] == [event.name for event in life.history]
    assert date(2026, 11, 25) == life.today == life.served.today


def test_advance__by_no_days_changes_nothing(life):
    assert life is advance(life, days=0)


def test_advance__not_backwards(life):
    with pytest.raises(UsageError, match="Time does not go back"):
        advance(life, days=-1)


@pytest.mark.parametrize("days", [1, 3])
def test_advance__in_steps_is_as_at_once(tiny, days):
    step = advance(advance(Life.of(tiny), days=days), days=2)

    assert advance(Life.of(tiny), days=days + 2) == step


def test_advance__birth_dates_stay_so_ages_grow(life):
    later = advance(life, days=30)
    born = {item: row["birthDate"] for item, row in by_id(life.served, "demographics").items()}

    known = by_id(later.served, "demographics")
    assert known
    assert all(born.get(item, row["birthDate"]) == row["birthDate"] for item, row in known.items())


def test_advance__into_a_new_school_year(tiny):
    june = attrs.evolve(tiny, today=date(2027, 6, 29))
    before, after = advance(Life.of(june), days=1), advance(Life.of(june), days=3)

    assert {"FY2026", "FY2027"} <= set(by_id(before.served, "academicSessions"))
    assert {"FY2027", "FY2028"} <= set(by_id(after.served, "academicSessions"))
    assert ["night", "roll_over", "night"] == [event.name for event in after.history[::2]]
    assert date(2027, 7, 2) == after.today


def test_happen__only_what_changed_is_stamped(life):
    """An import in between brings what happened and leaves the stamps of the rest."""
    later = attrs.evolve(life, truth=attrs.evolve(life.truth, today=date(2026, 11, 26)))
    after = happen(later, events.new_guardian(later.truth, student="b51"))
    rows = by_id(after.served, "users")

    assert f"2026-11-26{MORNING}" == rows["b51"]["dateLastModified"]
    assert f"2026-11-25{MORNING}" == rows["a41"]["dateLastModified"]
    assert {f"2026-11-25{MORNING}"} == stamps(after.served, "enrollments")


def test_black_out__nothing_changes_between_the_dates(life):
    """The district goes on, the server does not; then everything comes at once."""
    dark = black_out(life, days=2)
    first = happen(dark, events.transfer(dark.truth, student="a51", school="B"))
    second = advance(first, days=2)
    third = advance(second, days=1)

    assert life.served == first.served == second.served
    assert [to("B")] == by_id(second.truth, "users")["a51"]["orgs"]
    assert ["blackout"] * 3 == [event.name for event in second.history if event.name in {"import", "blackout"}][-3:]
    assert all(event.is_nothing for event in second.history if event.name == "blackout")
    assert [to("B")] == by_id(third.served, "users")["a51"]["orgs"]
    assert "a51" in third.history[-1].changed["users"]
    assert {f"2026-11-28{MORNING}"} == stamps(third.served)


def test_limit_imports__only_additions_and_then_a_burst(life):
    limited = limit_imports(life, days=1)
    gone = happen(limited, events.leave(limited.truth, users=["m61"]))
    come = happen(gone, events.new_guardian(gone.truth, student="b51"))
    night = advance(come, days=1)
    burst = advance(night, days=1)
    new = "NEW261125-0001"

    assert life.served == gone.served
    assert {"m61", new} < set(by_id(night.served, "users"))
    assert f"2026-11-25{MORNING}" == by_id(night.served, "users")[new]["dateLastModified"]
    assert [] == by_id(night.served, "users")["b51"]["agents"]
    assert {"limited_import"} == {event.name for event in night.history[3:] if "import" in event.name}
    assert not any(event.changed or event.removed for event in night.history if event.name == "limited_import")
    assert "m61" not in by_id(burst.served, "users")
    assert "m61" in burst.history[-1].removed["users"]
    assert "b51" in burst.history[-1].changed["users"]
    assert {f"2026-11-27{MORNING}"} == stamps(burst.served)


def test_import__in_step_the_server_has_what_the_district_has(life):
    later = advance(happen(life, events.rekey(life.truth)), days=1)

    assert without_stamps(later.truth) == without_stamps(later.served)


@pytest.fixture
def world(tiny):
    return World(district=tiny)


@pytest.fixture
def living(world):
    return Living(world=world, clock=lambda: 0.0)


def test_living__shows_each_event_to_the_world(world, living):
    event = living.transfer(student="a51", school="B")

    assert ("transfer", 2) == (event.name, world.revision)
    assert [to("B")] == by_id(world.district, "users")["a51"]["orgs"]
    assert ["transfer", "import"] == [found.name for found in living.history]
    assert event == living.history[0]


@pytest.mark.parametrize(
    ("name", "does"),
    [
        ("staff_change", lambda living: living.staff_change(teacher="tA")),
        ("new_guardian", lambda living: living.new_guardian(student="a41")),
        ("roll_over", lambda living: living.roll_over()),
        ("roll_over_reusing_ids", lambda living: living.roll_over_reusing_ids()),
        ("rekey", lambda living: living.rekey()),
        ("merge_users", lambda living: living.merge_users()),
        ("set_primary_org", lambda living: living.set_primary_org(users=["a41"], org="B")),
        ("unshare_school", lambda living: living.unshare_school("A")),
        ("bury", lambda living: living.bury("users", ["a41"])),
        ("purge", lambda living: living.purge()),
        ("enroll", lambda living: living.happen(events.enroll, user="a41", klass="B5")),
    ],
)
def test_living__every_event_by_its_name(world, living, name, does):
    event = does(living)

    assert name == event.name
    assert not event.is_nothing
    assert without_stamps(living.life.truth) == without_stamps(world.district)


def test_living__days_and_settings(world, living):
    living.advance()
    living.black_out(days=1)
    before = world.district
    living.advance()
    assert before is world.district
    living.limit_imports(days=1)
    living.advance()
    living.advance()

    assert before is not world.district
    assert date(2026, 11, 28) == living.today


def test_living__a_district_put_in_its_place_begins_anew(world, living):
    """What happened before is remembered, but the life goes on with what is served now."""
    living.advance()
    world.change(district=District(rows={"orgs": [{"sourcedId": "X"}]}))
    living.advance()

    assert ["X"] == [row["sourcedId"] for row in world.district.rows["orgs"]]
    assert date(1970, 1, 2) == living.today
    assert ["night", "import"] * 2 == [event.name for event in living.history]


def test_living__not_of_a_large_district():
    living = Living(world=World(district=make_district(today=TODAY, size="large")), clock=lambda: 0.0)

    for days in (0, 1):
        with pytest.raises(UsageError, match="make it small or medium"):
            living.advance(days=days)


def test_sandbox__advances_while_it_serves(tiny):
    with Sandbox(tiny) as sandbox, Client(sandbox.url, auth=Bearer(sandbox.credentials.bearer)) as client:
        before = [row.date_last_modified for row in client.orgs()]
        sandbox.advance(days=2)
        after = {row.date_last_modified.date() for row in client.orgs()}
        assert ["night", "import"] * 2 == [event.name for event in sandbox.history]

    assert {None} == set(before)
    assert {date(2026, 11, 26)} == after


@pytest.mark.parametrize("days", [-1, 1.5, "2", True])
@pytest.mark.parametrize("pass_time", [advance, black_out, limit_imports])
def test_days__are_whole_and_not_negative(tiny, pass_time, days):
    with pytest.raises(UsageError, match="0 days or more, as a whole number"):
        pass_time(Life(truth=tiny, imported=tiny, served=tiny), days=days)
