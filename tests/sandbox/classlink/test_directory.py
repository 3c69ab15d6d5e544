"""The partner's tenants, and the direct credentials of one."""

import base64
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import unquote
from uuid import UUID

import pytest
from oauthlib.oauth1 import Client as Signer

from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox import ClassLink
from tests.sandbox.classlink.conftest import bearer
from tests.sandbox.conftest import V11

KEY = bearer("sandbox-partner-key")


def rows_of(client, query=""):
    return client.get(f"/applications{query}", headers=KEY).json["applications"]


def test_applications__the_own_row_has_the_types_of_classlink(client):
    answer = client.get("/applications", headers=KEY)

    assert (200, "application/json", 1) == (answer.status_code, answer.headers["Content-Type"], answer.json["status"])
    assert {
        "id": 12345,
        "application_id": 67890,
        "tenant_id": 2222,
        "bearer": "5a4db0c5-0000-4000-8000-000000000001",
        "tenant_name": "Sandbox District (made up)",
        "enabled": "true",
        "tenant_status": "Active",
        "oneroster_application_id": "sand%2Fbox%2BQ4%3D",
        "name": "Sandbox app (made up)",
        "version": "",
    } == answer.json["applications"][0]


def test_applications__others_show_what_can_be_missing(client):
    assert [("true", "Active"), ("false", "Active"), ("true", "Inactive"), ("true", "Active")] == [
        (row["enabled"], row["tenant_status"]) for row in rows_of(client)
    ]


def test_applications__ids_and_bearers_are_formed_like_classlinks(client):
    """An id is 8 bytes in base64 and percent-encoded, a bearer a bare UUID; all differ."""
    rows = rows_of(client)

    for name in ("id", "tenant_id", "oneroster_application_id", "bearer"):
        assert 4 == len({row[name] for row in rows})
    assert {1} == {row["application_id"] // 67890 for row in rows}
    assert {8} == {len(base64.b64decode(unquote(row["oneroster_application_id"]), validate=True)) for row in rows}
    assert [row["bearer"] for row in rows] == [str(UUID(row["bearer"])) for row in rows]


def test_applications__tell_no_count(client):
    answer = client.get("/applications", headers=KEY)

    assert set() == {name.lower() for name, _ in answer.headers} & {"x-count", "x-total-count", "link"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?limit=1", [12345]),
        ("?limit=2&offset=1", [12346, 12347]),
        ("?offset=3", [12348]),
        ("?limit=10000", [12345, 12346, 12347, 12348]),
        ("?offset=4", []),
    ],
)
def test_applications__honour_limit_and_offset(client, query, expected):
    assert expected == [row["id"] for row in rows_of(client, query)]


def test_applications__default_to_a_page_of_100():
    many = ClassLink(applications=ClassLink().applications * 30)

    assert 100 == len(_listed(many))


def _listed(classlink):
    from werkzeug.test import Client  # noqa: PLC0415 - one test alone has its own partner

    from oneroster_classlink.sandbox import District, World, make_app  # noqa: PLC0415 - as above

    return rows_of(Client(make_app(World(district=District(rows={})), origin="http://x.example", classlink=classlink)))


@pytest.mark.parametrize("query", ["?limit=0", "?limit=-1", "?limit=x", "?offset=-1", "?offset=", "?limit=1e3"])
def test_applications__unreadable_paging(client, query):
    answer = client.get(f"/applications{query}", headers=KEY)

    assert (400, 0) == (answer.status_code, answer.json["status"])


@pytest.mark.parametrize("path", ["/applications", "/applications/sand%2Fbox%2BQ4%3D/server", "/applications/x"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        bearer("wrong"),
        bearer("sandbox-bearer"),
        bearer("5a4db0c5-0000-4000-8000-000000000001"),
        {"Authorization": "Basic sandbox-partner-key"},
    ],
)
def test_directory__opens_to_the_partner_key_alone(client, path, headers):
    answer = client.get(path, headers=headers)

    assert (401, "Bearer") == (answer.status_code, answer.headers["WWW-Authenticate"])
    assert {"status": 0, "message": "Unauthorized"} == answer.json


def test_directory__only_reads(client):
    answer = client.post("/applications", headers=KEY)

    assert (405, "GET, HEAD") == (answer.status_code, answer.headers["Allow"])
    assert 200 == client.head("/applications", headers=KEY).status_code


def test_server__hands_out_credentials_that_open_the_direct_server(client):
    answer = client.get("/applications/sand%2Fbox%2BQ4%3D/server", headers=KEY)
    server = answer.json["server"]
    url = f"{server['endpoint_url']}{V11}/orgs"
    _, headers, _ = Signer(server["client_id"], server["client_secret"], timestamp="1700000000").sign(url)

    assert (1, "") == (answer.json["status"], answer.json["message"])
    assert {"client_id", "client_secret", "endpoint_url"} == server.keys()
    assert 3 == len(client.get(f"{V11}/orgs", headers=headers, base_url=server["endpoint_url"]).json["orgs"])


def test_server__a_blank_secret(client):
    answer = client.get("/applications/bareShelf04%3D/server", headers=KEY)

    assert (200, "") == (answer.status_code, answer.json["server"]["client_secret"])


@pytest.mark.parametrize("path", ["shut%2Fbox%2B08%3D", "idle%2Fbox%2B0g%3D"])
def test_server__an_application_that_is_not_open(client, path):
    answer = client.get(f"/applications/{path}/server", headers=KEY)

    assert (403, {"status": 0, "message": "The application is not enabled."}) == (answer.status_code, answer.json)


@pytest.mark.parametrize(
    "path", ["12345/server", "67890/server", "sand%252Fbox%252BQ4%253D/server", "sand/box+Q4=/server", "x", ""]
)
def test_server__an_unknown_id(client, path):
    answer = client.get(f"/applications/{path}", headers=KEY)

    assert (404, {"status": 0, "message": "Not Found"}) == (answer.status_code, answer.json)


def test_rotate_bearer__shows_the_new_one(client, classlink):
    old = classlink.own.bearer
    new = classlink.rotate_bearer()

    assert new == rows_of(client)[0]["bearer"] == classlink.own.bearer != old


def test_rotate_bearer__of_another_application(client, classlink):
    new = classlink.rotate_bearer("bareShelf04%3D")

    assert (new, "5a4db0c5-0000-4000-8000-000000000001") == (rows_of(client)[3]["bearer"], rows_of(client)[0]["bearer"])


def test_rotate_bearer__of_an_unknown_application(classlink):
    with pytest.raises(UsageError, match="as it is written"):
        classlink.rotate_bearer("sand/box+Q4=")


def test_rotate_bearer__from_many_threads_never_gives_one_twice(classlink):
    with ThreadPoolExecutor(8) as threads:
        given = list(threads.map(lambda _: classlink.rotate_bearer(), range(200)))

    assert 200 == len(set(given))
    assert classlink.own.bearer in given


def test_classlink__shows_no_secret(classlink):
    shown = repr(classlink) + repr(classlink.accounts)

    assert [] == [word for word in ("sandbox-partner-key", "client-secret", "5a4db0c5", "Ada") if word in shown]
