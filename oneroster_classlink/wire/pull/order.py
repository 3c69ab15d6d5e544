"""In which order a server sends its rows, as far as their ids show."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from operator import lt
from typing import Any, Self

import attrs

Key = Callable[[str], Any]

_KEYS: tuple[Key, ...] = (str, str.casefold, int)
_SETTLED = 5_000
"""Rows that must agree with code points before the other orders, which cost more to compare, are given up."""


@attrs.frozen
class Order:
    """The orders that every page so far agrees with: by code points, without case, or as numbers.

    Attributes:
        keys: What each order that is left compares; none means that the rows come in an order of the server's own.
        rows: How many ids agreed with them.
    """

    keys: tuple[Key, ...] = _KEYS
    rows: int = attrs.field(default=0, kw_only=True, eq=False)

    @classmethod
    def of(cls, numbers: Iterable[int]) -> Self:
        """Return the order with *numbers*; one that is not known has none."""
        return cls(tuple(_KEYS[number] for number in numbers if 0 <= number < len(_KEYS)))

    @property
    def numbers(self) -> tuple[int, ...]:
        """What the order can be written down as."""
        return tuple(_KEYS.index(key) for key in self.keys)

    @property
    def is_by_id(self) -> bool:
        """Whether the rows come sorted by their ids."""
        return bool(self.keys)

    def after(self, ids: Sequence[str], *, rising: bool | None = None) -> "Order":
        """Return what is left after a page with *ids*: the orders in which each of them is beyond the one before.

        Args:
            ids: The ids.
            rising: Whether they rise by code points, if that is known already.
        """
        if rising and self.rows > _SETTLED and self.keys == _KEYS[:1]:
            return Order(self.keys, rows=self.rows + len(ids))
        keys = self.keys[:1] if self.rows > _SETTLED and self.keys[:1] == _KEYS[:1] else self.keys
        return Order(tuple(key for key in keys if _agrees(ids, key=key)), rows=self.rows + len(ids))

    def beyond(self, ids: Sequence[str], *, anchor: str) -> int | None:
        """Return the place of the first of *ids*, which come in this order, that is beyond *anchor*.

        ``None`` means that it cannot be told: the orders that are left disagree, or an id differs from *anchor* only
        in what the order does not compare.
        """
        places = {_beyond(ids, anchor=anchor, key=key) for key in self.keys}
        return places.pop() if len(places) == 1 else None


def is_rising(ids: Sequence[Any]) -> bool:
    """Tell whether each of *ids* is greater than the one before, so that none comes twice."""
    return all(map(lt, ids, islice(ids, 1, None)))


def _agrees(ids: Sequence[str], *, key: Key) -> bool:
    if key is int and not _are_digits(ids):
        return False
    try:
        return is_rising(ids if key is str else list(map(key, ids)))
    except ValueError:
        return False


def _are_digits(ids: Sequence[str]) -> bool:
    """Tell whether *ids* hold nothing but digits: Python's own idea of a number is wider."""
    text = "0" + "".join(ids)
    return text.isascii() and text.isdecimal()


def _beyond(ids: Sequence[str], *, anchor: str, key: Key) -> int | None:
    first, place = bisect_left(ids, key(anchor), key=key), bisect_right(ids, key(anchor), key=key)
    return None if first < place and ids[first] != anchor else place
