"""Only what changed, and a snapshot brought up to date with it."""

from datetime import UTC, date, datetime, timedelta, timezone

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.bundle import read_records
from oneroster_classlink.errors import Forbidden, IncompletePull, SharingChanged, TooManyBadRows, UsageError
from oneroster_classlink.models import LedgerEntry, Status, User
from oneroster_classlink.models.collections import ROSTERING
from oneroster_classlink.snapshot import Snapshot
from oneroster_classlink.snapshot.changes import pull_changes
from oneroster_classlink.wire.proof import Batch, End
from oneroster_classlink.wire.structs import row_of
from tests.records import NOW, make_class, make_demographics, make_enrollment, make_org, make_snapshot, make_user

LATER = NOW + timedelta(days=1)
DISTRICT = (make_org(), make_class(), make_user("U1"), make_user("U2"), make_enrollment("E1"), make_enrollment("E2"))


@attrs.define
class Telling:
    """A source that tells *records* as changed, and notes what it was asked."""

    records: list = attrs.field(factory=list)
    ledger: tuple = ()
    asked: list = attrs.field(factory=list)

    def changes(self, collection, *, since):
        self.asked.append((collection, since))
        structs = [row_of(record) for record in self.records if type(record) is ROSTERING[collection].model]
        ledger = tuple(entry for entry in self.ledger if entry.collection == collection)
        yield Batch(
            structs=structs, ledger=ledger, received=len(structs) + len(ledger), revision="8", end=End.EMPTY_PAGE
        )


def changes_of(*records, since=NOW, now=LATER, **over):
    return pull_changes(Telling(list(records), **over), since=since, now=now)


def lost(sourced_id, *, collection="users"):
    return LedgerEntry(collection=collection, index=0, sourced_id=sourced_id, problems=("missing @ $.x",))


def test_pull_changes__asks_every_collection_once_and_reaches_back():
    source = Telling([make_user()])
    changes = pull_changes(source, since=NOW, now=LATER)

    assert [(name, NOW - timedelta(minutes=5)) for name in ROSTERING] == source.asked
    assert ["U1"] == changes.tables["users"].ids
    assert (NOW, LATER, LATER, 1) == (
        changes.since,
        changes.until,
        changes.next_since,
        len(changes),
    )


def test_pull_changes__moments_are_in_utc():
    east = timezone(timedelta(hours=9))
    changes = changes_of(since=NOW.astimezone(east), now=LATER.astimezone(east))

    assert [UTC] * 3 == [moment.tzinfo for moment in (changes.since, changes.until, changes.next_since)]
    assert (NOW, LATER) == (changes.since, changes.until)


def test_pull_changes__the_run_begins_before_its_first_request():
    before = datetime.now(UTC)
    asked = []

    class Source(Telling):
        def changes(self, collection, *, since):
            asked.append(datetime.now(UTC))
            return super().changes(collection, since=since)

    assert before <= pull_changes(Source(), since=NOW.replace(year=2026, month=1)).until <= asked[0]


def test_pull_changes__the_overlap_is_the_callers():
    source = Telling()
    changes = pull_changes(source, since=NOW, now=LATER, overlap=timedelta(hours=2))

    assert {NOW - timedelta(hours=2)} == {since for _, since in source.asked}
    assert (NOW, LATER) == (changes.since, changes.next_since)


def test_pull_changes__nothing_is_before_the_first_moment():
    source, first = Telling(), datetime.min.replace(tzinfo=UTC)
    pull_changes(source, since=first, now=LATER)

    assert {first} == {since for _, since in source.asked}


@pytest.mark.parametrize("after_changes", [True, False])
def test_pull_changes__goes_on_from_a_snapshot_wherever_it_came_from(after_changes):
    snapshot = make_snapshot(*DISTRICT)
    if after_changes:
        first = changes_of(make_user("U3"))
        snapshot = first.apply(snapshot)
        assert snapshot.pulled_at == first.next_since
    later = changes_of(make_user("U4"), since=snapshot.pulled_at, now=LATER + timedelta(days=1))

    assert "U4" in later.apply(snapshot).users


@pytest.mark.parametrize(
    ("over", "named"),
    [
        ({"since": NOW.replace(tzinfo=None)}, "since needs"),
        ({"since": "2026"}, "since needs"),
        ({"since": NOW.date()}, "since needs"),
        ({"since": None}, "since needs"),
        ({"now": LATER.replace(tzinfo=None)}, "now needs"),
        ({"now": "2026"}, "now needs"),
        ({"now": ""}, "now needs"),
        ({"since": LATER + timedelta(seconds=1)}, "since must"),
        ({"overlap": timedelta(seconds=-1)}, "since must"),
    ],
)
def test_pull_changes__moments_that_cannot_be_meant(over, named):
    source = Telling()
    with pytest.raises(UsageError, match=f"^{named} "):
        pull_changes(source, **{"since": NOW, "now": LATER} | over)

    assert [] == source.asked


def test_pull_changes__a_source_that_cannot_tell():
    with pytest.raises(UsageError, match="cannot tell what changed"):
        pull_changes(read_records([make_org()]), since=NOW)


def test_pull_changes__an_answer_that_is_not_whole_raises():
    class Source(Telling):
        def changes(self, *_, **__):
            return iter([Batch(structs=[], received=0)])

    with pytest.raises(IncompletePull, match="end was not reached"):
        pull_changes(Source(), since=NOW, now=LATER)


def test_pull_changes__one_bad_row_that_is_all_there_is_is_borne():
    assert (lost("U1"),) == changes_of(ledger=(lost("U1"),)).ledger


def test_pull_changes__too_many_bad_rows_are_not():
    with pytest.raises(TooManyBadRows, match="11 of 11 rows"):
        changes_of(ledger=tuple(lost(f"U{number}") for number in range(11)))


def test_apply__records_are_replaced_in_their_place_and_new_ones_follow():
    snapshot = make_snapshot(*DISTRICT)
    changes = changes_of(make_user("U3"), make_user("U1", email="new@school.example"))
    after = changes.apply(snapshot)

    assert ["U1", "U2", "U3"] == after.users.ids
    assert "new@school.example" == after.users["U1"].email
    assert snapshot.users["U2"] == after.users["U2"]
    assert LATER == after.pulled_at


def test_apply__what_did_not_change_is_shared():
    snapshot = make_snapshot(*DISTRICT)

    assert snapshot.enrollments is changes_of(make_user("U3")).apply(snapshot).enrollments


def test_apply__a_tombstone_takes_the_place_of_the_record():
    gone = make_enrollment("E1", status=Status.TOBEDELETED)
    after = changes_of(gone).apply(make_snapshot(*DISTRICT))

    assert gone == after.enrollments["E1"]
    assert not after.enrollments["E1"].is_active


@settings(max_examples=25, deadline=None)
@given(told=st.lists(st.builds(make_user, st.sampled_from("ABCU"), email=st.none() | st.text("xy")), unique_by=id))
def test_apply__twice_is_once(told):
    """Law: laying the same changes over again changes nothing."""
    changes = changes_of(*{record.sourced_id: record for record in told}.values())
    once = changes.apply(make_snapshot(make_org(), make_user("A"), make_user("B")))
    twice = changes.apply(once)

    assert (once.users.ids, once.users) == (twice.users.ids, twice.users)
    assert (once.ledger, once.pulled_at) == (twice.ledger, twice.pulled_at)


def test_apply__the_certificate_proves_no_absence():
    certificate = changes_of(make_user("U3"), ledger=(lost("U4"),)).apply(make_snapshot(*DISTRICT)).certificate
    users = certificate.collections["users"]

    assert (True, False) == (certificate.complete, certificate.proves_absence)
    assert (End.CHANGES, 4, 3, 1, "8", 2) == (
        users.end,
        users.rows,
        users.unique,
        users.lost,
        users.revision,
        users.pages,
    )
    assert "changes laid over an earlier pull" in str(certificate)


def test_apply__not_even_where_nothing_was_told():
    assert not changes_of().apply(make_snapshot(*DISTRICT)).certificate.proves_absence


class Closed(Telling):
    """A source that shares no demographics."""

    def batches(self, collection):
        if collection == "demographics":
            raise Forbidden(403, "/demographics")
        return read_records(DISTRICT).batches(collection)

    def changes(self, collection, *, since):
        if collection == "demographics":
            raise Forbidden(403, "/demographics")
        return super().changes(collection, since=since)


def test_apply__what_is_not_shared_stays_so():
    after = pull_changes(Closed(), since=NOW, now=LATER).apply(Snapshot.load(Closed(), now=NOW))

    assert End.NOT_SHARED is after.certificate.collections["demographics"].end
    assert End.CHANGES is after.certificate.collections["courses"].end


def test_apply__what_is_shared_only_now_needs_a_full_pull():
    with pytest.raises(SharingChanged) as caught:
        changes_of(make_demographics("U1")).apply(Snapshot.load(Closed(), now=NOW))

    assert ("demographics", True) == (caught.value.collection, caught.value.shared)


def test_apply__what_is_shared_no_longer_needs_a_full_pull():
    with pytest.raises(SharingChanged) as caught:
        pull_changes(Closed(), since=NOW, now=LATER).apply(make_snapshot(*DISTRICT, make_demographics("U1")))

    assert ("demographics", False) == (caught.value.collection, caught.value.shared)


OLD_DAY, NEW_DAY = date(2012, 3, 4), date(2012, 5, 6)
UNREADABLE = "unreadable date left out @ $.birthDate"
AMBIGUOUS = "ambiguous date left out @ $.birthDate"


def repaired(*repairs, sourced_id="U1", collection="demographics"):
    return LedgerEntry(collection=collection, index=0, sourced_id=sourced_id, repairs=repairs)


@pytest.mark.parametrize(
    ("old", "new", "entry", "expected"),
    [
        (OLD_DAY, None, repaired(AMBIGUOUS), OLD_DAY),
        (OLD_DAY, None, repaired("flag in another form @ $.asian", UNREADABLE), OLD_DAY),
        (OLD_DAY, NEW_DAY, repaired("date in another form @ $.birthDate"), NEW_DAY),
        (OLD_DAY, None, repaired("unreadable date and time left out @ $.dateLastModified"), None),
        (OLD_DAY, None, repaired(AMBIGUOUS, sourced_id="U2"), None),
        (OLD_DAY, None, repaired(AMBIGUOUS, collection="users"), None),
        (None, None, repaired(AMBIGUOUS), None),
    ],
)
def test_apply__a_birth_date_that_cannot_be_read_erases_none_that_is_known(old, new, entry, expected):
    before = make_snapshot(*DISTRICT, make_demographics("U1", birth_date=old, city_of_birth="Old"))
    told = make_demographics("U1", birth_date=new, city_of_birth="New", extensions={"x": 1})
    after = changes_of(told, ledger=(entry,)).apply(before)

    assert attrs.evolve(told, birth_date=expected) == after.demographics["U1"]
    assert entry in after.ledger


def test_apply__the_text_that_could_not_be_read_stays_only_where_nothing_is_known():
    texts = {"birthDate": "03/04/2012", "x": 1}
    told = [make_demographics(key, birth_date=None, extensions=texts) for key in ("U1", "U2", "U3")]
    ledger = tuple(repaired(AMBIGUOUS, sourced_id=key) for key in ("U1", "U2", "U3"))
    before = make_snapshot(*DISTRICT, make_demographics("U1"), make_demographics("U2", birth_date=None))
    after = changes_of(*told, ledger=ledger).apply(before).demographics

    assert [{"x": 1}, texts, texts] == [dict(after[key].extensions) for key in ("U1", "U2", "U3")]


def test_apply__only_the_day_of_a_seat_that_could_not_be_read_is_kept():
    before = make_snapshot(*DISTRICT[:3], make_enrollment("E1", begin_date=OLD_DAY, end_date=NEW_DAY))
    entry = repaired("unreadable date left out @ $.endDate", sourced_id="E1", collection="enrollments")
    after = changes_of(make_enrollment("E1"), ledger=(entry,)).apply(before)

    assert (None, NEW_DAY) == (after.enrollments["E1"].begin_date, after.enrollments["E1"].end_date)


def test_apply__the_ledger_forgets_rows_that_came_anew():
    old = tuple(lost(sourced_id) for sourced_id in ("U3", "U4", "U5", None))
    snapshot = attrs.evolve(make_snapshot(*DISTRICT), ledger=(*old, lost("U3", collection="classes")))
    again = attrs.evolve(lost("U4"), index=7)
    after = changes_of(make_user("U3"), ledger=(again,)).apply(snapshot)

    assert (old[2], old[3], lost("U3", collection="classes"), again) == after.ledger


def test_apply__a_gap_before_the_changes_is_refused():
    with pytest.raises(UsageError, match=r"begin at 2026-10-01T12:00:01Z, after the snapshot of 2026-10-01T12:00:00Z"):
        changes_of(since=NOW + timedelta(seconds=1)).apply(make_snapshot(*DISTRICT))


def test_apply__changes_that_ended_before_the_snapshot_would_turn_it_back():
    early = changes_of(make_user("U1"), since=NOW - timedelta(days=9), now=NOW - timedelta(seconds=1))

    with pytest.raises(UsageError, match=r"end at 2026-10-01T11:59:59Z, before the snapshot of 2026-10-01T12:00:00Z"):
        early.apply(make_snapshot(*DISTRICT))


def test_apply__changes_that_end_with_the_snapshot_do_no_harm():
    same = changes_of(make_user("U1"), since=NOW - timedelta(days=9), now=NOW)

    assert NOW == same.apply(make_snapshot(*DISTRICT)).pulled_at


@pytest.mark.parametrize("keep", [True, False])
def test_apply__passwords_are_kept_as_they_were(keep):
    users = [User(sourced_id="U1", password="secret-word"), User(sourced_id="U2")]
    snapshot = Snapshot.load(read_records([make_org(), *users]), now=NOW, keep_passwords=keep)
    after = changes_of(User(sourced_id="U2", password="other-word")).apply(snapshot)

    assert ("secret-word" if keep else None, None) == (after.users["U1"].password, after.users["U2"].password)


@pytest.mark.parametrize("keep", [True, False])
def test_pull_changes__passwords_are_kept_only_where_that_is_said(keep):
    source = Telling([User(sourced_id="U1", password="secret-word")])
    changes = pull_changes(source, since=NOW, now=LATER, keep_passwords=keep)
    before = Snapshot.load(read_records([make_org(), User(sourced_id="U1")]), now=NOW, keep_passwords=True)

    assert ("secret-word" if keep else None) == changes.apply(before).users["U1"].password
