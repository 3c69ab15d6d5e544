"""Nonces that were used: none is taken twice while its timestamp still counts."""

import threading

import attrs

WINDOW = 300
"""How far a timestamp may be from the clock, in seconds."""


@attrs.define(kw_only=True)
class Nonces:
    """The nonces seen lately."""

    _used: dict[str, int] = attrs.field(factory=dict, init=False, repr=False)
    _lock: threading.Lock = attrs.field(factory=threading.Lock, init=False, repr=False)

    def take(self, nonce: str, *, timestamp: int, now: float) -> bool:
        """Use up *nonce* and tell whether it was fresh and *timestamp* within the window around *now*."""
        with self._lock:
            self._used = {old: stamp for old, stamp in self._used.items() if stamp + WINDOW >= now}
            if abs(now - timestamp) > WINDOW or nonce in self._used:
                return False
            self._used[nonce] = timestamp
            return True
