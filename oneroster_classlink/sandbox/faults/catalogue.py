"""Every fault by its name."""

from collections.abc import Mapping
from types import MappingProxyType

from oneroster_classlink.sandbox.faults.arriving import ARRIVING
from oneroster_classlink.sandbox.faults.kind import Kind
from oneroster_classlink.sandbox.faults.reading import READING
from oneroster_classlink.sandbox.faults.sending import SENDING
from oneroster_classlink.sandbox.faults.values import VALUES

FAULTS: Mapping[str, Kind] = MappingProxyType({**ARRIVING, **SENDING, **READING, **VALUES})
"""What each fault does and what can be set of it; `make_fault` makes one."""
