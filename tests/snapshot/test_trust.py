"""What changes missed, once a full pull follows."""

from datetime import timedelta

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.models import LedgerEntry, Status
from oneroster_classlink.snapshot.trust import CollectionTrust, Missed, Trust, trust
from oneroster_classlink.wire.proof import End
from tests.records import NOW, make_demographics, make_org, make_snapshot, make_user

OLD, NEW = "old@school.example", "new@school.example"


def users(**emails):
    """Make the snapshot of users with these e-mail addresses; ``None`` is a tombstone."""
    records = [
        make_user(sourced_id, email=email) if email else make_user(sourced_id, status=Status.TOBEDELETED)
        for sourced_id, email in emails.items()
    ]
    return make_snapshot(make_org(), *records)


@pytest.mark.parametrize(
    ("before", "after", "full", "changes", "missed", "score"),
    [
        ({"A": OLD}, {"A": OLD}, {"A": OLD}, 0, {}, 1.0),
        ({"A": OLD}, {"A": NEW}, {"A": NEW}, 1, {}, 1.0),
        ({"A": OLD}, {"A": OLD}, {"A": NEW}, 1, {"A": Missed.UPDATED}, 0.0),
        ({}, {}, {"A": NEW}, 1, {"A": Missed.CREATED}, 0.0),
        ({}, {"A": NEW}, {"A": NEW}, 1, {}, 1.0),
        ({}, {"A": OLD}, {"A": NEW}, 1, {"A": Missed.CREATED}, 0.0),
        ({"A": OLD}, {"A": OLD}, {}, 1, {"A": Missed.REMOVED}, 0.0),
        ({"A": OLD}, {"A": OLD}, {"A": None}, 1, {"A": Missed.REMOVED}, 0.0),
        ({"A": OLD}, {"A": None}, {}, 1, {}, 1.0),
        ({"A": None}, {"A": None}, {"A": NEW}, 1, {"A": Missed.CREATED}, 0.0),
        ({"A": None}, {"A": None}, {}, 0, {}, 1.0),
        ({"A": OLD}, {"A": NEW}, {"A": OLD}, 0, {"A": Missed.MISTAKEN}, 0.0),
        ({"A": OLD}, {"A": OLD, "B": NEW}, {"A": OLD}, 0, {"B": Missed.MISTAKEN}, 0.0),
        ({"A": OLD, "B": OLD}, {"A": NEW, "B": OLD}, {"A": NEW}, 2, {"B": Missed.REMOVED}, 0.5),
        ({"A": OLD, "B": OLD}, {"A": NEW, "B": None}, {"A": NEW, "B": OLD}, 1, {"B": Missed.MISTAKEN}, 0.5),
    ],
)
def test_trust__what_changed_and_what_was_missed(before, after, full, changes, missed, score):
    found = trust(users(**before), users(**after), users(**full))

    assert CollectionTrust(collection="users", changes=changes, missed=missed) == found.collections["users"]
    assert score == found.score
    assert 1.0 == attrs.evolve(found, collections={"orgs": found.collections["orgs"]}).score


def test_trust__another_stamp_alone_is_no_change():
    """ClassLink stamps every record of an import run."""
    snapshots = [
        make_snapshot(make_org(), make_user(date_last_modified=NOW + timedelta(hours=hours))) for hours in range(3)
    ]

    assert 0 == trust(*snapshots).collections["users"].changes


def without(snapshot, collection):
    """Return *snapshot* as if *collection*, which is empty in it, were not shared."""
    certificates = dict(snapshot.certificate.collections)
    certificates[collection] = attrs.evolve(certificates[collection], end=End.NOT_SHARED)
    return attrs.evolve(snapshot, certificate=attrs.evolve(snapshot.certificate, collections=certificates))


def test_trust__what_no_full_pull_holds_is_left_out():
    shared = users(A=OLD)
    closed = without(shared, "courses")

    assert "courses" in trust(shared, shared, shared).collections
    assert "courses" not in trust(closed, shared, closed).collections


def test_trust__what_only_one_full_pull_holds_was_told_by_no_change():
    person = make_demographics("A")
    shared = make_snapshot(make_org(), make_user("A"), person)
    closed = without(make_snapshot(make_org(), make_user("A")), "demographics")
    withdrawn, given = trust(shared, shared, closed), trust(closed, closed, shared)

    assert {"A": Missed.REMOVED} == withdrawn.collections["demographics"].missed
    assert {"A": Missed.CREATED} == given.collections["demographics"].missed
    assert [0.0, 0.0] == [withdrawn.score, given.score]


@pytest.mark.parametrize(
    ("entry", "missed"),
    [
        ({}, set()),
        ({"problems": (), "repairs": ("flag in another form @ $.enabledUser",)}, {"A"}),
        ({"sourced_id": "B"}, {"A"}),
        ({"sourced_id": None}, {"A"}),
        ({"collection": "orgs"}, {"A"}),
    ],
)
def test_trust__a_row_that_a_full_pull_could_not_read_is_not_judged(entry, missed):
    values = {"collection": "users", "index": 0, "sourced_id": "A", "problems": ("missing @ $.role",)}
    holds = users(A=OLD)
    lacks = attrs.evolve(users(), ledger=(LedgerEntry(**values | entry),))
    lost_now, lost_before = trust(holds, holds, lacks), trust(lacks, lacks, holds)

    assert [missed, missed] == [set(found.collections["users"].missed) for found in (lost_now, lost_before)]
    assert [len(missed)] * 2 == [found.collections["users"].changes for found in (lost_now, lost_before)]


EMAILS = st.dictionaries(st.sampled_from("ABCDE"), st.sampled_from([OLD, NEW, None]))


@settings(max_examples=40, deadline=None)
@given(before=EMAILS, full=EMAILS, forgotten=st.sets(st.sampled_from("ABCDE")))
def test_trust__the_score_is_the_share_that_was_told(before, full, forgotten):
    """Law: of an honest source that forgets some ids, exactly those real changes are missed."""
    told = {key: full.get(key) for key in "ABCDE" if key not in forgotten and (key in full or key in before)}
    real = {key for key in "ABCDE" if before.get(key) != full.get(key)}
    found = trust(users(**before), users(**before | told), users(**full)).collections["users"]

    assert (len(real), real & forgotten) == (found.changes, set(found.missed))
    assert len(real - forgotten) == found.brought
    assert 1.0 == trust(users(**before), users(**full), users(**full)).score


def test_trust__says_it_for_people_with_ids_alone():
    missed = {f"U{number}": Missed.REMOVED for number in range(22)}
    found = Trust(
        collections={
            "orgs": CollectionTrust(collection="orgs", changes=1_000, missed={}),
            "users": CollectionTrust(collection="users", changes=24, missed=missed),
        }
    )

    assert [
        "orgs                1,000 changes    1,000 brought",
        "users                  24 changes        2 brought",
        "    U0: removed",
        "    U1: removed",
        "    and 2 more",
        f"trust: {1002 / 1024:.3f}",
    ] == [line for number, line in enumerate(str(found).splitlines()) if number not in range(4, 22)]
