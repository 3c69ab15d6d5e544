"""A made-up district that lives: days pass, people come and go, and what happened is known."""

from oneroster_classlink.sandbox.alive.event import Event, Happened
from oneroster_classlink.sandbox.alive.life import Life
from oneroster_classlink.sandbox.alive.living import Living

__all__ = ["Event", "Happened", "Life", "Living"]
