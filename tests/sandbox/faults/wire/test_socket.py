"""Faults on the wire: real HTTP on loopback, with the shortest patience that still shows a silence."""

import socket
import struct
import threading
import time

import pytest
import requests
from oauthlib.oauth1 import Client as Signer
from urllib3.exceptions import ProtocolError

from oneroster_classlink.sandbox import Sandbox
from tests.sandbox.faults.asking import V11
from tests.sandbox.faults.district import DISTRICT

PATIENCE = 0.1
BEARER = {"Authorization": "Bearer sandbox-bearer"}


@pytest.fixture(scope="module")
def running():
    with Sandbox(DISTRICT, sleep=lambda _seconds: None) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running):
    yield running
    running.mend()


def _get(sandbox, path="/users", *, session=requests, patience=5.0, **headers):
    return session.get(f"{sandbox.url}{V11}{path}", headers={**BEARER, **headers}, timeout=(5, patience), stream=True)


@pytest.mark.parametrize("compressed", ["gzip", "identity"])
def test_connection_cut__after_some_bytes(sandbox, compressed):
    sandbox.break_with("connection_cut", bytes=10)
    with _get(sandbox, **{"Accept-Encoding": compressed}) as answer:
        got = answer.raw.read(10, decode_content=False)
        with pytest.raises(ProtocolError, match="IncompleteRead"):
            answer.raw.read(1, decode_content=False)

    assert (200, 10, True) == (answer.status_code, len(got), int(answer.headers["Content-Length"]) > 10)


def test_connection_dropped__before_any_header(sandbox):
    sandbox.break_with("connection_dropped", times=1)

    with pytest.raises(requests.ConnectionError, match="Remote end closed connection without response"):
        _get(sandbox)
    assert 200 == _get(sandbox).status_code


def test_answer_stalled__until_the_client_gives_up(sandbox):
    sandbox.break_with("answer_stalled", times=1)

    with pytest.raises(requests.ReadTimeout):
        _get(sandbox, patience=PATIENCE)
    assert 200 == _get(sandbox).status_code


def test_body_stalled__until_the_client_gives_up(sandbox):
    sandbox.break_with("body_stalled", bytes=15)
    with _get(sandbox, patience=PATIENCE) as answer:
        assert 15 == len(answer.raw.read(15))
        with pytest.raises(Exception, match="timed out"):
            answer.raw.read(1)


@pytest.mark.parametrize("name", ["answer_stalled", "body_stalled"])
def test_stalled__a_patient_client_gets_everything(sandbox, name):
    sandbox.break_with(name, seconds=0.01)

    assert 7 == len(_get(sandbox).json()["users"])


def test_stalled__ends_with_the_sandbox():
    """Nobody waits a minute for a silent server to close."""
    began = time.monotonic()
    with Sandbox(DISTRICT) as sandbox, requests.Session() as session:
        sandbox.break_with("body_stalled", seconds=60)
        answer = _get(sandbox, session=session)
        sandbox.close()
        with pytest.raises(Exception, match=r"IncompleteRead|reset|timed out"):
            answer.raw.read()

    assert 20 > time.monotonic() - began


def test_connection_kept__between_faulty_answers(sandbox):
    """Only what hangs up costs the connection."""
    sandbox.break_with("server_error", every=2)
    sandbox.break_with("body_stalled", seconds=0.0)
    ports = set()
    with requests.Session() as session:
        for _ in range(4):
            answer = _get(sandbox, session=session)
            ports.add(answer.raw.connection.sock.getsockname())
            assert answer.content

    assert 1 == len(ports)


def test_date__is_sent_once_and_is_the_skewed_one(sandbox):
    sandbox.break_with("skewed_clock", seconds=-86_400 * 365)
    skewed = _get(sandbox).raw.headers.getlist("Date")
    sandbox.mend()
    own = _get(sandbox).raw.headers.getlist("Date")

    assert (1, 1) == (len(skewed), len(own))
    assert int(own[0][12:16]) > int(skewed[0][12:16])


def test_skewed_clock__refuses_signatures(sandbox):
    def status():
        url = f"{sandbox.url}{V11}/users"
        return requests.get(url, headers=Signer("sandbox-key", "sandbox-secret").sign(url)[1], timeout=5).status_code

    before = status()
    sandbox.break_with("skewed_clock", seconds=301)
    skewed = status()
    sandbox.mend()
    sandbox.break_with("skewed_clock", seconds=290)

    assert (200, 401, 200) == (before, skewed, status())


def test_signed__a_fault_that_asks_otherwise_does_not_break_the_signature(sandbox):
    """The request that was signed is checked; only then is it misread."""
    sandbox.break_with("limit_clamped", most=2)
    sandbox.break_with("unsorted")
    url = f"{sandbox.url}{V11}/users?limit=5&filter=role%3D%27student%27"
    headers = Signer("sandbox-key", "sandbox-secret").sign(url)[1]

    assert 2 == len(requests.get(url, headers=headers, timeout=5).json()["users"])


def test_token__faults_on_order_for_it_alone(sandbox):
    sandbox.break_with("server_error", collection="token", every=1, status=503)
    form = {"grant_type": "client_credentials", "scope": "https://purl.imsglobal.org/spec/or/v1p1/scope/x"}
    credentials = (sandbox.credentials.key, sandbox.credentials.secret)
    answer = requests.post(sandbox.credentials.token_url, data=form, auth=credentials, timeout=5)

    assert (503, 200) == (answer.status_code, _get(sandbox).status_code)


def test_stalled__a_client_that_is_gone_is_nobodys_error(capfd):
    """The rest of the body goes nowhere, and nothing is printed."""
    asked = f"GET {V11}/users HTTP/1.1\r\nHost: x\r\nAuthorization: {BEARER['Authorization']}\r\n\r\n"
    with Sandbox(DISTRICT) as sandbox:
        sandbox.break_with("body_stalled", seconds=3 * PATIENCE)
        before = set(threading.enumerate())
        with socket.create_connection(("127.0.0.1", int(sandbox.url.rpartition(":")[2]))) as client:
            # Closing resets the connection, so that the server's next bytes fail.
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.sendall(asked.encode())
            assert client.recv(10_000).startswith(b"HTTP/1.1 200 OK")
            (handler,) = set(threading.enumerate()) - before
        handler.join(10)

    assert ("", "", False) == (*capfd.readouterr(), handler.is_alive())
