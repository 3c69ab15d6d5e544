"""How long it takes to serve the whole large district page by page over HTTP, and how much memory that needs."""

import argparse
import http.client
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

from oneroster_classlink.sandbox import Sandbox, make_district
from oneroster_classlink.sandbox.exchange import Request

BASE = "/ims/oneroster/v1p1"
COLLECTIONS = ("orgs", "academicSessions", "courses", "classes", "users", "enrollments", "demographics")
LIMIT = 10_000
Ask = Callable[[str], tuple[int, int]]
"""Returns the rows and the bytes of the page at a path."""


def over_http(sandbox: Sandbox) -> Ask:
    """Return what asks over one kept connection."""
    connection = http.client.HTTPConnection(urlsplit(sandbox.url).netloc)

    def ask(target: str) -> tuple[int, int]:
        connection.request("GET", target, headers={"Authorization": f"Bearer {sandbox.credentials.bearer}"})
        answer = connection.getresponse()
        return int(answer.headers["x-count"]), len(answer.read())

    return ask


def in_process(sandbox: Sandbox) -> Ask:
    """Return what asks the service without HTTP."""

    def ask(target: str) -> tuple[int, int]:
        answer = sandbox.world.service.answer(Request(origin="http://sandbox.example", target=target))
        return int(answer.headers["x-count"]), len(answer.body)

    return ask


def pull(ask: Ask, collection: str) -> tuple[int, int]:
    """Read a collection page by page and return its rows and bytes."""
    rows, size, found = 0, 0, 1
    while found:
        found, body = ask(f"{BASE}/{collection}?sort=sourcedId&orderBy=asc&limit={LIMIT}&offset={rows}")
        rows, size = rows + found, size + body
    return rows, size


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--in-process", action="store_true", help="Leave out HTTP.")
    arguments = parser.parse_args()
    busy, total = time.process_time(), 0
    with Sandbox(make_district(today=date(2026, 11, 24), size="large")) as sandbox:
        sys.stdout.write(f"made in {time.process_time() - busy:.1f} s of processor\n")
        ask = in_process(sandbox) if arguments.in_process else over_http(sandbox)
        for collection in COLLECTIONS:
            began, at = time.process_time(), time.perf_counter()
            rows, size = pull(ask, collection)
            spent, passed = time.process_time() - began, time.perf_counter() - at
            total += rows
            sys.stdout.write(
                f"{collection:<16} {rows:>9,} rows {size / 1e6:>6.0f} MB in {passed:>5.1f} s,"
                f" {spent:>5.1f} s of processor: {rows / spent:>9,.0f} rows/s\n"
            )
    spent = time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{total:,} rows in {spent:.1f} s of processor: {total / spent:,.0f} rows/s; peak memory {peak:.0f} MB\n"
    )


if __name__ == "__main__":
    main()
