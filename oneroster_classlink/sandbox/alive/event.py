"""What happened to a district, as a value that tests can trust."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from random import Random

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox.district import District, Row

Ids = Mapping[str, tuple[str, ...]]


@attrs.frozen(kw_only=True)
class Event:
    """Something that happened.

    Attributes:
        name: What, such as ``transfer``.
        day: When.
        added: Ids of the new rows, by collection.
        changed: Ids of the rows that are not what they were.
        removed: Ids of the rows that are gone.
        renamed: New ids by old ones, where the event gave records other ids.
    """

    name: str
    day: date
    added: Ids = attrs.field(factory=dict)
    changed: Ids = attrs.field(factory=dict)
    removed: Ids = attrs.field(factory=dict)
    renamed: Mapping[str, str] = attrs.field(factory=dict, repr=False)

    @property
    def is_nothing(self) -> bool:
        """Whether no row was touched."""
        return not (self.added or self.changed or self.removed)


Happened = tuple[District, Event]
"""The district afterwards, and what happened to it."""


def begin(district: District, name: str) -> Random:
    """Return the chances of the event *name*, the same for the same seed and day.

    Raises:
        UsageError: The district is too large to change, or nobody said which day it is.
    """
    return Random(f"{district.seed} {today_of(district)} {name}")  # noqa: S311 - nothing is secret


def today_of(district: District) -> date:
    """Return the day of a *district* that can change.

    Raises:
        UsageError: The district is too large to change, or nobody said which day it is.
    """
    if district.is_lazy:
        raise UsageError("A large district is only read and does not change: make it small or medium for events.")
    if district.today is None:
        raise UsageError("Nobody said which day it is in this district: give District its today.")
    return district.today


def record(name: str, *, before: District, after: District, renamed: Mapping[str, str] | None = None) -> Happened:
    """Return *after*, and what is different from *before*."""
    added, changed, removed = {}, {}, {}
    for collection in {**before.rows, **after.rows}:
        if before.rows.get(collection) is after.rows.get(collection):
            continue
        old, new = _differing(before, after, collection), _differing(after, before, collection)
        added[collection] = tuple(item for item in new if item not in old)
        removed[collection] = tuple(item for item in old if item not in new)
        changed[collection] = tuple(item for item, row in new.items() if item in old and row != old[item])
    event = Event(
        name=name,
        day=today_of(after),
        added=_filled(added),
        changed=_filled(changed),
        removed=_filled(removed),
        renamed=renamed or {},
    )
    return after, event


def by_id(district: District, collection: str) -> dict[str, Row]:
    """Return the rows of a *collection* by id; a row without one is left out."""
    return {row["sourcedId"]: row for row in identified(district, collection)}


def identified(district: District, collection: str) -> Iterator[Row]:
    """Yield the rows of a *collection* that have an id."""
    rows = district.rows.get(collection, ())
    return (row for row in rows if isinstance(row.get("sourcedId"), str) and row["sourcedId"])


def need_known(district: District, collection: str, ids: Collection[str]) -> None:
    """Do nothing if the *collection* has records with all of *ids*.

    Raises:
        UsageError: It has not; an event that touches nothing would pass for one that happened.
    """
    unknown = set(ids) - {row["sourcedId"] for row in identified(district, collection)}
    if collection not in district.rows or unknown:
        raise UsageError(f"This district has no such {collection}: name records that it has.")


def _differing(district: District, other: District, collection: str) -> dict[str, Row]:
    """Return the rows of a *collection* by id, without those that *other* has too: the very same, not equal ones."""
    kept = set(map(id, other.rows.get(collection, ())))
    rows = [row for row in district.rows.get(collection, ()) if id(row) not in kept]
    return {row["sourcedId"]: row for row in rows if isinstance(row.get("sourcedId"), str) and row["sourcedId"]}


def _filled(ids: dict[str, tuple[str, ...]]) -> Ids:
    return {collection: found for collection, found in ids.items() if found}
