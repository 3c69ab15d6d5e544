"""The oddities of real districts, each a function that adds it to a draft and marks it with its name."""

from oneroster_classlink.sandbox.made_up.odd.broken import BROKEN
from oneroster_classlink.sandbox.made_up.odd.classes import CLASSES
from oneroster_classlink.sandbox.made_up.odd.people import PEOPLE
from oneroster_classlink.sandbox.made_up.odd.seats import SEATS

ODDITIES = (*PEOPLE, *CLASSES, *SEATS, *BROKEN)
"""Broken rows come last: the others read the rows that they would break."""

__all__ = ["ODDITIES"]
