"""Planning a sync: the difference of two rosters, before anything is applied."""

from oneroster_classlink.sync.diff import diff
from oneroster_classlink.sync.plan import Action, Change, Plan, Thing

__all__ = ["Action", "Change", "Plan", "Thing", "diff"]
