"""The job from a kept snapshot to a roster, loading not counted."""

import sys
from pathlib import Path

from speed.jobs.rules.watch import Watch
from speed.pages import TODAY, Pages


def measured(folder: str, *, numpy: bool) -> dict[str, float]:
    """Return what it takes, with *numpy* at hand or not."""
    if not numpy:
        sys.modules["numpy"] = None  # type: ignore[assignment] # so that importing it fails
    from oneroster_classlink import Snapshot
    from oneroster_classlink.mapping import Policy, map_roster

    snapshot = Snapshot.load(Pages(Path(folder)))
    with Watch() as watch:
        mapping = map_roster(snapshot, Policy(today=TODAY))
        found = len(mapping.findings)
    return {**watch.told, "findings": found}
