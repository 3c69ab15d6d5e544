"""The filter builder, the query string, and what is refused before anything is sent."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from oneroster_classlink.errors import UsageError
from oneroster_classlink.models import Enrollment, Org, Role, User
from oneroster_classlink.wire.query import Field, Filter, Query, encode, make_fields, make_query

ROLE = Field("role")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (ROLE == "student", "role='student'"),
        (ROLE != "student", "role!='student'"),
        (Field("grade") < 5, "grade<'5'"),
        (Field("grade") <= 5.5, "grade<='5.5'"),
        (Field("grade") > 5, "grade>'5'"),
        (Field("grade") >= 5, "grade>='5'"),
        (Field("title").contains("Bio"), "title~'Bio'"),
        (ROLE == Role.TEACHER, "role='teacher'"),
        (Field("primary") == True, "primary='true'"),  # noqa: E712 - it builds a filter
        (Field("primary") == False, "primary='false'"),  # noqa: E712 - it builds a filter
        (Field("beginDate") >= date(2026, 8, 1), "beginDate>='2026-08-01'"),
        (Field("m") > datetime(2026, 4, 1, tzinfo=UTC), "m>'2026-04-01T00:00:00Z'"),
        (Field("m") > datetime(2026, 4, 1, 2, tzinfo=timezone(timedelta(hours=2))), "m>'2026-04-01T00:00:00Z'"),
        (Field("m") > datetime(2026, 4, 1, 0, 0, 0, 123_999, tzinfo=UTC), "m>'2026-04-01T00:00:00.123Z'"),
        (Field("school.sourcedId") == "S1", "school.sourcedId='S1'"),
        (Field("metadata.ext:key-1") == "x", "metadata.ext:key-1='x'"),
        ((ROLE == "student") & (Field("status") == "active"), "role='student' AND status='active'"),
        ((ROLE == "student") | (ROLE == "teacher"), "role='student' OR role='teacher'"),
    ],
)
def test_field__comparing_builds_a_filter(found, expected):
    assert expected == str(found)


def test_filter__three_clauses_are_refused():
    two = (ROLE == "a") | (ROLE == "b")

    with pytest.raises(UsageError, match="two clauses"):
        two & (ROLE == "c")


def test_filter__is_neither_true_nor_false():
    """Otherwise `and` would silently drop a clause."""
    with pytest.raises(UsageError, match=r"join clauses with & and \|"):
        _ = (ROLE == "a") and (ROLE == "b")


def test_filter__joins_only_filters():
    with pytest.raises(TypeError):
        (ROLE == "a") & "role='b'"


def test_filter__equal_expressions_are_equal():
    assert Filter("role='a'").text == (ROLE == "a").text


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("O'Brien", "single quote"),
        (None, "compares with"),
        (["a"], "compares with"),
        (datetime(2026, 4, 1), "time zone"),  # noqa: DTZ001 - the case
    ],
)
def test_field__values_that_cannot_be_sent(value, reason):
    with pytest.raises(UsageError, match=reason) as caught:
        _ = ROLE == value

    assert "Brien" not in str(caught.value)


@pytest.mark.parametrize("path", ["", "role = 'x' or", "a b", "'", ".a", "a.", 7, None])
def test_field__names_that_are_none(path):
    with pytest.raises(UsageError, match="as OneRoster spells it"):
        Field(path)


def test_field__has_a_repr_and_no_hash():
    assert "Field('role')" == repr(ROLE)
    with pytest.raises(TypeError):
        hash(ROLE)


def test_encoded__encodes_what_oauth_1_servers_refuse_raw():
    query = make_query(User, filter=(ROLE == "student") & (Field("status") == "active"), fields=["givenName"])

    assert (
        "limit=100&offset=200&sort=sourcedId&orderBy=asc"
        "&filter=role%3D%27student%27%20AND%20status%3D%27active%27&fields=sourcedId%2Cstatus%2CgivenName"
        == query.encoded(limit=100, offset=200)
    )


def test_encoded__without_sort_there_is_no_order():
    assert "limit=1&offset=0" == make_query(Org, sort=None).encoded(limit=1, offset=0)
    assert "limit=1&offset=0" == make_query(Org).unsorted().encoded(limit=1, offset=0)


def test_encode__keeps_unreserved_and_encodes_the_rest():
    assert "a=%2B%2F%26%3D%21%2A%28%29-._~" == encode({"a": "+/&=!*()-._~", "b": "", "c": None})


@pytest.mark.parametrize(
    ("options", "expected"),
    [({}, True), ({"order_by": "desc"}, False), ({"sort": "title"}, False), ({"sort": None}, False)],
)
def test_is_sorted_by_default__only_if_nothing_was_chosen(options, expected):
    assert expected is make_query(Org, **options).is_sorted_by_default


def test_query__a_repr_shows_no_filter():
    assert "student" not in repr(Query(filter="role='student'"))


@pytest.mark.parametrize(
    ("model", "fields", "expected"),
    [
        (Org, None, ()),
        (Org, ["name"], ("sourcedId", "status", "name")),
        (Org, ["sourcedId", "extra"], ("sourcedId", "status", "extra")),
        (Enrollment, (), ("sourcedId", "user", "class", "status")),
    ],
)
def test_make_fields__adds_what_decoding_needs(model, fields, expected):
    assert expected == make_fields(model, fields)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ("name", "a list of names"),
        (7, "a list of names"),
        (["given_name"], "spells the field 'given_name' as 'givenName'"),
        ([7], "as OneRoster spells it"),
    ],
)
def test_make_fields__what_is_no_list_of_names(fields, reason):
    with pytest.raises(UsageError, match=reason):
        make_fields(User, fields)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"filter": 7}, "filter must be"),
        ({"filter": "  "}, "filter must be"),
        ({"order_by": "dsc"}, "'asc' or 'desc'"),
        ({"sort": "a b"}, "as OneRoster spells it"),
    ],
)
def test_make_query__what_cannot_be_meant(options, reason):
    with pytest.raises(UsageError, match=reason):
        make_query(User, **options)


def test_make_query__takes_an_expression_as_it_is():
    assert "status='active'" == make_query(User, filter="status='active'").filter
