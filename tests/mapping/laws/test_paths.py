"""The law of paths: plain columns, numpy, the stream, a predicate that declares what it reads or not: one roster."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneroster_classlink.bundle import read_records
from oneroster_classlink.mapping import predicate, stream_roster
from oneroster_classlink.mapping.columns import choice
from tests.mapping.laws.districts import CLASSES, MODEST, USERS, districts
from tests.records import NOW


def assert_same(one, other):
    """Assert that two mappings are the same, seat by seat."""
    assert one.roster == other.roster
    assert list(one.findings) == list(other.findings)
    assert dict(one.decisions) == dict(other.decisions)
    assert one.coverage == other.coverage
    for user in USERS:
        assert one.why(user=user) == other.why(user=user)
    for klass in CLASSES:
        assert one.why(klass=klass) == other.why(klass=klass)


@MODEST
@given(districts())
def test_numpy__gives_what_plain_columns_give(district):
    pytest.importorskip("numpy", exc_type=ImportError)
    plain = district.mapped()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choice, "MANY", 1)
        quick = district.mapped()

        assert_same(plain, quick)


@MODEST
@given(districts())
def test_stream_roster__gives_what_the_whole_snapshot_gives(district):
    streamed = stream_roster(
        read_records(district.records),
        district.policy,
        accounts=district.accounts,
        now=NOW,
        allow_empty=("enrollments", "users"),
    )

    assert_same(district.mapped(), streamed)


def _seat(seat):
    return seat.primary or (seat.user.enabled_user and seat.klass.title != "Art")


SEATS = [
    _seat,
    lambda seat: seat.primary is True,
    lambda seat: seat.primary is not True,
    lambda seat: seat.role == "teacher",
    lambda seat: seat.role != "teacher",
    lambda _: False,
]
"""Tests that leave out what other findings look at."""


@MODEST
@given(districts(), st.sampled_from(SEATS), st.booleans())
def test_predicate__gives_the_same_whether_it_declares_what_it_reads(district, test, large):
    declared = predicate("agrees", test, reads={"primary", "role", "user.enabled_user", "klass.title"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choice, "MANY", 1 if large else choice.MANY)

        assert_same(district.mapped(seats=declared), district.mapped(seats=predicate("agrees", test)))
