"""Why every decision came out as it did."""

from oneroster_classlink.mapping.why.ask import ask
from oneroster_classlink.mapping.why.why import Step, Why

__all__ = ["Step", "Why", "ask"]
