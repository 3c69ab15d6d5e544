"""The policy: a value that refuses what cannot be meant."""

from datetime import UTC, datetime

import attrs
import pytest

from oneroster_classlink.errors import UsageError
from oneroster_classlink.mapping import Deciding, PersonRole, Policy


def test_policy__defaults_are_the_articles_behaviour():
    policy = Policy()

    assert policy.schools is None
    assert frozenset(PersonRole) == policy.ingested
    assert {PersonRole.TEACHER, PersonRole.ADMINISTRATOR} == policy.owner_roles
    assert (Deciding.BOTH, True) == (policy.deciding, policy.primary_required)


def test_policy__takes_plain_values_and_can_be_changed():
    policy = Policy(schools=["S2", "S1", "S1"], ingested=["student", "teacher"], deciding="user")

    assert frozenset({"S1", "S2"}) == policy.schools
    assert {PersonRole.STUDENT, PersonRole.TEACHER} == policy.ingested
    assert Deciding.USER is policy.deciding
    assert frozenset({"S3"}) == attrs.evolve(policy, schools={"S3"}).schools
    assert frozenset({PersonRole.AIDE}) == Policy(ingested="aide").ingested


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"schools": "S1"}, r"schools is a list"),
        ({"schools": 5}, r"schools is a list"),
        ({"schools": ["S1", None]}, r"an id is a text"),
        ({"today": "2026-10-01"}, r"today is a datetime.date"),
        ({"today": datetime(2026, 10, 1, tzinfo=UTC)}, r"today is a datetime.date"),
        ({"ingested": ["proctor"]}, r"choose among teacher, administrator"),
        ({"deciding": "nobody"}, r"deciding is one of both, user, enrollment"),
        ({"owner_roles": ["teacher", "student"]}, r"student can never own a class"),
    ],
)
def test_policy__refuses_what_cannot_be_meant(values, expected):
    with pytest.raises(UsageError, match=expected):
        Policy(**values)
