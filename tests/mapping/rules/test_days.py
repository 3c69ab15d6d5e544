"""Whether a class or a seat is current on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.mapping.findings import Code
from oneroster_classlink.mapping.policy import Window
from oneroster_classlink.mapping.rules.days import TermDays, seat_days, term_days
from oneroster_classlink.models import Status
from tests.records import make_session

TODAY = date(2026, 10, 1)
FALL = make_session("T1", start_date=date(2026, 8, 17), end_date=date(2026, 12, 19))
SPRING = make_session("T2", start_date=date(2027, 1, 5), end_date=date(2027, 6, 5))
YEAR = make_session("T3", start_date=date(2026, 8, 17), end_date=date(2027, 6, 5))
CURRENT, NO_TERM = TermDays(), TermDays(code=Code.CLASS_NO_TERM)
days = st.none() | st.dates(min_value=date(2026, 8, 1), max_value=date(2026, 12, 31))
sessions = st.lists(
    st.builds(
        make_session,
        st.sampled_from(["T1", "T2", "T3"]),
        start_date=days,
        end_date=days,
        status=st.sampled_from(Status),
    ),
    max_size=3,
)
grace = st.integers(0, 40)


def ended(session, day):
    return TermDays(code=Code.CLASS_ENDED, session=session, day=day)


def not_begun(session, day):
    return TermDays(code=Code.CLASS_NOT_BEGUN, session=session, day=day)


@pytest.mark.parametrize(
    ("today", "found", "expected"),
    [
        (TODAY, [FALL], CURRENT),
        (date(2026, 8, 17), [FALL], CURRENT),
        (date(2026, 8, 16), [FALL], not_begun("T1", date(2026, 8, 17))),
        (date(2026, 12, 18), [FALL], CURRENT),
        (date(2026, 12, 19), [FALL], ended("T1", date(2026, 12, 19))),
        (TODAY, [SPRING, FALL], CURRENT),
        (date(2026, 12, 24), [SPRING, FALL], not_begun("T2", date(2027, 1, 5))),
        (date(2026, 12, 24), [SPRING, FALL, YEAR], CURRENT),
        (date(2026, 8, 1), [SPRING, FALL], not_begun("T1", date(2026, 8, 17))),
        (date(2027, 7, 1), [SPRING, FALL, YEAR], ended("T2", date(2027, 6, 5))),
        (TODAY, [make_session("T1", start_date=None, end_date=date(2026, 12, 1))], CURRENT),
        (TODAY, [make_session("T1", start_date=None, end_date=TODAY)], ended("T1", TODAY)),
        (TODAY, [make_session("T1", end_date=None)], CURRENT),
        (TODAY, [make_session("T1", start_date=date(2026, 11, 1), end_date=None)], not_begun("T1", date(2026, 11, 1))),
        (TODAY, [], NO_TERM),
        (TODAY, [make_session("T1", start_date=None, end_date=None)], NO_TERM),
        (TODAY, [make_session("T1", start_date=TODAY, end_date=TODAY)], NO_TERM),
        (TODAY, [make_session("T1", status=Status.TOBEDELETED)], NO_TERM),
        (date.min, [make_session("T1", start_date=date(1, 1, 2))], not_begun("T1", date(1, 1, 2))),
        (date.max, [make_session("T1", end_date=date.max)], ended("T1", date.max)),
    ],
)
def test_term_days__each_case(today, found, expected):
    assert expected == term_days(found, today=today, window=Window())


@pytest.mark.parametrize(
    ("today", "window", "expected"),
    [
        (date(2026, 8, 3), Window(before=14), CURRENT),
        (date(2026, 8, 2), Window(before=14), not_begun("T1", date(2026, 8, 17))),
        (date(2027, 1, 1), Window(after=14), CURRENT),
        (date(2027, 1, 2), Window(after=14), ended("T1", date(2026, 12, 19))),
        (date.min, Window(before=3660), not_begun("T1", date(2026, 8, 17))),
        (date.max, Window(after=3660), ended("T1", date(2026, 12, 19))),
    ],
)
def test_term_days__days_of_grace(today, window, expected):
    assert expected == term_days([FALL], today=today, window=window)


@settings(max_examples=100, deadline=None)
@given(sessions, st.dates(date(2026, 7, 1), date(2027, 1, 31)), grace, grace, grace, grace)
def test_term_days__more_grace_never_ends_a_class(found, today, before, after, more, still_more):
    narrow = term_days(found, today=today, window=Window(before=before, after=after))
    wide = term_days(found, today=today, window=Window(before=before + more, after=after + still_more))

    assert narrow.code is not None or wide.code is None
    assert (Code.CLASS_NO_TERM is narrow.code) == (Code.CLASS_NO_TERM is wide.code)


@settings(max_examples=100, deadline=None)
@given(sessions, st.dates(date(2026, 7, 1), date(2027, 1, 31)), grace, grace)
def test_term_days__does_not_depend_on_the_order_of_sessions(found, today, before, after):
    window = Window(before=before, after=after)

    assert term_days(found, today=today, window=window) == term_days(found[::-1], today=today, window=window)


@settings(max_examples=50, deadline=None)
@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(1, 300), grace)
def test_term_days__the_end_is_exclusive(start, length, after):
    end = start + timedelta(days=length)
    found = [make_session("T1", start_date=start, end_date=end)]
    last = end + timedelta(days=after - 1)

    assert CURRENT == term_days(found, today=last, window=Window(after=after))
    assert ended("T1", end) == term_days(found, today=last + timedelta(days=1), window=Window(after=after))


@pytest.mark.parametrize(
    ("begin", "end", "window", "expected"),
    [
        (None, None, Window(), None),
        (TODAY, None, Window(), None),
        (date(2026, 10, 2), None, Window(), Code.SEAT_NOT_BEGUN),
        (date(2026, 10, 2), None, Window(before=1), None),
        (None, TODAY, Window(), Code.SEAT_ENDED),
        (None, TODAY, Window(after=1), None),
        (None, date(2026, 10, 2), Window(), None),
        (TODAY, TODAY, Window(after=5), Code.SEAT_ENDED),
        (date(2026, 9, 1), date(2026, 9, 2), None, None),
        (date(2026, 9, 1), date(2026, 9, 2), Window(enrollments=False), None),
    ],
)
def test_seat_days__each_case(begin, end, window, expected):
    assert expected == seat_days(begin, end, today=TODAY, window=window)
