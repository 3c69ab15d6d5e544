"""Every fault of the table has a case here, and does change an answer, alone and on any read it is for."""

import pytest

from oneroster_classlink.sandbox.faults import FAULTS, fault_lines
from tests.sandbox.faults.asking import asking, signed

PAGES = ("/users?limit=3", "/users?limit=3&offset=3", "/users?limit=3&offset=6", "/users?limit=3&offset=9")
RECORDS = ("/users/U1", "/classes/K1", "/enrollments/E1", "/demographics/U3", "/academicSessions/T1", "/orgs/S2")
CASES = {
    "latency": PAGES,
    "jitter": PAGES,
    "rate_limit": PAGES,
    "server_error": PAGES,
    "html_error": PAGES,
    "text_error": PAGES,
    "forbidden": PAGES,
    "apostrophe_refused": ("/users?filter=role%3D'student'",),
    "error_with_200": PAGES,
    "error_shape": ("/users/nobody",),
    "expired_token": PAGES,
    "skewed_clock": PAGES,
    "sha1_only": ("/users",),
    "redirect": PAGES,
    "truncated_body": PAGES,
    "empty_body": PAGES,
    "corrupt_json": PAGES,
    "bom": PAGES,
    "wrong_charset": PAGES,
    "gzip_forced": PAGES,
    "gzip_corrupt": PAGES,
    "gzip_truncated": PAGES,
    "invalid_utf8": PAGES,
    "lone_surrogate": PAGES,
    "number_out_of_range": PAGES,
    "connection_dropped": PAGES,
    "connection_cut": PAGES,
    "answer_stalled": PAGES,
    "body_stalled": PAGES,
    "limit_clamped": ("/users?limit=600",),
    "page_repeated": PAGES,
    "offset_ignored": PAGES,
    "offset_as_page": PAGES,
    "sort_refused": ("/users?sort=sourcedId&orderBy=asc",),
    "filter_refused": ("/users?filter=role%3D'student'",),
    "filter_ignored": ("/users?filter=role%3D'student'",),
    "fields_ignored": ("/users?fields=sourcedId",),
    "count_missing": PAGES,
    "count_renamed": PAGES,
    "total_zero": PAGES,
    "total_low": PAGES,
    "total_high": PAGES,
    "total_growing": PAGES,
    "link_headers": PAGES,
    "collection_empty": PAGES,
    "empty_page_as_404": PAGES,
    "rows_doubled": PAGES,
    "envelope_key": PAGES,
    "envelope_missing": PAGES,
    "envelope_data": PAGES,
    "envelope_siblings": PAGES,
    "envelope_single": RECORDS,
    "rows_inserted": PAGES,
    "rows_removed": PAGES,
    "unsorted": PAGES,
    "header_row": PAGES,
    "revision_change": PAGES,
    "permission_change": PAGES,
    "person_twice": PAGES,
    "teachers_as_students": ("/classes/K1/students",),
    "deletions_hidden": ("/academicSessions", "/academicSessions/Y9"),
    "booleans": ("/users/U1",),
    "dates": RECORDS,
    "moments": RECORDS,
    "score_dates": ("/lineItems",),
    "school_years": RECORDS,
    "titles_doubled": RECORDS,
    "comma_lists": RECORDS,
    "periods_as_text": RECORDS,
    "grades_as_text": RECORDS,
    "nulls": RECORDS,
    "empty_texts": RECORDS,
    "empty_lists": RECORDS,
    "blanks": RECORDS,
    "gaps_dropped": RECORDS,
    "unknown_keys": RECORDS,
    "flat_keys": RECORDS,
    "passwords": RECORDS,
    "hrefs": RECORDS,
    "formula_cells": RECORDS,
    "markup": RECORDS,
    "control_characters": RECORDS,
    "bidi": RECORDS,
    "huge_text": RECORDS,
    "deep_metadata": RECORDS,
    "huge_numbers": RECORDS,
}
ORDERS = {"limit_clamped": "limit_clamped:most=2", "booleans": "booleans:form=boolean"}
"""Where the default is what a small and plain district has already."""
HEADERS = {"sha1_only": signed("/users", method="HMAC-SHA256")}
"""Where the fault is of the way to ask."""


def test_cases__one_for_each_fault():
    assert list(FAULTS) == list(CASES)


def test_fault_lines__one_for_each_fault():
    lines = list(fault_lines())

    assert list(FAULTS) == [line.split()[0] for line in lines[:-1] if not line.startswith(" ")]


@pytest.mark.parametrize("name", CASES)
def test_every_fault__changes_an_answer(name):
    plain, faulty = asking(), asking(ORDERS.get(name, name))
    before, after = (_answers(found, name) for found in (plain, faulty))

    assert (before, plain.slept) != (after, faulty.slept)


@pytest.mark.parametrize("name", CASES)
def test_every_fault__is_the_same_again(name):
    """The same requests in the same order meet the same faults, in another sandbox and after mending."""
    first, second = asking(name), asking(name)
    runs = [_answers(found, name) for found in (first, second)]
    second.world.mend()
    second.world.break_with(name)
    runs.append(_answers(second, name))

    assert runs[0] == runs[1] == runs[2]


@pytest.mark.parametrize("name", CASES)
def test_every_fault__leaves_other_collections_alone(name):
    faulty = asking(f"{name}:collection=results")

    assert _answers(asking(), name) == _answers(faulty, name)


def _answers(app, name):
    return [app.get(path, **HEADERS.get(name, {})) for path in CASES[name]]
