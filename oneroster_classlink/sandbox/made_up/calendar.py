"""The school year around a day, and the one before it."""

from datetime import date

import attrs

_ROLLOVER = 7
"""The month in which a school year begins. Years and terms touch, so that any day lies in a term."""


@attrs.frozen(kw_only=True)
class Session:
    """An academic session; *end* is the first day after it.

    Attributes:
        id: Its id.
        type: Its type, as OneRoster writes it.
        start: Its first day.
        end: The first day after it.
        parent: The id of the session that it is a part of.
    """

    id: str
    type: str
    start: date
    end: date
    parent: str | None = None


@attrs.frozen(kw_only=True)
class Calendar:
    """The sessions of a district.

    Attributes:
        year: The current school year.
        terms: Its two terms.
        periods: Its four grading periods.
        last_year: The school year before.
        last_term: The second term of that, which has ended.
    """

    year: Session
    terms: tuple[Session, Session]
    periods: tuple[Session, ...]
    last_year: Session
    last_term: Session

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Every session, what is referred to first."""
        return (self.last_year, self.last_term, self.year, *self.terms, *self.periods)

    def current(self, today: date) -> frozenset[str]:
        """Return the ids of the sessions that *today* lies in."""
        return frozenset(found.id for found in self.sessions if found.start <= today < found.end)


def make_calendar(today: date) -> Calendar:
    """Return the calendar of the school year that *today* lies in."""
    start = today.year if today.month >= _ROLLOVER else today.year - 1
    year, last_year = _year(start), _year(start - 1)
    first, second = _terms(year)
    return Calendar(
        year=year,
        terms=(first, second),
        periods=(
            _part("Q1", first, start=first.start, end=date(start, 10, 15)),
            _part("Q2", first, start=date(start, 10, 15), end=first.end),
            _part("Q3", second, start=second.start, end=date(start + 1, 4, 1)),
            _part("Q4", second, start=date(start + 1, 4, 1), end=second.end),
        ),
        last_year=last_year,
        last_term=_terms(last_year)[1],
    )


def _year(start: int) -> Session:
    first, after = date(start, _ROLLOVER, 1), date(start + 1, _ROLLOVER, 1)
    return Session(id=f"FY{start + 1}", type="schoolYear", start=first, end=after)


def _terms(year: Session) -> tuple[Session, Session]:
    middle = date(year.end.year, 1, 15)
    return (
        _part("T1", year, start=year.start, end=middle, kind="term"),
        _part("T2", year, start=middle, end=year.end, kind="term"),
    )


def _part(name: str, of: Session, *, start: date, end: date, kind: str = "gradingPeriod") -> Session:
    return Session(id=f"{name}-{of.id[-4:]}", type=kind, start=start, end=end, parent=of.id)
