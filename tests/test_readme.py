"""The README's code runs as it stands."""

import re
from pathlib import Path

import pytest

from oneroster_classlink.sandbox import District, Sandbox
from tests.small_district import small_lists

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)


def test_readme__its_python_runs_against_the_sandbox(capsys):
    code, asking, _, _ = BLOCKS
    with Sandbox(District(rows=small_lists(), product_schools=())) as sandbox:
        given = sandbox.credentials
        names = {"URL": sandbox.url, "KEY": given.key, "SECRET": given.secret}
        exec(compile(code, "README.md", "exec"), names)  # noqa: S102 - the README's own code
    exec(compile(asking, "README.md", "exec"), names)  # noqa: S102 - as above
    said = capsys.readouterr().out

    assert "complete: yes\n" in said
    assert "C1 S1 owners: ('T1',) members: 1\n" in said
    assert "8 0 0 0\n" in said
    assert "User T1 owns class C1: " in said
    assert "Nothing moves.\n" in said


def test_readme__a_partner_pulls_night_after_night(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    _, _, code, _ = BLOCKS
    with Sandbox(District(rows=small_lists(), product_schools=())) as sandbox:
        names = {"PARTNER_KEY": sandbox.classlink.partner_key, "PROXY": sandbox.url, "TENANT": 2222, "LAST": None}
        for _night in range(2):
            exec(compile(code, "README.md", "exec"), names)  # noqa: S102 - the README's own code

    assert names["LAST"].complete
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("target", ["demo", "test", "docs"])
def test_readme__names_targets_that_exist(target):
    makefile = (Path(__file__).parents[1] / "Makefile").read_text(encoding="utf-8")

    assert f"make {target}" in README
    assert f"\n{target}:" in makefile


def test_readme__its_fixtures_work(classlink_sandbox, classlink_faults):
    """A host's import fails or succeeds as its own code would, under the fault that the README orders."""
    _, _, _, code = BLOCKS
    called = []
    names = {"our_import": lambda url, *, key, secret: called.append((url, key, secret))}
    exec(compile(code, "README.md", "exec"), names)  # noqa: S102 - the README's own code
    names["test_our_import"](classlink_sandbox, classlink_faults)

    given = classlink_sandbox.credentials
    assert [(classlink_sandbox.url, given.key, given.secret)] == called
    assert ["rate_limit"] == [fault.name for fault in classlink_sandbox.world.faults.on]
