"""What servers say of classes and persons (quirks 7.18 to 7.25, 7.32, and 2.10, row 13)."""

import logging

import pytest

from oneroster_classlink.models import (
    Class,
    Credential,
    Demographics,
    Org,
    Resource,
    Role,
    RoleAssignment,
    Status,
    User,
    UserId,
)
from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.snapshot import Snapshot
from oneroster_classlink.wire.decode import Decoder
from tests.quirks.server import ledger, opening, read, read_one, repairs, serving
from tests.rest.fake import Said, client_of

TEACHER = RoleAssignment(role=Role.TEACHER, org="S1", role_type="primary")
LISTS = "list of texts in another form @ $."


@pytest.mark.parametrize(
    ("raw", "expected", "said"),
    [
        ('["Sixth grade"]', ("Sixth grade",), []),
        ('["6 ano - Português"]', ("6 ano - Português",), []),
        ('["05", "11", "10", "KG"]', ("05", "11", "10", "KG"), []),
        ('"Sixth grade"', ("Sixth grade",), [f"{LISTS}grades"]),
        ("[9, 10]", ("9", "10"), [f"{LISTS}grades"]),
        ("9", ("9",), [f"{LISTS}grades"]),
    ],
)
def test_quirk__7_18__grades_are_free_text(raw, expected, said):
    row = f'{{"sourcedId": "U1", "grades": {raw}}}'.encode()

    assert User(sourced_id="U1", grades=expected) == read_one("users", row)
    assert said == repairs("users", row)


@pytest.mark.parametrize(
    ("raw", "expected", "said"),
    [
        (b'["1", "2"]', ("1", "2"), []),
        (b'"1"', ("1",), [f"{LISTS}periods"]),
        (b'"1,2"', ("1", "2"), [f"{LISTS}periods"]),
        (b"1", ("1",), [f"{LISTS}periods"]),
        (b'""', (), [f"{LISTS}periods"]),
        (b"[]", (), []),
        (b"null", (), []),
    ],
)
def test_quirk__7_19__periods_are_a_list_or_a_text(raw, expected, said):
    row = b'{"sourcedId": "C1", "periods": ' + raw + b', "terms": [{"type": "x", "href": "/t", "sourcedId": "T1"}, '
    row += b'{"sourcedId": "T2", "href": "", "type": "academicSession"}]}'

    assert Class(sourced_id="C1", periods=expected, terms=("T1", "T2")) == read_one("classes", row)
    assert said == repairs("classes", row)


@pytest.mark.parametrize(
    "reference",
    [
        b'{"sourcedId": "S1", "href": "/orgs/S1", "type": "org"}',
        b'{"sourcedId": "S1", "href": "https://other.example/ims/oneroster/v1p1/orgs/S1", "type": "org"}',
        b'{"sourcedId": "S1", "href": "hhttp://district.example/orgs/S1", "type": "org"}',
        b'{"sourcedId": "S1", "href": "/schools/S1", "type": "school"}',
        b'{"sourcedId": "S1", "href": "/orgs/S9", "type": "org"}',
        b'{"sourcedId": "S1", "href": null, "type": null}',
        b'{"sourcedId": "S1"}',
    ],
)
def test_quirk__7_20__an_href_is_never_followed_nor_believed(reference):
    row = b'{"sourcedId": "C1", "school": ' + reference + b"}"
    client, adapter = client_of(serving(row, before=opening("classes")))

    assert [Class(sourced_id="C1", school="S1")] == list(client.classes())
    assert {"/ims/oneroster/v1p1/classes"} == {asked.path for asked in adapter.asked}
    assert [] == repairs("classes", row)


@pytest.mark.parametrize(
    ("reference", "expected"), [(b'"S1"', "S1"), (b'{"href": "/orgs/S1"}', None), (b'{"sourcedId": 7}', "7")]
)
def test_quirk__7_20__a_reference_in_another_form(reference, expected):
    row = b'{"sourcedId": "C1", "school": ' + reference + b"}"

    assert Class(sourced_id="C1", school=expected) == read_one("classes", row)
    assert ["reference in another form @ $.school"] == repairs("classes", row)


def test_quirk__7_21__one_person_as_two_users_stays_two():
    """Both carry the roles in both schools, and the ids to join them by."""
    rest = (
        b', "identifier": "604822", "userIds": [{"type": "State", "identifier": "604822"}], "roles": ['
        b'{"roleType": "primary", "role": "student", "org": {"sourcedId": "S1"}}, '
        b'{"roleType": "secondary", "role": "student", "org": {"sourcedId": "S2"}}]}'
    )
    first, second = read("users", b'{"sourcedId": "a1"' + rest, b'{"sourcedId": "b2"' + rest)

    assert ("a1", "b2") == (first.sourced_id, second.sourced_id)
    assert first.identifier == second.identifier == "604822"
    assert (UserId(type="State", identifier="604822"),) == first.user_ids == second.user_ids
    assert ("S1", "S2") == first.orgs == second.orgs


@pytest.mark.parametrize(
    ("row", "roles"),
    [
        (b'"role": "teacher", "orgs": [{"sourcedId": "S1"}]', [TEACHER]),
        (b'"roles": [{"roleType": "primary", "role": "teacher", "org": {"sourcedId": "S1"}}]', [TEACHER]),
        (
            (
                b'"role": "teacher", "orgs": [{"sourcedId": "S1"}], '
                b'"roles": [{"roleType": "primary", "role": "teacher", "org": {"sourcedId": "S1"}}]'
            ),
            [TEACHER],
        ),
        (b'"role": "Teacher", "roles": [], "orgs": [{"sourcedId": "S1"}]', [TEACHER]),
        (b'"role": "teacher", "orgs": null, "roles": null', [RoleAssignment(role=Role.TEACHER, role_type="primary")]),
        (b'"roles": [{"role": "principal"}]', [RoleAssignment(role=Role.PRINCIPAL)]),
        (b'"roles": [{"role": "districtAdministrator"}]', [RoleAssignment(role=Role.DISTRICT_ADMINISTRATOR)]),
        (b'"roles": [{"role": "parent"}]', [RoleAssignment(role=Role.PARENT)]),
        (b'"roles": [{"role": "ext:coach"}]', [RoleAssignment(role="ext:coach")]),
        (b'"orgs": [{"sourcedId": "S1"}]', []),
    ],
)
def test_quirk__7_22__roles_of_both_versions(row, roles):
    row = b'{"sourcedId": "U1", ' + row + b"}"

    assert User(sourced_id="U1", roles=tuple(roles)) == read_one("users", row)
    assert [] == repairs("users", row)


def test_quirk__7_22__the_single_role_of_a_resource():
    rows = b'{"sourcedId": "R1", "role": "teacher"}', b'{"sourcedId": "R2", "roles": ["teacher", "student"]}'

    assert [
        Resource(sourced_id="R1", roles=(Role.TEACHER,)),
        Resource(sourced_id="R2", roles=(Role.TEACHER, Role.STUDENT)),
    ] == read("resources", *rows)


def test_quirk__7_23__a_deletion_that_leaves_no_trace_is_seen_in_the_ids():
    """Everything is always active, so only full reads tell; 1.0's "inactive" and any case are understood too."""
    rows = [b'{"sourcedId": "U1", "status": "active"}', b'{"sourcedId": "U2", "status": "active"}']
    before, after = read("users", *rows), read("users", rows[1])
    odd = read("users", b'{"sourcedId": "U1", "status": "inactive"}', b'{"sourcedId": "U2", "status": "ToBeDeleted"}')

    assert {"U1"} == {user.sourced_id for user in before} - {user.sourced_id for user in after}
    assert {Status.ACTIVE} == {user.status for user in (*before, *after)}
    assert [Status.TOBEDELETED] * 2 == [user.status for user in odd]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b'"female"', "female"),
        (b'"Male"', "male"),
        (b'"unspecified"', "unspecified"),
        (b'"other"', "other"),
        (b'"X"', "X"),
        (b'""', None),
        (b"null", None),
    ],
)
def test_quirk__7_24__sex(raw, expected):
    row = b'{"sourcedId": "U1", "sex": ' + raw + b"}"

    assert Demographics(sourced_id="U1", sex=expected) == read_one("demographics", row)
    assert [] == repairs("demographics", row)


def test_quirk__7_25__unknown_keys_are_kept():
    user = (
        b'{"sourcedId": "U1", "demographic": {"race": ["x"]}, "junk": 1, "primaryOrg": {"sourcedId": "S1"}, '
        b'"metadata": {"edfi": {"id": 7, "tags": [true, null]}, "classLink.x": "y"}}'
    )
    expected = User(
        sourced_id="U1",
        primary_org="S1",
        metadata={"edfi": {"id": 7, "tags": [True, None]}, "classLink.x": "y"},
        extensions={"demographic": {"race": ["x"]}, "junk": 1},
    )

    assert expected == read_one("users", user)
    assert [] == repairs("users", user)


@pytest.mark.parametrize("form", [b'"metadata": ', b'"x-vendor": '], ids=["metadata", "own key"])
@pytest.mark.parametrize("levels", [1_100, 20_000])
def test_quirk__7_25__a_row_that_is_nested_too_deeply_is_alone_in_being_lost(form, levels):
    deep = b'{"sourcedId": "O2", ' + form + b'{"a":' * levels + b"1" + b"}" * levels + b"}"
    rows = [b'{"sourcedId": "O1", "name": "[, \\" {"}', deep, b'{"sourcedId": "O3", "metadata": {"a": [1, {}]}}']

    assert [
        Org(sourced_id="O1", name='[, " {'),
        Org(sourced_id="O3", metadata={"a": [1, {}]}),
    ] == read("orgs", *rows)
    assert [(1, None, ("nested too deeply @ $",), ())] == ledger("orgs", *rows)


@pytest.mark.parametrize("raw", [b"null", b'""', b'"hunter2-secret"'])
@pytest.mark.parametrize(
    "further",
    [
        b"",
        b', "enabledUser": 1',
        b', "vendor": {"adminPassword": "hunter2-secret"}',
        b', "metadata": {"x": [{"initial.Password": "hunter2-secret"}]}',
    ],
    ids=["bare", "odd", "vendor", "metadata"],
)
def test_quirk__7_32__a_password_is_neither_kept_nor_shown(raw, further, caplog):
    row = b'{"sourcedId": "U1", "password": ' + raw + further
    row += b', "userProfiles": [{"profileId": "p", "credentials": [{"type": "x", "username": "ana", "password": '
    row += raw + b"}]}]}"
    with caplog.at_level(logging.DEBUG):
        record = read_one("users", row)

    assert None is record.password
    assert (Credential(type="x", username="ana", password=None),) == record.user_profiles[0].credentials
    assert "hunter2" not in repr(record.extensions) + repr(record.metadata) + caplog.text + repr(ledger("users", row))


@pytest.mark.parametrize("further", [b"", b', "enabledUser": 1'], ids=["fast", "patient"])
def test_quirk__7_32__passwords_are_kept_where_they_are_asked_for(further):
    row = b'{"sourcedId": "U1", "password": "w1", "userProfiles": [{"profileId": "p", "credentials": '
    row += b'[{"type": "x", "username": "ana", "password": "w2"}]}]' + further + b"}"
    decoder = Decoder(collection=COLLECTIONS["users"], keep_passwords=True)
    (user,) = decoder.records(decoder.page(opening("users") + row + b"]}", path="/users").structs)

    assert ("w1", "w2") == (user.password, user.user_profiles[0].credentials[0].password)
    assert "w2" not in repr(user)
    assert [("w1", "w2"), (None, None)] == [_in_snapshot(row, keep=keep) for keep in (True, False)]


def _in_snapshot(row, *, keep):
    def answer(asked):
        name = asked.path.rpartition("/")[2]
        return serving(*([row] if name == "users" else []), before=opening(name))(asked)

    client, _ = client_of(answer)
    user = Snapshot.load(client, keep_passwords=keep).users["U1"]
    return user.password, user.user_profiles[0].credentials[0].password


def test_quirk__2_10_13__a_title_that_says_everything_twice_stays_as_it_is():
    row = b'{"sourcedId": "C1", "title": "Sci5 (Sci5)"}'

    assert Class(sourced_id="C1", title="Sci5 (Sci5)") == read_one("classes", row)
    assert [] == repairs("classes", row)


def test_quirk__ids__a_record_by_an_id_that_needs_encoding():
    """ONEROSTER.md 5.6: an id may hold anything; it is one segment of the path."""
    client, adapter = client_of(lambda _: Said('{"user": {"sourcedId": "a/b c|d%41?é#"}}'.encode()))

    assert User(sourced_id="a/b c|d%41?é#") == client.user("a/b c|d%41?é#")
    assert "/ims/oneroster/v1p1/users/a%2Fb%20c%7Cd%2541%3F%C3%A9%23" == adapter.asked[0].path
