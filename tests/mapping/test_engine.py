"""The rules together: laws over any district, and one real district."""

from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.bundle import read_folder
from oneroster_classlink.mapping import Code, NamedBy, Outcome, PersonRole, map_roster
from oneroster_classlink.models import OrgType, Role, RoleAssignment, Status
from oneroster_classlink.snapshot import Certificate, Snapshot
from oneroster_classlink.wire.proof import End
from tests.records import NOW, make_class, make_demographics, make_enrollment, make_org, make_snapshot, make_user

GRAND_BEND = Path(__file__).parents[3] / "shared" / "data" / "grand-bend-v1p2"

UNTAKEN = {Code.USER_TOBEDELETED, Code.USER_ROLE_NOT_INGESTED, Code.USER_NOT_IN_SCHOOL}

roles = st.sampled_from([*Role, "dean", ""])
statuses = st.sampled_from([Status.ACTIVE, Status.ACTIVE, Status.ACTIVE, Status.TOBEDELETED])
orgs = st.sampled_from(["S1", "S2", "D1", "S9"])
user_ids = st.sampled_from([f"U{number}" for number in range(6)])
class_ids = st.sampled_from([f"C{number}" for number in range(4)])


@st.composite
def districts(draw):
    """Draw records of a small district with every kind of dangling reference."""
    users = draw(st.lists(user_ids, unique=True, max_size=5))
    classes = draw(st.lists(class_ids, unique=True, max_size=3))
    return [
        make_org("S1"),
        make_org("S2", status=draw(statuses)),
        make_org("D1", type=OrgType.DISTRICT),
        *(draw(_user(key)) for key in users),
        *(make_class(key, school=draw(orgs), status=draw(statuses)) for key in classes),
        *(draw(_enrollment(number)) for number in range(draw(st.integers(0, 8)))),
        *(make_demographics(key) for key in draw(st.lists(user_ids, unique=True))),
    ]


@st.composite
def _user(draw, key):
    held = draw(st.lists(st.builds(RoleAssignment, role=roles, org=orgs), max_size=3))
    return make_user(
        key,
        roles=tuple(held),
        status=draw(statuses),
        agents=tuple(draw(st.lists(user_ids, max_size=2))),
        email=draw(st.sampled_from([None, "one@school.example", f"{key}@school.example"])),
        enabled_user=draw(st.sampled_from([True, False, None])),
    )


@st.composite
def _enrollment(draw, number):
    return make_enrollment(
        f"E{number}",
        user=draw(user_ids),
        klass=draw(class_ids),
        role=draw(roles),
        primary=draw(st.sampled_from([True, False, None])),
        status=draw(statuses),
    )


@settings(max_examples=150, deadline=None)
@given(districts())
def test_map_roster__every_seat_ends_as_owner_as_member_or_with_a_finding(records):
    """No seat is lost: the conservation law."""
    snapshot = make_snapshot(*records)
    mapping = map_roster(snapshot)
    classes = {klass.sourced_id: klass for klass in mapping.roster.classes}
    told = {found.enrollment for found in mapping.findings}

    assert set(snapshot.enrollments.ids) == set(mapping.decisions)
    for seat in snapshot.enrollments:
        outcome = mapping.decisions[seat.sourced_id].outcome
        if outcome is Outcome.NONE:
            assert seat.sourced_id in told
        else:
            klass = classes[seat.klass]
            assert seat.user in (klass.owners if outcome is Outcome.OWNER else klass.members)


@settings(max_examples=150, deadline=None)
@given(districts())
def test_map_roster__nobody_sits_anywhere_without_a_seat(records):
    """The other way round: an owner or member has exactly one seat that says so."""
    snapshot = make_snapshot(*records)
    mapping = map_roster(snapshot)
    seated = sorted(
        (klass.sourced_id, user) for klass in mapping.roster.classes for user in (*klass.owners, *klass.members)
    )
    taken = sorted(
        (seat.klass, seat.user)
        for seat in snapshot.enrollments
        if mapping.decisions[seat.sourced_id].outcome is not Outcome.NONE
    )

    assert taken == seated
    assert len(set(seated)) == len(seated)


@settings(max_examples=150, deadline=None)
@given(districts())
def test_map_roster__every_user_ends_as_a_person_or_with_a_finding(records):
    snapshot = make_snapshot(*records)
    mapping = map_roster(snapshot)
    persons = {person.sourced_id for person in mapping.roster.people}
    told = {found.user for found in mapping.findings if found.code in UNTAKEN}

    assert set(snapshot.users.ids) == persons | told
    assert set() == persons & told
    assert all(user in persons for klass in mapping.roster.classes for user in (*klass.owners, *klass.members))


@settings(max_examples=100, deadline=None)
@given(districts(), st.randoms(use_true_random=False))
def test_map_roster__does_not_depend_on_the_order_of_records(records, random):
    shuffled = random.sample(records, len(records))
    first, second = map_roster(make_snapshot(*records)), map_roster(make_snapshot(*shuffled))

    assert first == second


@settings(max_examples=100, deadline=None)
@given(districts())
def test_map_roster__never_makes_an_owner_of_anyone_but_staff(records):
    """R4, whatever the records say."""
    mapping = map_roster(make_snapshot(*records))
    staff = {
        person.sourced_id
        for person in mapping.roster.people
        if {PersonRole.TEACHER, PersonRole.ADMINISTRATOR} & set(person.roles)
    }

    assert all(set(klass.owners) <= staff for klass in mapping.roster.classes)


def test_map_roster__repr_shows_nobody():
    mapping = map_roster(
        make_snapshot(
            make_org(),
            make_class(title="Quillfeather's class"),
            make_user(
                "T1", given_name="Zoraya", family_name="Quillfeather", email="zoraya@school.example", sms="555-0199"
            ),
            make_enrollment("E1", user="T1", role="teacher", primary=True),
        )
    )
    shown = repr(mapping) + repr(mapping.roster) + repr(mapping.roster.people) + repr(mapping.roster.classes)

    assert "Roster(1 schools, 1 classes, 1 people)" == repr(mapping.roster)
    assert not any(word in shown.casefold() for word in ("zoraya", "quillfeather", "555-0199"))


def test_map_roster__tombstones_are_kept_apart():
    roster = map_roster(
        make_snapshot(
            make_org(),
            make_class("C1", status=Status.TOBEDELETED),
            make_user("T1", status=Status.TOBEDELETED),
            make_enrollment("E1", user="U2", klass="C2", status=Status.TOBEDELETED),
        )
    ).roster

    assert {("class", "C1"), ("person", "T1"), ("seat", "C2", "U2")} == roster.tombstones


def test_map_roster__an_incomplete_pull_is_said_so():
    snapshot = make_snapshot(make_org())
    unproven = attrs.evolve(snapshot.certificate.collections["users"], end=End.NOT_SHARED)
    certificate = Certificate(collections={**snapshot.certificate.collections, "users": unproven})
    roster = map_roster(attrs.evolve(snapshot, certificate=certificate)).roster

    assert not roster.complete
    assert "Roster(1 schools, 0 classes, 0 people, incomplete)" == repr(roster)


@pytest.mark.skipif(not GRAND_BEND.is_dir(), reason="the shared data folder is not beside this repository")
def test_map_roster__a_recorded_district():
    """Grand Bend: 518 teachers and 10 principals own 526 of 532 classes, all of them named by their course."""
    mapping = map_roster(Snapshot.load(read_folder(GRAND_BEND), now=NOW))
    owners = [len(klass.owners) for klass in mapping.roster.classes]
    outcomes = [decision.outcome for decision in mapping.decisions.values()]

    assert (532, 6, 2) == (len(owners), owners.count(0), owners.count(2))
    assert (528, 4870) == (outcomes.count(Outcome.OWNER), outcomes.count(Outcome.MEMBER))
    assert {NamedBy.COURSE} == {klass.named_by for klass in mapping.roster.classes}
    assert 2884 == len(mapping.roster.people)
    assert {
        Code.CLASS_NO_OWNER,
        Code.STAFF_NO_EMAIL,
        Code.EMAIL_SHARED,
        Code.STUDENT_NO_CONTACT,
        Code.GUARDIAN_NO_STUDENT,
        Code.USER_PERHAPS_TWICE,
    } == {found.code for found in mapping.findings}
    assert 48 == sum(found.code is Code.USER_PERHAPS_TWICE for found in mapping.findings)
