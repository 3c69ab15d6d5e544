"""Faults before the answer: waits, refusals, redirects, clocks."""

from oneroster_classlink.sandbox.faults.arriving.redirects import REDIRECTS
from oneroster_classlink.sandbox.faults.arriving.refusals import REFUSALS
from oneroster_classlink.sandbox.faults.arriving.tokens import TOKENS
from oneroster_classlink.sandbox.faults.arriving.waits import WAITS
from oneroster_classlink.sandbox.faults.kind import Table

ARRIVING: Table = {**WAITS, **REFUSALS, **TOKENS, **REDIRECTS}

__all__ = ["ARRIVING"]
