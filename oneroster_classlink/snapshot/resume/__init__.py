"""A pull that was interrupted goes on from what it had read; what is kept is private and short-lived."""

from oneroster_classlink.snapshot.resume.resuming import resuming

__all__ = ["resuming"]
