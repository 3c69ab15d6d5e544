"""A made-up district, the same for the same seed and day."""

from oneroster_classlink.sandbox.made_up.figures import Size
from oneroster_classlink.sandbox.made_up.make import make_district

__all__ = ["Size", "make_district"]
