"""Values in other forms than the standard's: booleans, dates, school years, lists as texts (ONEROSTER 2.10, 7)."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from oneroster_classlink.sandbox.faults.kind import Table
from oneroster_classlink.sandbox.faults.reading.page import Row
from oneroster_classlink.sandbox.faults.values.fields import DAY, FLAG, MOMENT, TEXTS, changed, keys_of, row_fault
from oneroster_classlink.sandbox.faults.visit import Turn

_FLAGS: dict[str, Callable[[bool], Any]] = {
    "text": lambda flag: str(flag).lower(),
    "capitals": lambda flag: str(flag).upper(),
    "boolean": bool,
    "digit": lambda flag: str(int(flag)),
    "number": int,
}
_DAYS: dict[str, Callable[[date], str]] = {
    "us": lambda day: f"{day.month}/{day.day}/{day.year}",
    "european": lambda day: f"{day:%d/%m/%Y}",
    "slashes": lambda day: f"{day:%Y/%m/%d}",
    "compact": lambda day: f"{day:%Y%m%d}",
    "datetime": lambda day: f"{day.isoformat()}T00:00:00.000Z",
    "words": lambda day: f"{day.day} {day:%B} {day.year}",
}
_MOMENTS: dict[str, Callable[[str], str]] = {
    "seconds": lambda text: f"{text[:19]}Z",
    "no_zone": lambda text: text[:19],
    "space": lambda text: f"{text[:19].replace('T', ' ')}Z",
    "offset": lambda text: f"{text[:19]}+00:00",
    "date": lambda text: text[:10],
}
_GRADEBOOK = frozenset({"lineItems", "results"})
_GRADES = {"KG": "Kindergarten", "06": "Sixth grade", "07": "7 ano - Português", "08": "8"}


def _flagged(turn: Turn, row: Row) -> Row:
    write = _FLAGS[turn.options["form"]]

    def change(value: Any) -> Any:
        known = {"true": True, "false": False}.get(str(value).lower())
        return value if known is None else write(known)

    return changed(row, keys_of(turn.visit.place, {FLAG}), change)


def _dated(turn: Turn, row: Row) -> Row:
    return _days(row, keys_of(turn.visit.place, {DAY}), write=_DAYS[turn.options["form"]])


def _stamped(turn: Turn, row: Row) -> Row:
    return _moments(row, keys_of(turn.visit.place, {MOMENT}), write=_MOMENTS[turn.options["form"]])


def _scored(turn: Turn, row: Row) -> Row:
    """Write the dates of a gradebook's row as moments and its moments as dates, but for its stamp."""
    if turn.visit.place not in _GRADEBOOK:
        return row
    moments = [key for key in keys_of(turn.visit.place, {MOMENT}) if key != "dateLastModified"]
    swapped = _days(row, keys_of(turn.visit.place, {DAY}), write=_DAYS["datetime"])
    return _moments(swapped, moments, write=_MOMENTS["date"])


def _days(row: Row, keys: Iterable[str], *, write: Callable[[date], str]) -> Row:
    def change(value: Any) -> Any:
        try:
            return write(date.fromisoformat(value))
        except (TypeError, ValueError):
            return value

    return changed(row, keys, change)


def _moments(row: Row, keys: Iterable[str], *, write: Callable[[str], str]) -> Row:
    return changed(row, keys, lambda value: write(value) if isinstance(value, str) and value else value)


def _school_year(turn: Turn, row: Row) -> Row:
    """Write a year as a number, a text, a reference or a span; a course's is a reference, given as its id."""

    def change(value: Any) -> Any:
        found = value.get("sourcedId") if isinstance(value, dict) else value
        text = str(found)
        return {
            "number": int(text) if text.isdecimal() else text,
            "text": text,
            "reference": {"sourcedId": text, "type": "academicSession"},
            "span": f"{int(text) - 1}-{text}" if text.isdecimal() else text,
        }[turn.options["form"]]

    return changed(row, ["schoolYear"], change)


def _doubled(_turn: Turn, row: Row) -> Row:
    return changed(row, ["title"], lambda value: f"{value} ({value})" if value else value)


def _joined(turn: Turn, row: Row) -> Row:
    keys = keys_of(turn.visit.place, {TEXTS})
    return changed(row, keys, lambda value: ",".join(value) if isinstance(value, list) else value)


def _one_period(_turn: Turn, row: Row) -> Row:
    return changed(row, ["periods"], lambda value: ",".join(value) if isinstance(value, list) else value)


def _graded(_turn: Turn, row: Row) -> Row:
    return changed(row, ["grades"], lambda value: [_GRADES.get(grade, grade) for grade in value or ()])


FORMS: Table = {
    "booleans": row_fault(
        "Booleans come as texts, in capitals, as real ones, as digits.", _flagged, form=tuple(_FLAGS)
    ),
    "dates": row_fault("Dates are not ISO dates.", _dated, form=tuple(_DAYS)),
    "moments": row_fault("dateLastModified has another form.", _stamped, form=tuple(_MOMENTS)),
    "score_dates": row_fault(
        "In the gradebook a date and time comes where a date is due, and the other way round.", _scored
    ),
    "school_years": row_fault(
        "A schoolYear is a number, a text, a reference or a span.",
        _school_year,
        form=("number", "text", "reference", "span"),
    ),
    "titles_doubled": row_fault("Titles say everything twice, as in Algebra (Algebra).", _doubled),
    "comma_lists": row_fault("Lists of texts come as one text with commas.", _joined),
    "periods_as_text": row_fault("The periods of a class come as one text.", _one_period),
    "grades_as_text": row_fault("Grades are free text, such as Sixth grade.", _graded),
}
