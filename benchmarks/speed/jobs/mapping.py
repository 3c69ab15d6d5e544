"""Jobs: from a snapshot to a roster, which reads the tables by column and by id."""

import time
from datetime import date

from oneroster_classlink import Policy, Snapshot, map_roster
from speed.district import Size
from speed.jobs.memory import Made


def measured(size: Size) -> dict[str, float]:
    """Return the seconds that mapping the whole district takes, and a look at each user by id."""
    snapshot = Snapshot.load(Made(size))
    began = time.perf_counter()
    map_roster(snapshot, Policy(today=date(2026, 11, 24)))
    mapped = time.perf_counter()
    for sourced_id in snapshot.users.ids:
        snapshot.users.get(sourced_id)
    return {"seconds": mapped - began, "by_id": time.perf_counter() - mapped}
