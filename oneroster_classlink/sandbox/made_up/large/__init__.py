"""A district of a size that is not kept but worked out: 540,000 students in 4.3 million seats."""

from oneroster_classlink.sandbox.made_up.large.district import make_large

__all__ = ["make_large"]
