"""Faults of a finished answer: its bytes, its compression, its way over the socket."""

from oneroster_classlink.sandbox.faults.kind import Table
from oneroster_classlink.sandbox.faults.sending.bodies import BODIES
from oneroster_classlink.sandbox.faults.sending.deliveries import DELIVERIES
from oneroster_classlink.sandbox.faults.sending.hostile import HOSTILE
from oneroster_classlink.sandbox.faults.sending.packing import PACKING

SENDING: Table = {**BODIES, **PACKING, **HOSTILE, **DELIVERIES}

__all__ = ["SENDING"]
