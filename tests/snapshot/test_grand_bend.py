"""A whole district as a real OneRoster 1.2 server answered it: nothing is lost, nothing needs repair."""

from collections import Counter

import pytest

from oneroster_classlink.bundle import read_folder
from oneroster_classlink.models import OrgType, Role, Sex, make_converter
from oneroster_classlink.models.collections import ROSTERING
from oneroster_classlink.snapshot import Snapshot
from oneroster_classlink.wire.proof import End
from tests.records import NOW
from tests.shared_data import SHARED_DATA, needs_shared_data

pytestmark = needs_shared_data


@pytest.fixture(scope="module")
def snapshot():
    return Snapshot.load(read_folder(SHARED_DATA / "grand-bend-v1p2"), now=NOW)


@pytest.mark.parametrize(
    ("collection", "expected"),
    [
        ("orgs", 5),
        ("academicSessions", 16),
        ("courses", 84),
        ("classes", 532),
        ("users", 2884),
        ("enrollments", 5398),
        ("demographics", 974),
    ],
)
def test_certificate__every_row_is_there_once(snapshot, collection, expected):
    found = snapshot.certificate.collections[collection]

    assert (expected, expected, 0, 0, End.WHOLE_LIST) == (
        found.rows,
        found.unique,
        found.lost,
        found.repaired,
        found.end,
    )


def test_certificate__is_complete_and_the_ledger_empty(snapshot):
    assert snapshot.certificate.complete
    assert () == snapshot.ledger


def test_users__their_facts(snapshot):
    """Empty usernames say nothing (2,019 of them), nobody has a password, and 1.2 roles are read."""
    assert 2019 == snapshot.users.column("username").count(None)
    assert {None} == {user.password for user in snapshot.users}
    assert {True} == set(snapshot.users.column("enabled_user"))
    assert {Role.PARENT, Role.STUDENT, Role.TEACHER} <= {user.role for user in snapshot.users}
    assert all(org in snapshot.orgs for user in snapshot.users for org in user.orgs)


def test_enrollments__every_seat_joins(snapshot):
    assert all(user in snapshot.users for user in snapshot.enrollments.column("user"))
    assert all(klass in snapshot.classes for klass in snapshot.enrollments.column("klass"))
    assert {Role.STUDENT, Role.TEACHER} == set(snapshot.enrollments.column("role"))
    assert {True, False} == set(snapshot.enrollments.column("primary"))


def test_demographics__their_facts(snapshot):
    assert 90 == snapshot.demographics.column("sex").count(None)
    assert {Sex.FEMALE, Sex.MALE} <= set(snapshot.demographics.column("sex"))
    assert all(sourced_id in snapshot.users for sourced_id in snapshot.demographics.ids)


def test_orgs__three_schools_in_a_district(snapshot):
    kinds = Counter(snapshot.orgs.column("type"))

    assert (3, 1) == (kinds[OrgType.SCHOOL], kinds[OrgType.DISTRICT])


def test_records__survive_being_written_and_read_again(snapshot):
    converter = make_converter()
    tables = (snapshot.orgs, snapshot.academic_sessions, snapshot.courses, snapshot.classes, snapshot.demographics)

    for table, name in zip(tables, ("orgs", "academicSessions", "courses", "classes", "demographics"), strict=True):
        model = ROSTERING[name].model
        assert all(record == converter.structure(converter.unstructure(record), model) for record in table)
