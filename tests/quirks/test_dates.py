"""Dates and school years in every form that was seen (quirks 7.15 to 7.17 and 2.10, rows 10 to 12)."""

from datetime import UTC, date, datetime

import pytest

from oneroster_classlink.models import AcademicSession, Course, Demographics, Enrollment, LineItem, Result, User
from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.wire.decode import Decoder
from tests.quirks.server import ledger, opening, read, read_one, repairs

NOON = datetime(2026, 9, 14, 12, tzinfo=UTC)
BORN = date(2012, 4, 3)
AMBIGUOUS = ("ambiguous date left out @ $.birthDate",)
MENDED = ("date in another form @ $.birthDate",)


def born(*texts):
    return [
        f'{{"sourcedId": "U{number}", "birthDate": "{text}"}}'.encode() for number, text in enumerate(texts, start=1)
    ]


@pytest.mark.parametrize(
    ("raw", "expected", "said"),
    [
        (b'"2026-09-14T12:00:00.000Z"', NOON, []),
        (b'"2026-09-14T12:00:00Z"', NOON, []),
        (b'"2026-09-14T14:00:00+02:00"', NOON, []),
        (b'"2026-09-14T12:00:00"', NOON, ["date and time in another form @ $.dateLastModified"]),
        (b'"2026-09-14"', NOON.replace(hour=0), ["date and time in another form @ $.dateLastModified"]),
        (b'"14/09/2026"', None, ["unreadable date and time left out @ $.dateLastModified"]),
        (b'""', None, []),
    ],
)
def test_quirk__7_15__stamps(raw, expected, said):
    row = b'{"sourcedId": "U1", "dateLastModified": ' + raw + b"}"
    kept = {"dateLastModified": "14/09/2026"} if b"/" in raw else {}

    assert User(sourced_id="U1", date_last_modified=expected, extensions=kept) == read_one("users", row)
    assert said == repairs("users", row)


def test_quirk__7_16__a_day_for_a_moment_and_a_moment_for_a_day_in_the_gradebook():
    result = b'{"sourcedId": "R1", "scoreDate": "2026-09-14"}'
    timed = b'{"sourcedId": "R2", "scoreDate": "2026-09-14T12:00:00.000Z"}'
    item = b'{"sourcedId": "L1", "assignDate": "2026-09-14T12:00:00.000Z", "dueDate": "2026-09-14"}'

    assert [
        Result(sourced_id="R1", score_date=NOON.date()),
        Result(sourced_id="R2", score_date=NOON.date()),
    ] == read("results", result, timed)
    assert LineItem(sourced_id="L1", assign_date=NOON, due_date=NOON.replace(hour=0)) == read_one("lineItems", item)
    assert [(1, "R2", (), ("date in another form @ $.scoreDate",))] == ledger("results", result, timed)
    assert ["date and time in another form @ $.dueDate"] == repairs("lineItems", item)


@pytest.mark.parametrize(
    ("raw", "expected", "said"),
    [
        (b'"2022"', "2022", []),
        (b'"2026-2027"', "2026-2027", []),
        (b'{"sourcedId": "Y1", "type": "academicSession"}', "Y1", ["school year in another form @ $.schoolYear"]),
    ],
)
def test_quirk__7_17__the_school_year_of_a_session_and_of_a_course(raw, expected, said):
    session = b'{"sourcedId": "T1", "schoolYear": ' + raw + b"}"
    course = b'{"sourcedId": "K1", "schoolYear": {"sourcedId": "Y1", "type": "academicSession"}}'

    assert AcademicSession(sourced_id="T1", school_year=expected) == read_one("academicSessions", session)
    assert Course(sourced_id="K1", school_year="Y1") == read_one("courses", course)
    assert said == repairs("academicSessions", session)
    assert [] == repairs("courses", course)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4/13/2012", date(2012, 4, 13)),
        ("13/4/2012", date(2012, 4, 13)),
        ("13-04-2012", date(2012, 4, 13)),
        ("04/13/2012 12:00:00 AM", date(2012, 4, 13)),
        ("03.04.2012", BORN),
        ("2012/04/03", BORN),
        ("2012-4-3", BORN),
        ("20120403", BORN),
        (" 2012-04-03 ", BORN),
        ("05/05/2012", date(2012, 5, 5)),
    ],
)
def test_quirk__2_10_10__dates_that_can_be_read_in_one_way(text, expected):
    assert Demographics(sourced_id="U1", birth_date=expected) == read_one("demographics", *born(text))
    assert [(0, "U1", (), MENDED)] == ledger("demographics", *born(text))


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (("03/04/2012", "13/04/2012"), [BORN, date(2012, 4, 13)]),
        (("04/03/2012", "04/13/2012"), [BORN, date(2012, 4, 13)]),
        (("13-04-2012", "3/4/2012", "4/4/2012"), [date(2012, 4, 13), BORN, date(2012, 4, 4)]),
        (("2012-04-13", "4/3/2012", "12/25/2011"), [date(2012, 4, 13), BORN, date(2011, 12, 25)]),
    ],
    ids=["day first", "month first", "other signs", "among ISO dates"],
)
def test_quirk__2_10_10__the_other_dates_show_the_order(texts, days):
    """A part above 12 decides for the whole page, wherever in it the part stands."""
    assert days == [person.birth_date for person in read("demographics", *born(*texts))]
    assert {MENDED} == {repairs for _, _, _, repairs in ledger("demographics", *born(*texts))}


@pytest.mark.parametrize(
    "texts",
    [("03/04/2012",), ("03/04/2012", "05/05/2012"), ("03/04/2012", "13/04/2012", "04/13/2012"), ("03-04-2012 00:00",)],
    ids=["alone", "no evidence", "contradiction", "with a time"],
)
def test_quirk__2_10_10__a_date_with_two_readings_is_left_out_and_kept_as_text(texts):
    """The row stands, and its text can be looked up."""
    first, *_ = read("demographics", *born(*texts))

    assert Demographics(sourced_id="U1", birth_date=None, extensions={"birthDate": texts[0]}) == first
    assert (0, "U1", (), AMBIGUOUS) == ledger("demographics", *born(*texts))[0]


def test_quirk__2_10_10__the_order_is_remembered_from_page_to_page_until_it_is_contradicted():
    decoder = Decoder(collection=COLLECTIONS["demographics"])
    pages = [born("3/4/2012"), born("13/4/2012"), born("3/4/2012"), born("4/13/2012"), born("3/4/2012")]
    bodies = [opening("demographics") + rows[0] + b"]}" for rows in pages]
    found = [next(decoder.records(decoder.page(body, path="/demographics").structs)) for body in bodies]

    assert [None, date(2012, 4, 13), BORN, date(2012, 4, 13), None] == [person.birth_date for person in found]


def test_quirk__2_10_10__the_dates_of_roles_too():
    """They are evidence, are read by it, and the ledger names the one that is left out."""
    shown = (
        b'{"sourcedId": "U1", "roles": [{"role": "teacher", "beginDate": "3/4/2012", "endDate": "13/4/2012"}, '
        b'{"role": "aide", "beginDate": "2012-04-03"}, "proctor"]}'
    )
    hidden = b'{"sourcedId": "U1", "roles": [{"role": "teacher", "beginDate": "3/4/2012"}]}'

    assert [BORN, BORN, None] == [role.begin_date for role in read_one("users", shown).roles]
    assert [None] == [role.begin_date for role in read_one("users", hidden).roles]
    assert ["roles in another form @ $.roles"] == repairs("users", shown)
    assert ["roles in another form @ $.roles", "ambiguous date left out @ $.roles[0].beginDate"] == repairs(
        "users", hidden
    )


@pytest.mark.parametrize("text", ["15 August 2026", "13/13/2012", "30/02/2012", "8.15.2026", "soon", "3/4-2012"])
def test_quirk__2_10_10__what_is_no_date_is_left_out_and_kept_as_text(text):
    assert Demographics(sourced_id="U1", extensions={"birthDate": text}) == read_one("demographics", *born(text))
    assert [(0, "U1", (), ("unreadable date left out @ $.birthDate",))] == ledger("demographics", *born(text))


def test_quirk__2_10_11__a_moment_where_a_day_belongs_and_an_open_end():
    seat = (
        b'{"sourcedId": "E1", "user": {"sourcedId": "U1"}, "class": {"sourcedId": "C1"}, '
        b'"beginDate": "2026-08-15T00:00:00.000Z", "endDate": ""}'
    )

    assert Enrollment(sourced_id="E1", user="U1", klass="C1", begin_date=date(2026, 8, 15), end_date=None) == read_one(
        "enrollments", seat
    )
    assert ["date in another form @ $.beginDate"] == repairs("enrollments", seat)


@pytest.mark.parametrize(
    ("raw", "said"), [(b"2027", ["school year in another form @ $.schoolYear"]), (b'"2027"', [])], ids=["int", "text"]
)
def test_quirk__2_10_12__a_school_year_as_a_number(raw, said):
    session = b'{"sourcedId": "T1", "schoolYear": ' + raw + b"}"

    assert AcademicSession(sourced_id="T1", school_year="2027") == read_one("academicSessions", session)
    assert said == repairs("academicSessions", session)
