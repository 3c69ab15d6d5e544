"""How a row says that it has no value (ONEROSTER 2.10, 7.3, 7.4)."""

from collections.abc import Iterable
from typing import Any

from oneroster_classlink.sandbox.faults.kind import Table
from oneroster_classlink.sandbox.faults.reading.page import Row
from oneroster_classlink.sandbox.faults.values.fields import DAY, MOMENT, TEXT, changed, is_list, kinds_of, row_fault
from oneroster_classlink.sandbox.faults.visit import Turn

_NEEDED = frozenset({"sourcedId", "user", "class", "role", "roles", "orgs"})
"""What a row cannot be read without, or what the two versions write in two ways."""
_BLANK = ("title", "username", "email")


def _absent(turn: Turn, row: Row, kinds: Iterable[str] | None = None) -> list[str]:
    """Return the keys that *row* could have and has no value for."""
    known = kinds_of(str(turn.visit.place)).items()
    wanted = [key for key, kind in known if key not in _NEEDED and (kinds is None or kind in kinds)]
    return [key for key in wanted if _is_nothing(row.get(key))]


def _is_nothing(value: Any) -> bool:
    return value in (None, "", [])


def _nulls(turn: Turn, row: Row) -> Row:
    return {**row, **dict.fromkeys(_absent(turn, row))}


def _texts(turn: Turn, row: Row) -> Row:
    return {**row, **dict.fromkeys(_absent(turn, row, {TEXT, DAY, MOMENT}), "")}


def _lists(turn: Turn, row: Row) -> Row:
    kinds = kinds_of(str(turn.visit.place))
    return {**row, **{key: [] for key in _absent(turn, row) if is_list(kinds[key])}}


def _dropped(_turn: Turn, row: Row) -> Row:
    return {key: value for key, value in row.items() if not _is_nothing(value)}


def _blank(_turn: Turn, row: Row) -> Row:
    return changed(row, _BLANK, lambda _value: "")


GAPS: Table = {
    "nulls": row_fault("Every absent value comes as null.", _nulls),
    "empty_texts": row_fault("Every absent text or date comes as an empty text.", _texts),
    "empty_lists": row_fault("Every absent list comes as an empty one.", _lists),
    "blanks": row_fault("Titles, usernames and e-mail addresses are all empty texts.", _blank),
    "gaps_dropped": row_fault("Keys without a value are left out.", _dropped),
}
