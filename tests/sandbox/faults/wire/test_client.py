"""The real client against each fault: the right snapshot, one that tells what it lacks, or a typed error; no hang."""

import time
from collections import Counter

import pytest
import requests

from oneroster_classlink import Bearer, Client, ClientCredentials, Field, OAuth1, OneRosterError, Snapshot
from oneroster_classlink.errors import BrokenBody, NoAnswer
from oneroster_classlink.sandbox import Sandbox
from oneroster_classlink.sandbox.faults import FAULTS, Faults
from oneroster_classlink.sandbox.hosts import SandboxAdapter
from tests.sandbox.faults.asking import asking
from tests.sandbox.faults.district import DISTRICT

TABLES = ("orgs", "academic_sessions", "courses", "classes", "users", "enrollments", "demographics")
DEADLINE = 10
"""Seconds that a pull of this district may take, whatever goes wrong; patience with a silent server included."""

EQUAL, ERROR, TOLD, CONTENT, MOVED = "equal", "error", "told", "content", "moved"
"""What a pull may come to: the same district; a typed error; a certificate or ledger that says what is missing;
what was served, where the fault changes what a district says of itself and not only how; every record that was there
all the time, where records came or went meanwhile."""
OUTCOMES = {
    "latency": EQUAL,
    "jitter": EQUAL,
    "rate_limit": EQUAL,
    "rate_limit:retry_after=date": EQUAL,
    "rate_limit:retry_after=none": EQUAL,
    "rate_limit:status=503": EQUAL,
    "rate_limit:status=403": EQUAL,
    "rate_limit:every=1": ERROR,
    "server_error": EQUAL,
    "server_error:status=502": EQUAL,
    "server_error:status=503": EQUAL,
    "server_error:status=504": EQUAL,
    "server_error:every=1,times=3": EQUAL,
    "server_error:every=1": ERROR,
    "html_error": EQUAL,
    "html_error:status=200": ERROR,
    "html_error:status=404": ERROR,
    "text_error": EQUAL,
    "text_error:status=200": ERROR,
    "forbidden": ERROR,
    "forbidden:collection=demographics": TOLD,
    "forbidden:collection=users": ERROR,
    "apostrophe_refused": EQUAL,
    "error_with_200": ERROR,
    "error_with_200:shape=root": ERROR,
    "error_with_200:shape=wrapped": ERROR,
    "error_with_200:shape=capital": ERROR,
    "error_with_200:shape=flat": ERROR,
    "error_with_200:shape=oauth": ERROR,
    "error_with_200:shape=proxy": ERROR,
    "error_shape": EQUAL,
    "expired_token": EQUAL,
    "skewed_clock": ERROR,
    "skewed_clock:seconds=200": EQUAL,
    "sha1_only": ERROR,
    "redirect": ERROR,
    "redirect:to=other_host": ERROR,
    "redirect:to=http": ERROR,
    "redirect:status=301": ERROR,
    "redirect:status=307": ERROR,
    "redirect:status=308": ERROR,
    "truncated_body": ERROR,
    "truncated_body:every=3": EQUAL,
    "empty_body": ERROR,
    "empty_body:every=3": EQUAL,
    "corrupt_json": ERROR,
    "corrupt_json:every=3": EQUAL,
    "bom": EQUAL,
    "wrong_charset": EQUAL,
    "wrong_charset:label=application/json; charset=utf-16": EQUAL,
    "wrong_charset:label=text/plain": EQUAL,
    "gzip_forced": EQUAL,
    "gzip_forced:labelled=false": EQUAL,
    "gzip_corrupt": ERROR,
    "gzip_corrupt:every=3": EQUAL,
    "gzip_truncated": ERROR,
    "gzip_truncated:every=3": EQUAL,
    "invalid_utf8": ERROR,
    "lone_surrogate": ERROR,
    "number_out_of_range": ERROR,
    "connection_dropped": ERROR,
    "connection_dropped:every=3": EQUAL,
    "connection_cut": ERROR,
    "connection_cut:every=3": EQUAL,
    "answer_stalled": ERROR,
    "answer_stalled:after=2,times=1": EQUAL,
    "body_stalled": ERROR,
    "body_stalled:after=2,times=1": EQUAL,
    "limit_clamped:most=1": EQUAL,
    "limit_clamped:most=1,counted=false": EQUAL,
    "page_repeated": EQUAL,
    "offset_ignored": ERROR,
    "offset_as_page": ERROR,
    "sort_refused": EQUAL,
    "sort_refused:when=without_order": EQUAL,
    "filter_refused": EQUAL,
    "filter_ignored": EQUAL,
    "fields_ignored": EQUAL,
    "count_missing": EQUAL,
    "count_missing:header=total": EQUAL,
    "count_missing:header=count": EQUAL,
    "count_renamed": EQUAL,
    "total_zero": EQUAL,
    "total_low": EQUAL,
    "total_high": ERROR,
    "total_growing": ERROR,
    "link_headers": EQUAL,
    "link_headers:form=own": EQUAL,
    "collection_empty": ERROR,
    "collection_empty:collection=enrollments": ERROR,
    "empty_page_as_404": EQUAL,
    "rows_doubled": ERROR,
    "envelope_key": EQUAL,
    "envelope_key:key=single": EQUAL,
    "envelope_key:key=path": EQUAL,
    "envelope_key:key=unknown": ERROR,
    "envelope_missing": EQUAL,
    "envelope_data": EQUAL,
    "envelope_siblings": EQUAL,
    "envelope_single": EQUAL,
    "rows_inserted": MOVED,
    "rows_inserted:collection=users,place=99": MOVED,
    "rows_removed": ERROR,
    "rows_removed:collection=users,place=6": MOVED,
    "unsorted": EQUAL,
    "unsorted:stable=false": ERROR,
    "header_row": EQUAL,
    "revision_change": EQUAL,
    "permission_change": ERROR,
    "person_twice": CONTENT,
    "teachers_as_students": EQUAL,
    "deletions_hidden": CONTENT,
    "booleans": EQUAL,
    "booleans:form=capitals": EQUAL,
    "booleans:form=boolean": EQUAL,
    "booleans:form=digit": EQUAL,
    "booleans:form=number": EQUAL,
    "dates": EQUAL,
    "dates:form=european": EQUAL,
    "dates:form=slashes": EQUAL,
    "dates:form=compact": EQUAL,
    "dates:form=datetime": EQUAL,
    "dates:form=words": TOLD,
    "moments": EQUAL,
    "moments:form=no_zone": EQUAL,
    "moments:form=space": EQUAL,
    "moments:form=offset": EQUAL,
    "moments:form=date": CONTENT,
    "score_dates": EQUAL,
    "school_years": EQUAL,
    "school_years:form=text": EQUAL,
    "school_years:form=reference": EQUAL,
    "school_years:form=span": CONTENT,
    "titles_doubled": CONTENT,
    "comma_lists": EQUAL,
    "periods_as_text": EQUAL,
    "grades_as_text": CONTENT,
    "nulls": EQUAL,
    "empty_texts": EQUAL,
    "empty_lists": EQUAL,
    "blanks": CONTENT,
    "gaps_dropped": EQUAL,
    "unknown_keys": CONTENT,
    "flat_keys": EQUAL,
    "passwords": EQUAL,
    "hrefs": EQUAL,
    "hrefs:form=absolute": EQUAL,
    "hrefs:form=typo": EQUAL,
    "hrefs:form=none": EQUAL,
    "formula_cells": CONTENT,
    "markup": CONTENT,
    "control_characters": CONTENT,
    "bidi": CONTENT,
    "huge_text": CONTENT,
    "deep_metadata": CONTENT,
    "huge_numbers": CONTENT,
    "count_missing + rows_removed:collection=users": EQUAL,
    "count_missing + rows_inserted": MOVED,
    "count_missing + offset_as_page": ERROR,
    "rows_removed:collection=users + rows_inserted:collection=users,place=98": MOVED,
    "unsorted + rows_removed:collection=users": EQUAL,
    "unsorted + rows_inserted": MOVED,
    "unsorted + count_missing + rows_removed:collection=users": EQUAL,
    "sort_refused + rows_removed:collection=users": EQUAL,
    "limit_clamped:most=1 + rows_removed:collection=users": EQUAL,
    "total_low + rows_inserted:place=3": MOVED,
    "total_zero + rows_removed:collection=users": EQUAL,
    "rows_removed:times=3,every=2 + rows_inserted:times=3,every=2": MOVED,
    "empty_page_as_404 + count_missing + rows_removed:collection=users": EQUAL,
    "truncated_body:every=4 + rate_limit:every=3 + limit_clamped:most=1": EQUAL,
    "envelope_data + nulls + booleans:form=number + dates + bom + gzip_forced": EQUAL,
    "forbidden:collection=academicSessions,times=1": EQUAL,
    "html_error:status=404,every=1,collection=demographics": TOLD,
}


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(DISTRICT, sleep=lambda _seconds: None) as running:
        yield running


@pytest.fixture(scope="module")
def undisturbed(sandbox):
    return _pull(sandbox)


@pytest.fixture(scope="module")
def outcomes():
    """Collect what came of every case, and print it where pytest shows output (``-s``)."""
    found = {}
    yield found
    print("\n" + "\n".join(f"{order:<75} {outcome}" for order, outcome in found.items()))  # noqa: T201 - the table
    print(Counter(outcome.split(":")[0] for outcome in found.values()))  # noqa: T201 - as above


def _pull(sandbox, *, auth=None, patience=30.0):
    auth = auth or OAuth1(key=sandbox.credentials.key, secret=sandbox.credentials.secret)
    settings = {"page_size": 2, "in_flight": 1, "timeout": (5.0, patience), "sleep": lambda _seconds: None}
    with Client(sandbox.url, auth=auth, version="1.1", **settings) as client:
        return Snapshot.load(client)


@pytest.mark.parametrize("order", OUTCOMES)
def test_load__under_each_fault(sandbox, undisturbed, outcomes, order):
    """Any other exception than a `OneRosterError` fails the test by itself."""
    orders = tuple(order.split(" + "))
    faults = Faults(orders)
    sandbox.world.change(faults=faults)
    began = time.monotonic()
    try:
        found = _outcome(_pull(sandbox, patience=0.3 if "stalled" in order else 30.0), undisturbed, faults=faults)
    except OneRosterError as failed:
        found = f"{ERROR}: {type(failed).__name__}"
    outcomes[order] = found

    assert DEADLINE > time.monotonic() - began
    assert OUTCOMES[order] == found.partition(":")[0]


def test_load__under_each_fault__every_fault_has_a_case():
    tried = {order.partition(":")[0] for orders in OUTCOMES for order in orders.split(" + ")}

    assert set(FAULTS) == tried


@pytest.fixture
def client(sandbox):
    pair = {"key": sandbox.credentials.key, "secret": sandbox.credentials.secret}
    with Client(sandbox.url, auth=OAuth1(**pair, method="HMAC-SHA1"), version="1.1") as found:
        yield found


def test_load__by_the_older_signature_where_the_newer_one_is_not_known(sandbox, undisturbed):
    sandbox.world.change(faults=Faults(("sha1_only",)))
    pair = {"key": sandbox.credentials.key, "secret": sandbox.credentials.secret}

    assert EQUAL == _outcome(_pull(sandbox, auth=OAuth1(**pair, method="HMAC-SHA1")), undisturbed, faults=Faults())


def test_users__a_filter_is_percent_encoded(sandbox, client):
    sandbox.world.change(faults=Faults(("apostrophe_refused",)))

    assert ["U3", "U4", "U5"] == [user.sourced_id for user in client.users(filter=Field("role") == "student")]


def test_line_items__dates_for_moments(sandbox, client):
    sandbox.world.change(faults=Faults(("score_dates",)))
    (item,) = client.line_items()

    assert ["2026-09-14", "2026-09-15"] == [str(found)[:10] for found in (item.assign_date, item.due_date)]


def test_students__of_a_class_tell_their_role_where_teachers_come_too(sandbox, client):
    sandbox.world.change(faults=Faults(("teachers_as_students",)))

    assert ["teacher", "teacher", "student", "student"] == [user.roles[0].role for user in client.students(klass="K1")]


def test_load__a_token_that_expires_is_renewed(sandbox, undisturbed):
    sandbox.world.change(faults=Faults(("expired_token:uses=2",)))
    pair = {"key": sandbox.credentials.key, "secret": sandbox.credentials.secret}
    scopes = ["https://purl.imsglobal.org/spec/or/v1p1/scope/roster.readonly"]
    found = _pull(sandbox, auth=ClientCredentials(sandbox.credentials.token_url, scopes=scopes, **pair))

    assert EQUAL == _outcome(found, undisturbed, faults=Faults())


@pytest.mark.parametrize("order", ["connection_dropped", "connection_cut", "answer_stalled", "body_stalled"])
def test_org__without_a_socket_a_broken_delivery_is_no_answer_either(order):
    app = asking(order).app
    with requests.Session() as session:
        session.mount("http://sandbox.example", SandboxAdapter(app))
        client = Client(
            "http://sandbox.example",
            auth=Bearer("sandbox-bearer"),
            version="1.1",
            session=session,
            sleep=lambda _seconds: None,
            timeout=(5.0, 5.0),
        )
        with pytest.raises((NoAnswer, BrokenBody)):
            client.org("D1")


def _outcome(found, undisturbed, *, faults):
    different = [name for name in TABLES if getattr(found, name) != getattr(undisturbed, name)]
    if not different:
        return EQUAL
    if all(
        _has_moved(getattr(found, name), getattr(undisturbed, name), moved=faults.moved(_path(name)))
        for name in different
    ):
        return MOVED
    if _is_told(found, undisturbed, tables=different):
        return TOLD
    return CONTENT if _is_served(found, faults=faults) else f"wrong: {', '.join(different)}"


def _has_moved(found, undisturbed, *, moved):
    """Tell whether what stayed is there, and beside it nothing but what came or went."""
    stayed = set(undisturbed.ids) - moved.removed
    return stayed <= set(found.ids) <= stayed | moved.removed | moved.inserted and all(
        found[sourced_id] == undisturbed[sourced_id] for sourced_id in stayed
    )


def _is_told(found, undisturbed, *, tables):
    """Tell whether ledger or certificate say of each row that is lost or not equal that something is missing."""
    said = Counter(entry.collection for entry in found.ledger if _leaves_out(entry))
    shared = {name: found.certificate.collections[_path(name)].shared for name in tables}
    return all(
        not shared[name] or _told(getattr(found, name), getattr(undisturbed, name), said=said[_path(name)])
        for name in tables
    )


def _told(found, undisturbed, *, said):
    wrong = sum(undisturbed[sourced_id] != found.get(sourced_id) for sourced_id in undisturbed.ids)
    return said >= wrong and set(found.ids) <= set(undisturbed.ids)


def _leaves_out(entry):
    return entry.is_lost or any("left out" in repair for repair in entry.repairs)


def _is_served(found, *, faults):
    """Tell whether exactly the records are there that the server sends, page by page, and say what it says of them."""
    app = asking(*faults.on)
    return all(_are_served(getattr(found, name), _rows(app, _path(name))) for name in TABLES)


def _are_served(table, rows):
    ids = [row["sourcedId"] for row in rows]
    return set(table.ids) == set(ids) and all(_says(table[row["sourcedId"]], row) for row in rows)


def _rows(app, path):
    """Ask as the client does: each page of two begins with the last row of the one before."""
    pages = [app.body(f"/{path}?limit=2&offset={offset}")[path] for offset in range(8)]
    return [row for number, page in enumerate(pages) for row in page[min(number, 1) :]]


def _path(name):
    return "academicSessions" if name == "academic_sessions" else name


def _says(record, row):
    texts = {"given_name": "givenName", "family_name": "familyName", "city_of_birth": "cityOfBirth"}
    shown = {**texts, "name": "name", "title": "title", "location": "location", "metadata": "metadata"}
    same = all(
        getattr(record, field) == (row[key] or getattr(record, field))
        for field, key in shown.items()
        if key in row and hasattr(record, field)
    )
    lists = all(getattr(record, key) == tuple(row[key]) for key in {"grades"} & row.keys())
    years = isinstance(row.get("schoolYear"), dict) or getattr(record, "school_year", None) == row.get("schoolYear")
    further = all(record.extensions[key] == row[key] for key in {"junk", "x-number", "x-vendor"} & row.keys())
    days = {"date_last_modified": "dateLastModified", "start_date": "startDate", "begin_date": "beginDate"}
    dates = all(str(getattr(record, field))[:10] == row[key][:10] for field, key in days.items() if key in row)
    return same and lists and years and further and dates
