"""``plan``: the main job on real input, and one clear sentence for each bad one."""

import json
import socket
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from oneroster_classlink.mapping import Policy
from oneroster_classlink.sandbox import District, Sandbox
from tests.cli.server import answering

GRAND_BEND = Path(__file__).parents[3] / "shared" / "data" / "grand-bend-v1p2"


def test_plan__a_folder(command, folder):
    status, out, _ = command("plan", "--data", folder)

    assert 0 == status
    assert "  create   2 schools, 1 classes, 1 people, 1 seats\n" in out
    assert "Nothing was applied. To write the report and the roster, add --out FOLDER.\n" in out


def test_plan__only_the_chosen_schools(command, folder):
    _, out, _ = command("plan", "--data", folder, "--school", "S2")

    assert "  create   1 schools, 0 classes, 0 people, 0 seats\n" in out


def test_plan__writes_the_files(command, folder, tmp_path):
    status, out, _ = command("plan", "--data", folder, "--out", tmp_path / "out", "--today", "2026-10-01")

    assert 0 == status
    assert {"report.html", "roster.json", "findings.csv", "findings"} == {
        path.name for path in (tmp_path / "out").iterdir()
    }
    assert f"wrote {tmp_path}/out/roster.json\n" in out
    assert f"wrote {tmp_path}/out/findings/index.csv\n" in out
    assert (tmp_path / "out" / "findings" / "by-code" / "class-no-member.csv").exists()
    assert (tmp_path / "out" / "findings" / "by-school" / "S1.csv").exists()
    assert ["T1"] == json.loads((tmp_path / "out" / "roster.json").read_bytes())["classes"][0]["owners"]


def test_plan__a_policy_from_a_file(command, folder):
    (folder / "policy.json").write_bytes(Policy(schools=["S2"], ingested=["student"]).to_json())
    _, out, _ = command("plan", "--data", folder, "--policy", folder / "policy.json")

    assert "  create   1 schools, 0 classes, 0 people, 0 seats\n" in out


def test_plan__what_is_said_beside_a_policy_counts(command, folder):
    (folder / "policy.json").write_bytes(Policy(schools=["S2"], primary_required=False).to_json())
    _, out, _ = command("plan", "--data", folder, "--policy", folder / "policy.json", "--school", "S1")

    assert "  create   1 schools, 1 classes, 1 people, 1 seats\n" in out


@pytest.mark.skipif(not GRAND_BEND.is_dir(), reason="the shared data folder is not beside this repository")
def test_plan__a_recorded_district(command):
    status, out, _ = command("plan", "--data", GRAND_BEND)

    assert 0 == status
    assert "  create   3 schools, 532 classes, 2,884 people, 5,398 seats\n" in out


@pytest.mark.parametrize("version", ["1.1", "1.2"])
@pytest.mark.parametrize("kind", ["oauth1", "sha1", "bearer", "client credentials"])
def test_plan__a_server_with_each_kind_of_credential(command, sandbox, monkeypatch, kind, version):
    given = sandbox.credentials
    monkeypatch.setenv("ONEROSTER_SECRET", given.secret)
    monkeypatch.setenv("ONEROSTER_BEARER", given.bearer)
    options = {
        "oauth1": ["--key", given.key],
        "sha1": ["--key", given.key, "--method", "HMAC-SHA1"],
        "bearer": [],
        "client credentials": ["--key", given.key, "--token-url", given.token_url],
    }
    status, out, err = command("plan", "--url", sandbox.url, "--oneroster-version", version, *options[kind])

    assert (0, True) == (status, "  create   2 schools, 1 classes, 1 people, 1 seats" in out)
    assert "enrollments" in err
    assert not any(secret in out + err for secret in (given.secret, given.bearer))


def test_plan__the_secret_from_a_file(command, sandbox, tmp_path):
    (tmp_path / "secret").write_text(f"{sandbox.credentials.secret}\n", encoding="utf-8")
    status, _, _ = command(
        "plan", "--url", sandbox.url, "--key", sandbox.credentials.key, "--secret-file", tmp_path / "secret"
    )

    assert 0 == status


# What goes wrong: one sentence, a documented exit status, no traceback, nothing half written.


def failed(result, *, status, sentence):
    found, out, err = result
    lines = [line for line in err.splitlines() if line.startswith("Error: ")]

    assert (status, "") == (found, out)
    assert 1 == len(lines)
    assert sentence in lines[0]
    assert "Traceback" not in err


def test_plan__a_wrong_key(command, sandbox, monkeypatch, tmp_path):
    monkeypatch.setenv("ONEROSTER_SECRET", "hunter2-wrong")
    result = command("plan", "--url", sandbox.url, "--key", sandbox.credentials.key, "--out", tmp_path / "out")

    failed(result, status=3, sentence="status 401")
    assert "Check key and secret" in result[2]
    assert "hunter2" not in result[2]
    assert not (tmp_path / "out").exists()


def test_plan__an_unreachable_host(command, monkeypatch):
    monkeypatch.setenv("ONEROSTER_BEARER", "token")
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    result = command("plan", "--url", f"http://127.0.0.1:{port}")

    failed(result, status=4, sentence="gave no answer")
    assert 4 == result[2].count("Warning: ")


def rows_of(name, *ids):
    return msgspec.json.encode({name: [{"sourcedId": found, "name": found, "type": "school"} for found in ids]})


def _first_rows(path):
    """Answer as a server that gives as many rows as asked, and always the first ones."""
    limit = int(parse_qs(urlsplit(path).query)["limit"][0])
    return 200, rows_of("orgs", *(f"S{number:04}" for number in range(limit)))


@pytest.mark.parametrize(
    ("answer", "status", "sentence"),
    [
        (lambda _path: (200, b"<html>Welcome</html>"), 5, "is not OneRoster"),
        (lambda _path: (404, b"<html>No</html>"), 5, "check the base URL and the OneRoster version"),
        (lambda _path: (200, b'{"message": "hello"}'), 5, "it has no 'orgs'"),
        (_first_rows, 7, "The pull of orgs is not complete"),
        (lambda _path: (302, b""), 5, "Redirects are not followed"),
        (lambda _path: (403, b""), 3, "does not share this"),
        (lambda _path: (503, b""), 5, "It failed on its side"),
        (lambda _path: (200, b'{"orgs": [{"sourced'), 5, "cut off or garbled"),
    ],
)
def test_plan__a_server_that_is_not_what_it_should_be(command, monkeypatch, answer, status, sentence):
    monkeypatch.setenv("ONEROSTER_BEARER", "token")
    with answering(answer) as url:
        failed(command("plan", "--url", f"{url}/ims/oneroster/v1p1"), status=status, sentence=sentence)


def test_plan__rows_that_cannot_be_read(command, folder):
    (folder / "users.json").write_bytes(msgspec.json.encode([{"role": "teacher"}] * 11))

    failed(command("plan", "--data", folder), status=7, sentence="11 of 11 rows cannot be read")


def test_plan__an_empty_district(command, monkeypatch):
    with Sandbox(District(rows={}, product_schools=())) as empty:
        monkeypatch.setenv("ONEROSTER_BEARER", empty.credentials.bearer)
        failed(command("plan", "--url", empty.url), status=7, sentence="shares no org, class, user or enrollment")


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        ([], 2, "Give either --url, a OneRoster server, or --data"),
        (["--data", "x", "--url", "y"], 2, "Give either --url"),
        (["--data", "/no/such/folder"], 6, "/no/such/folder: is not a folder"),
        (["--url", "http://h.example"], 2, "Bearer token is missing: set ONEROSTER_BEARER"),
        (["--url", "http://h.example", "--key", "k"], 2, "Secret is missing: set ONEROSTER_SECRET"),
        (["--url", "http://h.example", "--token-url", "http://t.example"], 2, "--token-url needs --key"),
        (["--url", "http://h.example", "--secret-file", "/no/such"], 6, "the secret cannot be read"),
        (["--url", "http://h.example", "--secret-file", "/dev/null"], 2, "Bearer token is missing"),
    ],
)
def test_plan__options_that_cannot_be_meant(command, arguments, status, sentence):
    failed(command("plan", *arguments), status=status, sentence=sentence)


def test_plan__no_option_takes_a_secret(command):
    """What could be read in a process list or a shell's history is refused, and not repeated."""
    for option in ("--secret", "--bearer", "--token", "--client-secret"):
        status, _, err = command("plan", "--url", "http://h.example", f"{option}=hunter2")

        assert (2, False) == (status, "hunter2" in err)


def test_plan__an_argument_too_many_may_be_a_secret(command):
    status, _, err = command("plan", "--url", "http://h.example", "--key", "k", "hunter2")

    assert (2, False) == (status, "hunter2" in err)
    assert "There is an argument too many" in err


def test_plan__a_secret_in_place_of_its_file(command):
    failed(
        command("plan", "--url", "http://h.example", "--secret-file", "hunter2"), status=6, sentence="--secret-file: "
    )


@pytest.mark.parametrize("options", [[], ["--secret-file", "-"]])
def test_plan__without_standard_input(command, monkeypatch, options):
    monkeypatch.setattr(sys, "stdin", None)

    failed(command("plan", "--url", "http://h.example", *options), status=2, sentence="Bearer token is missing")


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--today", "tomorrow", "give a day as YYYY-MM-DD"),
        ("--today", "0001-01-01", "give a day from 1900 to 2200"),
        ("--out", "", "give the path of a folder"),
    ],
)
def test_plan__values_that_cannot_be_meant(command, folder, option, value, sentence):
    status, out, err = command("plan", "--data", folder, option, value)

    assert (2, "") == (status, out)
    assert sentence in err


@pytest.mark.parametrize(
    "raised", [OSError(28, "No space left on device"), UnicodeEncodeError("utf-8", "", 0, 1, "no")]
)
def test_plan__an_output_that_takes_nothing(command, folder, monkeypatch, raised):
    def fail(*_arguments, **_named):
        raise raised

    monkeypatch.setattr("oneroster_classlink.cli.commands.plan.render_text", fail)

    failed(command("plan", "--data", folder), status=6, sentence="The output cannot be written (")


def test_plan__a_broken_folder(command, folder):
    (folder / "users.json").write_bytes(b'{"users": [')

    failed(command("plan", "--data", folder), status=6, sentence="users.json: is not a JSON list of users")


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (b"schools: all", "policy.json: A policy's document is JSON, and this is not."),
        (b'{"school": ["S1"]}', "policy.json: A policy has no 'school'; it has birth_dates, "),
        (b'{"owner_roles": ["student"]}', "policy.json: "),
        (b"\xff\xfe", "policy.json: the policy cannot be read (UnicodeDecodeError)"),
        (None, "policy.json: the policy cannot be read (FileNotFoundError)"),
    ],
)
def test_plan__a_file_that_is_no_policy(command, folder, document, sentence):
    if document is not None:
        (folder / "policy.json").write_bytes(document)

    failed(command("plan", "--data", folder, "--policy", folder / "policy.json"), status=6, sentence=sentence)


def test_plan__an_output_that_cannot_be_written(command, folder, tmp_path):
    (tmp_path / "taken").write_bytes(b"")

    failed(command("plan", "--data", folder, "--out", tmp_path / "taken"), status=6, sentence="cannot be written")
