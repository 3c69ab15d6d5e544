"""How many pages to have in flight: more while answers stay quick, fewer when they slow down or fail."""

from typing import Self

import attrs

_STEADY = 1.5
_SLOW = 3.0
_SLACK = 0.05
_FORGETS = 1.02
_SHRINKS = 0.7


@attrs.frozen(kw_only=True)
class Width:
    """The pages in flight at present. ClassLink degrades by latency, not by 429, so latency is what is watched.

    Attributes:
        most: The caller's limit.
        pages: The pages in flight, with the part of one that is still to be earned.
        best: The least seconds that an answer took, slowly forgotten.
        hurried: Whether nothing went wrong yet, so that each answer earns another page.
        pause: Answers that are still from before the last change.
    """

    most: int
    pages: float
    best: float | None = None
    hurried: bool = True
    pause: int = 0

    @classmethod
    def up_to(cls, most: int) -> Self:
        """Begin small."""
        return cls(most=most, pages=float(min(2, most)))

    @property
    def now(self) -> int:
        """Pages to have in flight."""
        return int(self.pages)

    def after(self, seconds: float) -> "Width":
        """Return the width after an answer that took *seconds*."""
        best = seconds if self.best is None else min(seconds, self.best * _FORGETS)
        if self.pause:
            return attrs.evolve(self, best=best, pause=self.pause - 1)
        if seconds > _SLOW * best + _SLACK:
            return attrs.evolve(self.shrunk(), best=best)
        if seconds > _STEADY * best + _SLACK:
            return attrs.evolve(self, best=best)
        earned = 1.0 if self.hurried else 1 / self.pages
        return attrs.evolve(self, best=best, pages=min(self.pages + earned, float(self.most)))

    def shrunk(self) -> "Width":
        """Return the width after a failure or a slow answer."""
        return attrs.evolve(self, pages=max(1.0, self.pages * _SHRINKS), hurried=False, pause=self.now)
