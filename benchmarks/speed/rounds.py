"""Runs jobs by turns, each in a fresh process, round after round, and keeps what they measured."""

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs

HERE = Path(__file__).parents[1]


@attrs.frozen(kw_only=True)
class Job:
    """Something to measure.

    Attributes:
        label: What a table calls it.
        kind: The module that measures it.
        given: The arguments.
        python: The interpreter that runs it.
        module: The script.
    """

    label: str
    kind: str
    given: Mapping[str, Any]
    python: str = sys.executable
    module: str = "speed.jobs.job"


Found = dict[str, list[dict[str, float]]]
"""What each round of each job measured, by its label."""


def run_rounds(jobs: Sequence[Job], *, times: int, warm: bool = True) -> Found:
    """Run *jobs* by turns *times* times, and once before that unmeasured if *warm*."""
    if warm:
        for job in jobs:
            run_once(job)
    rounds = [{job.label: run_once(job) for job in jobs} for _ in range(times)]
    return {job.label: [found[job.label] for found in rounds] for job in jobs}


def run_once(job: Job) -> dict[str, float]:
    """Run *job* in a fresh process and return what it measured."""
    command = [job.python, "-m", job.module, json.dumps([job.kind, dict(job.given)])]
    done = subprocess.run(command, cwd=HERE, check=True, stdout=subprocess.PIPE)  # noqa: S603 - our own
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def middle(found: Found, label: str, key: str = "seconds") -> float:
    """Return the median of *key* over the rounds of the job *label*."""
    return statistics.median(each[key] for each in found[label])


def ratio(found: Found, label: str, base: str, key: str = "seconds") -> float:
    """Return the median, over the rounds, of *label*'s *key* to *base*'s of the same round."""
    pairs = zip(found[label], found[base], strict=True)
    return statistics.median(mine[key] / other[key] for mine, other in pairs)


@contextmanager
def served(*, users: int, enrollments: int) -> Iterator[str]:
    """Have the server run in a process of its own, and give its origin."""
    command = [sys.executable, "-m", "speed.server", f"--users={users}", f"--enrollments={enrollments}"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=HERE, **pipes) as server:  # type: ignore[call-overload] # noqa: S603 - our own
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        server.stdin.close()
