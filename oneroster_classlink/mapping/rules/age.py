"""Whether a student is under 13 on a given day; unknown is never taken for 13 or over."""

from datetime import date
from enum import StrEnum

AGE = 13
"""Years: below, United States law (COPPA) asks for a parent's consent."""


class AgeBand(StrEnum):
    """What is known of a student's age (R5)."""

    UNDER = "under 13"
    OVER = "13 or over"
    UNKNOWN = "unknown"


def age_band(birth_date: date | None, *, today: date) -> AgeBand:
    """Return the band on the day *today* of someone born on *birth_date*.

    Someone born on 29 February turns 13 on 1 March. A birth date in the future is a mistake, so unknown.
    """
    if birth_date is None or birth_date > today:
        return AgeBand.UNKNOWN
    had_birthday = (today.month, today.day) >= (birth_date.month, birth_date.day)
    years = today.year - birth_date.year - (not had_birthday)
    return AgeBand.UNDER if years < AGE else AgeBand.OVER
