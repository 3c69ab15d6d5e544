"""The numbers of a district: what statistics publish, what is assumed, and how large each size is."""

from oneroster_classlink.sandbox.made_up.figures.levels import LEVELS, Level
from oneroster_classlink.sandbox.made_up.figures.sizes import MEDIUM, SMALL, Plan, Size

__all__ = ["LEVELS", "MEDIUM", "SMALL", "Level", "Plan", "Size"]
