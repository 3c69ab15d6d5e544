"""Which classes are taken and why the others are not: one decision per distinct combination of facts."""

from array import array
from collections.abc import Mapping
from datetime import date
from functools import partial
from itertools import compress
from typing import Any

import attrs

from oneroster_classlink.mapping.classes.judged import ClassKind, JudgedClasses
from oneroster_classlink.mapping.findings import Code, Finding, Rows
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.policy.judging import combinations, passes
from oneroster_classlink.mapping.roster.roster import RosterSchool
from oneroster_classlink.mapping.rules.days import TermDays, term_days
from oneroster_classlink.mapping.rules.seats import Standing
from oneroster_classlink.models.enums import Status
from oneroster_classlink.models.rostering import Org
from oneroster_classlink.snapshot import Codes, Snapshot, Table
from oneroster_classlink.snapshot.table.codes import codes_of


def judge_classes(
    snapshot: Snapshot, *, schools: Mapping[str, RosterSchool], policy: Policy, today: date
) -> JudgedClasses:
    """Judge every class of *snapshot*: each shared active class of a taken school is taken (R1, R6).

    The first that holds decides: marked tobedeleted; its school is missing, none, or not taken; the policy's predicate
    leaves it out; its sessions are over, or have not begun.

    Args:
        snapshot: The district.
        schools: The schools that are taken.
        policy: What the host decides.
        today: The day by which terms are judged.

    Raises:
        PredicateFailed: The policy's predicate raised.
    """
    classes = snapshot.classes
    columns = [classes.coded("status"), classes.coded("school")]
    places = codes_of(combinations(columns, length=len(classes)))
    kinds = [
        _by_place(columns[0].values[status], columns[1].values[school], schools=schools, orgs=snapshot.orgs)
        for status, school in places.values
    ]
    still = bytearray(map([kind.standing is Standing.TAKEN for kind in kinds].__getitem__, places.codes))
    passed = still if policy.classes is None else passes(classes, policy.classes, among=still)
    terms = _terms(snapshot, policy=policy, today=today)
    found = codes_of(zip(places.codes, passed, terms.codes, strict=True))
    decided = [
        _by_policy(kinds[place], policy=policy, passed=bool(is_passed), term=terms.values[term])
        for place, is_passed, term in found.values
    ]
    return JudgedClasses(kinds=tuple(decided), codes=found.codes)


def class_findings(judged: JudgedClasses, classes: Table[Any]) -> Rows:
    """Return the findings of *judged*, one at most for each of *classes*."""
    rows = {
        code: array("I", compress(range(len(classes)), map(_has(judged, code).__getitem__, judged.codes)))
        for code in dict.fromkeys(kind.code for kind in judged.kinds)
        if code is not None
    }
    return Rows(rows=rows, make=_Make(judged=judged, classes=classes))


def _by_place(
    status: Status | str, school: str | None, *, schools: Mapping[str, RosterSchool], orgs: Table[Org]
) -> ClassKind:
    """Decide by whether the class stands, and where."""
    if status == Status.TOBEDELETED:
        return ClassKind(standing=Standing.TOBEDELETED, school=school, code=Code.CLASS_TOBEDELETED)
    if school in schools:
        return ClassKind(standing=Standing.TAKEN, school=school)
    not_taken = partial(ClassKind, standing=Standing.NOT_TAKEN, school=school)
    org = orgs.get(school)
    if org is None:
        missing = f"school {school}, which is not shared" if school else "no school"
        return not_taken(code=Code.CLASS_SCHOOL_MISSING, facts=(("missing", missing),))
    if org.is_active_school:
        return not_taken(code=Code.CLASS_SCHOOL_NOT_TAKEN)
    return not_taken(code=Code.CLASS_NOT_IN_SCHOOL, facts=(("type", f"{org.status} {org.type or 'org'}"),))


def _terms(snapshot: Snapshot, *, policy: Policy, today: date) -> Codes:
    """Return what its sessions say of every class; ``None`` where the policy does not ask."""
    if policy.window is None:
        return Codes(values=[None], codes=bytearray(len(snapshot.classes)))
    terms, sessions = snapshot.classes.coded("terms"), snapshot.academic_sessions
    judged = [
        term_days(filter(None, map(sessions.get, ids)), today=today, window=policy.window) for ids in terms.values
    ]
    return Codes(values=judged, codes=terms.codes)


def _by_policy(kind: ClassKind, *, policy: Policy, passed: bool, term: TermDays | None) -> ClassKind:
    """Decide about a class that stands in a taken school: by the policy's predicate, then by date."""
    if kind.standing is not Standing.TAKEN:
        return kind
    out = partial(attrs.evolve, kind, standing=Standing.EXCLUDED)
    if not passed:
        return out(code=Code.CLASS_EXCLUDED, facts=(("predicate", policy.classes.name if policy.classes else ""),))
    if term is None or term.code is None:
        return kind
    if term.code is not Code.CLASS_NO_TERM:
        return out(code=term.code, facts=(("session", str(term.session)), ("date", str(term.day))))
    if policy.window and policy.window.without_term:
        return attrs.evolve(kind, code=Code.CLASS_TERM_UNKNOWN)
    return out(code=Code.CLASS_NO_TERM)


def _has(judged: JudgedClasses, code: Code) -> list[bool]:
    return [kind.code is code for kind in judged.kinds]


@attrs.frozen(kw_only=True)
class _Make:
    judged: JudgedClasses
    classes: Table[Any]

    def __call__(self, code: Code, row: int) -> Finding:
        kind = self.judged.of(row)
        return Finding(code=code, school=kind.school, klass=self.classes.value("sourced_id", row), facts=kind.facts)
