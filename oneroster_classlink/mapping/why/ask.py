"""Which question is asked: about a user, a class, or a user in a class."""

from collections.abc import Iterator, Sequence

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.mapping.evidence import Evidence
from oneroster_classlink.mapping.rules.seats import Outcome
from oneroster_classlink.mapping.seats.judged import Side
from oneroster_classlink.mapping.why.classes import why_class
from oneroster_classlink.mapping.why.people import merged_remark, why_user
from oneroster_classlink.mapping.why.seats import why_seat
from oneroster_classlink.mapping.why.why import Step, Why
from oneroster_classlink.mapping.why.words import MOST, counted, sentence


def ask(evidence: Evidence, *, user: str | None, klass: str | None) -> Why:
    """Answer for *user*, for *klass*, or for *user* in *klass*.

    Raises:
        UsageError: Neither is given.
    """
    if user is not None and klass is not None:
        return _pair(evidence, user, klass)
    if user is not None:
        row = evidence.snapshot.users.row(user)
        return _unknown(f"user {user}", evidence.seats.users, user) if row is None else why_user(evidence, row)
    if klass is not None:
        row = evidence.snapshot.classes.row(klass)
        return _unknown(f"class {klass}", evidence.seats.classes, klass) if row is None else why_class(evidence, row)
    raise UsageError("why asks about something: give user=, klass= or both.")


def _unknown(subject: str, side: Side, key: str) -> Why:
    return Why(
        subject=subject,
        outcome="not in the snapshot",
        verdict=f"{subject} is not known",
        steps=[_missing([subject])],
        remarks=[_naming(side, key)],
        known=False,
    )


def _naming(side: Side, key: str) -> str:
    """Return how many enrollments name *key*, which is no record of the snapshot."""
    values = side.codes.values
    number = side.codes.codes.count(values.index(key)) if key in values else 0
    return sentence(f"{counted(number, 'enrollment')} {'name' if number > 1 else 'names'} it")


def _missing(subjects: Sequence[str]) -> Step:
    said = (f"no {subject.replace(' ', ' with the id ', 1)}" for subject in subjects)
    return Step("", False, f"{' and '.join(said)} was in the snapshot")


def _pair(evidence: Evidence, user: str, klass: str) -> Why:
    user_row, class_row = evidence.snapshot.users.row(user), evidence.snapshot.classes.row(klass)
    seats = sorted(_seats(evidence, user, klass), key=lambda seat: _rank(evidence, seat))
    if not seats:
        sides = ((f"user {user}", user_row), (f"class {klass}", class_row))
        unknown = [subject for subject, row in sides if row is None]
        return _no_seat(f"user {user}", f"class {klass}", unknown)
    first, *others = seats
    found = why_seat(evidence, first)
    remarks = [*found.remarks, *_others(evidence, others)]
    if evidence.seats.table.value("user", first) != user:
        remarks += merged_remark(evidence, user_row)
    return attrs.evolve(found, remarks=remarks)


def _seats(evidence: Evidence, user: str, klass: str) -> Sequence[int]:
    """Return the seats of the person in the class; where a merged record has some, they count too."""
    user_row, class_row = evidence.snapshot.users.row(user), evidence.snapshot.classes.row(klass)
    if user_row is None or class_row is None:
        return evidence.seats.between(user=user, klass=klass)
    person = evidence.users.merged.get(user_row, user_row)
    return [seat for seat in evidence.seats.of_class(class_row) if evidence.seats.user_row(seat) == person]


def _rank(evidence: Evidence, seat: int) -> tuple[int, str]:
    outcome = evidence.seats.decision(seat).outcome
    return list(Outcome).index(outcome), evidence.seats.table.value("sourced_id", seat)


def _no_seat(user: str, klass: str, unknown: Sequence[str]) -> Why:
    nothing = Step("", False, f"no enrollment of {user} in {klass} was in the snapshot")
    return Why(
        subject=f"{user} in {klass}",
        outcome="no seat",
        verdict=f"{user} has no seat in {klass}",
        steps=[_missing(unknown) if unknown else nothing],
        known=not unknown,
    )


def _others(evidence: Evidence, seats: Sequence[int]) -> Iterator[str]:
    """Yield what became of further seats of the same two."""
    for seat in seats[:MOST]:
        found = why_seat(evidence, seat)
        yield f"Enrollment {evidence.seats.table.value('sourced_id', seat)}: {found.outcome}, as {found.steps[-1]}."
    if len(seats) > MOST:
        yield f"There are {counted(len(seats) - MOST, 'more enrollment')} of the two."
