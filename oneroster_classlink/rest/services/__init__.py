"""The reads of each OneRoster service as typed methods."""

from oneroster_classlink.rest.services.gradebook import Gradebook
from oneroster_classlink.rest.services.resources import Resources
from oneroster_classlink.rest.services.rostering import Rostering

__all__ = ["Gradebook", "Resources", "Rostering"]
