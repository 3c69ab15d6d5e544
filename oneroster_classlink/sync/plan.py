"""A plan as a value: what would be created, updated and removed, and apart from it what is merely missing."""

from enum import StrEnum
from typing import Any

import attrs


class Action(StrEnum):
    """What would happen."""

    CREATE = "create"
    UPDATE = "update"
    REMOVE = "remove"


class Thing(StrEnum):
    """To what; in the order in which things are created, and removed the other way round."""

    SCHOOL = "school"
    CLASS = "class"
    PERSON = "person"
    SEAT = "seat"


@attrs.frozen(kw_only=True)
class Change:
    """One change.

    Attributes:
        action: Create, update or remove.
        thing: What is changed.
        key: Its id; of a seat the class's id and the user's.
        before: The value before, a `RosterSchool`, `RosterClass` (without its people), `Person` or the seat's outcome.
        after: The value after.
        fields: What an update changes, by name.
    """

    action: Action
    thing: Thing
    key: tuple[str, ...]
    before: Any = attrs.field(default=None, repr=False)
    after: Any = attrs.field(default=None, repr=False)
    fields: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Plan:
    """What would have to happen so that one roster becomes the other.

    Attributes:
        changes: In an order in which they can be applied.
        missing: What is absent without proof that it is gone; nothing happens to it.
    """

    changes: tuple[Change, ...] = attrs.field(repr=False)
    missing: tuple[Change, ...] = attrs.field(default=(), repr=False)

    @property
    def creates(self) -> tuple[Change, ...]:
        """The creations."""
        return self._of(Action.CREATE)

    @property
    def updates(self) -> tuple[Change, ...]:
        """The updates."""
        return self._of(Action.UPDATE)

    @property
    def removals(self) -> tuple[Change, ...]:
        """The removals."""
        return self._of(Action.REMOVE)

    def count(self, action: Action, thing: Thing) -> int:
        """Return how many changes do *action* to a *thing*."""
        return sum(change.thing is thing for change in self._of(action))

    def _of(self, action: Action) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.action is action)
