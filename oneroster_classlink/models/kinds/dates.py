"""Days and moments: ISO 8601 read strictly, other writings of a day mended."""

import re
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from oneroster_classlink.models.kinds.kind import Ambiguous, Kind, Unreadable

_DAY_LENGTH = len("2026-08-15")
_YEAR, _MONTH, _DAY = "(?P<year>[0-9]{4})", "(?P<month>[0-9]{1,2})", "(?P<day>[0-9]{1,2})"
_REST = "(?:[T ].*)?"
_DAY_FORMS = tuple(
    re.compile(form + _REST)
    for form in (
        f"{_YEAR}-{_MONTH}-{_DAY}",
        f"{_YEAR}/{_MONTH}/{_DAY}",
        f"{_DAY}[.]{_MONTH}[.]{_YEAR}",  # with dots nobody begins with the month
        "(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
    )
)
_YEAR_LAST = re.compile(f"([0-9]{{1,2}})([/-])([0-9]{{1,2}})\\2([0-9]{{4}}){_REST}")


class Order(StrEnum):
    """In which order a date that ends with its year is written."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


def readings(raw: object) -> dict[Order, date]:
    """Return the days that *raw* may mean if it is a date that ends with its year, such as 3/4/2026."""
    match = _YEAR_LAST.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if match is None:
        return {}
    first, second, year = (int(match[place]) for place in (1, 3, 4))
    found = {}
    if (day := _day(year, second, first)) is not None:
        found[Order.DAY_FIRST] = day
    if (day := _day(year, first, second)) is not None:
        found[Order.MONTH_FIRST] = day
    return found


def _read_day(raw: str | date | None) -> date | None:
    if not raw or isinstance(raw, date):
        return raw or None
    if len(raw) != _DAY_LENGTH or raw[4] != "-" or raw[7] != "-":  # 2026-W40-4 is a day of a week
        raise Unreadable("date")
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise Unreadable("date") from None


def _mend_day(raw: Any) -> date | None:
    text = _stripped(raw, kind="date")
    if not text:
        return None
    meant: set[date | None] = set(readings(text).values())
    meant = meant or {_day(*_parts(match)) for form in _DAY_FORMS if (match := form.fullmatch(text))}
    if len(meant) > 1:
        raise Ambiguous("date")
    if (day := next(iter(meant), None)) is None:
        raise Unreadable("date")
    return day


def _parts(match: re.Match[str]) -> tuple[int, int, int]:
    return int(match["year"]), int(match["month"]), int(match["day"])


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _stripped(raw: Any, *, kind: str) -> str:
    if raw is None:
        return ""
    if not isinstance(raw, str):
        raise Unreadable(kind)
    return raw.strip()


def _write_day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _read_moment(raw: str | None) -> datetime | None:
    if not raw:
        return None
    moment = _parsed(raw)
    if moment.tzinfo is None:
        raise Unreadable("date and time")
    return _utc(moment)


def _mend_moment(raw: Any) -> datetime | None:
    text = _stripped(raw, kind="date and time")
    return _utc(_parsed(text)) if text else None


def _parsed(raw: str) -> datetime:
    try:
        return datetime.fromisoformat(raw)
    except ValueError:
        raise Unreadable("date and time") from None


def _utc(moment: datetime) -> datetime:
    """Return *moment* in UTC; without a zone it is taken to be in UTC already."""
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        raise Unreadable("date and time") from None


def _write_moment(value: datetime | None) -> str | None:
    if value is None:
        return None
    moment = _utc(value)
    precision = "microseconds" if moment.microsecond % 1000 else "milliseconds"
    return moment.isoformat(timespec=precision).replace("+00:00", "Z")


DAY = Kind(
    name="date",
    wire_type=str | None,
    read=_read_day,
    mend=_mend_day,
    write=_write_day,
    quick_type=date | None,
)
MOMENT = Kind(name="date and time", wire_type=str | None, read=_read_moment, mend=_mend_moment, write=_write_moment)
