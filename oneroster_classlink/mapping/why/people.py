"""Why a user is a person of the roster or is not, in which schools and with which lacks."""

from collections import Counter
from collections.abc import Iterable, Iterator

from oneroster_classlink.mapping.evidence import Evidence
from oneroster_classlink.mapping.findings import Code
from oneroster_classlink.mapping.roster import Person
from oneroster_classlink.mapping.rules.seats import Outcome
from oneroster_classlink.mapping.why.clauses import failed, remarks, told
from oneroster_classlink.mapping.why.why import Step, Why
from oneroster_classlink.mapping.why.words import counted, joined, listed, named

_REASONS = (
    Code.USER_TOBEDELETED,
    Code.USER_EXCLUDED,
    Code.USER_ROLE_NOT_INGESTED,
    Code.USER_MERGED,
    Code.USER_NOT_IN_SCHOOL,
)
"""Why a user is no person; each such user has exactly one."""
_UNABLE = (Code.STAFF_NO_EMAIL, Code.STAFF_EMAIL_TAKEN)
"""Why a person cannot be created."""


def why_user(evidence: Evidence, row: int) -> Why:
    """Tell why the user of *row* became what it did."""
    return _why_person(evidence, row) if evidence.people.is_person[row] else _why_nobody(evidence, row)


def _why_nobody(evidence: Evidence, row: int) -> Why:
    subject = f"user {evidence.snapshot.users.value('sourced_id', row)}"
    (found,) = told(evidence.user_findings, row, codes=_REASONS)
    passed = taken_steps(evidence, row) if found.code in {Code.USER_MERGED, Code.USER_NOT_IN_SCHOOL} else ()
    return Why(
        subject=subject,
        outcome="not on the roster",
        verdict=f"{subject} is not on the roster{' by itself' if found.code is Code.USER_MERGED else ''}",
        steps=[*passed, failed(found)],
        remarks=_of_merged(evidence, row),
    )


def _of_merged(evidence: Evidence, row: int) -> Iterator[str]:
    """Yield what became of the user that the policy merged this one into."""
    if row in evidence.users.merged:
        yield why_user(evidence, evidence.users.merged[row]).headline


def _why_person(evidence: Evidence, row: int) -> Why:
    person = evidence.people.person(row)
    subject = f"user {person.sourced_id}"
    unable = list(told(evidence.user_findings, row, codes=_UNABLE))
    but = [*(["suspended"] if person.suspended else []), *(["cannot be created"] if unable else [])]
    outcome = f"on the roster as {joined(person.roles)}{', but ' if but else ''}{' and '.join(but)}"
    return Why(
        subject=subject,
        outcome=outcome,
        verdict=f"{subject} is {outcome}",
        steps=[*taken_steps(evidence, row), _belonging(evidence, row, person), *map(failed, unable)],
        remarks=_remarks(evidence, row, person),
    )


def taken_steps(evidence: Evidence, row: int) -> Iterator[Step]:
    """Yield what lets the user of *row* be taken: the standing, the policy, the roles."""
    kind, user = evidence.users.of(row), f"user {evidence.snapshot.users.value('sourced_id', row)}"
    if kind.enabled:
        yield Step("R11", True, f"{user} is active")
    else:
        yield Step("R11", True, f"{user} is disabled (enabledUser false), which suspends and does not remove")
    if evidence.policy.users is not None:
        yield Step("policy", True, f"{user} passes the predicate '{evidence.policy.users.name}'")
    several = len(kind.roles) > 1
    yield Step(
        "R2", True, f"the role{'s' if several else ''} {joined(kind.roles)} {'are' if several else 'is'} ingested"
    )


def merged_remark(evidence: Evidence, row: int | None) -> Iterator[str]:
    """Yield that the policy merges the user of *row* into another, if so."""
    if row is not None and row in evidence.users.merged:
        yield from (found.sentence for found in told(evidence.user_findings, row, codes=[Code.USER_MERGED]))


def account_remark(evidence: Evidence, row: int) -> Iterator[str]:
    """Yield why no account can be created for the user of *row*, if so."""
    if not evidence.people.person(row).creatable:
        yield _why_person(evidence, row).headline


def _belonging(evidence: Evidence, row: int, person: Person) -> Step:
    """Return by what the person belongs to each school: a role, a seat, or a student (R13)."""
    belonging = evidence.people.known.belonging
    by_role = [school for school, _ in evidence.users.of(row).held]
    by_seat = belonging.seated.get(row, ())
    others = set(person.schools).difference(by_role, by_seat)
    students = [student for student in evidence.people.student_rows(row) if belonging.own[student]]
    through = named(_ids(evidence, students), "student")
    ways = ((by_role, "by role"), (by_seat, "by a seat"), (others, f"through {through}"))
    said = [f"{named(schools, 'school')} {way}" for schools, way in ways if schools]
    return Step("R13", True, f"user {person.sourced_id} belongs to {joined(said)}")


def _remarks(evidence: Evidence, row: int, person: Person) -> Iterator[str]:
    yield _seats(evidence, row)
    if len(set(person.school_roles)) > 1:
        pairs = zip(person.schools, person.school_roles, strict=True)
        yield f"Roles by school: {listed(f'{school} {joined(roles)}' for school, roles in pairs)}."
    if person.guardians:
        yield f"Guardians: {listed(person.guardians)}."
    students = evidence.people.student_rows(row)
    if students:
        yield f"Students: {listed(_ids(evidence, students))}."
    if person.merged:
        yield f"Merged into it: {named(person.merged, 'user')}."
    yield from remarks(evidence.user_findings, row, but=_UNABLE)


def _seats(evidence: Evidence, row: int) -> str:
    """Return how many seats the user has, and which classes it owns."""
    seats = evidence.seats.of_users([row, *evidence.people.known.parts.get(row, ())])
    outcomes = Counter(evidence.seats.decision(seat).outcome for seat in seats)
    owned = {evidence.seats.class_row(s) for s in seats if evidence.seats.decision(s).outcome is Outcome.OWNER}
    classes = named((evidence.snapshot.classes.value("sourced_id", klass) for klass in owned), "class")
    said = {Outcome.OWNER: f"as owner (of {classes})", Outcome.MEMBER: "as member", Outcome.NONE: "without a seat"}
    parts = [f"{outcomes[outcome]:,} {how}" for outcome, how in said.items() if outcomes[outcome]]
    return f"It has {counted(len(seats), 'enrollment')}{': ' if parts else ''}{joined(parts)}."


def _ids(evidence: Evidence, rows: Iterable[int]) -> list[str]:
    return [evidence.snapshot.users.value("sourced_id", row) for row in rows]
