"""Why a class is on the roster or is not, by what name and with which owners."""

from collections import Counter
from collections.abc import Iterator

from oneroster_classlink.mapping.evidence import Evidence
from oneroster_classlink.mapping.findings import Code
from oneroster_classlink.mapping.rules.seats import Need, Outcome, Standing
from oneroster_classlink.mapping.why.clauses import failed, remarks
from oneroster_classlink.mapping.why.ownership import lack
from oneroster_classlink.mapping.why.why import Step, Why
from oneroster_classlink.mapping.why.words import counted, joined, named


def why_class(evidence: Evidence, row: int) -> Why:
    """Tell why the class of *row* became what it did."""
    subject = f"class {evidence.snapshot.classes.value('sourced_id', row)}"
    standing = standing_step(evidence, row)
    if not standing.passed:
        return Why(subject=subject, outcome="not taken", verdict=f"{subject} is not on the roster", steps=[standing])
    owners = evidence.seats.owners.get(row, ())
    sizes = f"{counted(len(owners), 'owner')} and {counted(evidence.seats.members[row], 'member')}"
    return Why(
        subject=subject,
        outcome=f"taken with {sizes}",
        verdict=f"{subject} is on the roster with {sizes}",
        steps=[standing, _owned(evidence, row) if owners else _without_owner(evidence, row)],
        remarks=_remarks(evidence, row),
    )


def standing_step(evidence: Evidence, row: int) -> Step:
    """Return whether the class of *row* is taken, and why not."""
    kind = evidence.classes.of(row)
    if kind.standing is Standing.TAKEN or kind.code is None:
        key = evidence.snapshot.classes.value("sourced_id", row)
        return Step("R1", True, f"class {key} is active and its school {kind.school} is taken")
    judged, _ = evidence.class_findings
    return failed(judged.make(kind.code, row))


def _owned(evidence: Evidence, row: int) -> Step:
    owners = evidence.seats.owners[row]
    ids = [evidence.snapshot.users.value("sourced_id", owner) for owner in owners]
    return Step("R3", True, f"{named(ids, 'user')} {'owns' if len(ids) == 1 else 'own'} it")


def _without_owner(evidence: Evidence, row: int) -> Step:
    """Return why nobody owns the class: for each of its seats what it lacks first, counted."""
    seats = evidence.seats.of_class(row)
    lacks = Counter(_lack(evidence, seat) for seat in seats)
    said = [_said(need, lacks[need]) for need in (*Need, None) if lacks[need]]
    tail = f", of which {joined(said)}" if said else ""
    return Step("R3", False, f"it has {counted(len(seats), 'enrollment')}{tail}", Code.CLASS_NO_OWNER)


def _lack(evidence: Evidence, seat: int) -> Need | None:
    """Return what a seat lacks to make an owner, or ``None`` if there is no such seat on the roster."""
    is_seat = evidence.seats.decision(seat).outcome is not Outcome.NONE
    return lack(evidence.seats.judging.facts(seat), evidence.policy) if is_seat else None


_LACKS = {
    Need.STAFF: ("is of a user whose role never owns a class", "are of users whose roles never own a class"),
    Need.USER: (
        "is of a user whose role owns none by the policy",
        "are of users whose roles own none by the policy",
    ),
    Need.ENROLLMENT: ("has a role that cannot own", "have a role that cannot own"),
    Need.MARK: ("is not marked primary", "are not marked primary"),
    None: ("gives nobody a seat", "give nobody a seat"),
}


def _said(need: Need | None, times: int) -> str:
    one, several = _LACKS[need]
    return f"{times:,} {one if times == 1 else several}"


def _remarks(evidence: Evidence, row: int) -> Iterator[str]:
    yield f"Its name is made from its {evidence.taken.names.named_by(row)} (R1)."
    yield from remarks(evidence.class_findings, row)
