"""OneRoster reads through the proxy: paths, bearers, headers."""

import pytest
from werkzeug.test import Client

from oneroster_classlink.sandbox import ClassLink, District, Sandbox, make_app
from oneroster_classlink.sandbox.sharing import Permissions
from tests.sandbox.classlink.conftest import ORIGIN, bearer
from tests.sandbox.conftest import SMALL, V11, V12

OWN = bearer("5a4db0c5-0000-4000-8000-000000000001")
ID = "sand%2Fbox%2BQ4%3D"
FORMS = [f"/{ID}{V11}", f"/proxy/v1p0/{ID}{V11}"]


@pytest.mark.parametrize("base", FORMS)
def test_proxy__serves_the_district_under_both_path_forms(client, base):
    answer = client.get(f"{base}/classes/K%2F2/students?fields=sourcedId&limit=1", headers=OWN)

    assert (200, {"users": [{"sourcedId": "st2"}]}) == (answer.status_code, answer.json)


def test_proxy__headers(client, world):
    """They are lower-case on the wire, and ``Link`` is none of them."""
    answer = client.get(f"/{ID}{V11}/users?limit=2&offset=1", headers=OWN)

    assert [
        ("Content-Type", "application/json"),
        ("Content-Length", str(len(answer.data))),
        ("x-total-count", "5"),
        ("x-count", "2"),
        ("x-perm-rev", str(world.revision)),
        ("x-next-page-token", ""),
        ("x-obfuscated", ""),
        ("x-modified", ""),
        ("x-endpoint", f"{V11}/users"),
        ("x-page-generation-time-ms", "9"),
        ("x-host-name", "undefined"),
    ] == list(answer.headers)


def test_proxy__a_single_record_has_no_counts(client):
    answer = client.get(f"/{ID}{V11}/users/st1", headers=OWN)

    assert (200, None, None) == (
        answer.status_code,
        answer.headers.get("x-count"),
        answer.headers.get("x-total-count"),
    )


def test_proxy__the_revision_grows_with_the_district(client, world):
    revision = client.get(f"/{ID}{V11}/users", headers=OWN).headers["x-perm-rev"]
    world.change(district=District(rows={"users": []}))
    answer = client.get(f"/{ID}{V11}/users", headers=OWN)

    assert (int(revision) + 1, "0") == (int(answer.headers["x-perm-rev"]), answer.headers["x-total-count"])


@pytest.mark.parametrize(
    "segment", ["sand%252Fbox%252BQ4%253D", "sand/box+Q4=", "12345", "67890", "2222", "sand%2Fbox", "proxy/v1p0"]
)
@pytest.mark.parametrize("form", ["", "/proxy/v1p0"])
def test_proxy__an_id_that_is_not_verbatim_fails_without_a_reason(client, form, segment):
    answer = client.get(f"{form}/{segment}{V11}/users", headers=OWN)

    assert (404, {"status": 0, "message": "Not Found"}) == (answer.status_code, answer.json)


@pytest.mark.parametrize(
    "headers",
    [{}, bearer("5a4db0c5-0000-4000-8000-000000000004"), bearer("sandbox-partner-key"), bearer("sandbox-bearer")],
)
def test_proxy__only_the_bearer_of_the_district(client, headers):
    answer = client.get(f"/{ID}{V11}/users", headers=headers)

    assert (401, {"status": 0, "message": "Unauthorized"}) == (answer.status_code, answer.json)


def test_proxy__its_bearer_opens_nothing_else(client):
    assert 401 == client.get(f"{V11}/users", headers=OWN).status_code


@pytest.mark.parametrize(
    ("segment", "number"), [("shut%2Fbox%2B08%3D", 2), ("idle%2Fbox%2B0g%3D", 3)], ids=["not enabled", "not active"]
)
def test_proxy__an_application_that_is_not_open(client, segment, number):
    answer = client.get(f"/{segment}{V11}/users", headers=bearer(f"5a4db0c5-0000-4000-8000-00000000000{number}"))

    assert (403, {"status": 0, "message": "The application is not enabled."}) == (answer.status_code, answer.json)


def test_proxy__an_application_that_the_permissions_switch_off(client, world):
    """It is refused in ClassLink's form, and ``/applications`` says why."""
    world.change(permissions=Permissions(enabled=False))
    answer = client.get(f"/{ID}{V11}/users", headers=OWN)
    (row, *_) = client.get("/applications", headers=bearer("sandbox-partner-key")).json["applications"]
    server = client.get(f"/applications/{ID}/server", headers=bearer("sandbox-partner-key"))

    assert (403, 0, "false", 403) == (answer.status_code, answer.json["status"], row["enabled"], server.status_code)


def test_proxy__another_tenant_has_nothing_of_the_district(client):
    answer = client.get(f"/bareShelf04%3D{V11}/users", headers=bearer("5a4db0c5-0000-4000-8000-000000000004"))

    assert (200, {"users": []}, "0") == (answer.status_code, answer.json, answer.headers["x-total-count"])


def test_proxy__a_rotated_bearer(client, classlink):
    new = classlink.rotate_bearer()

    assert [401, 200] == [
        client.get(f"/{ID}{V11}/users", headers=headers).status_code for headers in (OWN, bearer(new))
    ]


def test_proxy__errors_of_the_server_come_through(client):
    answer = client.get(f"/{ID}{V11}/users/nobody", headers=OWN)

    assert (404, "unknown object") == (answer.status_code, answer.json["statusInfoSet"][0]["imsx_codeMinor"])


def test_proxy__knows_12_only_when_told(client, world):
    path = f"/{ID}{V12}/users"
    told = Client(make_app(world, origin=ORIGIN, classlink=ClassLink(serves_12=True)))

    assert [404, 200] == [each.get(path, headers=OWN).status_code for each in (client, told)]


def test_sandbox__its_classlink_on_the_wire():
    """`requests` keeps a percent-encoded id as it is."""
    import requests  # noqa: PLC0415 - the other tests need no socket

    with Sandbox(District(rows=SMALL)) as sandbox, requests.Session() as session:
        session.headers.update(bearer(sandbox.classlink.partner_key))
        (row, *_) = session.get(f"{sandbox.url}/applications", timeout=5).json()["applications"]
        address = f"{sandbox.url}/{row['oneroster_application_id']}{V11}/users"
        first = session.get(address, headers=bearer(row["bearer"]), timeout=5)
        new = sandbox.rotate_bearer()
        second, third = (session.get(address, headers=bearer(each), timeout=5) for each in (row["bearer"], new))

    assert [200, 401, 200] == [answer.status_code for answer in (first, second, third)]
    assert ("5", "undefined") == (first.headers["x-count"], first.headers["x-host-name"])
