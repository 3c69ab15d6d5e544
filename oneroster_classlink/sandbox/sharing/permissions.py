"""The permissions of an app, as a value."""

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, TypeVar

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox.district import Row

E = TypeVar("E", bound=StrEnum)
Choice = frozenset[str] | Callable[[Row], bool] | None
"""Ids, a predicate of rows, or ``None`` for all."""
_FIELD = re.compile(r"[A-Za-z]+\.(?!sourcedId$)[A-Za-z]\w*")


class Demographics(StrEnum):
    """What ``/demographics`` answers; how ClassLink refuses it is not known (ONEROSTER 5.7), so each can be tried."""

    SHARED = "shared"
    FORBIDDEN = "403"
    NOT_FOUND = "404"
    EMPTY = "empty"


class BirthDates(StrEnum):
    """Whose ``birthDate`` is shared: of all users, of students only, of nobody."""

    ALL = "all"
    STUDENTS = "students"
    NOBODY = "nobody"


def _ids(raw: Iterable[str] | None) -> frozenset[str] | None:
    return None if raw is None else _texts(raw)


def _texts(raw: Iterable[str]) -> frozenset[str]:
    if isinstance(raw, str):
        raise UsageError("Permissions take a list of texts where several can be meant, not one text.")
    return frozenset(raw)


def _choice(raw: Any) -> Choice:
    chosen: Choice = raw if callable(raw) else _ids(raw)
    return chosen


def _fields(raw: Iterable[str]) -> frozenset[str]:
    found = _texts(raw)
    if not all(_FIELD.fullmatch(name) for name in found):
        raise UsageError("Withheld fields are written collection.field, such as users.email; sourcedId is always sent.")
    return found


def _demographics(raw: str) -> Demographics:
    return _member(Demographics, raw, what="demographics")


def _birth_dates(raw: str) -> BirthDates:
    return _member(BirthDates, raw, what="birth_dates")


def _member(enum: type[E], raw: str, *, what: str) -> E:
    try:
        return enum(raw)
    except ValueError:
        raise UsageError(f"{what} is one of {', '.join(enum)}.") from None


@attrs.frozen(kw_only=True)
class Permissions:
    """What a district shares with the app; by default everything, which ClassLink calls full permissions.

    Attributes:
        enabled: Whether the added app was enabled too; if not, every read is refused by 403.
        only_orgs: Whether nothing but orgs is shared, as before the schools are matched.
        schools: Ids of the shared schools, ``None`` for all. Orgs of another type are always shared.
        classes: Ids of the shared classes or a predicate of their rows, ``None`` for all.
        unenrolled_users: Whether users without a seat in a shared class are shared: guardians and administrators
            mostly. In ClassLink this is off until someone switches it on.
        demographics: Whether demographics are shared, or what is answered in their place.
        birth_dates: Whose ``birthDate`` is selected.
        withheld_fields: Fields that are not sent, as ``collection.field``.
        withheld_roles: 1.1 roles whose users are not sent; ``administrator`` stands for 1.2's kinds of it too.
        co_teachers: Whether seats of teachers who are not primary were imported (PowerSchool's "Pull Secondary
            Teachers").
        primary_flags: Whether enrollments say who is primary.
        agents: Whether users say whose guardian or child they are.

    Raises:
        UsageError: A value cannot be meant.
    """

    enabled: bool = True
    only_orgs: bool = False
    schools: frozenset[str] | None = attrs.field(default=None, converter=_ids)
    classes: Choice = attrs.field(default=None, converter=_choice)
    unenrolled_users: bool = True
    demographics: Demographics = attrs.field(default=Demographics.SHARED, converter=_demographics)
    birth_dates: BirthDates = attrs.field(default=BirthDates.ALL, converter=_birth_dates)
    withheld_fields: frozenset[str] = attrs.field(default=frozenset(), converter=_fields)
    withheld_roles: frozenset[str] = attrs.field(default=frozenset(), converter=_texts)
    co_teachers: bool = True
    primary_flags: bool = True
    agents: bool = True

    @property
    def withheld(self) -> frozenset[str]:
        """Every field that is sent of no record, as ``collection.field``."""
        also = {
            "users.agents": not self.agents,
            "enrollments.primary": not self.primary_flags,
            "demographics.birthDate": self.birth_dates is BirthDates.NOBODY,
        }
        return self.withheld_fields.union(name for name, is_withheld in also.items() if is_withheld)


RULE_BASED = Permissions(unenrolled_users=False, demographics=Demographics.FORBIDDEN)
"""What an app gets until someone looks closer: who has a seat in a shared class, and no demographics."""
