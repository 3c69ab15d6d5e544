"""The policy: a value that refuses what cannot be meant."""

from datetime import UTC, datetime
from functools import partial
from types import SimpleNamespace

import attrs
import pytest

from oneroster_classlink.errors import UsageError
from oneroster_classlink.mapping.policy import (
    ContactPoint,
    Deciding,
    Policy,
    Predicate,
    Window,
    field_contains,
    field_in,
    metadata_is,
    predicate,
)
from oneroster_classlink.mapping.roster import NamedBy
from oneroster_classlink.mapping.rules.roles import PersonRole


def has_a_room(klass):
    return klass.location is not None


typed = predicate("is typed", lambda klass: klass.class_type is not None)


def test_policy__defaults_are_the_articles_behaviour():
    policy = Policy()

    assert policy.schools is None
    assert frozenset(PersonRole) == policy.ingested
    assert {PersonRole.TEACHER, PersonRole.ADMINISTRATOR} == policy.owner_roles == policy.email_required
    assert (Deciding.BOTH, True) == (policy.deciding, policy.primary_required)
    assert (None, None, None, None) == (policy.classes, policy.users, policy.seats, policy.window)
    assert (True, ("sms", "phone"), frozenset(ContactPoint)) == (policy.email, policy.mobile, policy.unique)
    assert ["administrator, teacher", "aide", "guardian, parent", "student"] == [
        ", ".join(sorted(group)) for group in policy.contact_ranks
    ]
    assert (NamedBy.TITLE, NamedBy.COURSE, NamedBy.OWNER, NamedBy.ID) == policy.class_names


def test_policy__takes_plain_values_and_can_be_changed():
    policy = Policy(schools=["S2", "S1", "S1"], ingested=["student", "teacher"], deciding="user")

    assert frozenset({"S1", "S2"}) == policy.schools
    assert {PersonRole.STUDENT, PersonRole.TEACHER} == policy.ingested
    assert Deciding.USER is policy.deciding
    assert frozenset({"S3"}) == attrs.evolve(policy, schools={"S3"}).schools
    assert frozenset({PersonRole.AIDE}) == Policy(ingested="aide").ingested
    assert (("phone",), ()) == (Policy(mobile="phone").mobile, Policy(mobile=[]).mobile)
    assert frozenset({ContactPoint.EMAIL}) == Policy(unique=["email"]).unique
    assert (NamedBy.COURSE, NamedBy.TITLE) == Policy(class_names=["course", "title", "course"]).class_names
    assert (frozenset({PersonRole.AIDE}),) == Policy(contact_ranks=[["aide"]]).contact_ranks
    assert hash(policy) == hash(attrs.evolve(policy))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"schools": "S1"}, r"schools is a list"),
        ({"schools": {"S1": False}}, r"schools is a list"),
        ({"schools": 5}, r"schools is a list"),
        ({"schools": ["S1", None]}, r"an id is a text"),
        ({"schools": [[]]}, r"an id is a text"),
        ({"today": "2026-10-01"}, r"today is a datetime.date"),
        ({"today": datetime(2026, 10, 1, tzinfo=UTC)}, r"today is a datetime.date"),
        ({"ingested": ["proctor"]}, r"choose among teacher, administrator"),
        ({"ingested": 5}, r"ingested is a list: choose among teacher, administrator"),
        ({"ingested": {"teacher": False}}, r"ingested is a list"),
        ({"owner_roles": None}, r"owner_roles is a list"),
        ({"email_required": None}, r"email_required is a list"),
        ({"deciding": "nobody"}, r"deciding is one of both, user, enrollment"),
        ({"owner_roles": ["teacher", "student"]}, r"student can never own a class: take it out of owner_roles"),
        ({"primary_required": "no"}, r"primary_required is True or False"),
        ({"email": None}, r"email is True or False"),
        ({"mobile": ["home"]}, r"mobile is a list of fields: choose among sms, phone"),
        ({"mobile": 5}, r"mobile is a list of fields"),
        ({"mobile": {"sms": False}}, r"mobile is a list of fields"),
        ({"unique": ["fax"]}, r"unknown in unique: choose among email, mobile"),
        ({"contact_ranks": "aide"}, r"contact_ranks is a list of groups"),
        ({"contact_ranks": 5}, r"contact_ranks is a list of groups"),
        ({"contact_ranks": {"aide": 1}}, r"contact_ranks is a list of groups"),
        ({"contact_ranks": [["aide"], ["aide", "parent"]]}, r"names a role twice"),
        ({"class_names": ["nickname"]}, r"unknown in class_names: choose among title, course, owner, id"),
        ({"language_key": " "}, r"language_key is a key of metadata"),
        ({"language_key": 5}, r"language_key is a key of metadata"),
        ({"many_guardians": 0}, r"many_guardians is a whole number of at least 1"),
        ({"many_guardians": True}, r"many_guardians is a whole number"),
        ({"many_guardians": 6.0}, r"many_guardians is a whole number"),
        ({"window": {"before": 3}}, r"window is a Window"),
        ({"classes": "scheduled"}, r"a Predicate or a function"),
        ({"classes": lambda klass: klass}, r"Give it a name"),
        ({"classes": partial(field_in, "title")}, r"Give it a name"),
    ],
)
def test_policy__refuses_what_cannot_be_meant(values, expected):
    with pytest.raises(UsageError, match=expected):
        Policy(**values)


def test_policy__a_predicate_may_be_a_plain_function_with_a_name():
    policy = Policy(classes=has_a_room)

    assert Predicate(name="has_a_room", test=has_a_room) == policy.classes
    assert policy.classes(SimpleNamespace(location="12"))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"classes": field_in("klass_type", "x")},
            r"^Policy\.classes reads 'klass_type': a class has no such field; it",
        ),
        ({"classes": field_in("metadata.", "x")}, r"Policy.classes reads 'metadata\.'"),
        ({"users": field_in("class_type", "x")}, r"Policy.users reads 'class_type': a user has no such field"),
        ({"users": predicate("guesses", bool, reads={"password"})}, r"reads 'password'"),
        ({"users": field_in("user.grades", "x")}, r"reads 'user.grades'"),
        (
            {"seats": field_in("user", "x")},
            r"Policy.seats reads 'user': a seat has no such field; it .*user.sourced_id",
        ),
        ({"seats": field_in("user.title", "x")}, r"reads 'user.title'"),
        ({"seats": field_in("grades", "x") & field_in("role", "x")}, r"reads 'grades'"),
        ({"classes": typed & ~field_in("tilte", "x")}, r"Policy.classes reads 'tilte'"),
    ],
)
def test_policy__refuses_a_predicate_of_other_records(values, expected):
    with pytest.raises(UsageError, match=expected):
        Policy(**values)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"seats": field_in("begin_date", "2026-W40-4")},
            r"^Policy.seats reads 'begin_date', which holds days: give a",
        ),
        ({"seats": field_in("end_date", "2026-10-01", "soon")}, r"'end_date', which holds days: give a datetime.date"),
        ({"seats": ~field_in("end_date", 20261001)}, r"'end_date', which holds days"),
        ({"users": field_in("date_last_modified", "2026-01-01T00:00:00Z")}, r"holds days: give a datetime.date"),
        ({"seats": field_in("primary", "true")}, r"'primary', which holds true or false: give True or False, or None"),
        ({"seats": field_in("user.enabled_user", 1)}, r"'user.enabled_user', which holds true or false"),
        ({"classes": field_in("is_active", "active")}, r"'is_active', which holds true or false"),
        ({"classes": field_in("grades", 5)}, r"'grades', which holds texts: give texts, or None for empty"),
        ({"classes": typed & field_in("title", True)}, r"'title', which holds texts"),
        ({"classes": field_contains("date_last_modified", "2026")}, r"holds days: nothing of it contains a text"),
        ({"seats": field_contains("primary", "t") | field_in("role", "x")}, r"holds true or false: nothing of it"),
    ],
)
def test_policy__refuses_a_predicate_that_can_never_be_true(values, expected):
    with pytest.raises(UsageError, match=expected):
        Policy(**values)


def test_policy__a_refused_predicate_shows_no_value():
    with pytest.raises(UsageError) as caught:
        Policy(users=field_in("email", 31415926))

    assert "31415926" not in str(caught.value)


def test_policy__takes_words_that_districts_may_have_of_their_own():
    policy = Policy(
        users=field_in("role", "teecher"), classes=field_contains("terms", "T1") | metadata_is("n", 1, True)
    )

    assert "role is teecher" == policy.users.name
    assert {"terms", "metadata.n"} == policy.classes.reads


def test_policy__takes_predicates_of_each_kind_of_record():
    policy = Policy(
        classes=field_in("metadata.a.b", "x") & field_in("is_active", True),
        users=field_in("role", "x") & field_in("orgs", "x"),
        seats=field_in("role", "x") & field_in("user.role", "x") & field_in("klass.metadata.track", "x"),
    )

    assert {"role", "user.role", "klass.metadata.track"} == policy.seats.reads


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"before": -1}, r"Window.before is a whole number of days"),
        ({"after": 1.5}, r"Window.after is a whole number of days"),
        ({"after": 10**9}, r"Window.after is a whole number of days from 0 to 3660"),
        ({"before": True}, r"Window.before is a whole number"),
        ({"without_term": None}, r"Window.without_term is True or False"),
        ({"enrollments": 1}, r"Window.enrollments is True or False"),
    ],
)
def test_window__refuses_what_cannot_be_meant(values, expected):
    with pytest.raises(UsageError, match=expected):
        Window(**values)


def test_policy__repr_shows_what_is_not_as_by_default():
    changed = Policy(
        schools=["S2", "S1"],
        deciding="user",
        mobile=[],
        users=field_in("role", "teacher"),
        contact_ranks=[["teacher"], ["student", "aide"]],
    )

    assert "Policy()" == repr(Policy())
    assert (
        "Policy(schools={'S1', 'S2'}, deciding='user', users=Predicate(name='role is teacher'), mobile=[], "
        "contact_ranks=[{'teacher'}, {'aide', 'student'}])"
    ) == repr(changed)
