"""Checks of enrollments: primary flags and co-teachers."""

from oneroster_classlink.checkup.checks.check import Said, missing, ok, share, unknown, unread, warning
from oneroster_classlink.checkup.evidence import Evidence

_FEW = 20
"""So few seats of a sample do not speak for the rest."""


def primary_flags(found: Evidence) -> Said:
    """Missing if no teacher's seat that was looked at is primary: then no class has an owner."""
    if not found.enrollments.answered:
        return unread(found.enrollments, what="Enrollments")
    if not _seats(found):
        return unknown("No seat of a teacher was seen.")
    if found.primaries.received:
        return ok(f"Seats of teachers: {found.seats.said}, primary: {found.primaries.said}.")
    primary = sum(row.primary is True for row in found.seats.rows)
    sentence = f"{share(primary, len(found.seats.rows), of='seats of teachers looked at')} are primary."
    if primary:
        return ok(sentence)
    return missing(sentence) if found.seats.count is not None or len(found.seats.rows) >= _FEW else unknown(sentence)


def co_teachers(found: Evidence) -> Said:
    """Warn if every teacher's seat is primary: the import of second teachers is probably off.

    A small district may really have none, so it is never missing.
    """
    if not _seats(found):
        return unknown("No seat of a teacher was seen.")
    if not _has_primaries(found):
        return unknown("Nobody is primary, so nobody can be told to be the second.")
    rows = (*found.seats.rows, *found.seconds.rows)
    seconds = len({row.sourced_id for row in rows if row.primary is not True})
    if seconds:
        return ok(f"Teachers who are not primary: {seconds:,} were seen.")
    silent = _silent(found)
    if silent > 0:
        return ok(f"Seats of teachers that do not say whether they are primary: {silent:,}.")
    if found.seats.whole or (found.primaries.received and found.seconds.is_empty):
        return warning(f"Of {found.seats.said} seats of teachers each one is primary: no class has a second teacher.")
    return unknown(f"None of {found.seats.received:,} seats of teachers looked at is a second one's.")


def _silent(found: Evidence) -> int:
    """Return how many seats of teachers are neither primary nor the contrary, as far as the server counts."""
    seats, *told = (look.count for look in (found.seats, found.primaries, found.seconds))
    return 0 if seats is None or None in told else seats - sum(count or 0 for count in told)


def _seats(found: Evidence) -> bool:
    return bool(found.seats.rows)


def _has_primaries(found: Evidence) -> bool:
    return bool(found.primaries.received) or any(row.primary is True for row in found.seats.rows)
