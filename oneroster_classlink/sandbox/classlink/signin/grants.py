"""The codes and tokens that sign-ins were given, each for its time."""

import base64
import hashlib
import secrets
import threading
from typing import Generic, TypeVar

import attrs

from oneroster_classlink.sandbox.access.credentials import same
from oneroster_classlink.sandbox.classlink.accounts import Account
from oneroster_classlink.sandbox.classlink.signin.asked import Asked

CODE_LIFETIME = 300
"""How long a code lives, in seconds."""
TOKEN_LIFETIME = 86_400
"""How long a token lives, in seconds."""
T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Grant:
    """What a person allowed.

    Attributes:
        account: The person.
        asked: What was asked.
        at: When it was allowed, in seconds since the epoch.
    """

    account: Account
    asked: Asked
    at: float


@attrs.define(kw_only=True)
class Tickets(Generic[T]):
    """Values behind words that nobody can guess, for *lifetime* seconds each. Threads may share them."""

    prefix: str
    lifetime: int
    _held: dict[str, tuple[T, float]] = attrs.field(factory=dict, init=False, repr=False)
    _lock: threading.Lock = attrs.field(factory=threading.Lock, init=False, repr=False)

    def put(self, value: T, *, now: float) -> str:
        """Keep *value* and return the word for it."""
        word = f"{self.prefix}{secrets.token_urlsafe(24)}"
        with self._lock:
            self._held = {old: kept for old, kept in self._held.items() if kept[1] > now}
            self._held[word] = (value, now + self.lifetime)
        return word

    def get(self, word: str, *, now: float) -> T | None:
        """Return the value behind *word*, while it lives."""
        with self._lock:
            value, until = self._held.get(word, (None, now))
        return value if until > now else None

    def take(self, word: str, *, now: float) -> T | None:
        """Return the value behind *word*, while it lives, for the only time."""
        with self._lock:
            value, until = self._held.pop(word, (None, now))
        return value if until > now else None


def knows_source(verifier: str, *, challenge: str) -> bool:
    """Tell whether *verifier* is what *challenge* was made from (RFC 7636, S256); neither of them is right too."""
    if not challenge or not verifier:
        return challenge == verifier
    digest = hashlib.sha256(verifier.encode()).digest()
    return same(base64.urlsafe_b64encode(digest).rstrip(b"=").decode(), challenge)
