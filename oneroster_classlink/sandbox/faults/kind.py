"""What kinds of fault there are: what one does, where it stands, and what can be set."""

from collections.abc import Mapping
from enum import Enum, IntEnum
from typing import TypeAlias

import attrs

from oneroster_classlink.sandbox.faults.visit import Act, Visit

Value: TypeAlias = bool | int | float | str


class Stage(IntEnum):
    """Where a fault stands, from the socket inwards.

    The first four stand around the whole answer, errors included; the last four inside, where the credentials
    have been accepted and rows are read. In one stage, faults act in the order in which they were switched on.
    """

    DELIVERY = 0
    BODY = 1
    WAIT = 2
    REFUSAL = 3
    ENVELOPE = 4
    PAGE = 5
    ASKING = 6
    WHOLE = 7

    @property
    def is_outside(self) -> bool:
        """Whether it stands around the whole answer."""
        return self < Stage.ENVELOPE

    @property
    def acts_on_the_answer(self) -> bool:
        """Whether faults here change what comes back, so that the first to act stands innermost."""
        return self not in {Stage.WAIT, Stage.REFUSAL, Stage.ASKING}


class Reads(Enum):
    """Which reads a fault concerns."""

    ALL = "all"
    LISTS = "lists"
    SINGLES = "singles"
    WHOLES = "lists of a whole collection, without a filter"

    def has(self, visit: Visit) -> bool:
        """Tell whether *visit* is one of them."""
        if self is Reads.WHOLES:
            return visit.whole
        return self is Reads.ALL or visit.single is (self is Reads.SINGLES)


@attrs.frozen(kw_only=True)
class Option:
    """What can be set of a fault.

    Attributes:
        default: Its value if nothing is said.
        choices: All values it can have; none means any of the default's type.
        least: The least number.
        most: The greatest number.
    """

    default: Value
    choices: tuple[Value, ...] = ()
    least: float = 0
    most: float = 1e9

    def takes(self, value: object) -> bool:
        """Tell whether it can be *value*."""
        if isinstance(value, bool) is not isinstance(self.default, bool):
            return False
        if self.choices:
            return value in self.choices
        whole = int if isinstance(self.default, int) else int | float
        return isinstance(value, whole) and self.least <= value <= self.most

    @property
    def says(self) -> str:
        """What it can be, for people."""
        if self.choices:
            return " or ".join(map(str, self.choices))
        kind = "a whole number" if isinstance(self.default, int) else "a number"
        return f"{kind} from {self.least:g} to {self.most:g}"


def _option(given: Value | tuple[Value, ...] | Option) -> Option:
    if isinstance(given, Option):
        return given
    if isinstance(given, bool):
        return Option(default=given, choices=(True, False))
    return Option(default=given[0], choices=given) if isinstance(given, tuple) else Option(default=given)


def _options(given: Mapping[str, Value | tuple[Value, ...] | Option]) -> dict[str, Option]:
    return {name: _option(value) for name, value in given.items()}


@attrs.frozen(kw_only=True)
class Kind:
    """One kind of fault.

    Attributes:
        says: What it does, in one sentence.
        stage: Where it stands.
        act: What it does.
        lasts: Whether it has a turn at every request once it is on, whether it strikes or not.
        reads: Which reads it concerns.
        options: What can be set: by name, a default, the choices with the default first, or an `Option`.
    """

    says: str
    stage: Stage
    act: Act
    lasts: bool = False
    reads: Reads = Reads.ALL
    options: dict[str, Option] = attrs.field(factory=dict, converter=_options)

    @property
    def all_options(self) -> dict[str, Option]:
        """What can be set, together with when it strikes, which every fault has."""
        return WHEN | self.options


WHEN = {"after": Option(default=0), "every": Option(default=1, least=1), "times": Option(default=0)}
"""It lets *after* requests of a collection pass, then strikes at each *every*-th, *times* times (0: without end)."""
Table: TypeAlias = Mapping[str, Kind]
