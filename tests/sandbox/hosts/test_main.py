"""``python -m oneroster_classlink.sandbox`` is the command ``sandbox``."""

import runpy
import sys

import pytest

import oneroster_classlink.__main__ as whole
import oneroster_classlink.sandbox.__main__ as own


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--port", "70000"], ["--no-such-option"]], ids=lambda arguments: arguments[0]
)
def test_main__takes_what_the_command_takes(monkeypatch, capsys, arguments):
    said = []
    for entry, words in ((own, arguments), (whole, ["sandbox", *arguments])):
        monkeypatch.setattr(sys, "argv", ["python", *words])
        with pytest.raises(SystemExit) as left:
            runpy.run_path(entry.__file__, run_name="__main__")
        said.append((left.value.code, *capsys.readouterr()))

    assert said[0] == said[1]
    assert "" != "".join(said[0][1:])


def test_main__does_nothing_when_it_is_imported():
    assert "main" in runpy.run_path(own.__file__, run_name="imported")
