"""The stream keeps what the rules read, and nothing else."""

import pytest

from oneroster_classlink.bundle import read_records
from oneroster_classlink.errors import IncompletePull
from oneroster_classlink.mapping import Account, Policy, field_in, map_roster, predicate, sanity_counts, stream_roster
from oneroster_classlink.mapping.stream import rule_fields
from oneroster_classlink.models import Class, Enrollment, Status, User
from oneroster_classlink.models.entity import wires
from tests.records import NOW, make_class, make_course, make_enrollment, make_org, make_snapshot, make_user

RECORDS = [
    make_org(),
    make_class(),
    make_user("T1", extensions={"house": "red"}, metadata={"language": "es"}),
    make_user("P1", role="student"),
    make_enrollment("E1", user="T1", role="teacher", primary=True),
    make_enrollment("E2", user="P1"),
]


def _is_red(user):
    return user.extensions.get("house") == "red"


def _sits_red(seat):
    return _is_red(seat.user)


@pytest.mark.parametrize(
    "policy",
    [
        Policy(),
        Policy(language_key="language"),
        Policy(users=predicate("is red", _is_red)),
        Policy(users=predicate("is red", _is_red, reads={"extensions"})),
        Policy(seats=predicate("is red", _sits_red)),
        Policy(seats=predicate("is red", _sits_red, reads={"user.extensions"})),
        Policy(users=field_in("role", "teacher"), classes=field_in("class_type", "scheduled")),
    ],
)
def test_stream_roster__is_the_mapping_of_the_whole_snapshot(policy):
    """Whatever a policy reads, even fields that no standard names, is kept."""
    accounts = [Account(id="A-1", sourced_id="T1")]
    streamed = stream_roster(read_records(RECORDS), policy, now=NOW, accounts=accounts)
    whole = map_roster(make_snapshot(*RECORDS), policy, accounts=accounts)

    assert whole == streamed
    assert dict(whole.decisions) == dict(streamed.decisions)
    assert whole.certificate == streamed.certificate


def test_stream_roster__the_sanity_check_counts_what_it_counts_in_the_whole_snapshot():
    records = [
        *RECORDS,
        make_user("P2", role="student", grades=("09",)),
        make_course("K1"),
        make_course("K2", status=Status.TOBEDELETED),
        make_class("C2", course="K1", periods=("1",)),
    ]
    streamed = stream_roster(read_records(records), now=NOW)

    assert sanity_counts(make_snapshot(*records)) == sanity_counts(streamed.evidence.snapshot)


def test_stream_roster__takes_the_article_s_policy_by_default():
    assert Policy() == stream_roster(read_records(RECORDS), now=NOW).policy


def test_stream_roster__an_empty_collection_must_be_allowed():
    with pytest.raises(IncompletePull):
        stream_roster(read_records(RECORDS[:4]), now=NOW)

    assert 2 == len(stream_roster(read_records(RECORDS[:4]), now=NOW, allow_empty=["enrollments"]).roster.people)


def test_rule_fields__grow_with_what_the_policy_reads():
    plain = rule_fields(Policy(mobile=[]))

    assert not {"sms", "phone", "metadata"} & plain["users"]
    assert {"phone"} == rule_fields(Policy(mobile=["phone"]))["users"] - plain["users"]
    assert {"metadata"} == rule_fields(Policy(mobile=[], language_key="language"))["users"] - plain["users"]
    assert {"location"} == rule_fields(Policy(classes=field_in("location", "12")))["classes"] - plain["classes"]


def test_rule_fields__of_seats_reach_all_three_records():
    seats = predicate("fits", bool, reads={"metadata.track", "user.middle_name", "klass.location", "role"})
    plain, found = rule_fields(Policy()), rule_fields(Policy(seats=seats))

    assert [{"metadata"}, {"middle_name"}, {"location"}] == [
        found[name] - plain[name] for name in ("enrollments", "users", "classes")
    ]


def test_rule_fields__are_all_where_nothing_is_declared():
    undeclared = predicate("fits", bool)
    found = rule_fields(Policy(seats=undeclared))

    assert [{*wires(model), "extensions"} for model in (Enrollment, User, Class)] == [
        found[name] for name in ("enrollments", "users", "classes")
    ]
    assert {*wires(User), "extensions"} == rule_fields(Policy(users=undeclared))["users"]
