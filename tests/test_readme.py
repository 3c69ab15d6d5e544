"""The README's code runs as it stands."""

import re
from pathlib import Path

import pytest

from oneroster_classlink.sandbox import District, Sandbox
from tests.small_district import small_lists

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_readme__its_python_runs_against_the_sandbox(capsys):
    (code,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    with Sandbox(District(rows=small_lists(), product_schools=())) as sandbox:
        given = sandbox.credentials
        exec(compile(code, "README.md", "exec"), {"URL": sandbox.url, "KEY": given.key, "SECRET": given.secret})  # noqa: S102 - the README's own code
    said = capsys.readouterr().out

    assert "complete: yes\n" in said
    assert "C1 S1 owners: ('T1',) members: 1\n" in said
    assert "8 0 0 0\n" in said


@pytest.mark.parametrize("target", ["demo", "test", "docs"])
def test_readme__names_targets_that_exist(target):
    makefile = (Path(__file__).parents[1] / "Makefile").read_text(encoding="utf-8")

    assert f"make {target}" in README
    assert f"\n{target}:" in makefile
