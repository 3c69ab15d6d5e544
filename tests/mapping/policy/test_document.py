"""A policy as a JSON document, and back."""

import json

import pytest
from hypothesis import given, settings

from oneroster_classlink.errors import UsageError
from oneroster_classlink.mapping.policy import Policy, field_in, field_present, predicate
from tests.mapping.policy.strategies import policies


@settings(max_examples=60, deadline=None)
@given(policies)
def test_document__any_policy_of_data_comes_back(policy):
    raw = policy.to_json()

    assert policy == Policy.from_json(raw)
    assert raw == Policy.from_json(raw.decode()).to_json()


def test_document__is_the_same_for_equal_policies_and_says_its_version():
    one, other = Policy(schools=["S1", "S2", "S3"]), Policy(schools=["S3", "S2", "S1"])

    assert one.to_json() == other.to_json()
    assert (1, ["S1", "S2", "S3"]) == tuple(map(json.loads(one.to_json()).get, ("version", "schools")))


def test_document__what_is_left_out_is_as_by_default():
    assert Policy() == Policy.from_json("{}")
    assert Policy(window=None, today=None) == Policy.from_json(b'{"version": 1, "window": null, "today": null}')
    assert Policy(users=~field_present("email")) == Policy.from_json('{"users": {"field": "email", "present": false}}')
    assert Policy(users=field_in("role", "x")) == Policy.from_json(
        '{"users": {"all": [{"field": "role", "in": ["x"]}]}}'
    )


def test_document__says_what_it_cannot_hold():
    policy = Policy(classes=field_in("class_type", "scheduled") & predicate("has a room", bool))

    with pytest.raises(UsageError, match=r"'\(class_type is scheduled and has a room\)' of Policy\.classes"):
        policy.to_json()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("{", "is JSON, and this is not"),
        (b"\xff", "is JSON, and this is not"),
        (None, "is JSON, and this is not"),
        ("[" * 100_000, "is JSON, and this is not"),
        ("[]", "a JSON object"),
        ('{"version": 2}', "another version; this release reads version 1"),
        ('{"scools": []}', "A policy has no 'scools'; it has birth_dates, class_names"),
        ('{"today": "soon"}', 'The "today" of a policy'),
        ('{"today": 5}', 'The "today" of a policy'),
        ('{"window": 5}', 'The "window" of a policy'),
        ('{"window": {"since": 5}}', "A window has no 'since'; it has after, before"),
        ('{"many_guardians": "six"}', "many_guardians is a whole number"),
        ('{"classes": "scheduled"}', "A predicate is"),
        ('{"classes": {"field": "title"}}', "A predicate is"),
        ('{"classes": {"field": "title", "in": "x"}}', 'The "in" of a predicate is a list'),
        ('{"classes": {"field": "title", "in": [["x"]]}}', "takes texts, numbers"),
        ('{"classes": {"field": 5, "present": true}}', "names the field"),
        ('{"classes": {"field": "title", "present": 1}}', 'The "present" of a predicate is true or false'),
        ('{"classes": {"field": "title", "contains": 1}}', "needs a text"),
        ('{"classes": {"all": []}}', 'The "all" of a predicate is a list of predicates'),
        ('{"classes": {"any": {}}}', 'The "any" of a predicate is a list of predicates'),
        ('{"classes": {"not": []}}', "A predicate is"),
        ('{"classes": {"field": "rooms", "present": true}}', "Policy.classes reads 'rooms'"),
        ('{"classes": ' + '{"not": ' * 101 + "{}" + "}" * 102, "nested at most 100 deep"),
    ],
)
def test_document__refuses_what_cannot_be_meant(raw, expected):
    with pytest.raises(UsageError, match=expected):
        Policy.from_json(raw)
