"""The mapped district as a value: what it holds, what its repr shows, and that it can be pickled."""

import io
import pickle
from pathlib import Path

import attrs
import pytest

from oneroster_classlink.bundle import read_folder
from oneroster_classlink.mapping import Code, NamedBy, Outcome, Policy, map_roster, predicate
from oneroster_classlink.models import Status
from oneroster_classlink.snapshot import Certificate, Snapshot, Table
from oneroster_classlink.wire.proof import End
from tests.records import NOW, make_class, make_demographics, make_enrollment, make_org, make_snapshot, make_user

GRAND_BEND = Path(__file__).parents[3] / "shared" / "data" / "grand-bend-v1p2"

SMALL = make_snapshot(
    make_org(),
    make_class(),
    make_class("C2", title=""),
    make_user("T1", given_name="Zoraya", family_name="Quillfeather", email="zoraya@school.example", sms="555-0199"),
    make_user("P1", role="student", agents=("G1",)),
    make_user("G1", role="guardian"),
    make_enrollment("E1", user="T1", role="teacher", primary=True),
    make_enrollment("E2", user="P1"),
    make_enrollment("E3", user="X9"),
    make_demographics("P1"),
)


class Around(pickle.Pickler):
    """Pickles what the rules made, around the tables of the snapshot."""

    def persistent_id(self, value):
        """Return the id of a table."""
        return id(value) if isinstance(value, Table) else None


class Back(pickle.Unpickler):
    """Reads what `Around` wrote; *tables* are those that it left out."""

    def __init__(self, file, tables):
        super().__init__(file)
        self._tables = tables

    def persistent_load(self, key):
        """Return the table with the id *key*."""
        return self._tables[key]


def test_mapping__can_be_pickled_around_the_tables():
    mapping, file = map_roster(SMALL), io.BytesIO()
    Around(file).dump(mapping)
    tables = {id(table): table for table in vars_of(SMALL) if isinstance(table, Table)}
    found = Back(io.BytesIO(file.getvalue()), tables).load()

    assert mapping == found
    assert dict(mapping.decisions) == dict(found.decisions)
    assert mapping.coverage == found.coverage
    assert mapping.why(user="T1", klass="C1") == found.why(user="T1", klass="C1")


def vars_of(value):
    return [getattr(value, field.name) for field in attrs.fields(type(value))]


def test_mapping__repr_shows_counts_and_what_the_policy_changes():
    mapping = map_roster(SMALL, Policy(primary_required=False))
    shown = repr(mapping) + repr(mapping.roster.people) + repr(mapping.roster.classes) + repr(mapping.decisions)

    assert (
        "RosterMapping(roster=Roster(1 schools, 2 classes, 3 people), findings=Findings(0 errors, 2 alerts, 2 notes), "
        "policy=Policy(primary_required=False))"
    ) == repr(mapping)
    assert "Decisions(3 seats)" == repr(mapping.decisions)
    assert not any(word in shown.casefold() for word in ("zoraya", "quillfeather", "555-0199"))


def test_mapping__holds_the_certificate():
    assert SMALL.certificate is map_roster(SMALL).certificate


def test_decisions__by_the_enrollments_id():
    decisions = map_roster(SMALL).decisions

    assert ["E1", "E2", "E3"] == list(decisions)
    assert [Outcome.OWNER, Outcome.MEMBER, Outcome.NONE] == [found.outcome for found in decisions.values()]
    assert 3 == len(decisions)
    assert "E9" not in decisions
    with pytest.raises(KeyError):
        decisions["E9"]


def test_made__is_a_sequence_by_id():
    people = map_roster(SMALL).roster.people

    assert ["G1", "P1", "T1"] == list(people.ids) == [person.sourced_id for person in people]
    assert ("P1", "T1") == tuple(person.sourced_id for person in people[1:])
    assert "T1" == people.get("T1").sourced_id
    assert [None, None] == [people.get("A0"), people.get("Z9")]
    assert people == list(people)
    assert people != list(people)[1:]
    assert people != "GPT"
    assert people != 3


def test_roster__tombstones_are_kept_apart():
    gone = {"status": Status.TOBEDELETED}
    snapshot = make_snapshot(
        make_org(), make_class(**gone), make_user("T1", **gone), make_enrollment(user="U2", klass="C2", **gone)
    )

    assert {("class", "C1"), ("person", "T1"), ("seat", "C2", "U2")} == map_roster(snapshot).roster.tombstones
    assert frozenset() == map_roster(SMALL).roster.tombstones


def test_roster__a_marked_seat_is_no_tombstone_where_the_user_still_sits_in_the_class():
    """A host that reads tombstones would remove a living seat."""
    gone = {"status": Status.TOBEDELETED}
    snapshot = make_snapshot(
        make_org(),
        make_class("C1"),
        make_class("C2"),
        make_user("P1", role="student"),
        make_user("P2", role="student"),
        make_enrollment("E1", user="P1", klass="C1", **gone),
        make_enrollment("E2", user="P1", klass="C1"),
        make_enrollment("E3", user="P1", klass="C2", **gone),
        make_enrollment("E4", user="P2", klass="C1", **gone),
        make_enrollment("E5", user="P2", klass="C1", **gone),
        make_enrollment("E6", user="P2", klass="C2"),
    )

    assert {("seat", "C2", "P1"), ("seat", "C1", "P2")} == map_roster(snapshot).roster.tombstones
    assert {("seat", "C1", "P1"), ("seat", "C2", "P1"), ("seat", "C1", "P2")} == (
        map_roster(snapshot, Policy(seats=predicate("is none", lambda _: False))).roster.tombstones
    )


@pytest.mark.parametrize(("marked", "sits", "expected"), [("T1", "P9", set()), ("P9", "T1", {("seat", "C1", "P9")})])
def test_roster__tombstones_of_records_that_the_policy_merges(marked, sits, expected):
    """The person sits under the id of the record that the others are merged into, and there alone."""
    twin = {"given_name": "Ada", "family_name": "Up", "email": "ada@school.example"}
    snapshot = make_snapshot(
        make_org(),
        make_class(),
        make_user("T1", **twin),
        make_user("P9", role="parent", **twin),
        make_enrollment("E1", user=marked, status=Status.TOBEDELETED),
        make_enrollment("E2", user=sits),
    )
    mapping = map_roster(snapshot, Policy(merge_staff_parents=True))

    assert ("T1",) == mapping.roster.classes[0].members
    assert expected == mapping.roster.tombstones


def test_roster__an_incomplete_pull_is_said_so():
    unproven = attrs.evolve(SMALL.certificate.collections["users"], end=End.NOT_SHARED)
    certificate = Certificate(collections={**SMALL.certificate.collections, "users": unproven})
    roster = map_roster(attrs.evolve(SMALL, certificate=certificate)).roster

    assert not roster.complete
    assert "Roster(1 schools, 2 classes, 3 people, incomplete)" == repr(roster)


@pytest.mark.parametrize(
    ("role", "marks", "expected"),
    [
        ("teacher", [True, True], 1),
        ("teacher", [True, None], 0),
        ("student", [True], 0),
    ],
)
def test_findings__co_teachers_are_perhaps_not_shared(role, marks, expected):
    users = [make_user(f"T{place}") for place, _ in enumerate(marks)]
    seats = [
        make_enrollment(f"E{place}", user=f"T{place}", role=role, primary=mark) for place, mark in enumerate(marks)
    ]

    assert expected == map_roster(make_snapshot(make_org(), make_class(), *users, *seats)).findings.count(
        Code.CO_TEACHERS_NOT_SHARED
    )


@pytest.mark.skipif(not GRAND_BEND.is_dir(), reason="the shared data folder is not beside this repository")
def test_mapping__of_a_recorded_district():
    """Grand Bend: 518 teachers and 10 principals own 526 of 532 classes, all of them named by their course."""
    mapping = map_roster(Snapshot.load(read_folder(GRAND_BEND), now=NOW))
    owners = [len(klass.owners) for klass in mapping.roster.classes]
    outcomes = [decision.outcome for decision in mapping.decisions.values()]

    assert (532, 6, 2) == (len(owners), owners.count(0), owners.count(2))
    assert (528, 4870) == (outcomes.count(Outcome.OWNER), outcomes.count(Outcome.MEMBER))
    assert {NamedBy.COURSE} == {klass.named_by for klass in mapping.roster.classes}
    assert 2884 == len(mapping.roster.people)
    assert {
        Code.STAFF_NO_EMAIL: 50,
        Code.CLASS_NO_OWNER: 6,
        Code.CLASS_NO_ABLE_OWNER: 464,
        Code.EMAIL_TAKEN: 1,
        Code.EMAIL_INVALID: 17,
        Code.USER_PERHAPS_TWICE: 48,
        Code.STUDENT_NO_CONTACT: 229,
        Code.GUARDIAN_NO_STUDENT: 1854,
        Code.GUARDIAN_NO_CONTACT: 1758,
        Code.CO_TEACHERS_NOT_SHARED: 1,
        Code.CLASS_SEVERAL_OWNERS: 2,
        Code.CLASS_NAMES_ALIKE: 526,
        Code.STUDENT_NO_REACHABLE_GUARDIAN: 974,
    } == mapping.findings.counts
