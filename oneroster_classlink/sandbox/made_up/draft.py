"""A district while it is being made: rows so far, and what was found odd about them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from random import Random
from typing import Any

import attrs

from oneroster_classlink.sandbox.district import Row
from oneroster_classlink.sandbox.made_up.calendar import Calendar, Session

COLLECTIONS = (
    "orgs",
    "academicSessions",
    "courses",
    "classes",
    "users",
    "enrollments",
    "demographics",
    "resources",
    "categories",
    "lineItems",
    "results",
)


def ref(sourced_id: str, kind: str) -> dict[str, str]:
    """Return a GUIDRef without ``href``, which no client should follow anyway."""
    return {"sourcedId": sourced_id, "type": kind}


@attrs.define(kw_only=True, slots=False)
class Draft:
    """A district in the making.

    Attributes:
        rng: The one source of chance.
        today: The day for which it is made.
        calendar: Its sessions.
        rows: The rows by collection.
        oddities: Ids by the name of the oddity that they show.
    """

    rng: Random
    today: date
    calendar: Calendar
    rows: dict[str, list[Row]] = attrs.field(factory=lambda: {name: [] for name in COLLECTIONS}, init=False)
    oddities: dict[str, list[str]] = attrs.field(factory=dict, init=False)
    _used: set[str] = attrs.field(factory=set, init=False)
    _classes_of: dict[str, set[str]] = attrs.field(factory=lambda: defaultdict(set), init=False)

    @cached_property
    def _sessions(self) -> dict[str, Session]:
        return {found.id: found for found in self.calendar.sessions}

    @cached_property
    def stamp(self) -> str:
        """The ``dateLastModified`` of every row: ClassLink stamps an import run, not a change."""
        return f"{self.today.isoformat()}T02:15:00.000Z"

    def add(self, collection: str, sourced_id: str, fields: dict[str, Any]) -> Row:
        """Add a row and return it."""
        row = {"sourcedId": sourced_id, "status": "active", "dateLastModified": self.stamp, **fields}
        self.rows[collection].append(row)
        return row

    def add_sessions(self) -> None:
        """Add the sessions of the calendar."""
        for found in self.calendar.sessions:
            year = self.calendar.last_year if found.start < self.calendar.year.start else self.calendar.year
            fields = {
                "title": f"{found.type} {found.id}",
                "type": found.type,
                "startDate": found.start.isoformat(),
                "endDate": found.end.isoformat(),
                "schoolYear": str(year.end.year),
            }
            parent = {"parent": ref(found.parent, "academicSession")} if found.parent else {}
            self.add("academicSessions", found.id, fields | parent)

    def add_seat(self, user: str, klass: Row, *, role: str, primary: bool = False) -> Row:
        """Enroll *user* in the class row *klass* for as long as its session lasts."""
        session = klass["terms"][0]["sourcedId"]
        found = self._sessions[session]
        self._classes_of[user].add(klass["sourcedId"])
        fields = {
            "role": role,
            "primary": "true" if primary else "false",
            "user": ref(user, "user"),
            "class": ref(klass["sourcedId"], "class"),
            "school": klass["school"],
            "beginDate": found.start.isoformat(),
            "endDate": found.end.isoformat(),
        }
        return self.add("enrollments", str(900_001 + len(self.rows["enrollments"])), fields)

    def is_seated(self, user: str, klass: Row) -> bool:
        """Tell whether *user* has a seat in the class row *klass*."""
        return klass["sourcedId"] in self._classes_of[user]

    def pick(self, collection: str, count: int, *, where: Callable[[Row], bool] = bool) -> list[Row]:
        """Choose rows that no oddity has touched yet."""
        free = [row for row in self.rows[collection] if row["sourcedId"] not in self._used and where(row)]
        chosen = self.rng.sample(free, count)
        self._used.update(row["sourcedId"] for row in chosen)
        return chosen

    def pick_users(self, role: str, count: int = 1) -> list[Row]:
        """Choose users of a 1.1 *role* that no oddity has touched yet."""
        return self.pick("users", count, where=lambda row: row.get("role") == role)

    def pick_classes(self, count: int = 1, *, where: Callable[[Row], bool] = bool) -> list[Row]:
        """Choose running classes that no oddity has touched yet."""
        running = self.calendar.current(self.today)
        return self.pick("classes", count, where=lambda row: row["terms"][0]["sourcedId"] in running and where(row))

    def pick_class_for(self, user: Row) -> Row:
        """Choose a running class in a school of *user*, who is not in it yet; staff of the district go anywhere."""
        schools = {ref["sourcedId"] for ref in user.get("orgs") or [user.get("primaryOrg")]}
        anywhere = self.rows["orgs"][0]["sourcedId"] in schools
        seated = self._classes_of[user["sourcedId"]]

        def suits(klass: Row) -> bool:
            return klass["sourcedId"] not in seated and (anywhere or klass["school"]["sourcedId"] in schools)

        return self.pick_classes(where=suits)[0]

    def seats_of(self, classes: Iterable[Row], *, role: str) -> list[Row]:
        """Return the seats with *role* in *classes*."""
        ids = {row["sourcedId"] for row in classes}
        return [row for row in self.rows["enrollments"] if row["class"]["sourcedId"] in ids and row["role"] == role]

    def mark(self, name: str, rows: Iterable[Row]) -> None:
        """Note that *rows* show the oddity *name*."""
        self.oddities.setdefault(name, []).extend(row["sourcedId"] for row in rows)
