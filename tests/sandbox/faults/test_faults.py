"""Faults together: when they strike, in which order, and what they remember."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import Client

from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox import Sandbox
from oneroster_classlink.sandbox.exchange import Answer
from oneroster_classlink.sandbox.faults import FAULTS, Faults, make_fault
from tests.sandbox.faults.asking import V11, asking
from tests.sandbox.faults.district import DISTRICT


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("forbidden", "xxxxxxxx"),
        ("forbidden:after=3", "...xxxxx"),
        ("forbidden:every=3", "..x..x.."),
        ("forbidden:after=1,every=2", "..x.x.x."),
        ("forbidden:times=2", "xx......"),
        ("forbidden:after=2,every=2,times=2", "...x.x.."),
    ],
)
def test_serve__when_a_fault_strikes(order, expected):
    found = asking(order).statuses(*["/users"] * 8)

    assert expected == "".join("x" if status == 403 else "." for status in found)


def test_serve__each_collection_is_counted_by_itself():
    found = asking("forbidden:every=2").statuses("/users", "/orgs", "/users", "/schools", "/orgs")

    assert [200, 200, 403, 403, 200] == found


def test_serve__a_fault_of_one_collection_leaves_the_others_alone():
    assert [403, 200] == asking("forbidden:collection=users").statuses("/users", "/orgs")


def test_faults__of_two_with_one_name_and_collection_the_later_counts():
    faults = Faults(("latency:seconds=1", "latency:collection=users", "latency:seconds=2"))

    assert [(None, 2), ("users", 1)] == [(fault.collection, fault.options["seconds"]) for fault in faults.on]


def test_serve__waits_come_before_refusals_whatever_their_order():
    app = asking("forbidden", "latency:seconds=2")

    assert ([403], [2]) == (app.statuses("/users"), app.slept)


def test_serve__refusals_in_the_order_given():
    assert [503] == asking("server_error:status=503,every=1", "forbidden").statuses("/users")
    assert [403] == asking("forbidden", "server_error:status=503,every=1").statuses("/users")


def test_serve__changes_of_an_answer_in_the_order_given():
    """The first to act stands innermost: the body that is marked is the one that was cut."""
    whole, marked = asking().get("/users").body, b"\xef\xbb\xbf"

    assert marked + whole[: len(whole) // 2] == asking("truncated_body", "bom").get("/users").body
    assert (marked + whole)[: (len(whole) + 3) // 2] == asking("bom", "truncated_body").get("/users").body


def test_serve__faults_of_every_stage_at_once():
    app = asking(
        "connection_cut", "bom", "latency", "envelope_data", "total_high", "limit_clamped:most=2", "header_row"
    )
    answer = app.get("/orgs")

    assert ([1.0], 20, "5") == (app.slept, answer.delivery.after, answer.headers["X-Total-Count"])
    assert answer.body.startswith(b'\xef\xbb\xbf{"data":[{"sourcedId":"sourcedId"')


def test_break_with__adds_and_begins_its_count_anew():
    app = asking()
    app.world.break_with("forbidden", every=2)
    app.world.break_with("server_error", every=3)
    before = app.statuses("/users")
    app.world.break_with("forbidden", every=2)

    assert [200] == before
    assert [200, 403, 500] == app.statuses("/users", "/users", "/users")


def test_mend__all():
    app = asking("forbidden:times=1", "rows_inserted:after=0")
    before = app.statuses("/users", "/users")
    app.world.mend()

    assert [403, 200] == before
    assert frozenset() == app.world.faults.moved("users").inserted
    assert [200] == app.statuses("/users")
    app.world.break_with("forbidden", times=1)
    assert [403] == app.statuses("/users")


def test_mend__some_by_name_and_the_others_keep_their_counts():
    app = asking("forbidden:every=2", "latency")
    app.statuses("/users")
    app.world.mend("latency")

    assert ([403], [1.0]) == (app.statuses("/users"), app.slept)


def test_mend__a_name_that_is_none():
    with pytest.raises(UsageError, match="no fault 'latncy'; the nearest are latency"):
        asking("latency").world.mend("latncy")


def test_sandbox__break_with_and_mend():
    sandbox = Sandbox(DISTRICT)
    sandbox.break_with("rate_limit", collection="users", every=4)
    on = sandbox.world.faults.on
    sandbox.mend("rate_limit")
    sandbox.close()

    assert (make_fault("rate_limit", collection="users", every=4),) == on
    assert () == sandbox.world.faults.on


def test_turn__is_counted_once_by_each_of_many_threads():
    app = asking("forbidden:every=4")
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: app.get("/orgs").status, range(200)))

    assert 50 == found.count(403)


def test_app__a_delivery_without_a_socket_is_a_body_that_ends_early():
    app = asking("connection_cut:bytes=7,collection=orgs", "connection_dropped:collection=users")
    client = Client(app.app)
    bearer = {"Authorization": "Bearer sandbox-bearer"}
    cut, dropped = (client.get(f"{V11}{path}", headers=bearer) for path in ("/orgs", "/users"))

    assert b'{"orgs"' == cut.data
    assert b"" == dropped.data
    assert 7 < int(cut.headers["Content-Length"])
    assert 7 < int(dropped.headers["Content-Length"])


def test_app__a_cut_never_comes_too_late():
    """A body that is shorter than what should get through of it still ends early; one without bytes claims one."""
    client = Client(asking("connection_cut:bytes=999999").app)
    empty = Client(asking("empty_body", "connection_dropped").app)
    bearer = {"Authorization": "Bearer sandbox-bearer"}
    answers = [found.get(f"{V11}/orgs", headers=bearer) for found in (client, empty)]

    assert [1, 1] == [int(answer.headers["Content-Length"]) - len(answer.data) for answer in answers]


@settings(max_examples=40, deadline=None)
@given(
    names=st.lists(st.sampled_from(sorted(FAULTS)), min_size=1, max_size=4),
    paths=st.lists(
        st.sampled_from(["/users?limit=2&offset=2", "/users/U1", "/enrollments", "/nothing", "/lineItems"]),
        min_size=1,
        max_size=3,
    ),
)
def test_serve__any_faults_together_give_an_answer(names, paths):
    app = asking(*names)

    assert all(isinstance(app.get(path), Answer) for path in paths)
