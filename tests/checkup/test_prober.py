"""The prober: one small read, whatever the server does with it."""

import pytest

from oneroster_classlink.checkup.evidence import NOTHING
from oneroster_classlink.checkup.prober import Prober
from oneroster_classlink.rest import Retry
from tests.rest.fake import Said, client_of, orgs, page


def prober_of(answer, **options):
    client, adapter = client_of(answer, **options)
    return Prober.of(client.connection), adapter


def test_look__asks_for_a_hundred_rows_in_the_order_of_ids():
    prober, adapter = prober_of(lambda _: page("orgs", orgs(3), X_Total_Count="9"))
    look = prober.look("orgs", offset=5, filter="type='school'")

    assert {"limit": "100", "offset": "5", "filter": "type='school'", "sort": "sourcedId", "orderBy": "asc"} == (
        adapter.asked[0].asks
    )
    assert (200, 3, 9, False) == (look.status, look.received, look.total, look.whole)
    assert 1 == prober.transport.requests


@pytest.mark.parametrize(
    ("rows", "total", "offset", "expected"),
    [
        (3, "3", 0, (3, True)),
        (3, "9", 0, (9, False)),
        (3, None, 0, (None, True)),
        (100, None, 0, (None, False)),
        (100, "100", 0, (100, True)),
        (3, "0", 0, (None, True)),
        (0, "9", 0, (0, True)),
        (3, "9", 6, (9, False)),
        (3, "8", 6, (None, False)),
        (0, None, 6, (None, False)),
    ],
)
def test_look__a_total_that_the_rows_disprove_is_not_believed(rows, total, offset, expected):
    headers = {} if total is None else {"X_Total_Count": total}
    prober, _ = prober_of(lambda _: page("orgs", orgs(rows), **headers))
    look = prober.look("orgs", offset=offset)

    assert expected == (look.total, look.whole)


def test_look__counts_rows_without_reading_them_if_fields_are_given():
    prober, _ = prober_of(lambda _: page("enrollments", [{"sourcedId": "E1"}]))
    look = prober.look("enrollments", fields="sourcedId")

    assert (1, ()) == (look.received, look.rows)


def test_look__tells_whether_the_filter_was_honoured():
    prober, _ = prober_of(lambda _: page("orgs", orgs(3)))

    assert prober.look("orgs", wanted=lambda org: org.type == "school").honoured
    assert not prober.look("orgs", wanted=lambda org: org.sourced_id == "O0000").honoured


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (Said(status=403), 403),
        (Said(status=500), 500),
        (Said(status=429), 429),
        (Said(b"<html>"), None),
        (Said(b'{"users": []}'), None),
        (Said(b'{"orgs": [{"sour'), None),
        (ConnectionResetError("gone"), None),
    ],
)
def test_look__what_fails_is_evidence(said, status):
    prober, adapter = prober_of(lambda _: _raised(said))
    look = prober.look("orgs")

    assert (status, False, ()) == (look.status, look.answered, look.rows)
    assert NOTHING.count is look.count
    assert prober.transport.requests == len(adapter.asked) <= 3


def _raised(said):
    import requests  # noqa: PLC0415 - only its name for a broken connection is needed

    return requests.ConnectionError() if isinstance(said, Exception) else said


def test_look__does_without_sort_where_it_is_refused():
    """The first plain read finds it out; later ones do not ask for it any more."""
    prober, adapter = prober_of(lambda asked: Said(status=400) if "sort" in asked.asks else page("orgs", orgs(2)))

    assert [2, 2] == [prober.look("orgs").received, prober.look("orgs", filter="type='school'").received]
    assert (3, False) == (len(adapter.asked), prober.sorts)


def test_look__a_refusal_of_everything_is_not_blamed_on_the_sort():
    prober, _ = prober_of(lambda _: Said(status=400))

    assert (400, True) == (prober.look("orgs").status, prober.sorts)


def test_look__a_refused_filter_is_not_asked_without_sort():
    prober, adapter = prober_of(lambda _: Said(status=400))

    assert (400, 1) == (prober.look("orgs", filter="x='y'").status, len(adapter.asked))


def test_look__is_patient_but_not_too_long():
    waits = []
    prober, adapter = prober_of(lambda _: Said(status=503), sleep=waits.append, retry=Retry(attempts=9))

    assert 503 == prober.look("orgs").status
    assert (3, 2) == (len(adapter.asked), len(waits))


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (page("org", orgs(1)[0]), "Org 0"),
        (Said(status=404), None),
        (Said(b'{"error": "no"}'), None),
        (Said(b"<html>"), None),
    ],
)
def test_one(said, name):
    prober, _ = prober_of(lambda _: said)
    found = prober.one("org", "O0000")

    assert name == (found and found.name)
