"""All records of one collection, kept as columns."""

from oneroster_classlink.snapshot.table.table import Table

__all__ = ["Table"]
