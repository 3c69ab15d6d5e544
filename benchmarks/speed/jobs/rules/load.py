"""The job of loading alone: a whole snapshot, or only the fields that rules read."""

from pathlib import Path

from oneroster_classlink import Snapshot
from oneroster_classlink.mapping import Policy
from oneroster_classlink.mapping.stream import rule_fields
from speed.jobs.rules.watch import Watch
from speed.pages import TODAY, Pages


def measured(folder: str, *, lean: bool) -> dict[str, float]:
    """Return what it takes."""
    with Watch() as watch:
        Snapshot.load(Pages(Path(folder)), only=rule_fields(Policy(today=TODAY)) if lean else None)
    return watch.told
