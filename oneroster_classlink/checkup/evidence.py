"""What a preflight saw, as values: looks at a server's collections, reduced to what the checks need."""

from collections.abc import Iterable, Mapping
from datetime import date
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

import attrs

from oneroster_classlink.checkup.fingerprint import Fingerprint

HIDDEN = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})
"""Statuses by which a server says that it does not share (ONEROSTER 5.7)."""
FAMILY = ("guardian", "parent")
GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"students": ("student",), "staff": ("teacher", "administrator"), "guardians": FAMILY}
)
"""Who must have a birth date: everybody (DOMAIN-DETAILS A). What lacks is mostly a whole group."""


@attrs.frozen(kw_only=True)
class Look:
    """One small read of a collection.

    Attributes:
        status: The HTTP status; ``None`` where nothing was asked or nothing readable came.
        rows: The readable records that came.
        received: How many rows came, readable or not.
        total: The server's count of what was asked for, where it gave a plausible one.
        whole: Whether all that was asked for came.
        honoured: Whether every record is as the filter asked.
        headers: Which of the headers that a fingerprint knows came.
    """

    status: int | None = None
    rows: tuple[Any, ...] = attrs.field(default=(), repr=False)
    received: int = 0
    total: int | None = None
    whole: bool = False
    honoured: bool = True
    headers: frozenset[str] = frozenset()

    @property
    def answered(self) -> bool:
        """Whether rows, or none, came back."""
        return self.status is not None and self.status // 100 == HTTPStatus.OK // 100

    @property
    def hidden(self) -> bool:
        """Whether the server refuses to share it."""
        return self.status in HIDDEN

    @property
    def count(self) -> int | None:
        """How many there are in all, where it is known."""
        if self.total is not None:
            return self.total
        return self.received if self.whole else None

    @property
    def is_empty(self) -> bool:
        """Whether it is known that there are none."""
        return self.answered and self.count == 0

    @property
    def said(self) -> str:
        """The count as it is told."""
        return f"{self.count:,}" if self.count is not None else f"at least {self.received:,}"


NOTHING = Look()
"""Nothing was asked."""


def together(looks: Iterable[Look]) -> Look:
    """Return several looks at parts of one thing as one."""
    found = tuple(looks)
    totals = [look.total for look in found]
    answered = next((look.status for look in found if not look.answered), HTTPStatus.OK.value)
    return Look(
        status=answered,
        rows=tuple(row for look in found for row in look.rows),
        received=sum(look.received for look in found),
        total=None if None in totals else sum(total or 0 for total in totals),
        whole=all(look.whole for look in found),
        honoured=all(look.honoured for look in found),
    )


@attrs.frozen(kw_only=True)
class Evidence:
    """All that a preflight saw; what it holds of people is not shown.

    Attributes:
        today: The day for which classes are told to be running.
        refused: The status by which every read is refused, else ``None``.
        schools: The schools.
        sessions: The academic sessions.
        classes: Some classes: of the begin, and where none of these runs, of the middle and the end.
        users: Some users of any role.
        roles: Users by role, as 1.1 names it.
        others: Users who are neither students nor teachers.
        enrollments: Some enrollments of any role.
        seats: Enrollments of teachers.
        primaries: Those that say that the teacher is primary.
        seconds: Those that do not.
        demographics: Some demographics.
        births: Demographics with a birth date.
        born: Of a few users of each group, whether their demographics have a birth date; ``None``: none came.
        unenrolled: Of a few users, whether they have no class.
        fingerprint: How the server behaves.
    """

    today: date
    refused: int | None = None
    schools: Look = NOTHING
    sessions: Look = NOTHING
    classes: Look = NOTHING
    users: Look = NOTHING
    roles: Mapping[str, Look] = attrs.field(factory=dict)
    others: Look = NOTHING
    enrollments: Look = NOTHING
    seats: Look = NOTHING
    primaries: Look = NOTHING
    seconds: Look = NOTHING
    demographics: Look = NOTHING
    births: Look = NOTHING
    born: Mapping[str, tuple[bool | None, ...]] = attrs.field(factory=dict)
    unenrolled: tuple[bool, ...] = ()
    fingerprint: Fingerprint = attrs.field(factory=Fingerprint)

    def role(self, *names: str) -> Look:
        """Return the users with any of the roles *names*."""
        return together(self.roles.get(name, NOTHING) for name in names)

    @property
    def covers_births(self) -> bool:
        """Whether so few users are without a birth date that no group of them can be without."""
        dates, users = self.births.count, self.users.count
        if not self.fingerprint.filter or dates is None or users is None:
            return False
        groups = [self.role(*roles).count for roles in GROUPS.values()]
        return all(size is not None and (not size or users - dates < size / 2) for size in groups)
