"""The families of the large district: which guardians belong to which students, in both directions."""

from itertools import accumulate

import attrs

from oneroster_classlink.sandbox.made_up.figures.published import SIBLINGS, TWO_OF_ANY
from oneroster_classlink.sandbox.made_up.large.mixing import Shuffle
from oneroster_classlink.sandbox.made_up.large.schools import STUDENTS

GUARDIANS = 400_000
_BLOCK = 100
"""Families repeat after so many; what they look like is the same in every block, who they are is not."""
_CHILDREN = tuple(SIBLINGS[family % len(SIBLINGS)] for family in range(_BLOCK))
_ADULTS = tuple(2 if family * 37 % _BLOCK < round(TWO_OF_ANY * _BLOCK) else 1 for family in range(_BLOCK))
_FIRST_CHILD = tuple(accumulate(_CHILDREN, initial=0))
_FIRST_ADULT = tuple(accumulate(_ADULTS, initial=0))
_OF_CHILD = tuple(family for family, count in enumerate(_CHILDREN) for _ in range(count))
_OF_ADULT = tuple(family for family, count in enumerate(_ADULTS) for _ in range(count))
_BLOCKS = GUARDIANS // len(_OF_ADULT)
WITH_GUARDIANS = _BLOCKS * len(_OF_CHILD)
"""Students with guardians: 400,000 guardians are not enough for all families of 540,000 students."""


@attrs.frozen
class Family:
    """A family.

    Attributes:
        block: Its block.
        place: Its place in the block.
        order: The order of the students in which families take their children.
    """

    block: int
    place: int
    order: Shuffle

    @property
    def number(self) -> int:
        """Its number."""
        return self.block * _BLOCK + self.place

    @property
    def children(self) -> tuple[int, ...]:
        """The numbers of its students."""
        first = self.block * len(_OF_CHILD)
        places = range(first + _FIRST_CHILD[self.place], first + _FIRST_CHILD[self.place + 1])
        return tuple(map(self.order.number, places))

    @property
    def adults(self) -> range:
        """The numbers of its guardians."""
        first = self.block * len(_OF_ADULT)
        return range(first + _FIRST_ADULT[self.place], first + _FIRST_ADULT[self.place + 1])


@attrs.frozen
class Families:
    """All families.

    Attributes:
        order: The order of the students in which families take their children.
    """

    order: Shuffle

    @classmethod
    def of(cls, *, seed: int) -> "Families":
        """Return the families that *seed* decides."""
        return cls(Shuffle.of(STUDENTS, salt=seed + 7))

    def of_student(self, student: int) -> Family | None:
        """Return the family of *student*, if its guardians are in the roster."""
        place = self.order.place(student)
        if place >= WITH_GUARDIANS:
            return None
        block, child = divmod(place, len(_OF_CHILD))
        return Family(block, _OF_CHILD[child], self.order)

    def of_guardian(self, guardian: int) -> Family | None:
        """Return the family of *guardian*; a few have no student."""
        block, adult = divmod(guardian, len(_OF_ADULT))
        return Family(block, _OF_ADULT[adult], self.order) if block < _BLOCKS else None
