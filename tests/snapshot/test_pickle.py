"""A snapshot and a mapping can be sent to another process."""

import pickle

from oneroster_classlink.mapping import map_roster
from tests.records import (
    make_class,
    make_course,
    make_demographics,
    make_enrollment,
    make_org,
    make_session,
    make_snapshot,
    make_user,
)

DISTRICT = [
    make_org(),
    make_session(),
    make_course(),
    make_class(course="K1"),
    make_user("T1", metadata={"language": "es"}),
    make_user("P1", role="student", agents=("G1",)),
    make_user("G1", role="guardian"),
    make_demographics("P1"),
    make_enrollment("E1", user="T1", role="teacher", primary=True),
    make_enrollment("E2", user="P1"),
]


def test_snapshot__is_the_same_in_another_process():
    snapshot = make_snapshot(*DISTRICT)
    found = pickle.loads(pickle.dumps(snapshot))  # noqa: S301 - our own

    for name in ("orgs", "academic_sessions", "courses", "classes", "users", "enrollments", "demographics"):
        assert list(getattr(snapshot, name)) == list(getattr(found, name))
    assert snapshot.certificate == found.certificate
    assert "E2" == found.enrollments["E2"].sourced_id


def test_mapping__is_the_same_in_another_process():
    mapping = map_roster(make_snapshot(*DISTRICT))
    found = pickle.loads(pickle.dumps(mapping))  # noqa: S301 - our own

    assert mapping == found
    assert dict(mapping.decisions) == dict(found.decisions)
    assert str(mapping.why(user="P1", klass="C1")) == str(found.why(user="P1", klass="C1"))
    assert mapping.coverage == found.coverage
