"""How large a district is made: its schools by level, and the people of each."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import attrs

from oneroster_classlink.sandbox.made_up.figures.levels import LEVELS

Size = Literal["small", "medium", "large"]


@attrs.frozen(kw_only=True)
class Plan:
    """What to make.

    Attributes:
        schools: Schools of each level.
        per_grade: Students of each grade of a school, by level.
        teachers: Teachers of a school, by level.
        guardians: Guardians in all.
    """

    schools: Mapping[str, int]
    per_grade: Mapping[str, int]
    teachers: Mapping[str, int]
    guardians: int

    @property
    def students(self) -> int:
        """Students in all."""
        return sum(count * self.per_grade[level] * len(LEVELS[level].grades) for level, count in self.schools.items())


SMALL = Plan(
    schools=MappingProxyType({"elementary": 3, "middle": 2, "high": 1}),
    per_grade=MappingProxyType({"elementary": 42, "middle": 100, "high": 168}),
    teachers=MappingProxyType({"elementary": 18, "middle": 18, "high": 40}),
    guardians=714,
)
"""6 schools, about 3,000 users and 30,000 enrollments: the small district of DOMAIN.md 5."""

MEDIUM = Plan(
    schools=MappingProxyType({"elementary": 14, "middle": 4, "high": 6}),
    per_grade=MappingProxyType({"elementary": 63, "middle": 200, "high": 168}),
    teachers=MappingProxyType({"elementary": 27, "middle": 38, "high": 40}),
    guardians=6_000,
)
"""24 schools, about 19,000 users and 190,000 enrollments: as much as may be kept as plain rows (about 300 MB)."""
