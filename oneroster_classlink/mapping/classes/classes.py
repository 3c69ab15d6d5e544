"""Which schools and classes are taken, and what a class is called."""

import attrs

from oneroster_classlink.mapping.findings import Code, Finding
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.roster import NamedBy, RosterSchool
from oneroster_classlink.mapping.seats import Standing
from oneroster_classlink.models.rostering import Class, Course, Org
from oneroster_classlink.snapshot import Snapshot, Table

SCHOOL_NAME_LIMIT = 60
CLASS_NAME_LIMIT = 255
"""Characters that the product allows (R10)."""


@attrs.frozen(kw_only=True)
class TakenClasses:
    """The classes of a district, judged.

    Attributes:
        standings: The standing of every class that was shared, by id.
        taken: The classes that are taken, by id.
        findings: Why the others are not.
    """

    standings: dict[str, Standing]
    taken: dict[str, Class]
    findings: tuple[Finding, ...]


def take_schools(orgs: Table[Org], policy: Policy) -> tuple[dict[str, RosterSchool], tuple[Finding, ...]]:
    """Return the schools that are taken, by id (R6, R10)."""
    shared = {org.sourced_id: org for org in orgs if org.is_active_school}
    chosen = shared.keys() if policy.schools is None else policy.schools
    findings = [Finding(code=Code.SCHOOL_UNKNOWN, school=found) for found in chosen - shared.keys()]
    taken = {}
    for found in sorted(chosen & shared.keys()):
        name = cut(shared[found].name, limit=SCHOOL_NAME_LIMIT)
        taken[found] = RosterSchool(sourced_id=found, name=name or found)
        if name != shared[found].name:
            facts = _lengths(shared[found].name, limit=SCHOOL_NAME_LIMIT)
            findings.append(Finding(code=Code.SCHOOL_NAME_CUT, school=found, facts=facts))
    return taken, tuple(findings)


def take_classes(snapshot: Snapshot, schools: dict[str, RosterSchool]) -> TakenClasses:
    """Return which classes are taken: every shared active class of a taken school (R1, R6)."""
    standings, taken, findings = {}, {}, []
    for klass in snapshot.classes:
        finding = _why_not(klass, schools=schools, orgs=snapshot.orgs)
        standings[klass.sourced_id] = Standing.NOT_TAKEN if finding else Standing.TAKEN
        if finding:
            findings.append(finding)
        else:
            taken[klass.sourced_id] = klass
    return TakenClasses(standings=standings, taken=taken, findings=tuple(findings))


def _why_not(klass: Class, *, schools: dict[str, RosterSchool], orgs: Table[Org]) -> Finding | None:
    if not klass.is_active:
        return Finding(code=Code.CLASS_TOBEDELETED, klass=klass.sourced_id, school=klass.school)
    if klass.school in schools:
        return None
    org = orgs.get(klass.school)
    if org is None:
        return Finding(code=Code.CLASS_SCHOOL_MISSING, klass=klass.sourced_id, school=klass.school)
    if org.is_active_school:
        return Finding(code=Code.CLASS_SCHOOL_NOT_TAKEN, klass=klass.sourced_id, school=klass.school)
    facts = (("type", f"{org.status} {org.type or 'org'}"),)
    return Finding(code=Code.CLASS_NOT_IN_SCHOOL, klass=klass.sourced_id, school=klass.school, facts=facts)


def name_class(klass: Class, *, course: Course | None, owner: str | None) -> tuple[str, NamedBy]:
    """Return the name of *klass*, the first that is not empty, and where it comes from (R1).

    Args:
        klass: The class.
        course: Its course, where shared.
        owner: The family name of its first owner, where it has one.
    """
    period = ", ".join(klass.periods)
    by_course = _joined(course.title if course else "", klass.class_code or period)
    by_owner = _joined(owner or "", period or ", ".join(klass.grades))
    if klass.title.strip():
        return klass.title, NamedBy.TITLE
    if by_course:
        return by_course, NamedBy.COURSE
    return (by_owner, NamedBy.OWNER) if by_owner else (klass.sourced_id, NamedBy.ID)


def name_finding(name: str, *, klass: Class) -> Finding | None:
    """Return the finding of a *name* that is too long for the product, if it is."""
    if len(name) <= CLASS_NAME_LIMIT:
        return None
    facts = _lengths(name, limit=CLASS_NAME_LIMIT)
    return Finding(code=Code.CLASS_NAME_CUT, klass=klass.sourced_id, school=klass.school, facts=facts)


def cut(name: str, *, limit: int) -> str:
    """Return *name* with at most *limit* characters, cut at a word where there is one (R10)."""
    if len(name) <= limit:
        return name
    head, following = name.strip()[:limit], name.strip()[limit : limit + 1]
    at_a_word = not following or following.isspace() or head[-1].isspace()
    return head.rstrip() if at_a_word else head.rsplit(maxsplit=1)[0]


def _joined(name: str, mark: str) -> str:
    name = name.strip()
    return f"{name} ({mark})" if name and mark.strip() else name


def _lengths(name: str, *, limit: int) -> tuple[tuple[str, str], ...]:
    return (("length", str(len(name))), ("limit", str(limit)))
