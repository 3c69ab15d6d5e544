"""The figures of a mapped district, school by school."""

from collections import Counter
from collections.abc import Iterable, Iterator

import attrs

from oneroster_classlink.mapping import Finding, Person, PersonRole, Roster, RosterClass, RosterMapping, Severity
from oneroster_classlink.mapping.roles import GUARDIAN_ROLES


@attrs.frozen(kw_only=True)
class SchoolSummary:
    """The figures of one school, or of what belongs to no school that is taken.

    Attributes:
        school: The org's id; ``None`` for the rest of the district.
        name: The school's name.
        classes: Classes.
        owners: Different people who own a class there.
        members: Different people who are in a class there without owning it.
        students: Students who belong to the school, with a class or without.
        guardians: Guardians and parents who belong to it.
        errors: Findings that keep something from being created.
        alerts: Findings of something that lacks.
    """

    school: str | None
    name: str
    classes: int = 0
    owners: int = 0
    members: int = 0
    students: int = 0
    guardians: int = 0
    errors: int = 0
    alerts: int = 0


@attrs.frozen(kw_only=True)
class FindingGroup:
    """All findings of one code.

    Attributes:
        first: The first of them.
        ids: What they are about: enrollment, class, user or school.
    """

    first: Finding
    ids: tuple[str, ...]


def summarize(mapping: RosterMapping) -> tuple[SchoolSummary, ...]:
    """Return the figures of every school by name, and last those of the rest of the district."""
    schools = sorted(mapping.roster.schools, key=lambda school: (school.name, school.sourced_id))
    known = {school.sourced_id for school in schools}
    counts = Counter((found.school if found.school in known else None, found.severity) for found in mapping.findings)
    by_school = list(_by_school(mapping.roster, {school.sourced_id: school.name for school in schools}))
    rest = SchoolSummary(school=None, name="(no school)")
    return tuple(
        attrs.evolve(found, errors=counts[found.school, Severity.ERROR], alerts=counts[found.school, Severity.ALERT])
        for found in (*by_school, rest)
    )


def group_findings(findings: Iterable[Finding]) -> tuple[FindingGroup, ...]:
    """Return *findings* by code, in their order."""
    groups: dict[str, list[Finding]] = {}
    for found in findings:
        groups.setdefault(found.code, []).append(found)
    return tuple(FindingGroup(first=found[0], ids=tuple(map(_subject, found))) for found in groups.values())


def _subject(found: Finding) -> str:
    about = found.code.split("-")[0]
    named = {"class": found.klass, "seat": found.enrollment, "school": found.school}
    return named.get(about, found.user) or "-"


def _by_school(roster: Roster, names: dict[str, str]) -> Iterator[SchoolSummary]:
    classes: dict[str, list[RosterClass]] = {key: [] for key in names}
    people: dict[str, list[Person]] = {key: [] for key in names}
    for klass in roster.classes:
        classes[klass.school].append(klass)
    for person in roster.people:
        for school in person.schools:
            people[school].append(person)
    for key, name in names.items():
        yield SchoolSummary(
            school=key,
            name=name,
            classes=len(classes[key]),
            owners=len({user for klass in classes[key] for user in klass.owners}),
            members=len({user for klass in classes[key] for user in klass.members}),
            students=sum(PersonRole.STUDENT in person.roles for person in people[key]),
            guardians=sum(not GUARDIAN_ROLES.isdisjoint(person.roles) for person in people[key]),
        )
