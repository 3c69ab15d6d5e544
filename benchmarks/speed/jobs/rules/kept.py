"""The job from pages to a snapshot to a roster, and on to the reasons of some seats."""

from pathlib import Path
from typing import Any

from oneroster_classlink import Snapshot
from oneroster_classlink.mapping import Policy, map_roster
from speed.jobs.rules.watch import Watch
from speed.pages import TODAY, Pages

ASKED = 100
"""Seats whose reasons are told."""


def measured(folder: str) -> dict[str, float]:
    """Return what it takes, of which loading and mapping."""
    with Watch() as watch:
        with Watch() as loading:
            snapshot = Snapshot.load(Pages(Path(folder)))
        with Watch() as mapping_it:
            mapping = map_roster(snapshot, Policy(today=TODAY))
            found = len(mapping.findings)
        with Watch() as asking:
            told = reasons(mapping, snapshot)
    return {
        **watch.told,
        "load": loading.told["seconds"],
        "load_peak": loading.told["peak"],
        "map": mapping_it.told["seconds"],
        "why": asking.told["seconds"] / told,
        "findings": found,
    }


def reasons(mapping: Any, snapshot: Snapshot) -> int:
    """Tell why some seats from all over the district became what they did; return how many."""
    seats = snapshot.enrollments
    rows = range(0, len(seats), max(1, len(seats) // ASKED))
    return len([str(mapping.why(user=seats.value("user", row), klass=seats.value("klass", row))) for row in rows])
