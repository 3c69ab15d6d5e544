"""Whose long steps are taken: numpy's or plain Python's."""

from importlib import import_module
from importlib.util import find_spec
from typing import cast

from oneroster_classlink.mapping.columns import plain
from oneroster_classlink.mapping.columns.values import Steps

MANY = 100_000
"""From as many rows on numpy is used, where it is installed; below, importing it would cost more than it saves."""


def steps_for(rows: int) -> Steps:
    """Return the steps that suit so many *rows*: numpy's where it is installed and pays, else plain Python's."""
    if rows < MANY or find_spec("numpy") is None:
        return cast("Steps", plain)
    return cast("Steps", import_module("oneroster_classlink.mapping.columns.arrays"))
