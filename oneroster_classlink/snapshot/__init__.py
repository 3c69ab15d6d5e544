"""Where getting and judging meet: a district, complete, indexed, certified."""

from oneroster_classlink.snapshot.certificate import Certificate
from oneroster_classlink.snapshot.snapshot import Snapshot, Source, Tolerance
from oneroster_classlink.snapshot.table import Table

__all__ = ["Certificate", "Snapshot", "Source", "Table", "Tolerance"]
