"""The checks of a preflight: small pure functions from the evidence to an outcome and a sentence."""

from oneroster_classlink.checkup.checks.check import Check, Outcome
from oneroster_classlink.checkup.checks.judge import judge

__all__ = ["Check", "Outcome", "judge"]
