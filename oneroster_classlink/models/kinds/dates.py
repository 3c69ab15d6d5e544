"""Days and moments: ISO 8601 read strictly, other writings of a day mended."""

import re
from datetime import UTC, date, datetime
from typing import Any

from oneroster_classlink.models.kinds.kind import Kind, Unreadable

_DAY_LENGTH = len("2026-08-15")
_YEAR, _MONTH, _DAY = "(?P<year>[0-9]{4})", "(?P<month>[0-9]{1,2})", "(?P<day>[0-9]{1,2})"
_REST = "(?:[T ].*)?"
_DAY_FORMS = tuple(
    re.compile(form + _REST)
    for form in (
        f"{_YEAR}-{_MONTH}-{_DAY}",
        f"{_MONTH}/{_DAY}/{_YEAR}",  # as written in the USA, where ClassLink's districts are
        f"{_YEAR}/{_MONTH}/{_DAY}",
        "(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
    )
)


def _read_day(raw: str | None) -> date | None:
    if not raw:
        return None
    if len(raw) != _DAY_LENGTH or raw[4] != "-":
        raise Unreadable("date")
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise Unreadable("date") from None


def _mend_day(raw: Any) -> date | None:
    text = _stripped(raw, kind="date")
    if not text:
        return None
    found = next((match for form in _DAY_FORMS if (match := form.fullmatch(text))), None)
    if found is None:
        raise Unreadable("date")
    try:
        return date(**{name: int(digits) for name, digits in found.groupdict().items()})
    except ValueError:
        raise Unreadable("date") from None


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


DAY = Kind(name="date", wire_type=str | None, read=_read_day, mend=_mend_day, write=_write_day)
MOMENT = Kind(name="date and time", wire_type=str | None, read=_read_moment, mend=_mend_moment, write=_write_moment)
