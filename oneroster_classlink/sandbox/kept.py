"""What was worked out before, kept up to a number of bytes, so that a page is put together and compressed once."""

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

import attrs

V = TypeVar("V")
MOST = 128 * 1024 * 1024
"""How many bytes are kept."""
_BESIDE = 512
"""Bytes that a value takes beside its own size."""


@attrs.define(kw_only=True)
class Kept(Generic[V]):
    """Values by key; all are given up when they grow too large together. Threads may share it.

    Attributes:
        size: Tells the bytes of a value.
        most: How many bytes are kept at most.
    """

    size: Callable[[V], int]
    most: int = MOST
    _values: dict[Hashable, V] = attrs.field(factory=dict, init=False, repr=False)
    _bytes: int = attrs.field(default=0, init=False)
    _lock: threading.Lock = attrs.field(factory=threading.Lock, init=False, repr=False)

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """Return the value of *key*, made by *make* if it is not kept."""
        if key in (values := self._values):
            return values[key]
        value = make()
        size = self.size(value) + _BESIDE
        with self._lock:
            if self._bytes + size > self.most:
                # A new dictionary: another thread may be reading from the old one.
                self._values, self._bytes = {}, 0
            if key not in self._values and size <= self.most:
                self._values[key] = value
                self._bytes += size
        return value
