"""The job from pages straight to a roster with its findings."""

from pathlib import Path

from oneroster_classlink.mapping import Policy, stream_roster
from speed.jobs.rules.watch import Watch
from speed.pages import TODAY, Pages


def measured(folder: str) -> dict[str, float]:
    """Return what it takes."""
    with Watch() as watch:
        mapping = stream_roster(Pages(Path(folder)), Policy(today=TODAY))
        found = len(mapping.findings)
    return {**watch.told, "findings": found, "people": len(mapping.roster.people)}
