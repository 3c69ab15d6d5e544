"""Resuming and changes over the whole way: the client, the wire and a server that moves."""

from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink import Bearer, Client, Snapshot, pull_changes, trust
from oneroster_classlink.errors import BudgetSpent, OddRow
from oneroster_classlink.rest import Budget
from oneroster_classlink.sandbox import District, World, make_app
from oneroster_classlink.sandbox.hosts import SandboxAdapter
from oneroster_classlink.snapshot import Changing, Missed, Resumable
from tests.records import NOW
from tests.snapshot.paged import facts

URL = "http://sandbox.example"
EARLY, LATE = "2026-11-24T02:00:00.000Z", "2026-11-26T02:00:00.000Z"
FIRST, SECOND = datetime(2026, 11, 25, tzinfo=UTC), datetime(2026, 11, 27, tzinfo=UTC)


def row(sourced_id, *, stamp=EARLY, **values):
    return {"sourcedId": sourced_id, "status": "active", "dateLastModified": stamp, **values}


def user(number, **values):
    fields = {"role": "student", "orgs": [{"sourcedId": "S"}], "familyName": "Up", "enabledUser": "yes"}
    return row(f"u{number:02}", **fields | values)


def seat(number, **values):
    refs = {"user": {"sourcedId": f"u{number:02}"}, "class": {"sourcedId": "C"}, "school": {"sourcedId": "S"}}
    return row(f"e{number:02}", role="student", **refs, **values)


ROWS = {
    "orgs": [row("S", name="School", type="school")],
    "academicSessions": [row("T", title="Term", type="term")],
    "courses": [row("K", title="Course")],
    "classes": [row("C", title="Class", school={"sourcedId": "S"}, vendorKey={"a": [1]})],
    "users": [user(number) for number in range(11)],
    "enrollments": [seat(number) for number in range(17)],
    "demographics": [row("u01", birthDate="2012-03-04")],
}


def serving(world, **options):
    """Make a client of *world*."""
    session = requests.Session()
    session.mount(URL, SandboxAdapter(make_app(world, origin=URL)))
    return Client(URL, auth=Bearer("sandbox-bearer"), version="1.1", session=session, sleep=lambda _: None, **options)


def world_of(**rows):
    return World(district=District(rows=ROWS | rows, today=date(2026, 11, 24)))


WHOLE = Snapshot.load(serving(world_of(), page_size=4), now=NOW)


def test_client__can_go_on_and_tell_changes():
    client = serving(world_of())

    assert isinstance(client, Resumable)
    assert isinstance(client, Changing)


@settings(max_examples=12, deadline=None)
@given(stops=st.lists(st.integers(0, 22), max_size=3), sorts=st.booleans(), in_flight=st.integers(1, 3))
def test_load__wherever_the_budget_ends_the_result_is_that_of_one_pull(stops, sorts, in_flight):
    """Law, on a server that sorts and on one that keeps an order of its own."""
    world = world_of()
    if not sorts:
        world.break_with("unsorted")
    whole = facts(Snapshot.load(serving(world, page_size=4, in_flight=in_flight), now=NOW))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "unfinished"
        for most in stops:
            with suppress(BudgetSpent):
                Snapshot.load(serving(world, page_size=4, budget=Budget(requests=most)), resume=path, now=NOW)
        resumed = Snapshot.load(serving(world, page_size=4, in_flight=in_flight), resume=path, now=NOW)
        left = path.exists()

    assert whole == facts(resumed)
    assert not left


def asked_of(world):
    return [seen.path.rpartition("/")[2] for seen in world.seen]


def test_load__goes_on_after_the_last_page_that_came(tmp_path):
    whole, world = world_of(), world_of()
    Snapshot.load(serving(whole, page_size=4, in_flight=1))
    most = asked_of(whole).index("users") + 2
    with pytest.raises(BudgetSpent):
        Snapshot.load(serving(world, page_size=4, in_flight=1, budget=Budget(requests=most)), resume=tmp_path / "r")
    Snapshot.load(serving(world, page_size=4, in_flight=1), resume=tmp_path / "r")

    assert asked_of(whole) == asked_of(world)


def test_load__strict_names_the_row_that_the_server_has_in_another_form():
    with pytest.raises(OddRow) as caught:
        Snapshot.load(
            serving(world_of(users=[user(0, enabledUser="true"), user(1, enabledUser="true", familyName=["Up"])])),
            strict=True,
        )

    assert ("users", 1, "u01") == (caught.value.collection, caught.value.index, caught.value.sourced_id)


def test_changes__what_the_server_stamps_is_brought_and_what_it_drops_is_missed():
    world = world_of()
    client = serving(world, page_size=4)
    before = Snapshot.load(client, now=FIRST)
    users = [user(0, email="new@school.example", stamp=LATE), *(user(number) for number in range(1, 11))]
    users[1] = user(1, stamp=LATE) | {"status": "tobedeleted"}
    users[2] = user(2, email="silent@school.example")
    seats = [seat(number) for number in range(16)] + [seat(17, stamp=LATE)]
    world.change(district=District(rows=ROWS | {"users": users, "enrollments": seats}, today=date(2026, 11, 26)))
    changes = pull_changes(client, since=before.pulled_at, now=SECOND)
    after = changes.apply(before)
    found = trust(before, after, Snapshot.load(client, now=SECOND))

    assert (["u00", "u01"], ["e17"]) == (changes.tables["users"].ids, changes.tables["enrollments"].ids)
    assert SECOND == changes.next_since
    assert (False, "new@school.example") == (after.users["u01"].is_active, after.users["u00"].email)
    assert {"e16": Missed.REMOVED} == found.collections["enrollments"].missed
    assert {"u02": Missed.UPDATED} == found.collections["users"].missed
    assert 3 / 5 == found.score
