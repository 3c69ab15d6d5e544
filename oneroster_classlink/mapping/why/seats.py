"""Why a seat makes an owner, a member or nobody."""

from collections.abc import Callable, Iterator

from oneroster_classlink.mapping.evidence import Evidence
from oneroster_classlink.mapping.findings import Code
from oneroster_classlink.mapping.rules.seats import Outcome
from oneroster_classlink.mapping.why.classes import standing_step
from oneroster_classlink.mapping.why.clauses import failed
from oneroster_classlink.mapping.why.ownership import ownership
from oneroster_classlink.mapping.why.people import account_remark, merged_remark, taken_steps
from oneroster_classlink.mapping.why.why import Step, Why

_OUTCOMES = {
    Outcome.OWNER: ("owner", "user {user} owns class {klass}"),
    Outcome.MEMBER: ("member, not owner", "user {user} is a member of class {klass}, not an owner"),
    Outcome.NONE: ("no seat", "user {user} has no seat in class {klass}"),
}


def why_seat(evidence: Evidence, row: int) -> Why:
    """Tell why the seat of *row* became what it did."""
    seat, decision = evidence.seats.table.at(row), evidence.seats.decision(row)
    outcome, verdict = _OUTCOMES[decision.outcome]
    return Why(
        subject=f"user {seat.user} in class {seat.klass} by enrollment {seat.sourced_id}",
        outcome=outcome,
        verdict=verdict.format(user=seat.user, klass=seat.klass),
        steps=_steps(evidence, row),
        remarks=_remarks(evidence, row),
    )


def _steps(evidence: Evidence, row: int) -> Iterator[Step]:
    """Yield the rules up to the first that failed."""
    decision = evidence.seats.decision(row)
    barred = decision.code if decision.outcome is Outcome.NONE else None
    for codes, passed in _GATES:
        if barred in codes:
            yield _failed(evidence, row)
            return
        yield from passed(evidence, row)
    for step in ownership(evidence, row):
        yield step
        if not step.passed:
            return


def _failed(evidence: Evidence, row: int) -> Step:
    """Return the step at which the seat fell; where it is the class's, the class tells."""
    found = evidence.seat_findings.finding(row)
    if found.code is Code.SEAT_CLASS_NOT_TAKEN:
        return standing_step(evidence, evidence.seats.class_row(row))
    return failed(found)


def _active(evidence: Evidence, row: int) -> Iterator[Step]:
    yield Step("R11", True, f"{_name(evidence, row)} is active")


def _class(evidence: Evidence, row: int) -> Iterator[Step]:
    yield standing_step(evidence, evidence.seats.class_row(row))


def _user(evidence: Evidence, row: int) -> Iterator[Step]:
    yield from taken_steps(evidence, evidence.seats.user_row(row))


def _days(evidence: Evidence, row: int) -> Iterator[Step]:
    if evidence.policy.window is not None and evidence.policy.window.enrollments:
        yield Step("terms", True, f"{_name(evidence, row)} is current on {evidence.today}")


def _predicate(evidence: Evidence, row: int) -> Iterator[Step]:
    if evidence.policy.seats is not None:
        yield Step("policy", True, f"{_name(evidence, row)} passes the predicate '{evidence.policy.seats.name}'")


def _once(_evidence: Evidence, _row: int) -> Iterator[Step]:
    """Say nothing: that a seat is the only one goes without saying."""
    return iter(())


_GATES: tuple[tuple[frozenset[Code], Callable[[Evidence, int], Iterator[Step]]], ...] = (
    (frozenset({Code.SEAT_TOBEDELETED}), _active),
    (frozenset({Code.SEAT_CLASS_MISSING, Code.SEAT_CLASS_NOT_TAKEN}), _class),
    (
        frozenset(
            {
                Code.SEAT_USER_MISSING,
                Code.SEAT_USER_TOBEDELETED,
                Code.SEAT_USER_EXCLUDED,
                Code.SEAT_ROLE_NOT_INGESTED,
            }
        ),
        _user,
    ),
    (frozenset({Code.SEAT_ENDED, Code.SEAT_NOT_BEGUN}), _days),
    (frozenset({Code.SEAT_EXCLUDED}), _predicate),
    (frozenset({Code.SEAT_DOUBLED}), _once),
)
"""What bars a seat, in the order in which it is asked, and what is said where it does not."""


def _remarks(evidence: Evidence, row: int) -> Iterator[str]:
    """Yield what goes with an owner or member: a finding, that the record is merged, that no account can be created."""
    decision = evidence.seats.decision(row)
    if decision.outcome is Outcome.NONE:
        return
    if decision.code is not None:
        yield evidence.seat_findings.finding(row).sentence
    named = evidence.snapshot.users.row(evidence.seats.table.value("user", row))
    yield from merged_remark(evidence, named)
    yield from account_remark(evidence, evidence.seats.user_row(row))


def _name(evidence: Evidence, row: int) -> str:
    return f"enrollment {evidence.seats.table.value('sourced_id', row)}"
