"""Faults of what is read: the question, the pages, their rows, counts and envelopes."""

from oneroster_classlink.sandbox.faults.kind import Table
from oneroster_classlink.sandbox.faults.reading.asking import ASKING
from oneroster_classlink.sandbox.faults.reading.counts import COUNTING
from oneroster_classlink.sandbox.faults.reading.envelopes import ENVELOPES
from oneroster_classlink.sandbox.faults.reading.moving import MOVING
from oneroster_classlink.sandbox.faults.reading.orders import ORDERS
from oneroster_classlink.sandbox.faults.reading.revisions import REVISIONS
from oneroster_classlink.sandbox.faults.reading.selections import SELECTIONS

READING: Table = {**ASKING, **COUNTING, **ENVELOPES, **MOVING, **ORDERS, **REVISIONS, **SELECTIONS}

__all__ = ["READING"]
