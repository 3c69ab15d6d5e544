"""A policy as a JSON document, and back."""

import json
from datetime import date

import pytest
from hypothesis import given, settings

from oneroster_classlink.errors import UsageError
from oneroster_classlink.mapping.policy import Policy, field_in, field_present, metadata_is, predicate
from oneroster_classlink.mapping.policy.predicates import MOST_DEEP
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


def test_document__dates_come_back_as_what_they_were():
    policy = Policy(seats=field_in("begin_date", date(2026, 10, 1), None))
    raw = policy.to_json()

    assert {"field": "begin_date", "in": [None, "2026-10-01"]} == json.loads(raw)["seats"]
    assert policy == Policy.from_json(raw)


def test_document__equal_policies_have_one_document_and_unequal_ones_two():
    one, same, other = (Policy(classes=metadata_is("track", value)) for value in (1, 1.0, True))

    assert one == same
    assert one.to_json() == same.to_json()
    assert one != other
    assert one.to_json() != other.to_json()


@pytest.mark.parametrize(
    "deeper",
    [
        lambda found: (found & field_present("title")) | field_in("title", "b"),
        lambda found: ~(found & field_present("title")),
    ],
)
def test_document__what_can_be_composed_comes_back(deeper):
    found = field_in("title", "a")
    while found.depth < MOST_DEEP:
        found = deeper(found)
    policy = Policy(classes=found)

    assert policy == Policy.from_json(policy.to_json())
    with pytest.raises(UsageError, match="nested at most 100 deep"):
        deeper(found)


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
        ('{"version": 2}', 'The "version" of this policy is another; this release reads version 1 alone'),
        ('{"version": 1.0}', 'The "version" of this policy'),
        ('{"version": true}', 'The "version" of this policy'),
        ('{"version": null}', 'The "version" of this policy'),
        ('{"schools": ["S1"], "schools": null}', "says 'schools' twice in one object"),
        ('{"window": {"before": 1, "before": 2}}', "says 'before' twice in one object"),
        ('{"schools": {"S1": false}}', 'The "schools" of a policy is a list'),
        ('{"schools": "S1"}', 'The "schools" of a policy is a list'),
        ('{"ingested": null}', 'The "ingested" of a policy is a list'),
        ('{"ingested": {"teacher": true}}', 'The "ingested" of a policy is a list'),
        ('{"ingested": ["cook"]}', "unknown in ingested"),
        ('{"owner_roles": {"teacher": true}}', 'The "owner_roles" of a policy is a list'),
        ('{"owner_roles": ["cook"]}', "unknown in owner_roles"),
        ('{"email_required": "teacher"}', 'The "email_required" of a policy is a list'),
        ('{"email_required": ["cook"]}', "unknown in email_required"),
        ('{"mobile": {"sms": false}}', 'The "mobile" of a policy is a list'),
        ('{"unique": {"email": false}}', 'The "unique" of a policy is a list'),
        ('{"class_names": {"title": 1}}', 'The "class_names" of a policy is a list'),
        ('{"contact_ranks": {"teacher": 1}}', 'The "contact_ranks" of a policy is a list of lists'),
        ('{"contact_ranks": ["teacher"]}', 'The "contact_ranks" of a policy is a list of lists'),
        ('{"contact_ranks": [{"teacher": 1}]}', 'The "contact_ranks" of a policy is a list of lists'),
        ('{"scools": []}', "A policy has no 'scools'; it has birth_dates, class_names"),
        ('{"today": "soon"}', 'The "today" of a policy'),
        ('{"today": 5}', 'The "today" of a policy'),
        ('{"today": "2026-W40-4"}', 'The "today" of a policy'),
        ('{"today": "20261001"}', 'The "today" of a policy'),
        ('{"today": "2026-13-01"}', 'The "today" of a policy'),
        ('{"window": 5}', 'The "window" of a policy'),
        ('{"window": {"since": 5}}', "A window has no 'since'; it has after, before"),
        ('{"many_guardians": "six"}', "many_guardians is a whole number"),
        ('{"classes": "scheduled"}', '^The "classes" of a policy: A predicate is'),
        ('{"classes": {"field": "title"}}', "A predicate is"),
        ('{"classes": {"field": "title", "in": "x"}}', 'The "in" of a predicate is a list'),
        ('{"classes": {"field": "title", "in": [["x"]]}}', "takes texts, numbers"),
        (
            '{"seats": {"field": "begin_date", "in": ["2026-W40-4"]}}',
            "Policy.seats reads 'begin_date', which holds days",
        ),
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
