"""Faults on order: what a server can do wrong, by name."""

from oneroster_classlink.sandbox.faults.catalogue import FAULTS
from oneroster_classlink.sandbox.faults.fault import Fault, make_fault, parse_fault
from oneroster_classlink.sandbox.faults.faults import Faults
from oneroster_classlink.sandbox.faults.listing import fault_lines
from oneroster_classlink.sandbox.faults.memory import Moved

__all__ = ["FAULTS", "Fault", "Faults", "Moved", "fault_lines", "make_fault", "parse_fault"]
