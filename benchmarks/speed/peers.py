"""Installs the rival that needs an environment of its own, if some Python of this machine can run it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

TIMEBACK_PYTHON = Path(__file__).parents[2] / ".venv-timeback/bin/python"
TIMEBACK = "timeback-oneroster==0.4.0"


def install_timeback() -> str | None:
    """Install `timeback-oneroster`, which needs Python 3.12; return why it cannot be, or ``None``."""
    if TIMEBACK_PYTHON.exists():
        return None
    python = next(filter(_runs, _pythons()), None)
    if python is None:
        return "no Python of 3.12 or later was found"
    pip = (str(TIMEBACK_PYTHON), "-m", "pip", "install", "--quiet", TIMEBACK)
    for command in ((python, "-m", "venv", str(TIMEBACK_PYTHON.parents[1])), pip):
        if not _done(*command):
            return f"it failed to do {' '.join(command)}"
    return None


def _pythons() -> Iterator[str]:
    yield from (sys.executable, "python3.12", "python3.13", "python3.14")
    yield from map(str, sorted(Path.home().glob(".pyenv/versions/3.1[2-9]*/bin/python")))


def _runs(python: str) -> bool:
    return _done(python, "-c", "import sys; sys.exit(sys.version_info < (3, 12))")


def _done(*command: str) -> bool:
    try:
        return not subprocess.run(command, check=False, capture_output=True).returncode  # noqa: S603 - words from here
    except OSError:
        return False
