"""The OneRoster reads: paths, views, queries and pages, without any server or credentials."""

from oneroster_classlink.sandbox.service.service import Service

__all__ = ["Service"]
