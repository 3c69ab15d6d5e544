"""What faults remember from request to request: how often they were met, and which rows they moved."""

import threading
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from itertools import islice
from typing import TypeAlias

import attrs

Key: TypeAlias = tuple[Hashable, ...]


@attrs.frozen(kw_only=True)
class Moved:
    """The ids of rows that came or went while a collection could be read.

    Attributes:
        inserted: Rows that were not there from the beginning.
        removed: Rows that are gone.
    """

    inserted: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()


@attrs.define(kw_only=True)
class Memory:
    """The counts of faults by place; safe for many threads. A key begins with the name of its fault."""

    _met: Counter[Key] = attrs.field(factory=Counter, init=False)
    _struck: Counter[Key] = attrs.field(factory=Counter, init=False)
    _moved: dict[str, Moved] = attrs.field(factory=dict, init=False)
    _settled: dict[Key, dict[str, None]] = attrs.field(factory=dict, init=False)
    _lock: threading.Lock = attrs.field(factory=threading.Lock, init=False, repr=False)

    def meet(self, key: Key) -> int:
        """Count that *key* was met, and return how often it was."""
        with self._lock:
            self._met[key] += 1
            return self._met[key]

    def turn(self, key: Key, *, rule: Mapping[str, int]) -> tuple[int, bool]:
        """Count that the fault *key* was met; return how often it has struck, and whether it strikes now.

        It lets ``after`` requests pass, then strikes at each ``every``-th, at most ``times`` times (0: without end).
        """
        with self._lock:
            self._met[key] += 1
            past = self._met[key] - rule["after"]
            strikes = past > 0 and past % rule["every"] == 0 and not 0 < rule["times"] <= self._struck[key]
            self._struck[key] += strikes
            return self._struck[key], strikes

    def settle(self, key: Key, *, count: int, candidates: Iterable[str]) -> list[str]:
        """Return the first *count* ids that *key* chose; those it lacks are taken from *candidates* for good."""
        with self._lock:
            known = self._settled.setdefault(key, {})
            fresh = (item for item in candidates if item not in known)
            known |= dict.fromkeys(list(islice(fresh, max(0, count - len(known)))))
            return list(islice(known, count))

    def move(self, place: str, *, inserted: Iterable[str] = (), removed: Iterable[str] = ()) -> None:
        """Remember that rows of *place* came and went."""
        with self._lock:
            known = self._moved.get(place, Moved())
            self._moved[place] = Moved(inserted=known.inserted.union(inserted), removed=known.removed.union(removed))

    def moved(self, place: str) -> Moved:
        """Return which rows of *place* came and went."""
        with self._lock:
            return self._moved.get(place, Moved())

    def forget(self, name: str) -> None:
        """Count the fault *name* anew."""
        with self._lock:
            for kept in (self._met, self._struck, self._settled):
                for key in [key for key in kept if key[0] == name]:
                    del kept[key]
