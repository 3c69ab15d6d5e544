"""Districts from files and from memory."""

from oneroster_classlink.bundle.folder import read_folder
from oneroster_classlink.bundle.records import read_records

__all__ = ["read_folder", "read_records"]
