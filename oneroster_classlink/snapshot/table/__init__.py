"""All records of one collection, kept as columns."""

from oneroster_classlink.snapshot.table.codes import Codes
from oneroster_classlink.snapshot.table.table import Table

__all__ = ["Codes", "Table"]
