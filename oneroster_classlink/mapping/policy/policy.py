"""What a host decides about the rules, as one value; the defaults are the set-up article's behaviour."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.mapping.roles import STAFF, PersonRole


class Deciding(StrEnum):
    """Which role makes an owner where the user's and the enrollment's can disagree (R3).

    Whichever decides, nobody who is only an aide, student, parent or guardian ever owns a class (R4); wherever the two
    disagree about a primary seat, a finding says so.
    """

    BOTH = "both"
    USER = "user"
    ENROLLMENT = "enrollment"


def _ids(raw: Iterable[str] | None) -> frozenset[str] | None:
    if raw is None:
        return None
    if isinstance(raw, str) or not isinstance(raw, Iterable):
        raise UsageError("schools is a list of school ids, not one text: write schools=[...].")
    ids = frozenset(raw)
    if not all(isinstance(found, str) for found in ids):
        raise UsageError("schools is a list of school ids, and an id is a text: give each org's sourced_id.")
    return ids


def _roles(raw: Iterable[PersonRole | str]) -> frozenset[PersonRole]:
    try:
        return frozenset(PersonRole(role) for role in ([raw] if isinstance(raw, str) else raw))
    except ValueError:
        known = ", ".join(PersonRole)
        raise UsageError(f"A policy names a role that is not ingested: choose among {known}.") from None


def _deciding(raw: Deciding | str) -> Deciding:
    try:
        return Deciding(raw)
    except ValueError:
        raise UsageError(f"deciding is one of {', '.join(Deciding)}.") from None


@attrs.frozen(kw_only=True)
class Policy:
    """What the rules ask the host.

    Attributes:
        schools: ``sourcedId`` of the schools to take, those matched and confirmed; ``None`` takes every school,
            for exploring (R6).
        today: The day on which ages are told; ``None`` means the day of the pull, in UTC.
        ingested: Roles that become persons (R2).
        owner_roles: Roles that can own a class (R3).
        deciding: Whose role decides: the user's, the enrollment's or both (R3).
        primary_required: Whether only a primary teacher or administrator owns the class (R3).
        birth_dates: Whether birth dates are read to tell who is under 13 (R5).
        guardians: Whether guardians are linked to students (R12).
    """

    schools: frozenset[str] | None = attrs.field(default=None, converter=_ids)
    today: date | None = attrs.field(default=None)
    ingested: frozenset[PersonRole] = attrs.field(default=frozenset(PersonRole), converter=_roles)
    owner_roles: frozenset[PersonRole] = attrs.field(default=STAFF, converter=_roles)
    deciding: Deciding = attrs.field(default=Deciding.BOTH, converter=_deciding)
    primary_required: bool = True
    birth_dates: bool = True
    guardians: bool = True

    @today.validator
    def _is_day(self, _attribute: object, value: object) -> None:
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            raise UsageError("today is a datetime.date, such as date(2026, 10, 1), or None.")

    @owner_roles.validator
    def _never_owners(self, _attribute: object, value: frozenset[PersonRole]) -> None:
        never = value - STAFF
        if never:
            raise UsageError(f"The role {min(never)} can never own a class: take it out of owner_roles.")
