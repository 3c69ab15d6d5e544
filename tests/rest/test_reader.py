"""Pages to batches and records: order, completeness, odd servers, bad rows, progress."""

import json
import threading

import pytest

from oneroster_classlink import errors
from oneroster_classlink.rest import Field
from oneroster_classlink.snapshot import Snapshot
from oneroster_classlink.wire.proof import End
from tests.rest.fake import Said, client_of, orgs, page, scripted, serving

EMPTY = page("orgs", [])


def ids(records):
    return [record.sourced_id for record in records]


def offsets(adapter):
    return sorted((int(asked.asks["offset"]), int(asked.asks["limit"])) for asked in adapter.asked)


@pytest.mark.parametrize("in_flight", [1, 3])
@pytest.mark.parametrize(
    ("server", "expected"),
    [
        ({}, [(0, 5), (4, 5), (8, 5), (12, 5), (16, 5), (20, 5), (22, 3)]),
        ({"most": 4}, [(0, 5), (3, 5), (6, 2), (7, 4), (10, 4), (13, 4), (16, 4), (19, 4), (22, 4)]),
        ({"total": False}, [(0, 5), (4, 5), (8, 5), (12, 5), (16, 5), (20, 5), (22, 3)]),
        ({"most": 8, "total": False}, [(0, 5), (4, 5), (8, 5), (12, 5), (16, 5), (20, 5), (22, 3)]),
    ],
)
def test_records__every_row_once_in_server_order(server, expected, in_flight):
    """Each page begins with the last row of the one before it, and the last row is asked for once more."""
    client, adapter = client_of(serving(orgs(23), **server), page_size=5, in_flight=in_flight)

    assert ids(client.orgs()) == [row["sourcedId"] for row in orgs(23)]
    assert expected == offsets(adapter)


def test_records__the_default_order_is_asked_for():
    client, adapter = client_of(serving(orgs(1)))

    list(client.orgs())

    assert "limit=5000&offset=0&sort=sourcedId&orderBy=asc" == adapter.asked[0].query


@pytest.mark.parametrize("total", ["0", "2", "no"])
def test_records__a_wrong_total_is_only_a_hint(total):
    whole = serving(orgs(5), total=False)
    client, _ = client_of(lambda asked: Said(whole(asked).body, headers={"X-Total-Count": total}), page_size=3)

    assert 5 == len(list(client.orgs()))


def test_records__a_page_cut_short_in_flight_leaves_no_hole():
    rows = orgs(12)
    whole = serving(rows)

    def answer(asked):
        return page("orgs", rows[2:4], x_total_count="12") if asked.asks["offset"] == "2" else whole(asked)

    client, adapter = client_of(answer, page_size=3, in_flight=3)

    assert ids(client.orgs()) == [row["sourcedId"] for row in rows]
    assert [(0, 3), (2, 3), (3, 2), (4, 3), (6, 3), (8, 3), (10, 3), (11, 2)] == offsets(adapter)


def test_records__a_server_that_ignores_limit_is_followed():
    rows = orgs(12)

    def answer(asked):
        offset = int(asked.asks["offset"])
        return page("orgs", rows[offset : offset + (3 if offset < 3 else 4)], x_total_count="12")

    client, _ = client_of(answer, page_size=3, in_flight=4)

    assert ids(client.orgs()) == [row["sourcedId"] for row in rows]


@pytest.mark.parametrize("total", [None, "3", "50"])
def test_records__a_server_that_ignores_offset_ends_in_an_error(total):
    """Whatever it counts: what it counts may be the page."""
    headers = {"X-Total-Count": total} if total else {}

    def answer(asked):
        return Said(json.dumps({"orgs": orgs(int(asked.asks["limit"]))}).encode(), headers=headers)

    client, _ = client_of(answer, page_size=3)

    with pytest.raises(errors.IncompletePull, match="repeats"):
        list(client.orgs())


def test_batches__a_repeated_page_of_unreadable_rows_ends_in_an_error():
    client, _ = client_of(lambda _: page("orgs", [{"name": "no id"}]))

    with pytest.raises(errors.IncompletePull):
        list(client.batches("orgs"))


def test_records__a_server_that_counts_more_than_it_gives_is_an_error_at_the_end():
    whole = serving(orgs(3), total=False)
    client, _ = client_of(lambda asked: Said(whole(asked).body, headers={"X-Total-Count": "5"}), page_size=2)
    records = client.orgs()

    assert ["O0000", "O0001", "O0002"] == [next(records).sourced_id for _ in range(3)]
    with pytest.raises(errors.IncompletePull, match="3 of 5 rows came"):
        next(records)


def test_records__nothing_is_sent_before_the_first_is_asked_for():
    client, adapter = client_of(serving(orgs(1)))

    client.orgs()

    assert [] == adapter.asked


def bad(count):
    return [{"name": "no id"}] * count


def test_records__unreadable_rows_are_counted_in_one_warning(caplog):
    client, _ = client_of(serving(orgs(2) + bad(3)), page_size=3)

    assert 2 == len(list(client.orgs()))
    assert ["3 rows of /orgs cannot be read and were left out"] == [record.message for record in caplog.records]


def test_records__unreadable_rows_are_counted_even_if_the_caller_stops(caplog):
    client, _ = client_of(serving(bad(1) + orgs(2)), page_size=3)

    records = client.orgs()
    next(records)
    records.close()

    assert "1 rows of /orgs cannot be read" in caplog.text


def test_records__unreadable_rows_go_to_the_caller_if_asked(caplog):
    rows = [*orgs(1), {"sourcedId": "O2", "name": 7}, *bad(1)]
    client, _ = client_of(serving(rows), page_size=1)
    entries = []

    assert ["O0000", "O2"] == ids(client.orgs(on_bad_row=entries.append))
    assert [("orgs", 2, None)] == [(entry.collection, entry.index, entry.sourced_id) for entry in entries]
    assert [] == caplog.records


def refusing_sort(rows):
    whole = serving(rows)
    return lambda asked: Said(status=400) if "sort" in asked.asks else whole(asked)


def test_records__a_server_that_refuses_sort_is_read_without(caplog):
    client, adapter = client_of(refusing_sort(orgs(3)), page_size=2)

    assert 3 == len(list(client.orgs()))
    assert 3 == len(list(client.orgs()))
    assert [True, *[False] * 6] == ["sort" in asked.asks for asked in adapter.asked]
    assert 1 == caplog.text.count("the server refuses to sort /orgs")


def test_records__a_sort_that_the_caller_chose_is_not_dropped():
    client, adapter = client_of(refusing_sort(orgs(3)))

    with pytest.raises(errors.BadRequest):
        list(client.orgs(sort="name"))
    assert 1 == len(adapter.asked)


def test_records__a_refused_filter_stays_an_error(caplog):
    client, adapter = client_of(lambda _: Said(status=400))

    with pytest.raises(errors.BadRequest):
        list(client.orgs(filter=Field("nope") == "x"))
    assert 2 == len(adapter.asked)
    assert [] == caplog.records


def test_records__refused_later_than_the_first_page_is_an_error():
    client, adapter = client_of(scripted(page("orgs", orgs(2)), Said(status=400)))

    with pytest.raises(errors.BadRequest):
        list(client.orgs())
    assert 2 == len(adapter.asked)


def test_records__garbled_pages_are_asked_for_again():
    whole, garbled = serving(orgs(2)), [Said(b""), Said(b'{"orgs": [{"sou')]
    client, adapter = client_of(lambda asked: garbled.pop() if garbled else whole(asked))

    assert 2 == len(list(client.orgs()))
    assert [0, 0, 0, 1] == [offset for offset, _ in offsets(adapter)]


def test_batches__carry_their_evidence():
    whole, revisions, failures = serving(orgs(3)), ["r3", "r2", "r1"], {"1": 1}

    def answer(asked):
        if failures.pop(asked.asks["offset"], 0):
            return Said(status=500)
        said = whole(asked)
        return Said(said.body, headers={**said.headers, "x-perm-rev": revisions.pop()})

    client, _ = client_of(answer, page_size=2, in_flight=1)

    assert [(2, 3, 0, "r1", None), (1, 3, 1, "r2", None), (0, 3, 0, "r3", End.LAST_ROW)] == [
        (batch.received, batch.total, batch.retries, batch.revision, batch.end) for batch in client.batches("orgs")
    ]


def test_batches__a_page_in_flight_that_fails_is_fetched_again():
    failed = threading.Event()
    whole = serving(orgs(9))

    def answer(asked):
        if asked.asks["offset"] == "4" and not failed.is_set():
            failed.set()
            return Said(status=500)
        return whole(asked)

    client, _ = client_of(answer, page_size=3)

    assert [0, 0, 1, 0, 0] == [batch.retries for batch in client.batches("orgs")]


def test_batches__an_unknown_collection_is_refused():
    client, _ = client_of(serving([]))

    with pytest.raises(errors.UsageError, match="no such collection"):
        client.batches("people")


def test_progress__is_told_after_each_page():
    told = []
    client, _ = client_of(serving(orgs(5)), page_size=3, progress=told.append)

    list(client.orgs())

    assert [(3, False), (5, False), (5, True)] == [(progress.rows, progress.done) for progress in told]
    assert {("orgs", 5)} == {(progress.collection, progress.total) for progress in told}


def page_threads():
    return [thread for thread in threading.enumerate() if thread.name.startswith("oneroster-page")]


def test_records__stopping_early_waits_for_nothing():
    """Requests under way are abandoned: their threads end when their answers come."""
    whole, release = serving(orgs(100)), threading.Event()

    def answer(asked):
        if asked.asks["offset"] not in {"0", "1"}:
            assert release.wait(10)
        return whole(asked)

    client, adapter = client_of(answer, page_size=2, in_flight=3)
    for record in client.orgs():
        if record.sourced_id == "O0002":
            break  # the page after this one waits to be released
    flying = page_threads()
    release.set()
    for thread in flying:
        thread.join(10)

    assert flying
    assert [] == page_threads()
    assert len(adapter.asked) < 20


def test_records__an_error_waits_for_nothing():
    whole, release = serving(orgs(100)), threading.Event()

    def answer(asked):
        if asked.asks["offset"] == "6":
            return Said(status=403)
        if int(asked.asks["offset"]) > 6:
            assert release.wait(10)
        return whole(asked)

    client, _ = client_of(answer, page_size=2, in_flight=3)
    with pytest.raises(errors.Forbidden):
        list(client.orgs())
    release.set()
    for thread in page_threads():
        thread.join(10)

    assert [] == page_threads()


@pytest.mark.parametrize("count", [1, 2, 3, 9])
@pytest.mark.parametrize("total", [True, False])
def test_records__a_server_that_knows_no_paging_is_found_out(count, total):
    """It gives all of its rows even where fewer are asked for, so all there is has come."""
    headers = {"X-Total-Count": str(count)} if total else {}
    client, _ = client_of(lambda _: Said(json.dumps({"orgs": orgs(count)}).encode(), headers=headers))

    assert [End.WHOLE_LIST] == [batch.end for batch in client.batches("orgs") if batch.end]
    assert count == len(list(client.orgs()))


@pytest.mark.parametrize(
    "odd",
    [{"name": "no id"}, {"sourcedId": "sourcedId", "name": "name"}, {"sourcedId": "P1", "name": 7}, orgs(9)[8]],
)
@pytest.mark.parametrize("place", [0, 4, 9])
def test_records__an_odd_row_is_alone_on_a_server_that_knows_no_paging_too(odd, place):
    rows = [*orgs(9)[:place], odd, *orgs(9)[place:]]
    client, _ = client_of(lambda _: Said(json.dumps({"orgs": rows}).encode()))
    batches = list(client.batches("orgs"))

    assert {row["sourcedId"] for row in orgs(9)} <= {org.sourced_id for org in client.orgs()}
    assert 1 == sum(len(batch.ledger) for batch in batches)


def test_batches_after__knows_how_dates_are_written():
    """In the first page one date shows that days come first; after the mark none does."""
    rows = [{"sourcedId": f"D{n}", "birthDate": "03/04/2012" if n else "15/04/2012"} for n in range(9)]
    server = serving(rows, collection="demographics")
    first = next(client_of(server, page_size=4)[0].batches("demographics"))
    rest = list(client_of(server, page_size=4)[0].batches_after("demographics", mark=first.mark))

    assert [] == [entry for batch in rest for entry in batch.ledger if "left out" in str(entry.repairs)]


def test_records__a_total_that_counts_only_the_page_is_found_out():
    rows = orgs(9)

    def answer(asked):
        offset = int(asked.asks["offset"])
        return Said(json.dumps({"orgs": rows[offset : offset + 4]}).encode(), headers={"X-Total-Count": "4"})

    assert [row["sourcedId"] for row in rows] == ids(client_of(answer)[0].orgs())


def test_window__is_bounded():
    flying, most, lock = [0], [0], threading.Lock()
    whole = serving(orgs(60))

    def answer(asked):
        with lock:
            flying[0] += 1
            most[0] = max(most[0], flying[0])
        found = whole(asked)
        with lock:
            flying[0] -= 1
        return found

    client, _ = client_of(answer, page_size=2, in_flight=3)

    assert 60 == len(list(client.orgs()))
    assert 1 <= most[0] <= 3


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b'{"statusInfoSet":[{"imsx_codeMajor":"failure"}]}', errors.NotOneRoster),
        (b'{"users": []}', errors.NotOneRoster),
        (b"<html>Welcome, Ada</html>", errors.NotOneRoster),
        (b"[]trailing", errors.BrokenBody),
    ],
)
def test_records__a_200_that_is_no_page_is_an_error_not_an_empty_list(body, error):
    client, _ = client_of(lambda _: Said(body))

    with pytest.raises(error) as caught:
        list(client.orgs())
    assert "Ada" not in str(caught.value)
    assert "/ims/oneroster/v1p1/orgs" == caught.value.path


def test_one__of_a_record_that_is_not_there():
    client, _ = client_of(lambda _: Said(b'{"imsx_codeMinor": "unknown object"}', status=404))

    with pytest.raises(errors.NotFound) as caught:
        client.org("X")
    assert ("/ims/oneroster/v1p1/orgs/X", "unknown object") == (caught.value.path, caught.value.code)


def test_one__is_asked_again_when_it_came_garbled():
    row = json.dumps({"org": orgs(1)[0]}).encode()
    client, adapter = client_of(scripted(Said(row[:-3]), Said(row)))

    assert "O0000" == client.org("O0000").sourced_id
    assert 2 == len(adapter.asked)


def test_snapshot__loads_from_a_client():
    rows = {"orgs": orgs(3), "demographics": None}

    def answer(asked):
        collection = asked.path.rpartition("/")[2]
        found = rows.get(collection, [])
        return Said(status=403) if found is None else page(collection, found, x_total_count=str(len(found)))

    client, _ = client_of(answer)
    snapshot = Snapshot.load(client)

    assert 3 == len(snapshot.orgs)
    assert snapshot.certificate.complete
    assert not snapshot.certificate.collections["demographics"].shared


def three_orgs(asked):
    """Answer three orgs, and no row of any other collection."""
    name = asked.path.rpartition("/")[2]
    return serving(orgs(3), collection=name)(asked) if name == "orgs" else page(name, [])


@pytest.mark.parametrize(("in_flight", "expected"), [(1, 0), (4, 1)])
def test_batches__the_first_page_of_the_next_collection_is_sent_for_where_there_is_room(in_flight, expected):
    client, adapter = client_of(three_orgs, in_flight=in_flight)

    list(client.batches("orgs"))
    for thread in page_threads():
        thread.join(10)

    assert expected == sum(asked.path.endswith("/academicSessions") for asked in adapter.asked)


def test_batches__what_was_sent_for_is_not_asked_for_again():
    client, adapter = client_of(three_orgs)

    for name in ("orgs", "academicSessions", "courses"):
        list(client.batches(name))
    for thread in page_threads():
        thread.join(10)

    assert [("courses", 1), ("orgs", 2)] == [
        (name, sum(asked.path.endswith(f"/{name}") for asked in adapter.asked)) for name in ("courses", "orgs")
    ]


def test_records__a_row_that_comes_twice_before_one_without_an_id():
    rows = [*orgs(3), orgs(3)[2], {"name": "no id"}, *orgs(5)[3:]]
    client, _ = client_of(serving(rows))
    entries = [entry for batch in client.batches("orgs") for entry in batch.ledger]

    assert ids(client.orgs()) == [row["sourcedId"] for row in orgs(5)]
    assert {"the same row once more, left out @ $", "missing @ $.sourcedId"} == {
        what for entry in entries for what in entry.problems + entry.repairs
    }
