"""A running sandbox, and a command line that does not wait between attempts."""

from functools import partial

import msgspec
import pytest

from oneroster_classlink.cli.main import run
from oneroster_classlink.rest import Client
from oneroster_classlink.sandbox import District, Sandbox


@pytest.fixture(scope="session")
def lists():
    """Make the lists of a small district."""
    return {
        "orgs": [{"sourcedId": f"S{number}", "name": f"School {number}", "type": "school"} for number in (1, 2)],
        "classes": [{"sourcedId": "C1", "title": "Algebra", "school": {"sourcedId": "S1"}}],
        "users": [{"sourcedId": "T1", "role": "teacher", "orgs": [{"sourcedId": "S1"}], "email": "t1@school.example"}],
        "enrollments": [
            {
                "sourcedId": "E1",
                "user": {"sourcedId": "T1"},
                "class": {"sourcedId": "C1"},
                "role": "teacher",
                "primary": "true",
            }
        ],
    }


@pytest.fixture
def folder(tmp_path, lists):
    """Write the small district into a folder."""
    for name, rows in lists.items():
        (tmp_path / f"{name}.json").write_bytes(msgspec.json.encode(rows))
    return tmp_path


@pytest.fixture(scope="session")
def sandbox(lists):
    """Serve the small district."""
    with Sandbox(District(rows=lists, product_schools=())) as running:
        yield running


@pytest.fixture
def command(monkeypatch, capsys):
    """Run a command; the exit status, standard output and standard error come back."""
    monkeypatch.setattr("oneroster_classlink.cli.commands.plan.Client", partial(Client, sleep=lambda _seconds: None))
    for name in ("ONEROSTER_SECRET", "ONEROSTER_BEARER"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments):
        status = run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call
