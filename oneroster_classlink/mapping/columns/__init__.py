"""The long steps over columns of rows, in plain Python and with numpy."""

from oneroster_classlink.mapping.columns.choice import MANY, steps_for
from oneroster_classlink.mapping.columns.rows import rows_by_id
from oneroster_classlink.mapping.columns.values import Gathered, Groups, Judge, Pairs, Places, Steps

__all__ = ["MANY", "Gathered", "Groups", "Judge", "Pairs", "Places", "Steps", "rows_by_id", "steps_for"]
