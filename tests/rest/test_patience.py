"""Overburdened servers, refusals that may be pauses, budgets, strictness, and going on from a mark."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from oneroster_classlink import errors
from oneroster_classlink.rest import Budget, Field, Retry
from oneroster_classlink.wire.proof import End
from tests.rest.fake import Said, client_of, orgs, page, serving


def limits(adapter):
    return [(int(asked.asks["offset"]), int(asked.asks["limit"])) for asked in adapter.asked]


def heavy(rows, *, most, status=504):
    """Answer pages of at most *most* rows; a larger one is too much."""
    whole = serving(rows)
    return lambda asked: Said(status=status) if int(asked.asks["limit"]) > most else whole(asked)


@pytest.mark.parametrize("status", [502, 503, 504])
def test_orgs__a_page_that_is_too_heavy_is_halved_until_it_comes(status):
    client, adapter = client_of(heavy(orgs(5), most=3, status=status), page_size=12, in_flight=1)

    assert [f"O{n:04}" for n in range(5)] == [org.sourced_id for org in client.orgs()]
    assert [(0, 12), (0, 6), (0, 3)] == limits(adapter)[:3]


def test_orgs__a_page_is_halved_as_often_as_it_takes():
    """Five attempts are not enough, but each round of them brings it further."""
    client, _ = client_of(heavy(orgs(5), most=3), page_size=5_000, in_flight=1)

    assert 5 == len(list(client.orgs()))


def test_orgs__the_page_size_grows_back():
    """It was halved twice; each page that comes doubles it, up to what was asked for at first."""
    whole, failures = serving(orgs(40)), [504, 504]
    client, adapter = client_of(
        lambda asked: Said(status=failures.pop()) if failures else whole(asked), page_size=8, in_flight=1
    )

    assert 40 == len(list(client.orgs()))
    assert [(0, 8), (0, 4), (0, 2), (1, 2), (2, 4), (5, 8), (12, 8)] == limits(adapter)[:7]


def test_orgs__other_faults_do_not_halve():
    whole, failures = serving(orgs(3)), [500, 500]
    client, adapter = client_of(lambda asked: Said(status=failures.pop()) if failures else whole(asked), page_size=8)

    assert 3 == len(list(client.orgs()))
    assert [8, 8, 8] == [limit for _, limit in limits(adapter)][:3]


def test_orgs__a_page_is_not_halved_below_what_brings_something_new():
    """With one row that overlaps, two are the least."""
    whole = serving(orgs(9))
    client, adapter = client_of(
        lambda asked: Said(status=503) if asked.asks["offset"] == "1" else whole(asked),
        page_size=2,
        in_flight=1,
        retry=Retry(attempts=4, random=lambda: 0.0),
    )

    with pytest.raises(errors.ServerFault):
        list(client.orgs())
    assert [2, 2, 2, 2] == [limit for offset, limit in limits(adapter) if offset == 1]


def test_orgs__a_time_out_of_the_server_is_tried_again():
    whole, failures = serving(orgs(3)), [Said(status=408)]
    client, _ = client_of(lambda asked: failures.pop() if failures else whole(asked))

    assert 3 == len(list(client.orgs()))


@pytest.mark.parametrize("said", [Said(status=404), page("orgs", [])])
def test_orgs__a_page_that_is_wrongly_empty_is_no_end(said):
    """However often a gateway says that there is nothing."""
    whole, answers = serving(orgs(40), total=False), []

    def answer(asked):
        answers.append(asked)
        return said if len(answers) % 3 == 0 else whole(asked)

    client, _ = client_of(answer, page_size=5, in_flight=1)
    try:
        came = {org.sourced_id for org in client.orgs()}
    except errors.IncompletePull:
        return
    assert 40 == len(came)


def test_orgs__one_refusal_may_be_a_pause():
    whole, refusals, slept = serving(orgs(3)), [Said(status=403)], []
    client, _ = client_of(lambda asked: refusals.pop() if refusals else whole(asked), sleep=slept.append)

    assert 3 == len(list(client.orgs()))
    assert [0.5] == slept


def test_orgs__refused_twice_at_the_beginning_is_final():
    client, adapter = client_of(lambda _: Said(status=403))

    with pytest.raises(errors.Forbidden) as caught:
        list(client.orgs())
    assert errors.Forbidden is type(caught.value)
    assert 2 == len(adapter.asked)


@pytest.mark.parametrize(("first", "headers"), [(1, {}), (0, {"Retry-After": "7"})])
def test_orgs__a_refusal_after_rows_or_with_a_time_to_wait_is_a_pause_however_often(first, headers):
    whole = serving(orgs(9))

    def answer(asked):
        return Said(status=403, headers=headers) if int(asked.asks["offset"]) >= first else whole(asked)

    client, _ = client_of(answer, page_size=3, in_flight=1, retry=Retry(attempts=4, random=lambda: 0.0))

    with pytest.raises(errors.Throttled):
        list(client.orgs())


def test_orgs__a_404_behind_the_end_is_an_empty_page():
    whole = serving(orgs(1))
    client, _ = client_of(lambda asked: whole(asked) if asked.asks["offset"] == "0" else Said(status=404))

    assert 1 == len(list(client.orgs()))


def test_orgs__a_404_at_the_beginning_is_an_error():
    client, _ = client_of(lambda _: Said(status=404))

    with pytest.raises(errors.NotFound):
        list(client.orgs())


def test_budget__of_requests():
    client, adapter = client_of(serving(orgs(9)), page_size=2, in_flight=1, budget=Budget(requests=3))

    with pytest.raises(errors.BudgetSpent, match="budget of 3 requests") as caught:
        list(client.orgs())
    assert ("requests", 3, 3) == (caught.value.unit, caught.value.most, len(adapter.asked))


def test_budget__of_seconds_counts_from_the_first_request_and_looks_ahead():
    """The clock stands still until the server fails: 400 s of waiting do not fit into 399."""
    clock, slept = [1_000.0], []
    client, adapter = client_of(
        lambda _: Said(status=429, headers={"Retry-After": "200"}),
        budget=Budget(seconds=399, clock=lambda: clock[0]),
        sleep=lambda seconds: (slept.append(seconds), clock.__setitem__(0, clock[0] + seconds)),
        retry=Retry(seconds=10_000),
    )

    with pytest.raises(errors.BudgetSpent, match="budget of 399 seconds"):
        list(client.orgs())
    assert ([200.0], 2) == (slept, len(adapter.asked))


def test_budget__is_spent_by_the_clock_too():
    clock = iter([0.0, 0.0, 11.0])
    client, adapter = client_of(
        serving(orgs(9)), page_size=2, in_flight=1, budget=Budget(seconds=10, clock=lambda: next(clock))
    )

    with pytest.raises(errors.BudgetSpent):
        list(client.orgs())
    assert 1 == len(adapter.asked)


@pytest.mark.parametrize("numbers", [{"seconds": -1}, {"requests": "9"}, {"requests": True}])
def test_budget__numbers_out_of_bounds(numbers):
    with pytest.raises(errors.UsageError, match=" must be a number"):
        Budget(**numbers)


def test_client__a_budget_must_be_one():
    with pytest.raises(errors.UsageError, match="budget"):
        client_of(serving([]), budget=9)


ODD = [*orgs(1), {"sourcedId": "O0001", "name": 7, "type": "school"}, *orgs(3)[2:]]


def test_orgs__strict_raises_at_the_first_row_that_is_not_as_the_standard_has_it():
    client, _ = client_of(serving(ODD))

    with pytest.raises(errors.OddRow) as caught:
        list(client.orgs(strict=True))
    assert ("orgs", 1, "O0001") == (caught.value.collection, caught.value.index, caught.value.sourced_id)
    assert 3 == len(list(client.orgs()))


def test_orgs__strict_must_be_a_boolean():
    client, _ = client_of(serving(ODD))

    with pytest.raises(errors.UsageError, match="strict"):
        client.orgs(strict="yes")


def test_orgs__too_many_rows_that_cannot_be_read_are_an_error_at_the_end():
    client, _ = client_of(serving([*orgs(40), *[{"name": "no id"}] * 11]))
    records = client.orgs(on_bad_row=lambda _: None)

    assert 40 == sum(1 for _ in zip(range(40), records, strict=False))
    with pytest.raises(errors.TooManyBadRows, match="11 of 51"):
        next(records)


@pytest.mark.parametrize("stop", [1, 2, 4])
def test_batches_after__goes_on_from_a_mark_in_another_client(stop):
    rows = orgs(11)
    batches = client_of(serving(rows), page_size=3, in_flight=1)[0].batches("orgs")
    done = [next(batches) for _ in range(stop)]
    client, adapter = client_of(serving(rows), page_size=5, in_flight=1)
    rest = list(client.batches_after("orgs", mark=done[-1].mark))

    assert 11 == sum(batch.received for batch in [*done, *rest])
    assert End.LAST_ROW is rest[-1].end
    assert (stop * 2, 3) == limits(adapter)[0]


def test_batches__a_server_that_does_not_sort_gives_no_mark():
    client, _ = client_of(serving(orgs(7)[::-1]), page_size=3)

    assert {None} == {batch.mark for batch in client.batches("orgs")}


@pytest.mark.parametrize("mark", ["", "{}", "[]", '{"position": "x"}'])
def test_batches_after__what_is_no_mark(mark):
    client, _ = client_of(serving(orgs(3)))

    with pytest.raises(errors.UsageError, match="mark"):
        list(client.batches_after("orgs", mark=mark))


def test_changes__are_asked_for_by_date_without_a_status():
    client, adapter = client_of(serving(orgs(2)))

    assert 2 == sum(batch.received for batch in client.changes("orgs", since=datetime(2026, 8, 1, tzinfo=UTC)))
    assert "dateLastModified>'2026-08-01T00:00:00Z'" == adapter.asked[0].asks["filter"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, "dateLastModified>'2026-08-01T00:00:00Z'"),
        ({"filter": Field("type") == "school"}, "dateLastModified>'2026-08-01T00:00:00Z' AND type='school'"),
    ],
)
def test_orgs__since_a_moment(options, expected):
    client, adapter = client_of(serving(orgs(2)))

    assert 2 == len(list(client.orgs(since=datetime(2026, 8, 1, tzinfo=UTC), **options)))
    assert expected == adapter.asked[0].asks["filter"]


@pytest.mark.parametrize(
    "options",
    [{"since": "2026-08-01"}, {"since": datetime(2026, 8, 1)}, {"filter": "type='school'"}],  # noqa: DTZ001 - refused
)
def test_orgs__since_what_cannot_be_meant(options):
    client, _ = client_of(serving(orgs(2)))

    with pytest.raises(errors.UsageError):
        client.orgs(**{"since": datetime(2026, 8, 1, tzinfo=UTC), **options})


def test_client__has_a_name_without_credentials():
    assert "https://district.example/proxy/1" == client_of(serving([]), url="https://district.example/proxy/1/")[0].name


def test_orgs__a_server_that_only_seems_to_sort_is_found_out():
    """A row is taken away while pages are read; the rows came sorted by chance, and asked the other way as well."""
    rows, asked_for = orgs(9), Counter()

    def answer(asked):
        asked_for[asked.asks["orderBy"]] += 1
        if sum(asked_for.values()) == 2:
            del rows[0]
        offset, limit = int(asked.asks["offset"]), int(asked.asks["limit"])
        return page("orgs", rows[offset : offset + limit], x_total_count=str(len(rows)))

    client, _ = client_of(answer, page_size=4, in_flight=1)

    assert [f"O{n:04}" for n in range(9)] == sorted(org.sourced_id for org in client.orgs())
    assert 1 == asked_for["desc"]


def test_orgs__a_server_that_puts_what_changed_first_is_found_out():
    """Asked the other way, it gives rows that fall; asked again, it shows that the first one is not the least."""
    rows, count = orgs(30), []

    def answer(asked):
        count.append(asked)
        if len(count) == 2:
            rows.insert(0, rows.pop(25))
        offset, limit = int(asked.asks["offset"]), int(asked.asks["limit"])
        return page("orgs", rows[offset : offset + limit], x_total_count=str(len(rows)))

    client, _ = client_of(answer, page_size=10, in_flight=1)

    assert 30 == len({org.sourced_id for org in client.orgs()})


@pytest.mark.parametrize("refused", [400, 403])
def test_orgs__a_server_that_cannot_be_asked_the_other_way_is_not_trusted(refused):
    rows, count = orgs(9), []

    def answer(asked):
        count.append(asked)
        if asked.asks["orderBy"] == "desc":
            return Said(status=refused)
        if len(count) == 2:
            del rows[0]
        offset, limit = int(asked.asks["offset"]), int(asked.asks["limit"])
        return page("orgs", rows[offset : offset + limit], x_total_count=str(len(rows)))

    client, _ = client_of(answer, page_size=4, in_flight=1)

    assert {f"O{n:04}" for n in range(1, 9)} <= {org.sourced_id for org in client.orgs()}
    assert 2 == [asked.asks["offset"] for asked in count].count("0") - 1
