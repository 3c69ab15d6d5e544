"""What the long steps take and give: groups of rows, pairs of rows, places where seats are counted."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice, repeat
from operator import sub
from typing import TYPE_CHECKING, Protocol

import attrs

if TYPE_CHECKING:
    from array import array

Judge = Callable[[tuple[int, ...]], int]
"""From a combination of codes of facts to the code of its decision."""


Placed = tuple[Sequence[int], Sequence[int]]
"""A fact of every row: its place among codes, and those codes."""


class Decided(dict[tuple[int, ...], int]):
    """From a combination to its decision; each is judged once."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self._judge = judge

    def __missing__(self, combination: tuple[int, ...]) -> int:
        code = self[combination] = self._judge(combination)
        return code


@attrs.frozen(kw_only=True)
class Groups:
    """The rows of the seats, class by class.

    Attributes:
        order: Every row, by the code of its class.
        starts: By that code: where its rows begin in *order*; one more at the end.
    """

    order: "array[int]" = attrs.field(repr=False)
    starts: "array[int]" = attrs.field(repr=False)

    def rows(self, code: int) -> "array[int]":
        """Return the rows of the class with *code*."""
        return self.order[self.starts[code] : self.starts[code + 1]]


@attrs.frozen(kw_only=True)
class Pairs:
    """Pairs of rows, each once, grouped by the first.

    Attributes:
        starts: Where the group of each row begins among the seconds, and behind the last where they end.
        seconds: What the rows are paired with, group by group.
    """

    starts: Sequence[int] = attrs.field(repr=False)
    seconds: Sequence[int] = attrs.field(repr=False)

    @property
    def firsts(self) -> Iterable[int]:
        """The row that each of the seconds is paired with."""
        numbers = map(sub, islice(self.starts, 1, None), self.starts)
        return chain.from_iterable(map(repeat, range(len(self.starts) - 1), numbers))

    def of(self, row: int) -> Sequence[int]:
        """Return what is paired with *row*."""
        return self.seconds[self.starts[row] : self.starts[row + 1]]


@attrs.frozen(kw_only=True)
class Places:
    """Where seats are counted.

    Attributes:
        groups: The rows of each class.
        classes: By the code of a class: its row, or -1 where no seat of it counts.
        schools: By the code of a class: the number of its school.
        users: By row: the row of the user.
        school_count: How many schools there are.
    """

    groups: Groups
    classes: Sequence[int] = attrs.field(repr=False)
    schools: Sequence[int] = attrs.field(repr=False)
    users: Sequence[int] = attrs.field(repr=False)
    school_count: int


@attrs.frozen(kw_only=True)
class Gathered:
    """What counting found.

    Attributes:
        doubled: The codes of classes in which a user has more than one seat.
        by_school: By number of the school: the rows of the users who have a seat.
    """

    doubled: Sequence[int] = attrs.field(repr=False)
    by_school: Sequence[Sequence[int]] = attrs.field(repr=False)


class Steps(Protocol):
    """The steps over all rows that take long; two modules have them, `plain` and `arrays`, and give the same."""

    def picked(self, places: Sequence[int], codes: Sequence[int]) -> Sequence[int]:
        """Return the code at each of *places*."""
        ...

    def combine(self, columns: Sequence[Placed], *, sizes: Sequence[int], judge: Judge) -> bytearray:
        """Return the decision of each row, whose codes of facts stand side by side in *columns*."""
        ...

    def group(self, codes: Sequence[int], *, count: int) -> Groups:
        """Return the rows of each of *count* codes, in the order of the rows."""
        ...

    def gather(self, decisions: bytearray, places: Places, *, taken: bytes) -> Gathered:
        """Count the seats, of whose decisions *taken* marks those that are taken."""
        ...

    def tally(self, column: Sequence[int], decisions: bytearray, *, taken: bytes, count: int) -> Sequence[int]:
        """Return how many of the seats that *taken* marks stand at each of *count* codes of *column*."""
        ...

    def paired(self, firsts: Sequence[int], seconds: Sequence[int], *, size: int) -> Pairs:
        """Return pairs of rows below *size*, each once."""
        ...

    def numbers(self, pairs: Pairs, flags: bytes) -> Sequence[int]:
        """Return for each first row how many it is paired with whose flag is 1."""
        ...

    def repeated(self, hashes: Sequence[int]) -> set[int]:
        """Return which of *hashes* occur more than once."""
        ...
