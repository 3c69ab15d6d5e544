"""Whether a class or a seat is current on a day: by the dates of its sessions, or its own."""

from collections.abc import Iterable
from datetime import date

import attrs

from oneroster_classlink.mapping.findings import Code
from oneroster_classlink.mapping.policy import Window
from oneroster_classlink.models.rostering import AcademicSession


@attrs.frozen(kw_only=True)
class TermDays:
    """What the sessions of a class say about a day.

    Attributes:
        code: `CLASS_ENDED`, `CLASS_NOT_BEGUN` or `CLASS_NO_TERM`; ``None`` where the class is current.
        session: The id of the session that decides.
        day: The day after the last day of a class that ended; the first day of one that has not begun.
    """

    code: Code | None = None
    session: str | None = None
    day: date | None = None


def term_days(sessions: Iterable[AcademicSession], *, today: date, window: Window) -> TermDays:
    """Judge a class by its *sessions* on the day *today*.

    It is current while any session covers the day, so sessions may overlap. Between two sessions it has not begun
    again: the next one decides. When all are over, the one that ended last decides; among equals the first id.

    A session's start is its first day, its end the day after its last. One date alone leaves the other side open. A
    session that is marked tobedeleted, has no date at all, or ends before it could have a day, says nothing.

    Args:
        sessions: The sessions of the class that are shared.
        today: The day.
        window: The days of grace.
    """
    dated = [found for found in sessions if _says_something(found)]
    if not dated:
        return TermDays(code=Code.CLASS_NO_TERM)
    waiting = [found for found in dated if _is_before(found.start_date, today=today, days=window.before)]
    over = [found for found in dated if _is_over(found.end_date, today=today, days=window.after)]
    if len(waiting) + len(over) < len(dated):
        return TermDays()
    if waiting:
        start, session = min((found.start_date or date.min, found.sourced_id) for found in waiting)
        return TermDays(code=Code.CLASS_NOT_BEGUN, session=session, day=start)
    last = max(found.end_date or date.max for found in over)
    session = min(found.sourced_id for found in over if found.end_date == last)
    return TermDays(code=Code.CLASS_ENDED, session=session, day=last)


def seat_days(begin: date | None, end: date | None, *, today: date, window: Window | None) -> Code | None:
    """Judge a seat by its own dates on the day *today*.

    Args:
        begin: The first day, or ``None`` for any.
        end: The day after the last, or ``None`` for never; a seat that ends on its first day never was one.
        today: The day.
        window: The days of grace; ``None``, or one that leaves enrollments out, finds nothing.
    """
    if window is None or not window.enrollments:
        return None
    if _is_before(begin, today=today, days=window.before):
        return Code.SEAT_NOT_BEGUN
    never = begin is not None and end is not None and end <= begin
    return Code.SEAT_ENDED if never or _is_over(end, today=today, days=window.after) else None


def _says_something(found: AcademicSession) -> bool:
    start, end = found.start_date, found.end_date
    has_days = (start or end) if start is None or end is None else start < end
    return found.is_active and bool(has_days)


def _is_before(start: date | None, *, today: date, days: int) -> bool:
    """Tell whether *today* is more than *days* before *start*; in numbers, as dates end at the year 9999."""
    return start is not None and today.toordinal() < start.toordinal() - days


def _is_over(end: date | None, *, today: date, days: int) -> bool:
    return end is not None and today.toordinal() >= end.toordinal() + days
