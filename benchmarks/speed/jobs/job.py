"""One job in a process of its own: its kind and its arguments come as JSON, its measure goes out as JSON."""

import json
import subprocess
import sys
import time
from importlib import import_module
from typing import Any

IMPORTS = {
    "package": "import oneroster_classlink",
    "libraries": "import requests, attrs, cattrs, tenacity, msgspec",
}


def done(kind: str, given: dict[str, Any]) -> dict[str, float]:
    """Do a job and return what was measured."""
    if kind == "import":
        return imported(IMPORTS[given["name"]])
    if "size" in given:
        given = {**given, "size": import_module("speed.district").Size(**given["size"])}
    measure = import_module(f"speed.jobs.{kind}").measured
    found: dict[str, float] = measure(**given)
    return found


def imported(code: str) -> dict[str, float]:
    """Return the seconds that a new interpreter takes for *code*, its own start included and then taken off."""
    return {"seconds": _started(code) - _started("pass")}


def _started(code: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - the two lines above
    return time.perf_counter() - began


if __name__ == "__main__":
    kind, given = json.loads(sys.argv[1])
    sys.stdout.write(json.dumps(done(kind, given)) + "\n")
