"""What a sandbox does to its district while it runs: the events by name, and what happened so far."""

from collections.abc import Callable, Collection
from datetime import UTC, date, datetime
from typing import Any, Protocol

import attrs

from oneroster_classlink.sandbox.alive import events
from oneroster_classlink.sandbox.alive.event import Event, Happened
from oneroster_classlink.sandbox.alive.life import Life, advance, black_out, happen, limit_imports
from oneroster_classlink.sandbox.district import District


class Served(Protocol):
    """What shows a district to its clients, and can be changed."""

    district: District

    def change(self, **values: Any) -> None:
        """Show another district."""


@attrs.define(kw_only=True)
class Living:
    """The life of the district that *world* serves.

    Every event changes the district at once, and an import brings it to the server at once unless a blackout or
    limited imports hold it back. Chances are decided by the seed of the district and the day.

    Attributes:
        world: Where the district is served.
        clock: The time in seconds since the epoch, for a district that does not say which day it is.
    """

    world: Served
    clock: Callable[[], float]
    _life: Life | None = attrs.field(default=None, init=False, repr=False)

    @property
    def life(self) -> Life:
        """The district and what the server has of it."""
        shown = self.world.district
        if self._life is None or self._life.served is not shown:
            history = self._life.history if self._life else ()
            day = shown.today or datetime.fromtimestamp(self.clock(), tz=UTC).date()
            self._life = attrs.evolve(Life.of(attrs.evolve(shown, today=day)), served=shown, history=history)
        return self._life

    @property
    def today(self) -> date:
        """The day in the district."""
        return self.life.today

    @property
    def history(self) -> tuple[Event, ...]:
        """What happened, the newest last."""
        return self.life.history

    def advance(self, *, days: int = 1) -> None:
        """Let *days* pass: a night of small changes and an import each, and a new school year when its day comes.

        Raises:
            UsageError: The district is too large to change, or *days* is negative.
        """
        self._becomes(advance(self.life, days=days))

    def black_out(self, *, days: int) -> None:
        """Let no import take place for *days* nights."""
        self._becomes(black_out(self.life, days=days))

    def limit_imports(self, *, days: int) -> None:
        """Let imports bring new rows only for *days* nights, and the rest in one burst."""
        self._becomes(limit_imports(self.life, days=days))

    def happen(self, event: Callable[..., Happened], *arguments: Any, **named: Any) -> Event:
        """Let one of `oneroster_classlink.sandbox.alive.events` happen, and return what it did.

        Raises:
            UsageError: It cannot happen here.
        """
        happened = event(self.life.truth, *arguments, **named)
        self._becomes(happen(self.life, happened))
        return happened[1]

    def transfer(self, *, student: str | None = None, school: str | None = None) -> Event:
        """Move a student to another school."""
        return self.happen(events.transfer, student=student, school=school)

    def staff_change(self, *, teacher: str | None = None) -> Event:
        """Let a teacher leave and a new one take over."""
        return self.happen(events.staff_change, teacher=teacher)

    def new_guardian(self, *, student: str | None = None) -> Event:
        """Give a student another guardian."""
        return self.happen(events.new_guardian, student=student)

    def roll_over(self) -> Event:
        """Begin the next school year."""
        return self.happen(events.roll_over)

    def roll_over_reusing_ids(self) -> Event:
        """Begin the next school year with the class ids of the old one."""
        return self.happen(events.roll_over_reusing_ids)

    def rekey(self) -> Event:
        """Give every record another id."""
        return self.happen(events.rekey)

    def merge_users(self, *, users: Collection[str] | None = None) -> Event:
        """Replace the ids of users by a hash of their names."""
        return self.happen(events.merge_users, users=users)

    def set_primary_org(self, *, users: Collection[str] | None = None, org: str | None = None) -> Event:
        """Move students to another school on paper."""
        return self.happen(events.set_primary_org, users=users, org=org)

    def unshare_school(self, school: str) -> Event:
        """Take a school away."""
        return self.happen(events.unshare_school, school)

    def bury(self, collection: str, ids: Collection[str]) -> Event:
        """Mark records as deleted."""
        return self.happen(events.bury, collection, ids)

    def purge(self) -> Event:
        """Leave out what is marked as deleted."""
        return self.happen(events.purge)

    def _becomes(self, life: Life) -> None:
        shown = self.life.served
        self._life = life
        if life.served is not shown:
            self.world.change(district=life.served)
