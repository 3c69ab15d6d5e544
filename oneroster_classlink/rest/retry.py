"""When a failed attempt is repeated, and how long to wait before."""

import logging
import math
import random
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

import attrs
from tenacity import RetryCallState, Retrying, retry_if_exception

from oneroster_classlink.errors import BudgetSpent, OneRosterError, UsageError

log = logging.getLogger("oneroster_classlink")

T = TypeVar("T")


def _at_least(least: int) -> Callable[[Any, Any, Any], None]:
    def check(self: object, field: "attrs.Attribute[float]", value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float) or value < least:
            raise UsageError(f"{type(self).__name__}: {field.name} must be a number from {least} up.")

    return check


@attrs.frozen(kw_only=True)
class Retry:
    """How patient a client is. Only errors that say ``transient`` are repeated.

    Attributes:
        attempts: At most this many attempts of one request.
        seconds: At most this long from the first attempt to the beginning of the last.
        first: The first wait in seconds; each later one doubles.
        longest: The longest wait in seconds, unless the server asks for more.
        random: Gives a number from 0 to 1; it spreads clients that failed together.

    Raises:
        UsageError: A number is out of bounds.
    """

    attempts: int = attrs.field(default=5, validator=_at_least(1))
    seconds: float = attrs.field(default=300.0, validator=_at_least(0))
    first: float = attrs.field(default=1.0, validator=_at_least(0))
    longest: float = attrs.field(default=60.0, validator=_at_least(0))
    random: Callable[[], float] = attrs.field(default=random.random, repr=False, eq=False)

    def wait(self, attempt: int, *, asked: float | None) -> float:
        """Return the seconds to wait after *attempt* (from 1): what the server *asked* for, else some that double."""
        if asked is not None:
            return asked
        return min(self.longest, self.first * 2.0 ** (attempt - 1)) * (1 + self.random()) / 2


@attrs.frozen(kw_only=True)
class Budget:
    """What a client may use up in all, from its first request on.

    Attributes:
        seconds: Time; a request under way may take up to the client's timeout longer.
        requests: Requests, repeated ones included.
        clock: Seconds, from anywhere.

    Raises:
        UsageError: A number is out of bounds.
    """

    seconds: float = attrs.field(default=math.inf, validator=_at_least(0))
    requests: float = attrs.field(default=math.inf, validator=_at_least(0))
    clock: Callable[[], float] = attrs.field(default=time.monotonic, repr=False, eq=False)


@attrs.define(kw_only=True)
class Account:
    """What is used up of a budget; safe for many threads.

    Attributes:
        budget: The budget.
        requests: Requests sent.
    """

    budget: Budget
    requests: int = 0
    _begun: float | None = None
    _lock: threading.Lock = attrs.field(factory=threading.Lock, init=False, repr=False)

    def send(self) -> None:
        """Count a request that is about to be sent.

        Raises:
            BudgetSpent: It may not be.
        """
        with self._lock:
            self._begun = self.budget.clock() if self._begun is None else self._begun
            if self.requests >= self.budget.requests:
                raise BudgetSpent("requests", most=self.budget.requests)
            self.requests += 1
        self.wait(0)

    def wait(self, seconds: float) -> None:
        """Check that there is time to wait for *seconds*.

        Raises:
            BudgetSpent: There is not.
        """
        if self._begun is not None and self.budget.clock() + seconds - self._begun > self.budget.seconds:
            raise BudgetSpent("seconds", most=self.budget.seconds)


def run(attempt: Callable[[], T], *, retry: Retry, sleep: Callable[[float], None], path: str) -> tuple[T, int]:
    """Call *attempt* until it succeeds, and return its result and how many attempts were repeated.

    Raises:
        OneRosterError: What the last attempt raised.
    """
    engine = Retrying(
        retry=retry_if_exception(_is_transient),
        wait=lambda state: retry.wait(state.attempt_number, asked=_asked(state)),
        stop=lambda state: state.attempt_number >= retry.attempts or _spent(state) > retry.seconds,
        before_sleep=lambda state: _warn(state, path=path),
        sleep=sleep,
        reraise=True,
    )
    found = engine(attempt)
    return found, engine.statistics["attempt_number"] - 1


def _is_transient(failed: BaseException) -> bool:
    return isinstance(failed, OneRosterError) and failed.transient


def _asked(state: RetryCallState) -> float | None:
    failed = state.outcome.exception() if state.outcome else None
    return failed.retry_after if isinstance(failed, OneRosterError) else None


def _spent(state: RetryCallState) -> float:
    """Return the seconds spent when the next attempt would begin, by the clock or by the sleeps, whichever is more."""
    return max(state.seconds_since_start or 0.0, state.idle_for) + state.upcoming_sleep


def _warn(state: RetryCallState, *, path: str) -> None:
    failed = state.outcome.exception() if state.outcome else None
    log.warning(
        "attempt %d of %s failed (%s), trying again in %.1f s",
        state.attempt_number,
        path,
        type(failed).__name__,
        state.upcoming_sleep,
    )
