"""Predicates asked about whole tables."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneroster_classlink.mapping.policy import PredicateFailed, field_in, field_present, metadata_is, predicate
from oneroster_classlink.mapping.policy.judging import Reads, facts, judge_facts, passes, reads_of
from oneroster_classlink.models import Status
from tests.mapping.policy.strategies import of_fields
from tests.records import make_class, make_enrollment, make_org, make_session, make_snapshot, make_user

CLASSES = [
    make_class("C1", title="Algebra", class_type="scheduled", grades=("05",)),
    make_class("C2", title="Advisory", class_type="homeroom", metadata={"track": "A", "tags": ["x"], "n": {"m": [1]}}),
    make_class("C3", title="", class_type=None, status=Status.TOBEDELETED, metadata={"track": True}),
    make_class("C4", title="Algebra", class_type="scheduled", grades=("05",), metadata={"track": 1}),
]
TABLE = make_snapshot(make_org(), make_session(), *CLASSES).classes


def _scheduled(klass):
    return klass.class_type == "scheduled"


def _fails_on_names(klass):
    if klass.title == "Algebra":
        raise ValueError(klass.title)
    return True


@settings(max_examples=50, deadline=None)
@given(
    of_fields("class_type", "title", "grades", "is_active", "date_last_modified"), st.sets(st.sampled_from(range(4)))
)
def test_passes__agrees_with_asking_each_record(found, among):
    expected = [found(klass) and row in among for row, klass in enumerate(CLASSES)]
    flags = bytes(row in among for row in range(4))

    assert expected == [bool(each) for each in passes(TABLE, found, among=sorted(among))]
    assert expected == [bool(each) for each in passes(TABLE, found, among=flags)]
    for reads in (None, found.reads):
        own = predicate("the same", found.__call__, reads=reads)
        assert expected == [bool(each) for each in passes(TABLE, own, among=flags)]
        assert expected == [bool(each) for each in passes(TABLE, found & own & ~(own & ~found), among=flags)]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (field_in("begin_date", "2026-10-01"), [1, 0]),
        (field_in("begin_date", date(2026, 10, 1), None), [1, 1]),
        (field_in("begin_date", ""), [0, 1]),
        (field_in("date_last_modified", "2026-09-30"), [0, 1]),
    ],
)
def test_passes__dates_are_compared_as_days(found, expected):
    modified = datetime(2026, 9, 30, 23, 59, tzinfo=UTC)
    first = make_enrollment("E1", begin_date=date(2026, 10, 1))
    second = make_enrollment("E2", date_last_modified=modified)
    table = make_snapshot(make_org(), make_class(), make_user(), first, second).enrollments

    assert bytearray(expected) == passes(table, found)


def test_passes__asks_once_for_each_distinct_combination():
    asked = []

    def remembers(klass):
        asked.append((klass.title, klass.class_type))
        return True

    assert bytearray([1, 1, 0, 1]) == passes(
        TABLE, predicate("remembers", remembers, reads={"title", "class_type"}), among=[0, 1, 3]
    )
    assert [("Advisory", "homeroom"), ("Algebra", "scheduled")] == sorted(asked)


@pytest.mark.parametrize("reads", [None, {"sourced_id"}])
@pytest.mark.parametrize(
    ("guard", "expected"),
    [
        (lambda own: field_in("class_type", "scheduled") & own, {"C1", "C4"}),
        (lambda own: field_in("class_type", "scheduled") | own, {"C2", "C3"}),
        (lambda own: field_present("grades") & ~(field_in("sourced_id", "C1") | own), {"C4"}),
    ],
)
def test_passes__asks_a_hosts_function_only_about_what_is_left_open(guard, expected, reads):
    asked = set()

    def remembers(klass):
        asked.add(klass.sourced_id)
        return True

    passes(TABLE, guard(predicate("remembers", remembers, reads=reads)))

    assert expected == asked


def test_passes__without_any_read_or_row():
    assert bytearray([1, 1, 1, 1]) == passes(TABLE, predicate("all", lambda _: True, reads=()))
    assert bytearray() == passes(make_snapshot(make_org()).classes, predicate("all", lambda _: True, reads=()))


def test_passes__a_failure_names_the_predicate_the_type_and_the_id():
    for reads in (None, {"title"}):
        with pytest.raises(PredicateFailed) as caught:
            passes(TABLE, predicate("is fine", _fails_on_names, reads=reads), among=[1, 3, 0])

        assert "The predicate 'is fine' failed when it was asked about C1 (ValueError): mend the function." == str(
            caught.value
        )
        assert caught.value.__suppress_context__


def test_passes__reading_what_is_not_declared_says_so():
    with pytest.raises(PredicateFailed, match="a read of 'class_type', which its reads do not name"):
        passes(TABLE, predicate("is scheduled", _scheduled, reads={"title"}))


def test_facts__of_what_follows_from_other_fields():
    users = make_snapshot(make_org(), make_user("U1", role="teacher"), make_user("U2", role="aide", org="S9")).users

    assert ["teacher", "aide"] == _listed(facts(users, "role"))
    assert [("S1",), ("S9",)] == _listed(facts(users, "orgs"))
    assert [True, True, False, True] == _listed(facts(TABLE, "is_active"))


def test_facts__of_metadata_can_be_hashed_and_tell_1_from_true():
    assert [None, "A", True, 1] == _listed(facts(TABLE, "metadata.track"))
    assert 4 == len(facts(TABLE, "metadata.track").values)
    assert [None, ("x",), None, None] == _listed(facts(TABLE, "metadata.tags"))
    assert {"m": (1,)} == _listed(facts(TABLE, "metadata.n"))[1]
    assert [{}, {"track": 1}] == _listed(facts(TABLE, "metadata"))[0::3]
    assert 3 == len(set(facts(TABLE, "metadata").values))  # {"track": 1} equals {"track": True}


def test_facts__unknown_field():
    with pytest.raises(KeyError):
        facts(TABLE, "nickname")


def test_reads_of__by_the_record_that_has_them():
    found = field_in("role", "x") & field_present("user.metadata.track") & field_in("klass.grades", "x")

    assert Reads(own=("role",), user=("metadata.track",), klass=("grades",)) == reads_of(found)
    assert Reads(own=("metadata.user",)) == reads_of(metadata_is("user", "x"))
    assert reads_of(predicate("own", bool)) is None


def test_judge_facts__asks_with_the_declared_values():
    found = field_in("role", "student") & field_in("user.grades", "05")

    assert judge_facts(found, {"role": "student", "user.grades": ("05", "06")})
    assert not judge_facts(found, {"role": "student", "user.grades": ()})
    with pytest.raises(PredicateFailed, match="asked about E1"):
        judge_facts(predicate("own", lambda seat: seat.primary, reads={"role"}), {"role": "x"}, sourced_id="E1")


def _listed(codes):
    return [codes.values[code] for code in codes.codes]
