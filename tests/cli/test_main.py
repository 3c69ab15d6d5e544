"""The entry point: help, exit statuses, interruption, a closed pipe, a missing extra."""

import runpy
import subprocess
import sys

import click
import pytest

import oneroster_classlink.__main__ as entry
from oneroster_classlink.cli.main import main


def test_main__help_documents_the_exit_statuses(command):
    status, out, _ = command("--help")

    assert 0 == status
    assert {"demo", "plan", "sandbox"} <= set(out.split())
    assert "7 a pull that is not complete" in " ".join(out.split())


@pytest.mark.parametrize("name", ["demo", "plan", "sandbox"])
def test_main__help_of_each_command_fits_80_columns(command, name):
    status, out, _ = command(name, "--help")

    assert (0, True) == (status, 80 >= max(map(len, out.splitlines())))


@pytest.mark.parametrize("arguments", [["nonsense"], ["plan", "--nonsense"], ["plan", "--page-size", "0"]])
def test_main__wrong_use(command, arguments):
    status, out, err = command(*arguments)

    assert (2, "") == (status, out)
    assert "Error: " in err


def test_main__ends_the_process_with_the_status():
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert 0 == ended.value.code


@pytest.mark.parametrize("raised", [KeyboardInterrupt, click.Abort])
def test_main__stopped_by_a_person(command, monkeypatch, tmp_path, raised):
    def stop(*_arguments, **_named):
        raise raised

    monkeypatch.setattr("oneroster_classlink.cli.commands.plan.read_folder", stop)

    status, out, err = command("plan", "--data", tmp_path)

    assert (130, "", "Stopped; nothing was applied.\n") == (status, out, err.lstrip())


def test_main__without_the_extra(command, monkeypatch):
    monkeypatch.setitem(sys.modules, "click", None)
    status, _, err = command("plan")

    assert 2 == status
    assert "pip install 'oneroster-classlink[cli]'" in err


def test_main__a_reader_that_goes_away():
    """``plan … | head`` ends quietly."""
    code = "import sys; from oneroster_classlink.cli.main import run; sys.exit(run(['plan', '--help']))"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603 - our own code
        process.stdout.close()
        said = process.stderr.read()

    assert (1, b"") == (process.returncode, said)


def test_main__as_a_module(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["oneroster-classlink", "--version"])
    with pytest.raises(SystemExit):
        runpy.run_path(entry.__file__, run_name="__main__")

    assert capsys.readouterr().out.startswith("oneroster-classlink, version ")
    assert "app" not in runpy.run_path(entry.__file__, run_name="imported")
