"""A district at one moment: complete, indexed, certified, or an error that says why not."""

from datetime import UTC, date, datetime, timedelta, timezone

import attrs
import pytest

from oneroster_classlink.bundle import read_records
from oneroster_classlink.errors import (
    EmptyDistrict,
    Forbidden,
    IncompletePull,
    NotFound,
    OddRow,
    Throttled,
    TooManyBadRows,
)
from oneroster_classlink.models import LedgerEntry, User
from oneroster_classlink.models.collections import ROSTERING
from oneroster_classlink.snapshot import Snapshot, Tolerance
from oneroster_classlink.wire.proof import Batch, End
from oneroster_classlink.wire.structs import row_of
from tests.records import (
    NOW,
    make_class,
    make_course,
    make_demographics,
    make_enrollment,
    make_org,
    make_session,
    make_snapshot,
    make_user,
)

DISTRICT = (
    make_org(),
    make_session(),
    make_course(),
    make_class(),
    make_user(),
    make_user("U2", role="student"),
    make_enrollment(user="U2"),
    make_demographics("U2"),
)


@attrs.frozen
class Scripted:
    """A source whose collections are given as batches or as the error that the server answers with."""

    answers: dict

    def batches(self, collection):
        answer = self.answers.get(collection, [batch()])
        for item in answer:
            if isinstance(item, Exception):
                raise item
            yield item


def batch(*records, received=None, end=End.EMPTY_PAGE, **over):
    return Batch(structs=[row_of(record) for record in records], received=received or len(records), end=end, **over)


def lost(count):
    return tuple(
        LedgerEntry(collection="users", index=index, sourced_id=None, problems=("missing @ $.sourcedId",))
        for index in range(count)
    )


def load(answers, **options):
    return Snapshot.load(Scripted({"orgs": [batch(make_org())]} | answers), now=NOW, **options)


def test_load__every_collection_has_its_table():
    snapshot = make_snapshot(*DISTRICT)
    tables = (
        snapshot.orgs,
        snapshot.academic_sessions,
        snapshot.courses,
        snapshot.classes,
        snapshot.users,
        snapshot.enrollments,
        snapshot.demographics,
    )

    assert list(DISTRICT) == [record for table in tables for record in table]
    assert () == snapshot.ledger
    assert snapshot.certificate.complete
    assert list(ROSTERING) == list(snapshot.certificate.collections)


def test_load__takes_anything_with_batches_and_asks_in_order():
    asked = []

    class Source:
        def batches(self, collection):
            asked.append(collection)
            return iter([batch(make_org())] if collection == "orgs" else [batch()])

    assert ["S1"] == Snapshot.load(Source(), now=NOW).orgs.ids
    assert list(ROSTERING) == asked


def test_load__pages_follow_each_other_and_the_ledger_is_kept():
    mended = LedgerEntry(collection="users", index=1, sourced_id="U2", repairs=("id in another form @ $.sourcedId",))
    pages = [batch(make_user("U1"), end=None), batch(make_user("U2"), ledger=(mended,)), batch()]

    snapshot = load({"users": pages})

    assert ["U1", "U2"] == snapshot.users.ids
    assert (mended,) == snapshot.ledger
    assert (3, 1) == (
        snapshot.certificate.collections["users"].pages,
        snapshot.certificate.collections["users"].repaired,
    )


def test_load__the_moment_is_in_utc():
    evening = datetime(2026, 10, 1, 23, tzinfo=timezone(timedelta(hours=-5)))

    snapshot = Snapshot.load(read_records(DISTRICT), now=evening)

    assert (datetime(2026, 10, 2, 4, tzinfo=UTC), date(2026, 10, 2)) == (snapshot.pulled_at, snapshot.pulled_on)
    assert UTC is snapshot.pulled_at.tzinfo


def test_load__the_clock_says_when_nobody_else_does():
    before = datetime.now(UTC)

    assert before <= Snapshot.load(read_records(DISTRICT)).pulled_at <= datetime.now(UTC)


@pytest.mark.parametrize(("keep", "expected"), [(False, None), (True, "secret-word")])
def test_load__keeps_passwords_only_when_asked(keep, expected):
    source = read_records([User(sourced_id="U1", password="secret-word")])

    assert expected == Snapshot.load(source, now=NOW, keep_passwords=keep).users["U1"].password


@pytest.mark.parametrize("collection", ["demographics", "courses", "academicSessions"])
@pytest.mark.parametrize("error", [Forbidden(403, "/x"), NotFound(404, "/x")])
def test_load__what_is_optional_and_refused_is_not_shared(collection, error):
    snapshot = load({collection: [error]})
    certificate = snapshot.certificate.collections[collection]

    assert (False, 0, End.NOT_SHARED) == (certificate.shared, certificate.rows, certificate.end)
    assert snapshot.certificate.complete


@pytest.mark.parametrize("collection", ["orgs", "classes", "users", "enrollments"])
@pytest.mark.parametrize("error", [Forbidden(403, "/x"), NotFound(404, "/x")])
def test_load__what_is_needed_and_refused_raises(collection, error):
    with pytest.raises(type(error)):
        load({collection: [error]})


def test_load__refused_midway_is_no_end():
    """A second page that is refused leaves half a collection, which is not one that is not shared."""
    with pytest.raises(Forbidden):
        load({"demographics": [batch(make_demographics(), end=None), Forbidden(403, "/demographics")]})


@pytest.mark.parametrize(
    "records", [(), (make_session(),), (make_course(), make_demographics())], ids=["nothing", "sessions", "courses"]
)
def test_load__an_empty_district_raises(records):
    with pytest.raises(EmptyDistrict, match="shares no org, class, user or enrollment at all"):
        make_snapshot(*records)


def test_load__orgs_alone_are_a_district_to_match_schools_of():
    assert ["S1"] == make_snapshot(make_org()).orgs.ids


def test_load__a_record_twice_raises():
    with pytest.raises(IncompletePull, match="1 rows came twice"):
        make_snapshot(make_org(), make_org())


def test_load__more_unreadable_rows_than_are_borne_raise():
    pages = [batch(make_user(), received=12, ledger=lost(11))]

    with pytest.raises(TooManyBadRows, match="11 of 12 rows cannot be read") as caught:
        load({"users": pages})

    assert "users" == caught.value.collection


def test_load__unreadable_rows_that_are_borne_prove_no_absence():
    snapshot = load({"users": [batch(make_user(), received=11, ledger=lost(10))]})

    assert 10 == len(snapshot.ledger)
    assert (True, False) == (snapshot.certificate.complete, snapshot.certificate.proves_absence)
    assert str(snapshot.certificate).splitlines()[-2:] == [
        "complete: yes",
        "A row that cannot be read may be anyone's: what is absent is not taken for gone.",
    ]


def test_load__the_caller_says_what_is_borne():
    with pytest.raises(TooManyBadRows):
        load({"users": [batch(make_user(), received=2, ledger=lost(1))]}, tolerance=Tolerance(share=0, count=0))


def test_load__too_many_unreadable_rows_end_the_pull_where_no_row_to_come_can_help():
    """The server says that 600 rows are to come; 13 of them are more than 2 percent already."""
    pages = [batch(make_user("U1"), received=14, ledger=lost(13), end=None, total=600), AssertionError("read on")]

    with pytest.raises(TooManyBadRows, match="13 of 600 rows cannot be read"):
        load({"users": pages})


def test_load__a_total_that_is_only_the_pages_own_count_ends_nothing():
    pages = [
        batch(make_user("U1"), received=12, ledger=lost(11), end=None, total=12),
        batch(*(make_user(f"V{number}") for number in range(600))),
    ]

    assert 11 == load({"users": pages}).certificate.collections["users"].lost


def test_load__rows_that_are_unreadable_throughout_raise():
    with pytest.raises(TooManyBadRows, match="2 of 2 rows cannot be read"):
        load({"users": [batch(received=2, ledger=lost(2))]})


def test_load__strict_stops_at_the_first_odd_row():
    """It names the row and what is odd, and reads no further."""
    mended = LedgerEntry(collection="users", index=1, sourced_id="U2", repairs=("id in another form @ $.sourcedId",))
    pages = [
        batch(make_user("U1"), end=None),
        batch(make_user("U2"), ledger=(mended, *lost(1)), end=None),
        AssertionError("read on"),
    ]

    with pytest.raises(OddRow, match=r"row 1 of users \(U2\): id in another form @ \$\.sourcedId\. Have the") as caught:
        load({"users": pages}, strict=True)

    assert ("users", 1, "U2", mended.repairs) == (
        caught.value.collection,
        caught.value.index,
        caught.value.sourced_id,
        caught.value.problems,
    )


def test_load__strict_takes_what_is_in_order():
    assert ["S1"] == load({}, strict=True).orgs.ids


def test_load__a_refusal_that_may_be_a_pause_is_no_end():
    with pytest.raises(Throttled):
        load({"demographics": [Throttled(403, "/demographics")]})


def test_load__an_error_closes_the_pages_at_once():
    closed = []

    class Source:
        def batches(self, collection):
            try:
                yield batch(make_org(), received=9, ledger=lost(1), end=None)
            finally:
                closed.append(collection)

    with pytest.raises(OddRow) as caught:
        Snapshot.load(Source(), now=NOW, strict=True)

    assert ["orgs"] == closed
    assert caught.value.__traceback__ is not None


def test_snapshot__its_repr_shows_no_person():
    assert "GivenU1" not in repr(make_snapshot(*DISTRICT))
