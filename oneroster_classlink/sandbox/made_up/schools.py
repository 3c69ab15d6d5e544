"""The orgs of the district, and the product's own list of its schools."""

from collections.abc import Iterator
from itertools import cycle, islice
from types import MappingProxyType

import attrs

from oneroster_classlink.sandbox.made_up.draft import Draft, ref
from oneroster_classlink.sandbox.made_up.figures import LEVELS, Level, Plan
from oneroster_classlink.sandbox.made_up.names import PLACES, place_names
from oneroster_classlink.schools import School

DISTRICT = "1"
LONG_NAME = 60
"""A name of more characters is cut by the product."""


@attrs.frozen(kw_only=True)
class Campus:
    """A school of the district.

    Attributes:
        id: Its id.
        name: Its name in the district.
        our_name: Its name in the product.
        level: Its level.
        identifier: Its NCES-like identifier; no state has the code 99.
        identified: Whether the product knows the identifier.
    """

    id: str
    name: str
    our_name: str
    level: Level
    identifier: str
    identified: bool


@attrs.frozen(kw_only=True)
class Schools:
    """The schools on both sides.

    Attributes:
        campuses: The district's.
        ours: The product's: the same, and one that the district does not have.
    """

    campuses: tuple[Campus, ...]
    ours: tuple[School, ...]


_FORMS = MappingProxyType(
    {
        "elementary": (
            ("{0} Elementary School", "{0} Elem", True),
            ("St. {0} Elementary School", "Saint {0} Elementary", True),
            ("{0} Elementary School", "{0} Elementary", False),
        ),
        "middle": (
            ("{0} Middle School", "{0} Middle Sch.", True),
            (
                "The {0} and {1} Memorial Junior High School for Sciences, Letters and Crafts",
                "{0} and {1} Junior High",
                True,
            ),
        ),
        "high": (("{0} High School", "{0} HS", True),),
    }
)
"""The names of schools, ours for them, and whether ours have an identifier; without one only the name can match."""


def add_schools(draft: Draft, plan: Plan) -> Schools:
    """Add the district and its schools."""
    names = iter(place_names(draft.rng, len(PLACES)))
    forms = [(level, *form) for level, count in plan.schools.items() for form in islice(cycle(_FORMS[level]), count)]
    campuses = tuple(_campus(number, form, names) for number, form in enumerate(forms))
    fields = {"name": f"{next(names)} Unified School District", "type": "district", "identifier": "9900001"}
    draft.add("orgs", DISTRICT, fields | {"children": [ref(campus.id, "org") for campus in campuses]})
    for campus in campuses:
        fields = {"name": campus.name, "type": "school", "identifier": campus.identifier}
        draft.add("orgs", campus.id, fields | {"parent": ref(DISTRICT, "org")})
    draft.mark("long_school_name", [row for row in draft.rows["orgs"] if len(row["name"]) > LONG_NAME])
    ours = tuple(_ours(number, campus) for number, campus in enumerate(campuses, 1))
    extra = School(f"P-{len(ours) + 3}", f"{next(names)} Academy", level="high")
    return Schools(campuses=campuses, ours=(*ours, extra))


def _campus(number: int, form: tuple[str, str, str, bool], names: Iterator[str]) -> Campus:
    level, name, our_name, matched = form
    places = [next(names) for place in ("{0}", "{1}") if place in name]
    return Campus(
        id=f"7_{1100 + number}",
        name=name.format(*places),
        our_name=our_name.format(*places),
        level=LEVELS[level],
        identifier=f"9900001{number + 1:05}",
        identified=matched,
    )


def _ours(number: int, campus: Campus) -> School:
    identifiers = (campus.identifier,) if campus.identified else ()
    return School(f"P-{number}", campus.our_name, level=campus.level.name, identifiers=identifiers)
