"""The sandbox on the wire: real HTTP on loopback."""

import contextlib
import socket
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from oauthlib.oauth1 import Client

from oneroster_classlink.errors import MissingExtra, UsageError
from oneroster_classlink.sandbox import District, Sandbox, SandboxCredentials
from tests.sandbox.conftest import SMALL, V11, V12

SCOPE = "https://purl.imsglobal.org/spec/or/v1p2/scope/roster.readonly"
COLLECTIONS = ("orgs", "academicSessions", "courses", "classes", "users", "enrollments", "demographics")


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(District(rows=SMALL)) as running:
        yield running


@pytest.fixture
def session(sandbox):
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {sandbox.credentials.bearer}"
        yield session


def test_sandbox__tells_where_it_is_and_what_opens_it(sandbox):
    assert sandbox.url.startswith("http://127.0.0.1:")
    assert f"{sandbox.url}/token" == sandbox.credentials.token_url
    assert ("sandbox-key", "sandbox-secret", "sandbox-bearer") == (
        sandbox.credentials.key,
        sandbox.credentials.secret,
        sandbox.credentials.bearer,
    )
    assert f"Sandbox('{sandbox.url}')" == repr(sandbox)


def test_sandbox__oauth1_on_the_wire(sandbox):
    """The path with its encoded slash and the query are signed as they are sent."""
    url = f"{sandbox.url}{V11}/classes/K%2F2/students?filter=role%3D%27student%27&limit=5"
    signer = Client("sandbox-key", "sandbox-secret", signature_method="HMAC-SHA256")
    _, headers, _ = signer.sign(url)

    first, second = (requests.get(url, headers=headers, timeout=5) for _ in range(2))

    assert (200, ["st2"]) == (first.status_code, [row["sourcedId"] for row in first.json()["users"]])
    assert 401 == second.status_code


def test_sandbox__a_token_on_the_wire(sandbox):
    form = {"grant_type": "client_credentials", "scope": SCOPE}
    auth = (sandbox.credentials.key, sandbox.credentials.secret)
    token = requests.post(sandbox.credentials.token_url, data=form, auth=auth, timeout=5).json()["access_token"]

    answer = requests.get(f"{sandbox.url}{V12}/users", headers={"Authorization": f"Bearer {token}"}, timeout=5)

    assert 200 == answer.status_code


def test_sandbox__keeps_the_connection_between_reads(session, sandbox):
    sockets = set()
    for _ in range(3):
        answer = session.get(f"{sandbox.url}{V11}/users", stream=True, timeout=5)
        sockets.add(answer.raw.connection.sock.getsockname())
        assert 5 == len(answer.json()["users"])

    assert 1 == len(sockets)


def test_sandbox__ends_the_connection_after_a_body(session, sandbox):
    """What was not read of a body would be taken for the next request."""
    answer = session.put(f"{sandbox.url}{V11}/results/X1", data="x" * 100, timeout=5)

    assert (405, "close") == (answer.status_code, answer.headers["Connection"])
    assert 200 == session.get(f"{sandbox.url}{V11}/users", timeout=5).status_code


def test_sandbox__is_quiet(session, sandbox, capfd):
    session.get(f"{sandbox.url}{V11}/users?filter=familyName%3D%27x%27", timeout=5)
    with socket.create_connection(("127.0.0.1", int(sandbox.url.rpartition(":")[2]))) as raw:
        raw.sendall(b"no request\r\n\r\n")
        assert raw.recv(1000)

    assert ("", "") == capfd.readouterr()


def test_sandbox__stops_serving_kept_connections_too():
    with requests.Session() as session, Sandbox(District(rows=SMALL)) as sandbox:
        assert 401 == session.get(f"{sandbox.url}{V11}/orgs", timeout=5).status_code
        sandbox.close()
        sandbox.close()

        with pytest.raises(requests.ConnectionError):
            session.get(f"{sandbox.url}{V11}/orgs", timeout=5)


def test_hang_up__a_connection_that_is_already_gone():
    sandbox = Sandbox(District(rows={}))
    gone = socket.socket()
    gone.close()
    sandbox._server.connections.add(gone)  # noqa: SLF001 - a race that cannot be made to happen otherwise

    sandbox.close()

    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(sandbox.url.rpartition(":")[2])))


@pytest.mark.parametrize("in_background", [True, False])
def test_serve_forever__serves_until_interrupted(monkeypatch, in_background):
    """Ctrl-C reaches the waiting thread as an exception; here the wait raises it."""
    sandbox = Sandbox(District(rows=SMALL))
    asked = []

    def interrupted(*_):
        asked.append(requests.get(f"{sandbox.url}{V11}/orgs", timeout=5).status_code if in_background else None)
        raise KeyboardInterrupt

    with contextlib.ExitStack() as stack:
        if in_background:
            stack.enter_context(sandbox)
            thread = sandbox._thread  # noqa: SLF001 - its wait is what is interrupted
            join = thread.join
            monkeypatch.setattr(thread, "join", lambda: interrupted() if not asked else join())
        else:
            monkeypatch.setattr(sandbox._server, "service_actions", interrupted)  # noqa: SLF001 - as above
        sandbox.serve_forever()

    assert [401 if in_background else None] == asked
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(sandbox.url.rpartition(":")[2])))


def test_sandbox__own_credentials_and_clock():
    now = [1_000_000_000.0]
    own = SandboxCredentials(key="k", secret="s", bearer="b")
    with Sandbox(District(rows=SMALL), credentials=own, clock=lambda: now[0]) as sandbox:
        _, headers, _ = Client("k", "s", timestamp=str(int(now[0]))).sign(f"{sandbox.url}{V11}/users")

        assert 200 == requests.get(f"{sandbox.url}{V11}/users", headers=headers, timeout=5).status_code
        now[0] += 301
        assert 401 == requests.get(f"{sandbox.url}{V11}/users", headers=headers, timeout=5).status_code


def test_sandbox__a_port_that_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(UsageError, match=rf"port {port} of 127\.0\.0\.1 .* choose another\.$"):
            Sandbox(District(rows={}), port=port)


def test_sandbox__no_such_port():
    with pytest.raises(UsageError, match="there is no such port"):
        Sandbox(District(rows={}), port=70_000)


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
def test_sandbox__an_ipv6_address():
    with Sandbox(District(rows=SMALL), host="::1") as sandbox:
        assert sandbox.url.startswith("http://[::1]:")
        assert 401 == requests.get(f"{sandbox.url}{V11}/orgs", timeout=5).status_code


def test_sandbox__without_werkzeug(monkeypatch):
    monkeypatch.setitem(sys.modules, "werkzeug", None)

    with pytest.raises(MissingExtra) as caught:
        Sandbox(District(rows={}))

    assert "sandbox" == caught.value.extra


def test_sandbox__the_whole_made_up_district_to_two_readers_at_once(made_up):
    with Sandbox(made_up) as sandbox, ThreadPoolExecutor() as threads:
        pulled = list(threads.map(_pull, [sandbox] * 2, [V11, V12]))

    assert [{name: len(made_up.rows[name]) for name in COLLECTIONS}] * 2 == pulled


def _pull(sandbox, base):
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {sandbox.credentials.bearer}"
        return {name: len(_rows(session, f"{sandbox.url}{base}/{name}")) for name in COLLECTIONS}


def _rows(session, url):
    rows, total = [], 1
    while len(rows) < total:
        answer = session.get(url, params={"limit": 10_000, "offset": len(rows), "sort": "sourcedId"}, timeout=20)
        total = int(answer.headers["X-Total-Count"])
        rows.extend(next(iter(answer.json().values())))
    return rows


def test_sandbox__an_address_that_is_none():
    with pytest.raises(UsageError, match=r"of nowhere\.invalid \(there is no such address\)"):
        Sandbox(District(rows=SMALL), host="nowhere.invalid")
