"""Which account of the host is of which person (R7)."""

from array import array
from collections.abc import Iterable, Sequence
from enum import StrEnum

import attrs

from oneroster_classlink.mapping.people.accounts import ACCOUNT_ROLES, Account, AccountRole
from oneroster_classlink.mapping.people.judged import JudgedUsers, UserKind
from oneroster_classlink.mapping.people.points import NOBODY, PointState


class LinkedBy(StrEnum):
    """What links an account to a person."""

    SOURCED_ID = "its sourcedId"
    EMAIL = "its e-mail address"
    MOBILE = "its mobile number"


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


def link_accounts(links: Links, contests: Iterable[Contest], *, by: LinkedBy, judged: JudgedUsers) -> None:
    """Link the winner of each contest with a free account that has the contact point, and whose role fits.

    Free is an account that no user is linked to. Its role fits if it is among those of the person's roles, for a
    student's account cannot become a teacher's; an account without a role fits everybody. Who is linked already stays
    so.
    """
    for contest in contests:
        if contest.held and links.places[contest.winner] == NOBODY:
            roles = _account_roles(judged.of(contest.winner))
            place = next((place for place in contest.held if _is_free(links, place, roles=roles)), None)
            if place is not None:
                links.add(contest.winner, place=place, by=by)


def _account_roles(kind: UserKind) -> frozenset[AccountRole]:
    """Return the roles that an account of a person of *kind* may have."""
    return frozenset(map(ACCOUNT_ROLES.__getitem__, kind.roles))


def _is_free(links: Links, place: int, *, roles: frozenset[AccountRole]) -> bool:
    account = links.accounts[place]
    is_nobodys = account.sourced_id is None and links.owners[place] == NOBODY
    return is_nobodys and (account.role is None or account.role in roles)


def keeper(links: Links, contest: Contest, *, states: Sequence[int]) -> int | None:
    """Return the place of the account that keeps the contact point of *contest* from its winner, or ``None``.

    An account of the winner keeps nothing from its person. One of another person on the roster gives the contact point
    up where that person carries a valid one, the same or another: the sync changes both accounts, so it moves. Every
    other account keeps it: one of a person who carries none or is not on the roster, or one that could not be linked.

    Args:
        links: Which account is whose.
        contest: The contact point.
        states: By user row, a `PointState` for what everybody carries, before anybody lost it.
    """
    owners = [links.owners[place] for place in contest.held]
    if contest.winner in owners:
        return None
    pairs = zip(contest.held, owners, strict=True)
    return next((place for place, owner in pairs if owner == NOBODY or states[owner] != PointState.WON), None)


def of_other_roles(links: Links, judged: JudgedUsers) -> dict[int, int]:
    """Return the places of accounts whose role none of their person's roles has, by that person's row.

    Only a sourcedId links such. Of several accounts of one person it is the one that the person is linked to, if its
    role differs, else the first by id.
    """
    found: dict[int, int] = {}
    fitting = [{None, *_account_roles(kind)} for kind in judged.kinds] if links.accounts else []
    for place, (account, row) in enumerate(zip(links.accounts, links.owners, strict=True)):
        if row != NOBODY and account.role not in fitting[judged.codes[row]]:
            found[row] = place if links.places[row] == place else found.get(row, place)
    return found


def further_accounts(links: Links) -> dict[int, tuple[str, ...]]:
    """Return the ids of the accounts beside the one that a person is linked to, by row; merged records bring them."""
    found: dict[int, tuple[str, ...]] = {}
    for place, (account, row) in enumerate(zip(links.accounts, links.owners, strict=True)):
        if row != NOBODY and links.places[row] != place:
            found[row] = (*found.get(row, ()), account.id)
    return found
