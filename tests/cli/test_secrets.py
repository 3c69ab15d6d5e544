"""Where a secret comes from: a file, standard input, the environment, a hidden prompt; in this order."""

import fcntl
import io
import os
import pty
import subprocess
import sys
import termios

import click
import pytest

from oneroster_classlink.cli.secrets import default_scopes, read_secret


@pytest.fixture
def standard_input(monkeypatch):
    """Put a text on standard input, a terminal or not."""

    def put(text, *, terminal=False):
        stream = io.StringIO(text)
        stream.isatty = lambda: terminal
        monkeypatch.setattr(sys, "stdin", stream)

    return put


def read(path=None):
    return read_secret(path, variable="ONEROSTER_SECRET", what="Secret")


def test_read_secret__the_file_goes_first(monkeypatch, tmp_path):
    monkeypatch.setenv("ONEROSTER_SECRET", "from the environment")
    (tmp_path / "secret").write_text(" from the file \n", encoding="utf-8-sig")

    assert "from the file" == read(str(tmp_path / "secret"))
    assert "from the environment" == read()


def test_read_secret__from_standard_input(standard_input):
    standard_input("first line\nsecond line\n")

    assert "first line" == read("-")


def test_read_secret__from_a_prompt_in_a_terminal(monkeypatch, standard_input):
    monkeypatch.delenv("ONEROSTER_SECRET", raising=False)
    standard_input("", terminal=True)
    asked = []
    monkeypatch.setattr(click, "prompt", lambda text, **named: asked.append((text, named)) or "typed")

    assert "typed" == read()
    assert [("Secret", {"hide_input": True, "err": True})] == asked


def test_read_secret__typed_into_a_real_terminal_is_not_shown():
    asking = "print(len(read_secret(None, variable='-', what='Secret')))"
    code = f"from oneroster_classlink.cli.secrets import read_secret; {asking}"
    ours, theirs = pty.openpty()
    process = subprocess.Popen(  # noqa: S603 - our own code
        [sys.executable, "-c", code],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - gives the child its terminal
    )
    os.close(theirs)
    shown = b""
    while b"Secret:" not in shown:
        shown += os.read(ours, 1000)
    os.write(ours, b"hunter2\n")
    while b"7" not in shown:
        shown += os.read(ours, 1000)
    status = process.wait()
    os.close(ours)

    assert 0 == status
    assert b"hunter2" not in shown


@pytest.mark.parametrize(("version", "part"), [(None, "v1p2"), ("1.2", "v1p2"), ("1.1", "v1p1")])
def test_default_scopes__read_a_roster_with_demographics(version, part):
    base = f"https://purl.imsglobal.org/spec/or/{part}/scope/"

    assert (f"{base}roster.readonly", f"{base}roster-demographics.readonly") == default_scopes(version)
