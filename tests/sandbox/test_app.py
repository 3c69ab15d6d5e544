"""The WSGI application by werkzeug's client: refusals, compression, methods, and ids with any character."""

import gzip
import io

import pytest
from werkzeug.test import Client

from oneroster_classlink.sandbox import District, SandboxCredentials
from oneroster_classlink.sandbox.access import Gate
from oneroster_classlink.sandbox.app import App, read_request
from oneroster_classlink.sandbox.world import World
from tests.sandbox.conftest import SMALL, V11, V12

BEARER = {"Authorization": "Bearer sandbox-bearer"}
NOW = 1_700_000_000.0


@pytest.fixture(scope="module")
def client():
    gate = Gate(credentials=SandboxCredentials())
    rows = {**SMALL, "orgs": [*SMALL["orgs"], {"sourcedId": "S3", "name": "Ö" * 1000}]}
    return Client(App(world=World(district=District(rows=rows)), gate=gate, clock=lambda: NOW))


def test_app__a_page(client):
    answer = client.get(f"{V11}/users?limit=2", headers=BEARER)

    assert (200, "application/json") == (answer.status_code, answer.headers["Content-Type"])
    assert ("5", "2") == (answer.headers["X-Total-Count"], answer.headers["x-count"])
    assert ["ad1", "pr1"] == [row["sourcedId"] for row in answer.json["users"]]


def test_app__an_id_with_an_encoded_slash(client):
    answer = client.get(f"{V11}/classes/K%2F2", headers=BEARER)

    assert "K/2" == answer.json["class"]["sourcedId"]


def test_app__errors_in_the_form_of_11(client):
    answer = client.get(f"{V11}/users/nobody", headers=BEARER)
    (info,) = answer.json["statusInfoSet"]

    assert (404, "failure", "error", "unknown object") == (
        answer.status_code,
        info["imsx_codeMajor"],
        info["imsx_severity"],
        info["imsx_codeMinor"],
    )


def test_app__errors_in_the_form_of_12(client):
    answer = client.get(f"{V12}/users/nobody", headers=BEARER)

    assert (404, "failure", "error") == (
        answer.status_code,
        answer.json["imsx_codeMajor"],
        answer.json["imsx_severity"],
    )
    assert {
        "imsx_codeMinorField": [
            {"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": "unknownobject"}
        ]
    } == answer.json["imsx_CodeMinor"]


def test_app__a_bad_filter_is_not_repeated_in_the_answer(client):
    answer = client.get(f"{V11}/users?filter=givenName%3DKvemikk", headers=BEARER)

    assert (400, "invalid_filter_field") == (answer.status_code, answer.json["statusInfoSet"][0]["imsx_codeMinor"])
    assert b"Kvemikk" not in answer.data


@pytest.mark.parametrize("path", [f"{V11}/users", f"{V11}/nothing", "/"])
def test_app__without_credentials_nothing_is_told(client, path):
    answer = client.get(path)

    assert 401 == answer.status_code
    assert 'OAuth realm="sandbox"' in answer.headers["WWW-Authenticate"]
    assert "unauthorized" == answer.json["statusInfoSet"][0]["imsx_codeMinor"]


def test_app__writes(client):
    answer = client.put(f"{V11}/results/X1", headers=BEARER)

    assert (405, "GET, HEAD") == (answer.status_code, answer.headers["Allow"])


def test_app__head_is_a_get_without_body(client):
    got, head = client.get(f"{V11}/users", headers=BEARER), client.head(f"{V11}/users", headers=BEARER)

    assert b"" == head.data
    assert got.headers == head.headers


def test_app__a_token(client):
    given = client.post(
        "/token",
        auth=("sandbox-key", "sandbox-secret"),
        data={
            "grant_type": "client_credentials",
            "scope": "https://purl.imsglobal.org/spec/or/v1p2/scope/roster.readonly",
        },
    )
    answer = client.get(f"{V12}/users/st1", headers={"Authorization": f"Bearer {given.json['access_token']}"})

    assert (200, "no-store") == (given.status_code, given.headers["Cache-Control"])
    assert 200 == answer.status_code


def test_app__compresses_what_is_worth_it_for_who_can_read_it(client):
    plain = client.get(f"{V11}/orgs", headers=BEARER)
    packed = client.get(f"{V11}/orgs", headers={**BEARER, "Accept-Encoding": "br, gzip"})
    small = client.get(f"{V11}/demographics", headers={**BEARER, "Accept-Encoding": "gzip"})

    assert "gzip" == packed.headers["Content-Encoding"]
    assert plain.data == gzip.decompress(packed.data)
    assert len(packed.data) < len(plain.data)
    assert "Content-Encoding" not in plain.headers
    assert "Content-Encoding" not in small.headers


def environ(**more):
    return {
        "REQUEST_METHOD": "GET",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "PATH_INFO": "/users/st 1\xc3\xb6",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(b"12345"),
        **more,
    }


def test_read_request__from_a_server_that_does_not_tell_the_target():
    request = read_request(environ(QUERY_STRING="limit=1"))

    assert ("http://127.0.0.1:8000", "/users/st%201%C3%B6?limit=1") == (request.origin, request.target)
    assert "/users/st%201%C3%B6" == read_request(environ()).target


@pytest.mark.parametrize(
    ("length", "expected"), [("3", b"123"), ("", b""), ("-1", b""), ("x", b""), ("9" * 5000, b""), ("99", b"12345")]
)
def test_read_request__reads_as_much_of_the_body_as_is_announced(length, expected):
    assert expected == read_request(environ(CONTENT_LENGTH=length)).body


def test_read_request__a_repr_shows_no_query():
    request = read_request(environ(REQUEST_URI="/users?filter=familyName%3D'Vlodax'", HTTP_HOST="h:1"))

    assert "http://h:1" == request.origin
    assert "Vlodax" not in repr(request)
