"""The users of a district, judged by themselves: a kind for each combination of facts, and a code a row."""

from collections.abc import Mapping, Sequence

import attrs

from oneroster_classlink.mapping.rules.roles import PersonRole
from oneroster_classlink.mapping.rules.seats import Standing


@attrs.frozen(kw_only=True)
class UserKind:
    """What was decided about all users with the same facts.

    Attributes:
        standing: `TAKEN` (active; may have no ingested role), `TOBEDELETED` or `EXCLUDED` (by the policy's predicate).
        roles: The ingested roles, the highest first.
        role: The role that comes first: the user's own (1.2: the primary one of the primary org) if it is ingested,
            else the highest; ``None`` without any.
        held: The taken schools in which ingested roles are held, with those roles, the highest first; by school id.
        said: The roles as they came, for sentences.
        enabled: Whether ``enabledUser`` is not false.
    """

    standing: Standing
    roles: tuple[PersonRole, ...] = ()
    role: PersonRole | None = None
    held: tuple[tuple[str, tuple[PersonRole, ...]], ...] = ()
    said: tuple[str, ...] = ()
    enabled: bool = True


@attrs.frozen(kw_only=True)
class JudgedUsers:
    """The decision about every user of a snapshot.

    Attributes:
        kinds: The distinct decisions.
        codes: The place in *kinds*, by the user's row in the snapshot's table.
        merged: The row into which the policy merges a row, by row; seats and links of the first count for the second,
            whose kind holds the roles of both.
    """

    kinds: tuple[UserKind, ...]
    codes: Sequence[int] = attrs.field(repr=False)
    merged: Mapping[int, int] = attrs.field(factory=dict, repr=False)

    def of(self, row: int) -> UserKind:
        """Return the decision about the user of *row*."""
        return self.kinds[self.codes[row]]
