"""``doctor``: what a server shares, as text and as JSON, with an exit status that says whether it is enough."""

import json
from functools import partial

import pytest

from oneroster_classlink.rest import Client
from oneroster_classlink.sandbox import Sandbox, make_district
from oneroster_classlink.sandbox.sharing import Permissions
from tests.checkup.conftest import TODAY, thinned
from tests.cli.server import answering

DAY = ("--today", str(TODAY))


@pytest.fixture(scope="module")
def running():
    """Serve a made-up district over HTTP."""
    with Sandbox(thinned(make_district(seed=1, today=TODAY))) as served:
        yield served


@pytest.fixture
def doctor(command, monkeypatch, running):
    """Run the doctor against the sandbox with some permissions."""
    monkeypatch.setattr("oneroster_classlink.cli.commands.doctor.Client", partial(Client, sleep=lambda _seconds: None))
    monkeypatch.setenv("ONEROSTER_SECRET", running.credentials.secret)
    monkeypatch.setenv("ONEROSTER_BEARER", running.credentials.bearer)

    def call(*arguments, url=running.url, **permissions):
        running.world.change(permissions=Permissions(**permissions))
        return command("doctor", "--url", url, *DAY, *arguments)

    return call


def test_doctor__a_district_that_shares_everything(doctor):
    status, out, err = doctor()

    assert (0, "") == (status, err)
    assert "  ok      Birth dates: " in out
    assert "17 ok, 0 warning, 0 missing, 0 unknown: ready\n" in out
    assert 80 >= max(map(len, out.splitlines()))


def test_doctor__something_is_missing(doctor):
    status, out, _ = doctor(unenrolled_users=False)

    assert 8 == status
    assert "  missing Unenrolled users: " in out
    assert "Unenrolled Users: switch it on" in " ".join(out.split())


def test_doctor__a_warning_is_left_to_a_person(doctor):
    status, out, _ = doctor(co_teachers=False)

    assert (0, True) == (status, "  warning Co-teachers: " in out)


def test_doctor__json(doctor):
    status, out, _ = doctor("--json", demographics="404")
    found = json.loads(out)
    outcomes = {check["name"]: check["outcome"] for check in found["checks"]}

    assert (8, False, str(TODAY)) == (status, found["ready"], found["today"])
    assert {"demographics": "missing", "birth_dates": "unknown"} == {
        name: outcome for name, outcome in outcomes.items() if outcome != "ok"
    }
    assert "1.1" == found["fingerprint"]["version"]


def test_doctor__how_large_a_page_to_try(doctor):
    _, out, _ = doctor("--json", "--most-rows", "150")

    assert 150 == json.loads(out)["fingerprint"]["uncut_page"]


@pytest.mark.parametrize("version", ["1.1", "1.2"])
@pytest.mark.parametrize("kind", ["oauth1", "sha1", "bearer", "client credentials"])
def test_doctor__each_kind_of_credential(doctor, running, kind, version):
    given = running.credentials
    options = {
        "oauth1": ["--key", given.key],
        "sha1": ["--key", given.key, "--method", "HMAC-SHA1"],
        "bearer": [],
        "client credentials": ["--key", given.key, "--token-url", given.token_url],
    }
    status, out, err = doctor("--oneroster-version", version, *options[kind])

    assert (0, True) == (status, f"  OneRoster version  {version}\n" in out)
    assert not any(secret in out + err for secret in (given.secret, given.bearer))


@pytest.mark.parametrize("kind", ["oauth1", "client credentials"])
def test_doctor__wrong_credentials_are_a_finding(doctor, running, kind):
    token = ["--token-url", running.credentials.token_url] if kind == "client credentials" else []
    status, out, _ = doctor("--key", "wrong", *token)

    assert (8, True) == (status, "  missing Credentials: Every read is refused with status 401." in out)
    assert "API Key and Secret" in " ".join(out.split())


def test_doctor__an_app_that_is_not_enabled(doctor):
    status, out, _ = doctor(enabled=False)

    assert (8, True) == (status, "  missing App enabled: " in out)


@pytest.mark.parametrize(
    ("answer", "status", "sentence"),
    [
        (lambda _path: (200, b"<html>Welcome</html>"), 5, "is not OneRoster"),
        (lambda _path: (404, b""), 5, "Check the id; if every path fails, check the base URL"),
        (lambda _path: (302, b""), 5, "Redirects are not followed"),
        (lambda _path: (503, b""), 5, "It failed on its side"),
    ],
)
def test_doctor__a_server_that_is_not_what_it_should_be(doctor, answer, status, sentence):
    with answering(answer) as url:
        found, out, err = doctor(url=f"{url}/ims/oneroster/v1p1")

    assert (status, "") == (found, out)
    assert sentence in err


def test_doctor__without_a_url(command):
    status, out, err = command("doctor")

    assert (2, "") == (status, out)
    assert "--url" in err


def test_doctor__help_fits_80_columns_and_names_the_exit_status(command):
    status, out, _ = command("doctor", "--help")

    assert (0, True) == (status, 80 >= max(map(len, out.splitlines())))
    assert "Exit status 8" in out
    assert "8 a prerequisite is missing" in " ".join(command("--help")[1].split())
