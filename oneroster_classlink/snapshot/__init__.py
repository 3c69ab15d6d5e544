"""Where getting and judging meet: a district, complete, indexed, certified."""

from oneroster_classlink.snapshot.certificate import Certificate
from oneroster_classlink.snapshot.changes import Changes, pull_changes
from oneroster_classlink.snapshot.snapshot import Snapshot
from oneroster_classlink.snapshot.source import Changing, Resumable, Source
from oneroster_classlink.snapshot.table import Codes, Table
from oneroster_classlink.snapshot.trust import CollectionTrust, Missed, Trust, trust
from oneroster_classlink.wire.tolerance import Tolerance

__all__ = [
    "Certificate",
    "Changes",
    "Changing",
    "Codes",
    "CollectionTrust",
    "Missed",
    "Resumable",
    "Snapshot",
    "Source",
    "Table",
    "Tolerance",
    "Trust",
    "pull_changes",
    "trust",
]
