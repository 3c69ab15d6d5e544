"""The rows of the table: which jobs run against which, and how much is to be reached."""

from collections.abc import Callable, Iterator
from pathlib import Path

import attrs

from speed.pages import FOLDER
from speed.peers import TIMEBACK_PYTHON
from speed.rounds import Found, Job, middle, ratio, run_rounds, served
from speed.rules import measure

MILLION = 1_000_000


@attrs.frozen(kw_only=True)
class Asked:
    """How much to measure.

    Attributes:
        rounds: How often each job runs.
        users: The users of a pulled district.
        enrollments: Its enrollments.
        most: The enrollments of the largest district kept in memory.
        scale: One so-many-th of the large district is what rules are measured on: 1 is all of it.
        pages: The folder that keeps its pages, 2 GB of them.
    """

    rounds: int = 5
    users: int = 50_000
    enrollments: int = 200_000
    most: int = 4_300_000
    scale: int = 1
    pages: Path = FOLDER

    @property
    def size(self) -> dict[str, int]:
        """The district, as jobs take it."""
        return {"users": self.users, "enrollments": self.enrollments}


Lines = Iterator[str]
"""Rows of a Markdown table: work, reach, measured, spread."""


def decode(asked: Asked) -> Lines:
    """Pages into tables and records beside `orjson.loads`."""
    for collection, most in (("enrollments", 0.75), ("classes", 0.75), ("demographics", 0.75), ("users", 1.0)):
        yield from _decoded(asked, collection, {"tables": f"at most {most}"})
    for collection, most in (("enrollments", 1.2), ("users", 2.2)):
        rivals = {"cattrs": "a rival", "pydantic": "a rival"}
        yield from _decoded(asked, collection, {"records": f"at most {most}", **rivals})
    for collection in ("enrollments", "users"):
        yield from _decoded(asked, collection, {"tables": "(each row its own stamp)"}, own_stamps=True)


def _decoded(asked: Asked, collection: str, reaches: dict[str, str], *, own_stamps: bool = False) -> Lines:
    given = {"collection": collection, "own_stamps": own_stamps}
    jobs = [Job(label=name, kind="decode", given={"name": name, **given}) for name in ("orjson", *reaches)]
    found = run_rounds(jobs, times=asked.rounds, warm=False)
    for name, reach in reaches.items():
        yield _times(found, name, "orjson", work=f"{collection}: {name} / orjson.loads", reach=reach)


def memory(asked: Asked) -> Lines:
    """Memory of a kept enrollment."""
    for count in sorted({min(MILLION, asked.most), asked.most}):
        size = {"users": count * 970 // 4300, "enrollments": count}
        found = run_rounds([Job(label="kept", kind="memory", given={"size": size})], times=1, warm=False)
        counted, grown = middle(found, "kept", "counted"), middle(found, "kept", "resident")
        measured = f"{counted:.0f} bytes by its objects; the process grew by {grown:.0f}"
        yield f"| a kept enrollment of {count:,} | at most 130 bytes | {measured} | |"


def pull(asked: Asked) -> Lines:
    """A whole pull, one page at a time, beside a plain loop and `timeback-oneroster`."""
    with served(users=asked.users, enrollments=asked.enrollments) as origin:
        given = {"url": f"{origin}/plain/0", "limit": 10_000}
        jobs = [_pulling(name, given, asked, width=1) for name in ("snapshot", "plain")]
        if TIMEBACK_PYTHON.exists():
            rival = Job(
                label="timeback", kind="", given=given, python=str(TIMEBACK_PYTHON), module="speed.jobs.timeback"
            )
            jobs.append(rival)
        found = run_rounds(jobs, times=asked.rounds)
    mine, work = "snapshot, 1 in flight", "whole pull, one page at a time: rows/s to"
    yield _times(found, "plain, 1 in flight", mine, work=f"{work} a plain loop's", reach="at least 1.3")
    if "timeback" in found:
        yield _times(found, "timeback", mine, work=f"{work} timeback-oneroster's", reach="at least 4")
    else:
        yield f"| {work} timeback-oneroster's | at least 4 | skipped: it is not installed | |"


def gzip(asked: Asked) -> Lines:
    """Enrollments alone, gzip, 100 ms a request, pages of 10,000."""
    asked = attrs.evolve(asked, enrollments=max(asked.enrollments, MILLION))
    with served(users=asked.users, enrollments=asked.enrollments) as origin:
        given = {"url": f"{origin}/gzip/100", "limit": 10_000}
        jobs = [
            _pulling("enrollments", given, asked, width=8),
            _pulling("curl-enrollments", given, asked, width=8),
            _pulling("enrollments", given, asked, width=1),
            _pulling("decoded", given, asked, width=8),
            _pulling("decoded", given, asked, width=1),
        ]
        found = run_rounds(jobs, times=asked.rounds)
    for name, said in (("decoded", "proven and decoded"), ("enrollments", "and kept in a table")):
        work = f"{asked.enrollments:,} enrollments, gzip, 100 ms, 8 in flight, {said}"
        curl, one, mine = "curl-enrollments, 8 in flight", f"{name}, 1 in flight", f"{name}, 8 in flight"
        yield _times(found, curl, mine, work=f"{work}: to curl --parallel", reach="at least 0.85")
        yield _times(found, one, mine, work=f"{work}: to one in flight", reach="at least 5.5")


def slow(asked: Asked) -> Lines:
    """A whole pull, 500 ms a request, pages of 1,000."""
    with served(users=asked.users, enrollments=asked.enrollments) as origin:
        given = {"url": f"{origin}/gzip/500", "limit": 1_000}
        jobs = [_pulling("snapshot", given, asked, width=width) for width in (8, 4)]
        jobs.append(_pulling("plain", given, asked, width=1))
        found = run_rounds(jobs, times=min(asked.rounds, 2), warm=False)
    plain = "plain, 1 in flight"
    for width, reach in ((8, "at least 6"), (4, "at least 3.2")):
        work = f"whole pull, 500 ms, 1,000-row pages, {width} in flight: to a plain loop"
        yield _times(found, plain, f"snapshot, {width} in flight", work=work, reach=reach)


def imports(asked: Asked) -> Lines:
    """Importing the package beside importing what it is built on."""
    jobs = [Job(label=name, kind="import", given={"name": name}) for name in ("package", "libraries")]
    found = run_rounds(jobs, times=max(asked.rounds, 9))
    yield _times(found, "package", "libraries", work="import oneroster_classlink", reach="at most 1.15")


def mapping(asked: Asked) -> Lines:
    """From a snapshot to a roster: nothing to reach, but nothing to lose."""
    found = run_rounds([Job(label="map", kind="mapping", given={"size": asked.size})], times=asked.rounds, warm=False)
    measured = f"{middle(found, 'map'):.2f} s; every user by id {middle(found, 'map', 'by_id'):.2f} s"
    yield f"| map {asked.users:,} users, {asked.enrollments:,} enrollments | | {measured} | {_spread(found, 'map')} |"


def rules(asked: Asked) -> Lines:
    """The large district from pages to a roster."""
    yield from measure(folder=asked.pages, part=asked.scale, rounds=asked.rounds)


PARTS: dict[str, Callable[[Asked], Lines]] = {
    found.__name__: found for found in (decode, memory, pull, gzip, slow, imports, mapping, rules)
}


def _pulling(name: str, given: dict[str, object], asked: Asked, *, width: int) -> Job:
    label = f"{name}, {width} in flight"
    return Job(label=label, kind="pull", given={"name": name, **given, "width": width, "size": asked.size})


def _times(found: Found, label: str, base: str, *, work: str, reach: str) -> str:
    return f"| {work} | {reach} | {ratio(found, label, base):.2f} | {_spread(found, label)} to {_spread(found, base)} |"


def _spread(found: Found, label: str) -> str:
    seconds = sorted(each["seconds"] for each in found[label])
    unit, name = (1, "s") if middle(found, label) >= 1 else (1_000, "ms")
    return f"{middle(found, label) * unit:.3g} {name} ({seconds[0] * unit:.3g}-{seconds[-1] * unit:.3g})"
