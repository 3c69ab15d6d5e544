"""Faults on order: what a server can do wrong, by name."""

from oneroster_classlink.sandbox.faults.faults import Faults

__all__ = ["Faults"]
