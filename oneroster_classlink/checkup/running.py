"""Which classes run on a day, as far as the sessions that were seen tell."""

from oneroster_classlink.checkup.evidence import Evidence
from oneroster_classlink.models.enums import Status
from oneroster_classlink.models.rostering import AcademicSession, Class


def running(found: Evidence) -> int:
    """Return how many of the classes that were looked at are active and run on the day of the evidence.

    A class whose terms are not told counts as running (ONEROSTER 6).
    """
    sessions = {row.sourced_id: row for row in found.sessions.rows}
    return sum(_runs(row, sessions=sessions, found=found) for row in found.classes.rows)


def _runs(row: Class, *, sessions: dict[str, AcademicSession], found: Evidence) -> bool:
    terms = [sessions[term] for term in row.terms if term in sessions]
    return row.status == Status.ACTIVE and (not terms or any(_holds(term, found) for term in terms))


def _holds(term: AcademicSession, found: Evidence) -> bool:
    is_begun = term.start_date is None or term.start_date <= found.today
    return is_begun and (term.end_date is None or found.today < term.end_date)
