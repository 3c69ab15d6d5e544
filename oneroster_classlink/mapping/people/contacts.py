"""Whose each contact point is: one account for each, by rank, then by id (R7)."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from itertools import repeat

import attrs

from oneroster_classlink.mapping.columns import steps_for
from oneroster_classlink.mapping.people.accounts import Account, read_accounts
from oneroster_classlink.mapping.people.judged import JudgedUsers
from oneroster_classlink.mapping.people.links import Contest, LinkedBy, Links, keeper, link_accounts, link_by_id
from oneroster_classlink.mapping.people.points import KEYS, NOBODY, Carried, PointState, read_points
from oneroster_classlink.mapping.policy.policy import ContactPoint, Policy
from oneroster_classlink.models.users import User
from oneroster_classlink.snapshot import Snapshot
from oneroster_classlink.snapshot.table import Table


class AccountState(StrEnum):
    """How a person stands to the accounts of the host."""

    LINKED = "linked"
    TAKEN = "taken"
    FREE = "free"


@attrs.frozen(kw_only=True)
class Held:
    """Whose one contact point is, by user row.

    Attributes:
        states: A `PointState` each.
        fields: Which of the fields that can hold it does, counted from 0; `NO_FIELD` if none.
        sources: The row of the merged record that gives it, where not the person's own does.
        winners: Whose a lost one is: a row, or below 0 the place of an account, with all bits turned over.
    """

    states: bytearray = attrs.field(repr=False)
    fields: bytearray = attrs.field(repr=False)
    sources: Mapping[int, int] = attrs.field(repr=False)
    winners: Mapping[int, int] = attrs.field(factory=dict, repr=False)

    def without(self, winners: Mapping[int, int]) -> "Held":
        """Return this after the rows in *winners* lost it."""
        states = bytearray(self.states)
        for row in winners:
            states[row] = PointState.LOST.value
        return attrs.evolve(self, states=states, winners=winners)


@attrs.frozen(kw_only=True)
class Contacts:
    """Whose every contact point is, and which account is whose.

    Attributes:
        users: The users.
        policy: The policy that names the fields.
        held: Each contact point.
        links: The accounts.
    """

    users: Table[User] = attrs.field(repr=False)
    policy: Policy = attrs.field(repr=False)
    held: Mapping[ContactPoint, Held]
    links: Links

    @property
    def email_state(self) -> bytearray:
        """A `PointState` for the e-mail address of every user row."""
        return self.held[ContactPoint.EMAIL].states

    @property
    def mobile_state(self) -> bytearray:
        """A `PointState` for the mobile number of every user row."""
        return self.held[ContactPoint.MOBILE].states

    @property
    def mobile_fields(self) -> bytearray:
        """Which of the policy's fields gives the mobile number of every user row; `NO_FIELD` if none does."""
        return self.held[ContactPoint.MOBILE].fields

    def email(self, row: int) -> str | None:
        """Return the e-mail address of *row* as it came, if it is this person's."""
        return self._text(ContactPoint.EMAIL, row)

    def mobile(self, row: int) -> str | None:
        """Return the mobile number of *row* as it came, if it is this person's."""
        return self._text(ContactPoint.MOBILE, row)

    def winner(self, point: ContactPoint, row: int) -> str:
        """Return whose the lost *point* of *row* is: ``user`` or ``account``, and the id.

        Raises:
            KeyError: It is not lost.
        """
        found = self.held[point].winners[row]
        return f"user {self.users.value('sourced_id', found)}" if found >= 0 else f"account {self._account(~found)}"

    def account(self, row: int) -> tuple[str, str] | None:
        """Return the id of the host's account that the person of *row* is linked to, and by what; or ``None``."""
        return self.links.of(row)

    def account_state(self, row: int) -> AccountState:
        """Tell whether *row* is linked to an account, lost a contact point to one, or has nothing to do with any."""
        if self.links.of(row):
            return AccountState.LINKED
        is_taken = any(found.winners.get(row, 0) < 0 for found in self.held.values())
        return AccountState.TAKEN if is_taken else AccountState.FREE

    def _account(self, place: int) -> str:
        return self.links.accounts[place].id

    def _text(self, point: ContactPoint, row: int) -> str | None:
        found = self.held[point]
        if found.states[row] != PointState.WON:
            return None
        name = fields_of(self.policy)[point][found.fields[row]]
        text: str = self.users.value(name, found.sources.get(row, row))
        return text


def fields_of(policy: Policy) -> dict[ContactPoint, tuple[str, ...]]:
    """Return the fields of a user that can hold each contact point, in the order in which contact points link accounts.

    There are none where the policy switches the contact point off.
    """
    return {ContactPoint.EMAIL: ("email",) if policy.email else (), ContactPoint.MOBILE: policy.mobile}


def find_contacts(
    snapshot: Snapshot,
    *,
    rows: Iterable[int],
    rank: Sequence[int],
    judged: JudgedUsers,
    policy: Policy,
    accounts: Iterable[Account] = (),
) -> Contacts:
    """Return whose each contact point is (R7).

    A contact point that several persons carry is the best ranked one's, among equals that of the first id in
    alphabetical order. Then the host's accounts are considered: one that knows its user by source id is that
    person's; one that is free, has the winner's contact point and a fitting role is linked to the winner, by e-mail
    address before mobile number; any other keeps the contact point, unless its person carries a valid one (`keeper`).
    A contact point that need not be unique by the policy is everybody's who carries it, and links no account.

    Of several fields the first that is not blank counts, even if what it holds is unreadable: a wrong mobile number is
    not silently replaced by a telephone at home. A merged record gives a contact point only where the record that
    it is merged into has nothing in any of the fields.

    Args:
        snapshot: The district.
        rows: The user rows that are persons.
        rank: The rank by user row; 0 is the best.
        judged: The users, judged; of those that are merged the row that they are merged into.
        policy: What counts as contact point, and which are unique.
        accounts: The accounts that the host already has.

    Raises:
        UsageError: Two accounts have the same id, source id or e-mail address.
    """
    users = snapshot.users
    persons = _persons(rows, size=len(users), merged=judged.merged)
    links = link_by_id(read_accounts(accounts), ids=users.ids, persons=persons)
    held: dict[ContactPoint, Held] = {}
    contests: dict[ContactPoint, tuple[Contest, ...]] = {}
    for point, names in fields_of(policy).items():
        carried = read_points(users, point, names=names, persons=persons, merged=judged.merged)
        held[point] = Held(states=carried.states, fields=carried.fields, sources=carried.sources)
        if point in policy.unique:
            contests[point] = _contests(carried, links=links, order=partial(_order, rank, users))
    for point, found in contests.items():
        link_accounts(links, found, by=_LINKED_BY[point], judged=judged)
    for point, found in contests.items():
        held[point] = held[point].without(_winners(found, links=links, states=held[point].states))
    return Contacts(users=users, policy=policy, held=held, links=links)


_LINKED_BY = {ContactPoint.EMAIL: LinkedBy.EMAIL, ContactPoint.MOBILE: LinkedBy.MOBILE}


def _order(rank: Sequence[int], users: Table[User], row: int) -> tuple[int, str]:
    return rank[row], users.value("sourced_id", row)


def _persons(rows: Iterable[int], *, size: int, merged: Mapping[int, int]) -> "array[int]":
    """Return, by user row, the row of the person it is or is merged into, or -1."""
    persons = array("i", [NOBODY]) * size
    for row in rows:
        persons[row] = row
    for row, into in merged.items():
        persons[row] = persons[into]
    return persons


def _contests(carried: Carried, *, links: Links, order: Callable[[int], tuple[int, str]]) -> tuple[Contest, ...]:
    """Return the contact points that several persons carry, or an account that has no such person."""
    held = _held_elsewhere(carried, links=links)
    doubtful = steps_for(len(carried.hashes)).repeated(carried.hashes) | set(map(hash, held))
    rows = [row for row, found in zip(carried.rows, carried.hashes, strict=True) if found in doubtful]
    carriers: dict[str, list[int]] = {}
    for row, key in zip(rows, carried.keys(rows), strict=True):
        if key is not None:
            carriers.setdefault(key, []).append(row)
    best = {key: min(found, key=order) for key, found in carriers.items() if len(found) > 1 or key in held}
    mine = _own_keys(list(best.values()), point=carried.point, links=links) if held else repeat(None)
    return tuple(
        Contest(winner=row, carriers=carriers[key], held=() if own == key else held.get(key, ()))
        for (key, row), own in zip(best.items(), mine, strict=False)
    )


def _own_keys(rows: Sequence[int], *, point: ContactPoint, links: Links) -> list[str | None]:
    """Return what the account that each of *rows* is linked to has as *point*."""
    places = [links.places[row] for row in rows]
    return KEYS[point]([None if place == NOBODY else getattr(links.accounts[place], point) for place in places])


def _held_elsewhere(carried: Carried, *, links: Links) -> dict[str, list[int]]:
    """Return the places of the accounts that have each contact point and whose person does not carry it.

    All others decide nothing: their contact point is that person's, or moves with the winner.
    """
    point, accounts, owners = carried.point, links.accounts, links.owners
    texts = [getattr(account, point) for account in accounts]
    mine = [None if row == NOBODY else carried.texts[row] for row in owners]
    # Most accounts are written as their person is, so only the others need be brought into a form that compares.
    others = [place for place, (text, own) in enumerate(zip(texts, mine, strict=True)) if text and text != own]
    keys = KEYS[point]([texts[place] for place in others])
    known = KEYS[point]([mine[place] for place in others])
    held: dict[str, list[int]] = {}
    for place, key, own in zip(others, keys, known, strict=True):
        if key is not None and key != own:
            held.setdefault(key, []).append(place)
    return held


def _winners(contests: Iterable[Contest], *, links: Links, states: Sequence[int]) -> dict[int, int]:
    """Return for each row that lost its contact point whose it is, as in `Held`."""
    winners: dict[int, int] = {}
    for contest in contests:
        place = keeper(links, contest, states=states)
        to = contest.winner if place is None else ~place
        winners.update((row, to) for row in contest.carriers if row != to)
    return winners
