"""The accounts that the host already has, and which person each of them is of (R7)."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.mapping.people.points import NOBODY, email_keys
from oneroster_classlink.mapping.rules.roles import PersonRole


class AccountRole(StrEnum):
    """The one role of an account; administrators and aides have a teacher's (DETAILS B)."""

    TEACHER = "teacher"
    PARENT = "parent"
    STUDENT = "student"


class LinkedBy(StrEnum):
    """What links an account to a person."""

    SOURCED_ID = "its sourcedId"
    EMAIL = "its e-mail address"
    MOBILE = "its mobile number"


ACCOUNT_ROLES: Mapping[PersonRole, AccountRole] = MappingProxyType(
    {
        PersonRole.TEACHER: AccountRole.TEACHER,
        PersonRole.ADMINISTRATOR: AccountRole.TEACHER,
        PersonRole.AIDE: AccountRole.TEACHER,
        PersonRole.GUARDIAN: AccountRole.PARENT,
        PersonRole.PARENT: AccountRole.PARENT,
        PersonRole.STUDENT: AccountRole.STUDENT,
    }
)
"""The account role of each role on the roster side."""


def _role(raw: AccountRole | PersonRole | str | None) -> AccountRole | None:
    try:
        return None if raw is None else ACCOUNT_ROLES[PersonRole(raw)]
    except ValueError:
        raise UsageError(f"An account's role is one of {', '.join(AccountRole)}, or None where unknown.") from None


def _is_id(_owner: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    if not (isinstance(value, str) and value) and (value is not None or attribute.name == "id"):
        raise UsageError(f"An account's {attribute.name} is a text that is not empty.")


def _is_text(_owner: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    if value is not None and not isinstance(value, str):
        raise UsageError(f"An account's {attribute.name} is a text, or None.")


@attrs.frozen(kw_only=True)
class Account:
    """An account that the host already has.

    Attributes:
        id: The host's own id of it.
        role: Its role; a role on the roster side will do. ``None`` fits everybody.
        email: Its e-mail address.
        mobile: Its mobile number.
        sourced_id: The id of the user that the host linked it to before.
    """

    id: str = attrs.field(validator=_is_id)
    role: AccountRole | None = attrs.field(default=None, converter=_role)
    email: str | None = attrs.field(default=None, repr=False, validator=_is_text)
    mobile: str | None = attrs.field(default=None, repr=False, validator=_is_text)
    sourced_id: str | None = attrs.field(default=None, validator=_is_id)


def read_accounts(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """Return *accounts* in alphabetical order of their ids.

    Raises:
        UsageError: Two of them have the same id, source id or e-mail address, which belong to one account each.
    """
    found = tuple(sorted(accounts, key=lambda account: account.id))
    _all_differ([account.id for account in found], found, what="id")
    _all_differ([account.sourced_id for account in found], found, what="sourced_id")
    _all_differ(email_keys([account.email for account in found]), found, what="e-mail address")
    return found


def _all_differ(values: Sequence[str | None], accounts: Sequence[Account], *, what: str) -> None:
    known = [value for value in values if value is not None]
    if len(set(known)) == len(known):
        return
    ((twice, _),) = Counter(known).most_common(1)
    first, second, *_ = (account.id for value, account in zip(values, accounts, strict=True) if value == twice)
    raise UsageError(f"The accounts {first} and {second} have the same {what}: give each account once.")


@attrs.frozen(kw_only=True)
class Contest:
    """A contact point of several persons, or of an account that is not obviously the person's.

    Attributes:
        winner: The row of the person whose it is among persons.
        carriers: The rows of all persons who carry it.
        held: The places of the accounts that have it, in the order of their ids.
    """

    winner: int
    carriers: Sequence[int]
    held: Sequence[int] = ()


@attrs.frozen(kw_only=True)
class Links:
    """Which account is whose; filled while contact points are decided, never afterwards.

    Attributes:
        accounts: The accounts, in alphabetical order of their ids.
        owners: The row of each account's person, or -1.
        places: The place of each user's account in *accounts*, or -1; empty without any account.
        by: What linked them: a place in `LinkedBy`.
    """

    accounts: tuple[Account, ...] = attrs.field(repr=False)
    owners: "array[int]" = attrs.field(repr=False)
    places: "array[int]" = attrs.field(repr=False)
    by: bytearray = attrs.field(repr=False)

    def of(self, row: int) -> tuple[str, str] | None:
        """Return the id of the account that the person of *row* is linked to, and by what; or ``None``."""
        if not self.accounts or self.places[row] == NOBODY:
            return None
        return self.accounts[self.places[row]].id, str(_BY[self.by[row]])

    def add(self, row: int, *, place: int, by: LinkedBy) -> None:
        """Link the person of *row* with the account at *place*; a person's first link stays the person's own."""
        self.owners[place] = row
        if self.places[row] == NOBODY:
            self.places[row] = place
            self.by[row] = _BY.index(by)


_BY = tuple(LinkedBy)


def link_by_id(accounts: tuple[Account, ...], *, ids: Sequence[str], persons: Sequence[int]) -> Links:
    """Return the links of the accounts that know their person's id, whatever their contact points.

    Args:
        accounts: The accounts, from `read_accounts`.
        ids: The id of every user, by row.
        persons: By user row, the row of the person it is or is merged into, or -1. The account of a merged record is
            the person's too: the one that the person is linked to, if there is no other.
    """
    if not accounts:
        return Links(accounts=(), owners=array("i"), places=array("i"), by=bytearray())
    size = len(ids)
    links = Links(
        accounts=accounts,
        owners=array("i", [NOBODY]) * len(accounts),
        places=array("i", [NOBODY]) * size,
        by=bytearray(size),
    )
    known = {account.sourced_id: place for place, account in enumerate(accounts) if account.sourced_id is not None}
    lent: list[tuple[int, int]] = []
    for row, (place, person) in enumerate(zip(map(known.get, ids), persons, strict=True)):
        if place is not None and person == row:
            links.owners[place], links.places[row] = row, place
        elif place is not None and person != NOBODY:
            lent.append((place, person))
    for place, person in sorted(lent):
        links.add(person, place=place, by=LinkedBy.SOURCED_ID)
    return links


def link_accounts(
    links: Links, contests: Iterable[Contest], *, by: LinkedBy, role_of: Callable[[int], PersonRole]
) -> None:
    """Link the winner of each contest with a free account that has the contact point, and whose role fits.

    Free is an account that no user is linked to. An account role is the person's, that of the highest role, for a
    student cannot change it; an account without a role fits everybody. Who is linked already stays so.
    """
    for contest in contests:
        if contest.held and links.places[contest.winner] == NOBODY:
            fitting = (None, ACCOUNT_ROLES[role_of(contest.winner)])
            place = next((place for place in contest.held if _is_free(links, place, roles=fitting)), None)
            if place is not None:
                links.add(contest.winner, place=place, by=by)


def _is_free(links: Links, place: int, *, roles: tuple[AccountRole | None, ...]) -> bool:
    account = links.accounts[place]
    return account.sourced_id is None and links.owners[place] == NOBODY and account.role in roles


def keeper(links: Links, contest: Contest) -> int | None:
    """Return the place of the account that keeps the contact point of *contest* from its winner, or ``None``.

    An account of the winner keeps nothing from its person, and from one of a person who carries the contact point too,
    and lost it, it moves with the winner. Every other account keeps it: one of a person who is not on the roster or
    no longer carries it, or one that could not be linked.
    """
    owners = [links.owners[place] for place in contest.held]
    if contest.winner in owners:
        return None
    carriers = set(contest.carriers)
    return next((place for place, owner in zip(contest.held, owners, strict=True) if owner not in carriers), None)
