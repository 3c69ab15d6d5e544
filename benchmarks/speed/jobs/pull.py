"""Jobs: a whole district over HTTP. Each takes a base URL and returns how many rows (or bytes) it got."""

import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from speed.district import SCHOOLS, Size

PATH = "/ims/oneroster/v1p1"
SORT = "sort=sourcedId&orderBy=asc"


def counts(size: Size) -> dict[str, int]:
    """Return how many rows the server has of what a pull reads."""
    small = {"orgs": SCHOOLS, "academicSessions": 6, "courses": 200, "classes": size.classes}
    return small | {"users": size.users, "enrollments": size.enrollments}


def measured(name: str, url: str, *, limit: int, width: int, size: Size) -> dict[str, float]:
    """Return the seconds of one pull and the rows of the district."""
    for module in IMPORTS.get(name, ()):
        import_module(module)
    began = time.perf_counter()
    JOBS[name](url, limit=limit, width=width, size=size)
    return {"seconds": time.perf_counter() - began, "rows": sum(counts(size).values())}


def _snapshot(url: str, *, limit: int, width: int, size: Size) -> Any:
    from oneroster_classlink import Bearer, Client, Snapshot

    with Client(url, auth=Bearer("made-up"), version="1.1", page_size=limit, in_flight=width) as client:
        snapshot = Snapshot.load(client)
    if len(snapshot.enrollments) != size.enrollments:
        raise SystemExit("The snapshot lacks enrollments.")
    return snapshot


def _batches(url: str, *, limit: int, width: int, size: Size) -> Any:
    """Read the enrollments alone into a table."""
    from oneroster_classlink import Bearer, Client
    from oneroster_classlink.models import Enrollment
    from oneroster_classlink.snapshot import Table

    table: Table[Enrollment] = Table(Enrollment)
    with Client(url, auth=Bearer("made-up"), version="1.1", page_size=limit, in_flight=width) as client:
        for batch in client.batches("enrollments"):
            table.append(batch.structs)
    table.seal()
    if len(table) != size.enrollments:
        raise SystemExit("The table lacks enrollments.")
    return table


def _decoded(url: str, *, limit: int, width: int, size: Size) -> Any:
    """Read the enrollments alone, proven and decoded page by page, and keep nothing."""
    from oneroster_classlink import Bearer, Client

    with Client(url, auth=Bearer("made-up"), version="1.1", page_size=limit, in_flight=width) as client:
        rows = sum(len(batch.structs) for batch in client.batches("enrollments"))
    if rows != size.enrollments:
        raise SystemExit("The pull lacks enrollments.")


def _plain(url: str, *, limit: int, width: int, size: Size) -> Any:  # noqa: ARG001 - it has no width
    """Pull as everyone's first script does: `requests`, `.json()`, keep the dicts."""
    import requests

    kept: dict[str, list[Any]] = {}
    with requests.Session() as session:
        session.headers["Authorization"] = "Bearer made-up"
        for name in counts(size):
            kept[name] = rows = []
            while True:
                query: dict[str, str] = {"limit": str(limit), "offset": str(len(rows)), "sort": "sourcedId"}
                answer = session.get(f"{url}{PATH}/{name}", params=query, timeout=60)
                rows += answer.json()[name]
                if len(rows) >= int(answer.headers["X-Total-Count"]):
                    break
    return kept


def _curl(url: str, *, limit: int, width: int, size: Size) -> Any:
    """Fetch the same pages by ``curl --parallel --compressed`` and throw them away."""
    return _run_curl(_urls(url, limit=limit, counts=counts(size)), width=width)


def _curl_enrollments(url: str, *, limit: int, width: int, size: Size) -> Any:
    return _run_curl(_urls(url, limit=limit, counts={"enrollments": size.enrollments}), width=width)


def _urls(url: str, *, limit: int, counts: dict[str, int]) -> Iterator[str]:
    for name, count in counts.items():
        for offset in range(0, count, limit):
            yield f"{url}{PATH}/{name}?limit={limit}&offset={offset}&{SORT}"


def _run_curl(urls: Iterator[str], *, width: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "curl")
        config.write_text("".join(f'url = "{url}"\noutput = /dev/null\n' for url in urls))
        options = ["--silent", "--fail", "--parallel", f"--parallel-max={width}", "--compressed"]
        command = ["curl", *[part for option in options for part in option.split("=")], "--config", str(config)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - URLs of our own server


JOBS: dict[str, Callable[..., Any]] = {
    "snapshot": _snapshot,
    "enrollments": _batches,
    "decoded": _decoded,
    "plain": _plain,
    "curl": _curl,
    "curl-enrollments": _curl_enrollments,
}
"""By name; each imports only what it measures."""
OURS = ("oneroster_classlink.rest", "oneroster_classlink.snapshot")
IMPORTS = {"snapshot": OURS, "enrollments": OURS, "decoded": OURS, "plain": ("requests",)}
"""What each imports before its time runs."""
