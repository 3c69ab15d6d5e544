"""How well the persons are covered, by school and role: ages, ways to reach them, guardians; no raw date."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import compress
from typing import Any

import attrs

from oneroster_classlink.mapping.people.persons.ages import BANDS, UNKNOWN
from oneroster_classlink.mapping.people.persons.belonging import SchoolRoles
from oneroster_classlink.mapping.people.persons.flags import both, either, marked, rows_of, without
from oneroster_classlink.mapping.people.persons.known import Known
from oneroster_classlink.mapping.people.persons.people import JudgedPeople
from oneroster_classlink.mapping.rules.age import AgeBand
from oneroster_classlink.mapping.rules.roles import PersonRole

MANY = 6
"""Students with as many guardians or more are counted together."""


@attrs.frozen(kw_only=True)
class CoverageRow:
    """The persons of one role, in one school or in the whole district, counted.

    A person with several roles or schools counts in each; in the rows of the district once for each role.

    Attributes:
        school: The school's id; ``None`` for the whole district.
        role: The role.
        people: How many persons have the role there.
        birth_dates: How many of them have a birth date that can be used.
        under_13: Students who are under 13; this and what follows on age and guardians is 0 for other roles.
        over_13: Students who are 13 or over.
        age_unknown: Students whose age is unknown.
        by_email: Persons who can be reached by an e-mail address of their own.
        by_mobile: Persons who can be reached by a mobile number of their own.
        by_either: Persons who can be reached by one or both.
        by_none: Persons who cannot be reached.
        with_guardian: Students who have a guardian on the roster.
        with_reachable_guardian: Students who have one that can be reached.
        guardians: Students by the number of their guardians: none, 1, 2, 3, 4, 5, and six or more.
    """

    school: str | None
    role: PersonRole
    people: int
    birth_dates: int
    under_13: int = 0
    over_13: int = 0
    age_unknown: int = 0
    by_email: int
    by_mobile: int
    by_either: int
    by_none: int
    with_guardian: int = 0
    with_reachable_guardian: int = 0
    guardians: tuple[int, ...] = (0,) * (MANY + 1)


_Place = tuple[str | None, PersonRole]
_Sign = tuple[int, int, int, int, int]
"""What is counted of a person: age band, e-mail, mobile, reachable guardian, guardians."""


def coverage(people: JudgedPeople) -> tuple[CoverageRow, ...]:
    """Return how well the persons are covered: the district's rows first, then by school, each by role.

    Args:
        people: The persons of a district.
    """
    tallies: defaultdict[_Place, Counter[_Sign]] = defaultdict(Counter)
    for places, sign, number in _counted(people.known):
        for place in places:
            tallies[place][sign] += number
    roles = list(PersonRole)
    ordered = sorted(tallies, key=lambda place: (place[0] or "", roles.index(place[1])))
    return tuple(_row(place, tallies[place]) for place in ordered)


def _counted(known: Known) -> Iterator[tuple[set[_Place], _Sign, int]]:
    """Yield the places of persons, with what is counted of them and how many they are.

    Those who belong only where they have a role are counted together; the others one by one.
    """
    columns = (known.bands, known.by_email, known.by_mobile, known.guarded, known.guardians)
    signs: list[_Sign] = list(zip(*columns, strict=True))
    elsewhere = either(known.guarding, marked(known.belonging.seated, size=len(signs)))
    plain = without(known.is_person, elsewhere)
    alike = Counter(compress(zip(known.users.codes, signs, strict=True), plain))
    for (place, sign), number in alike.items():
        kind = known.users.kinds[place]
        yield _places(kind.held, kind.roles), sign, number
    for row in rows_of(both(known.is_person, elsewhere)):
        yield _places(known.belonging.school_roles(row), known.users.of(row).roles), signs[row], 1


def _places(school_roles: SchoolRoles, roles: tuple[PersonRole, ...]) -> set[_Place]:
    here = {(school, role) for school, found in school_roles for role in found}
    return here | {(None, role) for role in roles}


def _row(place: _Place, tally: Counter[_Sign]) -> CoverageRow:
    school, role = place
    people = tally.total()
    bands, emails, mobiles = (_sums(tally, at) for at in range(3))
    either_way = sum(number for sign, number in tally.items() if sign[1] or sign[2])
    return CoverageRow(
        school=school,
        role=role,
        people=people,
        birth_dates=people - bands[UNKNOWN],
        by_email=emails[1],
        by_mobile=mobiles[1],
        by_either=either_way,
        by_none=people - either_way,
        **(_of_students(tally) if role is PersonRole.STUDENT else {}),
    )


def _of_students(tally: Counter[_Sign]) -> dict[str, Any]:
    bands, guarded, guardians = (_sums(tally, at) for at in (0, 3, 4))
    total = tally.total()
    return {
        "under_13": bands[BANDS.index(AgeBand.UNDER)],
        "over_13": bands[BANDS.index(AgeBand.OVER)],
        "age_unknown": bands[UNKNOWN],
        "with_guardian": total - guardians[0],
        "with_reachable_guardian": guarded[1],
        "guardians": (
            *(guardians[count] for count in range(MANY)),
            sum(guardians[count] for count in guardians if count >= MANY),
        ),
    }


def _sums(tally: Counter[_Sign], at: int) -> Counter[int]:
    """Return how many there are of each value at one place of the signs."""
    found: Counter[int] = Counter()
    for sign, number in tally.items():
        found[sign[at]] += number
    return found
