"""The orgs of the district, and the product's own list of its schools."""

from types import MappingProxyType

import attrs

from oneroster_classlink.sandbox.made_up.draft import Draft, ref
from oneroster_classlink.sandbox.made_up.names import place_names
from oneroster_classlink.schools import School

DISTRICT = "1"
LONG_NAME = 60
"""A name of more characters is cut by the product."""


@attrs.frozen(kw_only=True)
class Level:
    """What the schools of one level have in common.

    Attributes:
        name: ``elementary``, ``middle`` or ``high``.
        grades: Their grades.
        per_grade: Students in each.
        teachers: Teachers in all.
    """

    name: str
    grades: tuple[str, ...]
    per_grade: int
    teachers: int


@attrs.frozen(kw_only=True)
class Campus:
    """A school of the district.

    Attributes:
        id: Its id.
        name: Its name in the district.
        our_name: Its name in the product.
        level: Its level.
        identifier: Its NCES-like identifier; no state has the code 99.
    """

    id: str
    name: str
    our_name: str
    level: Level
    identifier: str


@attrs.frozen(kw_only=True)
class Schools:
    """The schools on both sides.

    Attributes:
        campuses: The district's.
        ours: The product's: the same six, and one that the district does not have.
    """

    campuses: tuple[Campus, ...]
    ours: tuple[School, ...]


_LEVELS = MappingProxyType(
    {
        level.name: level
        for level in (
            Level(name="elementary", grades=("KG", "01", "02", "03", "04", "05"), per_grade=52, teachers=18),
            Level(name="middle", grades=("06", "07", "08"), per_grade=85, teachers=18),
            Level(name="high", grades=("09", "10", "11", "12"), per_grade=145, teachers=40),
        )
    }
)
_PLANS = (
    ("elementary", "{0} Elementary School", "{0} Elem"),
    ("elementary", "St. {1} Elementary School", "Saint {1} Elementary"),
    ("elementary", "{2} Elementary School", "{2} Elementary"),
    ("middle", "{3} Middle School", "{3} Middle Sch."),
    (
        "middle",
        "The {4} and {5} Memorial Junior High School for Sciences, Letters and Crafts",
        "{4} and {5} Junior High",
    ),
    ("high", "{6} High School", "{6} HS"),
)
_BY_NAME_ALONE = 2
"""Which school of the product has no identifier, so that only its name can match."""


def add_schools(draft: Draft) -> Schools:
    """Add the district and its schools."""
    *places, district, extra = place_names(draft.rng, 9)
    campuses = tuple(_campus(number, places) for number in range(len(_PLANS)))
    fields = {"name": f"{district} Unified School District", "type": "district", "identifier": "9900001"}
    draft.add("orgs", DISTRICT, fields | {"children": [ref(campus.id, "org") for campus in campuses]})
    for campus in campuses:
        fields = {"name": campus.name, "type": "school", "identifier": campus.identifier}
        draft.add("orgs", campus.id, fields | {"parent": ref(DISTRICT, "org")})
    draft.mark("long_school_name", [row for row in draft.rows["orgs"] if len(row["name"]) > LONG_NAME])
    return Schools(campuses=campuses, ours=(*_ours(campuses), School("P-9", f"{extra} Academy", level="high")))


def _campus(number: int, places: list[str]) -> Campus:
    level, name, our_name = _PLANS[number]
    return Campus(
        id=f"7_{1100 + number}",
        name=name.format(*places),
        our_name=our_name.format(*places),
        level=_LEVELS[level],
        identifier=f"9900001{number + 1:05}",
    )


def _ours(campuses: tuple[Campus, ...]) -> tuple[School, ...]:
    return tuple(
        School(
            f"P-{number + 1}",
            campus.our_name,
            level=campus.level.name,
            identifiers=() if number == _BY_NAME_ALONE else (campus.identifier,),
        )
        for number, campus in enumerate(campuses)
    )
