"""The sandbox without a socket: a client, or anything on `requests`, over its application."""

import gzip
from wsgiref.validate import validator

import pytest
import requests

from oneroster_classlink import Bearer, Client, ClientCredentials, OAuth1, Snapshot
from oneroster_classlink.cli.secrets import default_scopes
from oneroster_classlink.errors import NotFound
from oneroster_classlink.sandbox import District, World, make_app
from oneroster_classlink.sandbox.hosts import SandboxAdapter
from tests.sandbox.conftest import SMALL, V11

pytestmark = pytest.mark.disable_socket

URL = "https://sandbox.example"


@pytest.fixture
def world():
    return World(district=District(rows=SMALL))


@pytest.fixture
def session(world):
    with requests.Session() as session:
        session.mount(URL, SandboxAdapter(validator(make_app(world, origin=URL))))
        yield session


@pytest.mark.parametrize(
    "auth",
    [
        OAuth1(key="sandbox-key", secret="sandbox-secret"),
        Bearer("sandbox-bearer"),
        ClientCredentials(f"{URL}/token", key="sandbox-key", secret="sandbox-secret", scopes=default_scopes("1.2")),
    ],
    ids=lambda auth: type(auth).__name__,
)
def test_adapter__a_client_pulls_a_whole_district(session, auth):
    """Signatures are checked as on a socket, and a token is fetched over the same session."""
    with Client(URL, auth=auth, session=session, page_size=2) as client:
        snapshot = Snapshot.load(client)

    assert {name: len(SMALL[name]) for name in ("orgs", "users", "classes")} == {
        "orgs": len(snapshot.orgs),
        "users": len(snapshot.users),
        "classes": len(snapshot.classes),
    }
    assert snapshot.certificate.collections["users"].complete


def test_adapter__an_encoded_slash_and_a_query_arrive_as_they_were_sent(session):
    with Client(URL, auth=OAuth1(key="sandbox-key", secret="sandbox-secret"), session=session) as client:
        assert ["st2"] == [user.sourced_id for user in client.students(klass="K/2")]


def test_adapter__what_was_asked_is_remembered(session, world):
    headers = {"Authorization": "Bearer sandbox-bearer"}

    assert 200 == session.get(f"{URL}{V11}/orgs", headers=headers).status_code
    assert 401 == session.get(f"{URL}{V11}/users", headers={"Authorization": b"Bearer other"}).status_code
    assert [("/orgs", 200), ("/users", 401)] == [(seen.path.removeprefix(V11), seen.status) for seen in world.seen]


def test_adapter__a_head_has_no_body(session):
    answer = session.head(f"{URL}{V11}/orgs", headers={"Authorization": "Bearer sandbox-bearer"})

    assert (200, b"", True) == (answer.status_code, answer.content, int(answer.headers["Content-Length"]) > 0)


@pytest.mark.parametrize(("sent", "received"), [("ü", "ü".encode()), (b"\xff", b"\xff"), (None, b"")])
def test_adapter__a_body_is_a_text_or_bytes(sent, received):
    def app(environ, start_response):
        start_response("200 OK", [("Content-Encoding", "gzip")])
        return [gzip.compress(environ["wsgi.input"].read()), b""]

    with requests.Session() as session:
        session.mount("http://", SandboxAdapter(app))

        assert received == session.post("http://sandbox.example:81/", data=sent).content


def test_adapter__cookies_and_ports_are_those_of_the_url():
    asked = {}

    def app(environ, start_response):
        asked.update(environ)
        start_response("200 OK", [])
        return []

    with requests.Session() as session:
        session.mount("http://", SandboxAdapter(app))
        session.get("http://user:word@sandbox.example/a%20b?c=d")

    assert ("sandbox.example", "80", "/a b", "c=d", "/a%20b?c=d") == tuple(
        asked[name] for name in ("HTTP_HOST", "SERVER_PORT", "PATH_INFO", "QUERY_STRING", "REQUEST_URI")
    )


def ask(session, **options):
    return session.get(f"{URL}{V11}/orgs", headers={"Authorization": "Bearer sandbox-bearer"}, **options)


@pytest.mark.parametrize(
    ("fault", "timeout", "failure"),
    [
        ("connection_dropped", 5, requests.exceptions.ConnectionError),
        ("connection_cut", None, requests.exceptions.ChunkedEncodingError),
        ("answer_stalled", (5, 59), requests.exceptions.ReadTimeout),
        ("body_stalled", 59, requests.exceptions.ChunkedEncodingError),
    ],
)
def test_adapter__a_fault_on_the_way_fails_as_on_a_socket(session, world, fault, timeout, failure):
    """A silence of 60 seconds takes no time."""
    world.break_with(fault)

    with pytest.raises(failure):
        ask(session, timeout=timeout)


@pytest.mark.parametrize("fault", ["answer_stalled", "body_stalled"])
@pytest.mark.parametrize("timeout", [None, 60, (5, None)])
def test_adapter__a_silence_is_borne_by_the_patient(session, world, fault, timeout):
    world.break_with(fault)

    assert 3 == len(ask(session, timeout=timeout).json()["orgs"])


def test_adapter__an_error_is_the_clients_own(session):
    with Client(URL, auth=Bearer("sandbox-bearer"), session=session) as client, pytest.raises(NotFound):
        client.org("nobody")
