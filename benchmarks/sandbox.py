"""How long a pull from the sandbox takes, and how much of it is the sandbox's own work.

50,000 users and 200,000 enrollments are served by a process of its own and pulled in two ways: by the client into a
snapshot, and by a bare loop that only reads bytes. The server tells what processor time it took meanwhile.
"""

import argparse
import multiprocessing
import platform
import resource
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from typing import Any

import attrs
import requests

from oneroster_classlink import Bearer, Client, Snapshot
from oneroster_classlink.sandbox import District, Sandbox

PAGE_SIZE = 5_000
BASE = "/ims/oneroster/v1p1"
PAGED = ("users", "enrollments")


def make_rows(*, users: int, enrollments: int) -> dict[str, list[dict[str, Any]]]:
    """Make up a district of one school and a class for every 25 users, with rows as long as real ones."""
    classes = users // 25
    moved = {"status": "active", "dateLastModified": "2026-08-01T00:00:00.000Z"}
    school = {"href": "http://127.0.0.1/ims/oneroster/v1p1/orgs/S1", "sourcedId": "S1", "type": "org"}
    return {
        "orgs": [{"sourcedId": "S1", **moved, "name": "School", "type": "school"}],
        "classes": [
            {"sourcedId": f"C{number}", **moved, "title": f"Class {number}", "school": school}
            for number in range(classes)
        ],
        "users": [
            {
                "sourcedId": f"U{number:07}",
                **moved,
                "username": f"user{number}",
                "enabledUser": "true",
                "givenName": f"Given{number % 997}",
                "familyName": f"Family{number % 4999}",
                "role": "teacher" if number % 20 == 0 else "student",
                "identifier": f"{100_000 + number}",
                "email": f"user{number}@sandbox.example",
                "orgs": [school],
                "agents": [],
                "grades": ["07"],
            }
            for number in range(users)
        ],
        "enrollments": [
            {
                "sourcedId": f"E{number:08}",
                **moved,
                "role": "teacher" if number % users % 20 == 0 else "student",
                "primary": "true",
                "user": {**school, "sourcedId": f"U{number % users:07}", "type": "user"},
                "class": {**school, "sourcedId": f"C{number * 7 % classes}", "type": "class"},
                "school": school,
            }
            for number in range(enrollments)
        ],
    }


@attrs.frozen(kw_only=True)
class Work:
    """What the server did since it was asked last.

    Attributes:
        pages: Requests that were answered.
        app: Seconds inside the application, summed over its threads.
        cpu: Seconds of processor time of the whole process.
    """

    pages: int
    app: float
    cpu: float


@attrs.define
class Timed:
    """A WSGI application and the time spent in it."""

    app: Callable[..., Iterable[bytes]]
    pages: int = 0
    seconds: float = 0.0
    lock: threading.Lock = attrs.field(factory=threading.Lock)

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        """Serve one request."""
        began = time.thread_time()
        parts = self.app(environ, start_response)
        with self.lock:
            self.seconds += time.thread_time() - began
            self.pages += 1
        return parts


def serve(pipe: Connection, users: int, enrollments: int) -> None:
    """Serve until *pipe* says so; tell the URL first, and at each question what was done since the last."""
    with Sandbox(District(rows=make_rows(users=users, enrollments=enrollments))) as sandbox:
        timed = Timed(sandbox.app)
        sandbox._server.app = timed  # noqa: SLF001 - a stopwatch that no user needs
        pipe.send(sandbox.url)
        pages, app, cpu = 0, 0.0, time.process_time()
        while pipe.recv():
            now = time.process_time()
            pipe.send(Work(pages=timed.pages - pages, app=timed.seconds - app, cpu=now - cpu))
            pages, app, cpu = timed.pages, timed.seconds, time.process_time()
        pipe.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def pull(url: str) -> int:
    """Pull everything into a snapshot, and return its rows."""
    with Client(url, auth=Bearer("sandbox-bearer"), version="1.1", page_size=PAGE_SIZE) as client:
        snapshot = Snapshot.load(client)
    return sum(found.rows for found in snapshot.certificate.collections.values())


def read(url: str) -> int:
    """Read the same pages one after another as bytes, without looking at them, and return how many bytes."""
    with requests.Session() as session:
        session.headers = {"Authorization": "Bearer sandbox-bearer", "Accept-Encoding": "gzip"}
        return sum(len(body) for name in PAGED for body in _bodies(session, f"{url}{BASE}/{name}"))


def _bodies(session: requests.Session, url: str) -> Iterator[bytes]:
    offset, total = 0, 1
    while offset < total:
        query: dict[str, Any] = {"limit": PAGE_SIZE, "offset": offset, "sort": "sourcedId", "orderBy": "asc"}
        with session.get(url, params=query, stream=True, timeout=60) as answer:
            total = int(answer.headers["X-Total-Count"])
            yield answer.raw.read(decode_content=False)
        offset += PAGE_SIZE


def timed(job: Callable[[str], int], *, url: str, pipe: Connection, times: int) -> list[tuple[float, float, Work]]:
    """Run *job* as often as said, and once before, unmeasured; return seconds, own CPU, the server's work."""
    job(url)
    found = []
    for _ in range(times):
        pipe.send(True)
        pipe.recv()
        began, cpu = time.perf_counter(), time.process_time()
        job(url)
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
        pipe.send(True)
        found.append((seconds, cpu, pipe.recv()))
    return found


def told(name: str, found: list[tuple[float, float, Work]]) -> str:
    """Return a row of the table."""
    seconds = [each for each, _, _ in found]
    app, cpu = (statistics.median(getattr(work, key) for _, _, work in found) for key in ("app", "cpu"))
    own = statistics.median(each for _, each, _ in found)
    median, pages = statistics.median(seconds), found[-1][2].pages
    return (
        f"| {name} | {median:.2f} | {min(seconds):.2f}-{max(seconds):.2f} | {own:.2f} | {cpu:.2f} | {cpu / median:.0%} "
        f"| {cpu / own:.0%} | {app / pages * 1000:.1f} |"
    )


def head(*, users: int, enrollments: int, times: int) -> str:
    """Return what stands above the table: what was measured, on what."""
    return (
        f"{users:,} users, {enrollments:,} enrollments, pages of {PAGE_SIZE:,}; median of {times} runs.\n"
        f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}, "
        f"{multiprocessing.cpu_count()} cores.\n\n"
        "| Job | Seconds | Spread | Own CPU (s) | Server's CPU (s) | of the seconds | of the own CPU "
        "| ms a page in the app |\n"
        "|---|---|---|---|---|---|---|---|"
    )


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("users", 50_000), ("enrollments", 200_000), ("times", 7)):
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    pipe, far = context.Pipe()
    server = context.Process(target=serve, args=(far, given.users, given.enrollments))
    server.start()
    url = pipe.recv()
    lines = [head(**vars(given))]
    for name, job in (("client into a snapshot", pull), ("bare loop, bytes only", read)):
        lines.append(told(name, timed(job, url=url, pipe=pipe, times=given.times)))
    pipe.send(False)
    lines.append(f"\nThe server's greatest memory: {pipe.recv() // 1024} MB.")
    server.join()
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
