"""Only what changed, and a snapshot brought up to date with it."""

from datetime import UTC, datetime, timedelta, timezone

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.bundle import read_records
from oneroster_classlink.errors import Forbidden, IncompletePull, TooManyBadRows, UsageError
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


def test_pull_changes__asks_every_collection_once():
    source = Telling([make_user()])
    changes = pull_changes(source, since=NOW, now=LATER)

    assert [(name, NOW) for name in ROSTERING] == source.asked
    assert ["U1"] == changes.tables["users"].ids
    assert (NOW, LATER, LATER - timedelta(minutes=5), 1) == (
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
    changes = pull_changes(Telling(), since=NOW, now=LATER, overlap=timedelta(hours=2))

    assert LATER - timedelta(hours=2) == changes.next_since


@pytest.mark.parametrize(
    "over",
    [{"since": NOW.replace(tzinfo=None)}, {"since": LATER + timedelta(seconds=1)}, {"overlap": timedelta(seconds=-1)}],
)
def test_pull_changes__moments_that_cannot_be_meant(over):
    with pytest.raises(UsageError, match=r"^since "):
        pull_changes(Telling(), **{"since": NOW, "now": LATER} | over)


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


def test_apply__what_is_not_shared_stays_so():
    class Closed(Telling):
        def batches(self, collection):
            if collection == "demographics":
                raise Forbidden(403, "/demographics")
            return read_records(DISTRICT).batches(collection)

        def changes(self, collection, *, since):
            if collection == "demographics":
                raise Forbidden(403, "/demographics")
            return super().changes(collection, since=since)

    snapshot = Snapshot.load(Closed(), now=NOW)
    after = pull_changes(Closed(), since=NOW, now=LATER).apply(snapshot)
    shared = changes_of(make_demographics("U1")).apply(snapshot)

    assert End.NOT_SHARED is after.certificate.collections["demographics"].end
    assert End.CHANGES is shared.certificate.collections["demographics"].end


def test_apply__the_ledger_forgets_rows_that_came_anew():
    old = tuple(lost(sourced_id) for sourced_id in ("U3", "U4", "U5", None))
    snapshot = attrs.evolve(make_snapshot(*DISTRICT), ledger=(*old, lost("U3", collection="classes")))
    again = attrs.evolve(lost("U4"), index=7)
    after = changes_of(make_user("U3"), ledger=(again,)).apply(snapshot)

    assert (old[2], old[3], lost("U3", collection="classes"), again) == after.ledger


def test_apply__a_gap_before_the_changes_is_refused():
    with pytest.raises(UsageError, match=r"begin at 2026-10-01T12:00:01Z, after the snapshot of 2026-10-01T12:00:00Z"):
        changes_of(since=NOW + timedelta(seconds=1)).apply(make_snapshot(*DISTRICT))


def test_apply__changes_that_begin_earlier_do_not_set_the_moment_back():
    early = changes_of(since=NOW - timedelta(days=9), now=NOW - timedelta(days=1))

    assert NOW == early.apply(make_snapshot(*DISTRICT)).pulled_at


@pytest.mark.parametrize("keep", [True, False])
def test_apply__passwords_are_kept_as_they_were(keep):
    users = [User(sourced_id="U1", password="secret-word"), User(sourced_id="U2")]
    snapshot = Snapshot.load(read_records([make_org(), *users]), now=NOW, keep_passwords=keep)
    after = changes_of(User(sourced_id="U2", password="other-word")).apply(snapshot)

    assert ("secret-word" if keep else None, None) == (after.users["U1"].password, after.users["U2"].password)
