"""Contact points in the form in which they are compared (DETAILS D)."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from oneroster_classlink.mapping.people.points import (
    NO_FIELD,
    PointState,
    email_key,
    mobile_key,
    read_points,
)
from oneroster_classlink.mapping.policy import ContactPoint
from tests.records import make_snapshot, make_user


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("a.b@school.example", "a.b@school.example"),
        (" A.B@School.Example\n", "a.b@school.example"),
        ("o'neil+x@mail.school.example", "o'neil+x@mail.school.example"),
        ("zoë@schule.example", "zoë@schule.example"),
        (None, None),
        ("", None),
        ("  ", None),
        ("none", None),
        ("a@b", None),
        ("a@b.", None),
        ("@school.example", None),
        ("a@b@school.example", None),
        ("a@school..example", None),
        ("a b@school.example", None),
        ("a@school.example; b@school.example", None),
        ("a@school.example,b@school.example", None),
        ("Ann <a@school.example>", None),
        ("mailto:a@school.example", None),
        ("#a@school.example", None),
        ("a@school.example#2", None),
        ("(a)@school.example", None),
        ("a@[school.example]", None),
        ("{a}@school.example", None),
        ("a\u200b@school.example", None),
        ("a@school.example\ufeff", None),
        ("a\u00adb@school.example", None),
        ("a\x00@school.example", None),
        ("a\x7f@school.example", None),
        (".a@school.example", None),
        ("a.@school.example", None),
        ("a@.school.example", None),
        ("a@school.example.", None),
        ("STRASSE@school.example", "strasse@school.example"),
        ("Straße@school.example", "straße@school.example"),
    ],
)
def test_email_key__is_one_address_or_none(text, key):
    assert key == email_key(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("(201) 555-0101", "2015550101"),
        ("+1 201.555.0101", "2015550101"),
        ("1-201-555-0101", "2015550101"),
        (" 201\u00a0555\u20110101 ", "2015550101"),
        ("555-0101", "5550101"),
        ("+44 20 7946 0958", "442079460958"),
        ("22015550101", "22015550101"),
        ("123456789012345", "123456789012345"),
        ("1234567890123456", None),
        ("55-0101", None),
        ("201-555-0101 x12", None),
        ("201-555-0101 ext. 12", None),
        ("201-555-0101/201-555-0102", None),
        ("+1+201 555 0101", None),
        ("call the office", None),
        ("0000000000", None),
        ("000-0000", None),
        ("1-000-000-0000", None),
        ("11111111111", None),
        ("123456789", None),
        ("(123) 456-7890", None),
        ("+1 123 456 7890", None),
        ("1234567", "1234567"),
        ("2222222223", "2222222223"),
        ("٢٠١٥٥٥٠١٠١", None),
        ("", None),
        (None, None),
    ],
)
def test_mobile_key__is_one_number_or_none(text, key):
    assert key == mobile_key(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30) | st.from_regex(r"[a-zA-Z.]{1,8}@[a-zA-Z]{1,8}\.[a-z]{2,3}", fullmatch=True))
def test_email_key__is_its_own_key(text):
    """What was brought into the form of comparison stays as it is, and space and case around it do not matter."""
    key = email_key(text)

    assert key is None or key == email_key(key) == email_key(f" {key}\t")


@settings(max_examples=60, deadline=None)
@given(st.from_regex(r"\+?1?[2-9][0-9]{9}", fullmatch=True), st.text(alphabet="()-. ", max_size=12), st.randoms())
def test_mobile_key__knows_no_marks(number, marks, chance):
    """Marks may stand anywhere between the digits."""
    assume(len(set(number[-10:])) > 1)
    written = list(number)
    for mark in marks:
        written.insert(chance.randrange(len(written) + 1), mark)

    assert number[-10:] == mobile_key("".join(written))


def read(*users, merged=None, persons=None):
    """Return what the numbers of *users* are, by row."""
    table = make_snapshot(*users).users
    return read_points(
        table,
        ContactPoint.MOBILE,
        names=("sms", "phone"),
        persons=persons or range(len(table)),
        merged=merged or {},
    )


@pytest.mark.parametrize(
    ("fields", "text", "field", "state"),
    [
        ({"sms": "201 555 0101", "phone": "201 555 0102"}, "201 555 0101", 0, PointState.WON),
        ({"phone": "201 555 0102"}, "201 555 0102", 1, PointState.WON),
        ({"sms": " ", "phone": "201 555 0102"}, "201 555 0102", 1, PointState.WON),
        ({"sms": "no mobile", "phone": "201 555 0102"}, "no mobile", 0, PointState.INVALID),
        ({"sms": " "}, None, NO_FIELD, PointState.NONE),
    ],
)
def test_read_points__the_first_field_that_is_not_blank(fields, text, field, state):
    """An unreadable mobile number is not silently replaced by a telephone at home."""
    found = read(make_user("U1", **fields))

    assert ([text], field, state) == (found.texts, found.fields[0], found.states[0])


def test_read_points__nothing_of_who_is_no_person():
    found = read(make_user("U1", sms="201 555 0101"), persons=[-1])

    assert ([None], NO_FIELD, PointState.NONE) == (found.texts, found.fields[0], found.states[0])


@pytest.mark.parametrize(
    ("own", "text", "sources"),
    [({}, "201 555 0102", {0: 2}), ({"phone": "201 555 0109"}, "201 555 0109", {}), ({"sms": "none"}, "none", {})],
)
def test_read_points__a_merged_record_fills_a_gap(own, text, sources):
    """The record's own text comes first, then that of the first merged record by id."""
    staff = make_user("U1", **own)
    parents = [make_user("P2", sms="201 555 0101"), make_user("P1", sms="201 555 0102"), make_user("P0")]
    found = read(staff, *parents, persons=[0, 0, 0, 0], merged={1: 0, 2: 0, 3: 0})

    assert ([text, None, None, None], sources) == (found.texts, found.sources)
    assert [NO_FIELD] * 3 == list(found.fields[1:])


def test_carried__shows_nobody():
    assert "555" not in repr(read(make_user("U1", sms="201 555 0101")))
