"""In which order a server writes day and month, inferred from the dates that can only be read in one way."""

from collections.abc import Iterable
from typing import Any

import attrs

from oneroster_classlink.models.kinds import Order, readings


@attrs.frozen
class Seen:
    """The orders that were seen for certain in a collection's dates that end with their year.

    Attributes:
        orders: None, one, or both where the dates contradict each other.
    """

    orders: frozenset[Order] = frozenset()

    @property
    def order(self) -> Order | None:
        """The order to read by; ``None`` where nothing shows it or the dates contradict each other."""
        return next(iter(self.orders)) if len(self.orders) == 1 else None

    def after(self, dates: Iterable[Any]) -> "Seen":
        """Return what is known after further *dates*; of 15/8/2026 and 8/15/2026 each shows an order."""
        found = (readings(raw) for raw in dates)
        return Seen(self.orders.union(*(meant for meant in found if len(meant) == 1)))
