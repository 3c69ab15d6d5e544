"""``sandbox``: serves until stopped, and says how to reach it."""

import json
import signal
import socket
import subprocess
import sys

import msgspec
import pytest

from oneroster_classlink import Bearer, Client, ClientCredentials, OAuth1
from oneroster_classlink.cli.commands import sandbox as cli_sandbox
from oneroster_classlink.cli.secrets import default_scopes
from oneroster_classlink.sandbox import ClassLink, Sandbox

FACTS = [
    "url",
    "key",
    "secret",
    "bearer",
    "token_url",
    "classlink_key",
    "classlink_client",
    "classlink_secret",
]


@pytest.fixture
def stopped_at_once(monkeypatch):
    """Keep the process's signals as they are, and stop serving as soon as it began."""
    monkeypatch.setattr(signal, "signal", lambda *_arguments: None)
    monkeypatch.setattr(Sandbox, "serve_forever", Sandbox.close)


@pytest.mark.usefixtures("stopped_at_once")
def test_sandbox__prints_where_and_with_what(command):
    status, out, _ = command("sandbox", "--port", "0")

    assert 0 == status
    assert [*FACTS, "Listening"] == [line.split()[0] for line in out.splitlines()]


@pytest.mark.usefixtures("stopped_at_once")
def test_sandbox__serves_a_folder(command, tmp_path):
    (tmp_path / "orgs.json").write_bytes(msgspec.json.encode([{"sourcedId": "S1"}]))
    status, out, _ = command("sandbox", "--port", "0", "--data", tmp_path, "--json")

    assert (0, 1) == (status, len(out.splitlines()))
    assert FACTS == list(json.loads(out))


@pytest.mark.usefixtures("stopped_at_once")
def test_sandbox__tells_what_a_partner_of_classlink_has(command):
    _, out, _ = command("sandbox", "--port", "0", "--json")
    told, served = json.loads(out), ClassLink()

    assert (served.partner_key, served.client_id, served.client_secret) == (
        told["classlink_key"],
        told["classlink_client"],
        told["classlink_secret"],
    )


def test_sandbox__a_port_in_use(command):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        status, out, err = command("sandbox", "--port", taken.getsockname()[1])

    assert (2, "") == (status, out)
    assert "or choose another" in err


def test_sandbox__unreadable_data(command, tmp_path):
    (tmp_path / "orgs.json").write_bytes(b"[")
    status, _, err = command("sandbox", "--data", tmp_path)

    assert 6 == status
    assert "orgs.json" in err


def test_sandbox__in_a_process_of_its_own_until_it_is_told_to_stop(tmp_path):
    """From a notebook's side: start it, read one line of JSON, pull with each credential, stop it."""
    (tmp_path / "orgs.json").write_bytes(msgspec.json.encode([{"sourcedId": "S1", "name": "North", "type": "school"}]))
    arguments = ["-m", "oneroster_classlink", "sandbox", "--port", "0", "--data", str(tmp_path), "--json"]
    with subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603 - our own code
        found = json.loads(process.stdout.readline())
        credentials = (
            OAuth1(key=found["key"], secret=found["secret"]),
            Bearer(found["bearer"]),
            ClientCredentials(
                found["token_url"], key=found["key"], secret=found["secret"], scopes=default_scopes("1.2")
            ),
        )
        for auth in credentials:
            with Client(found["url"], auth=auth) as client:
                assert ["S1"] == [org.sourced_id for org in client.orgs()]
        process.send_signal(signal.SIGTERM)
        said = process.stderr.read()

    assert (0, b"") == (process.returncode, said)


@pytest.mark.usefixtures("stopped_at_once")
def test_sandbox__faults_on_order(command, monkeypatch):
    on = []
    monkeypatch.setattr(Sandbox, "serve_forever", lambda self: (on.extend(self.world.faults.on), self.close()))
    status, _, _ = command("sandbox", "--port", "0", "--fault", "latency", "--fault", "rate_limit:every=2")

    assert (0, [("latency", 1), ("rate_limit", 2)]) == (status, [(fault.name, fault.options["every"]) for fault in on])


def test_sandbox__an_unknown_fault(command):
    status, out, err = command("sandbox", "--port", "0", "--fault", "latncy")

    assert (2, "") == (status, out)
    assert "There is no fault 'latncy'; the nearest are latency" in err


def test_sandbox__lists_the_faults(command):
    status, out, _ = command("sandbox", "--faults")

    assert 0 == status
    assert "retry_after=seconds | date | none" in out
    assert "labelled=True | False" in out


@pytest.mark.usefixtures("stopped_at_once")
@pytest.mark.parametrize(("size", "schools"), [("small", 6), ("large", 1_000)])
def test_sandbox__of_a_size(command, monkeypatch, size, schools):
    served = []
    monkeypatch.setattr(Sandbox, "serve_forever", lambda self: (served.append(self.world.district), self.close()))
    status, _, _ = command("sandbox", "--port", "0", "--size", size)

    assert 0 == status
    assert schools + 1 == len(served[0].rows["orgs"])


@pytest.fixture
def hosts(monkeypatch):
    """Note which host is asked for, and listen on loopback all the same."""
    asked = []

    def made(district, *, host, port):
        asked.append(host)
        return Sandbox(district, port=port)

    monkeypatch.setattr(cli_sandbox, "Sandbox", made)
    return asked


OPEN = "Other machines can reach this sandbox, and its credentials are public. Press Ctrl-C to stop."
CLOSED = "Listening on this machine only. Press Ctrl-C to stop."


@pytest.mark.usefixtures("stopped_at_once")
@pytest.mark.parametrize(
    ("host", "sentence"),
    [
        ("127.0.0.1", CLOSED),
        ("127.0.0.2", CLOSED),
        ("::1", CLOSED),
        ("localhost", CLOSED),
        ("0.0.0.0", OPEN),  # noqa: S104 - nothing listens there
        ("::", OPEN),
        ("192.0.2.7", OPEN),
        ("sandbox.example", OPEN),
        ("", OPEN),
    ],
)
def test_sandbox__says_who_can_reach_it(command, hosts, host, sentence):
    status, out, err = command("sandbox", "--port", "0", "--host", host)

    assert (0, [host], "") == (status, hosts, err)
    assert sentence == out.splitlines()[-1]


@pytest.mark.usefixtures("stopped_at_once")
def test_sandbox__is_on_loopback_unless_told_otherwise(command, hosts):
    command("sandbox", "--port", "0")

    assert ["127.0.0.1"] == hosts


@pytest.mark.usefixtures("stopped_at_once", "hosts")
@pytest.mark.parametrize(("host", "warning"), [("127.0.0.1", ""), ("192.0.2.7", f"{OPEN}\n")])
def test_sandbox__beside_json_who_can_reach_it_is_no_part_of_the_output(command, host, warning):
    _, out, err = command("sandbox", "--port", "0", "--host", host, "--json")

    assert (FACTS, warning) == (list(json.loads(out)), err)
