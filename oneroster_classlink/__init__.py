"""Pull a OneRoster district, prove the pull, map it by readable rules, and plan the sync."""

from oneroster_classlink.errors import OneRosterError

__all__ = ["OneRosterError"]
