"""The figures of a mapped district, school by school."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import islice

import attrs

from oneroster_classlink.mapping import (
    KINDS,
    Code,
    Finding,
    Findings,
    PersonRole,
    Roster,
    RosterMapping,
    Severity,
    Subject,
)
from oneroster_classlink.mapping.rules.roles import GUARDIAN_ROLES

SAMPLE = 12
"""How many of a code's findings a `FindingGroup` names."""


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
        count: How many there are.
        ids: What the first twelve are about: enrollment, class, user or school.
    """

    first: Finding
    count: int
    ids: tuple[str, ...]


def summarize(mapping: RosterMapping) -> tuple[SchoolSummary, ...]:
    """Return the figures of every school by name, and last those of the rest of the district.

    Args:
        mapping: The mapped district.
    """
    schools = sorted(mapping.roster.schools, key=lambda school: (school.name, school.sourced_id))
    names: dict[str | None, str] = {school.sourced_id: school.name for school in schools}
    counts = _severities(mapping.findings.by_school, known=set(names))
    figures = _figures(mapping.roster)
    return tuple(
        SchoolSummary(
            school=school,
            name=name,
            **{figure: found[school] for figure, found in figures.items()},
            errors=counts[school, Severity.ERROR],
            alerts=counts[school, Severity.ALERT],
        )
        for school, name in (*names.items(), (None, "(no school)"))
    )


def group_findings(findings: Findings) -> tuple[FindingGroup, ...]:
    """Return *findings* by code, in their order; no more of them are made than are named.

    Args:
        findings: The findings of a mapping.
    """
    return tuple(_group(findings, code) for code in findings.counts)


def _group(findings: Findings, code: Code) -> FindingGroup:
    sample = tuple(islice(findings.each_of(code), SAMPLE))
    return FindingGroup(first=sample[0], count=findings.count(code), ids=tuple(map(_named, sample)))


def _named(found: Finding) -> str:
    named = {Subject.CLASS: found.klass, Subject.SEAT: found.enrollment, Subject.SCHOOL: found.school}
    return named.get(found.subject, found.user) or "-"


def _severities(
    by_school: Mapping[str | None, Mapping[Code, int]], *, known: set[str | None]
) -> Counter[tuple[str | None, Severity]]:
    found: Counter[tuple[str | None, Severity]] = Counter()
    for school, counts in by_school.items():
        for code, count in counts.items():
            found[school if school in known else None, KINDS[code].severity] += count
    return found


def _figures(roster: Roster) -> dict[str, Counter[str | None]]:
    classes: Counter[str | None] = Counter()
    owners: dict[str | None, set[str]] = defaultdict(set)
    members: dict[str | None, set[str]] = defaultdict(set)
    students: Counter[str | None] = Counter()
    guardians: Counter[str | None] = Counter()
    for klass in roster.classes:
        classes[klass.school] += 1
        owners[klass.school].update(klass.owners)
        members[klass.school].update(klass.members)
    for person in roster.people:
        students.update(person.schools if PersonRole.STUDENT in person.roles else ())
        guardians.update(person.schools if not GUARDIAN_ROLES.isdisjoint(person.roles) else ())
    return {
        "classes": classes,
        "owners": _sizes(owners),
        "members": _sizes(members),
        "students": students,
        "guardians": guardians,
    }


def _sizes(people: Mapping[str | None, set[str]]) -> Counter[str | None]:
    return Counter({school: len(ids) for school, ids in people.items()})
