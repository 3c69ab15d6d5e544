"""What changes missed, once a full pull follows."""

from datetime import timedelta

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.models import Status
from oneroster_classlink.snapshot.trust import CollectionTrust, Missed, Trust, trust
from oneroster_classlink.wire.proof import End
from tests.records import NOW, make_org, make_snapshot, make_user

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


def test_trust__what_a_full_pull_does_not_hold_is_left_out():
    shared, closed = users(A=OLD), users(A=OLD)
    certificates = dict(closed.certificate.collections)
    certificates["courses"] = attrs.evolve(certificates["courses"], end=End.NOT_SHARED)
    closed = attrs.evolve(closed, certificate=attrs.evolve(closed.certificate, collections=certificates))

    assert "courses" in trust(shared, shared, shared).collections
    assert "courses" not in trust(closed, shared, shared).collections
    assert "courses" not in trust(shared, shared, closed).collections


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
