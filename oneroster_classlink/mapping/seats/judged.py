"""The seats of a district, judged: one byte a seat, and the seats of each class side by side."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, compress
from typing import TYPE_CHECKING, Protocol

import attrs

from oneroster_classlink.mapping.columns import Groups
from oneroster_classlink.mapping.columns.search import rows_with
from oneroster_classlink.mapping.rules.roles import PersonRole
from oneroster_classlink.mapping.rules.seats import Outcome, SeatDecision, SeatFacts
from oneroster_classlink.models.rostering import Enrollment
from oneroster_classlink.snapshot import Codes, Table

if TYPE_CHECKING:
    from array import array

_BYTE = 256


@attrs.frozen(kw_only=True)
class Side:
    """What the seats' column of users or classes means.

    Attributes:
        codes: The column.
        rows: By code: the record's row in its own table (of a merged user the row that it is merged into), or -1.
        places: By row of that table: the code, or -1 where no seat names it.
    """

    codes: Codes
    rows: "array[int]" = attrs.field(repr=False)
    places: "array[int]" = attrs.field(repr=False)


class Facts(Protocol):
    """What tells the facts of a seat."""

    def facts(self, row: int) -> SeatFacts:
        """Return the facts about the seat of *row*."""
        ...


@attrs.frozen(kw_only=True)
class JudgedSeats:
    """The decision about every seat of a snapshot.

    Attributes:
        table: The enrollments.
        judging: The facts of each seat.
        seen: The roles of seats that are taken or left out by the policy's predicate alone, each with whether it is
            marked primary.
        decisions: The distinct decisions.
        codes: The place in *decisions*, by the enrollment's row: one byte holds the outcome and the finding.
        users: The column of users.
        classes: The column of classes.
        groups: The rows of each class.
        others: The row that counts in the place of a second seat, by row.
        owners: The rows of a class's owners in the table of users, in order of their ids, by the class's row.
        by_school: The rows of the users who have a seat, by school.
        members: How many members each class has, by its row.
    """

    table: Table[Enrollment]
    judging: Facts = attrs.field(repr=False)
    seen: AbstractSet[tuple[PersonRole | None, bool]] = attrs.field(repr=False)
    decisions: tuple[SeatDecision, ...]
    codes: bytearray = attrs.field(repr=False)
    users: Side = attrs.field(repr=False)
    classes: Side = attrs.field(repr=False)
    groups: Groups = attrs.field(repr=False)
    others: Mapping[int, int] = attrs.field(repr=False)
    owners: Mapping[int, tuple[int, ...]] = attrs.field(repr=False)
    by_school: Mapping[str, Sequence[int]] = attrs.field(repr=False)
    members: Sequence[int] = attrs.field(repr=False)

    def decision(self, row: int) -> SeatDecision:
        """Return the decision about the seat of *row*."""
        return self.decisions[self.codes[row]]

    def user_row(self, row: int) -> int:
        """Return the row of the user of the seat of *row*, or -1."""
        return self.users.rows[self.users.codes.codes[row]]

    def class_row(self, row: int) -> int:
        """Return the row of the class of the seat of *row*, or -1."""
        return self.classes.rows[self.classes.codes.codes[row]]

    def of_class(self, row: int) -> Sequence[int]:
        """Return the rows of all seats of the class of *row* in its own table."""
        code = self.classes.places[row]
        return self.groups.rows(code) if code >= 0 else ()

    def people_of(self, row: int, outcome: Outcome) -> set[int]:
        """Return the rows of the users who are *outcome* in the class of *row*."""
        return {self.user_row(seat) for seat in self.of_class(row) if self.decision(seat).outcome is outcome}

    def sitting(self, row: int) -> set[int]:
        """Return the rows of the users who own the class of *row* or are its members."""
        seats = self.of_class(row)
        taken = [decision.outcome is not Outcome.NONE for decision in self.decisions]
        marks = map(taken.__getitem__, map(self.codes.__getitem__, seats))
        return set(map(self.user_row, compress(seats, marks)))

    def of_users(self, rows: Iterable[int]) -> Sequence[int]:
        """Return the rows of all seats that name one of the users of *rows*."""
        codes = (self.users.places[row] for row in rows)
        return sorted(chain.from_iterable(rows_with(self.users.codes.codes, code) for code in codes if code >= 0))

    def between(self, *, user: str, klass: str) -> Sequence[int]:
        """Return the rows of the seats of *user* in *klass*, whether the two are shared or not."""
        if klass not in self.classes.codes.values:
            return ()
        rows = self.groups.rows(self.classes.codes.values.index(klass))
        return [row for row in rows if self.users.codes.values[self.users.codes.codes[row]] == user]

    def with_code(self, code: int) -> Iterator[int]:
        """Yield the rows whose decision stands at *code*, in the order of the table."""
        chosen = bytearray(_BYTE)
        chosen[code] = 1
        return compress(range(len(self.codes)), self.codes.translate(chosen))
