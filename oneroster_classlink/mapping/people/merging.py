"""Which records are of one person: staff who are also parents, and records with one further id and one name."""

from array import array
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from functools import partial
from itertools import compress
from typing import TypeAlias

from oneroster_classlink.mapping.columns import steps_for
from oneroster_classlink.mapping.people.judged import JudgedUsers, UserKind
from oneroster_classlink.mapping.people.points import blocks, email_keys
from oneroster_classlink.mapping.rules.roles import GUARDIAN_ROLES, PersonRole
from oneroster_classlink.mapping.rules.seats import Standing
from oneroster_classlink.models.users import User
from oneroster_classlink.snapshot.table import Table

_STAFF = frozenset({PersonRole.TEACHER, PersonRole.ADMINISTRATOR, PersonRole.AIDE})
_RANK = {PersonRole.TEACHER: 0, PersonRole.ADMINISTRATOR: 0, PersonRole.AIDE: 1}
"""As staff rank for contact points by default (R7), so that the record that is merged into is the one that wins."""
_Name: TypeAlias = tuple[str, str]
_BLANK = ("", "")


def find_merges(users: Table[User], judged: JudgedUsers) -> dict[int, int]:
    """Return the row of the staff record of the same person, by the row of each parent's record.

    OneRoster 1.1 gives a record one role, so staff who are also parents are two records with one e-mail address
    (DETAILS D). They are one person if address and name are the same, without case; a blank name says nothing. A staff
    record has no role but teacher, administrator and aide, a parent's none but guardian and parent, so students are
    never merged. Of several staff records a teacher's or administrator's comes before an aide's, then the first id's.

    Both are enabled or both are disabled: a disabled record neither suspends an enabled one's person nor becomes able
    through it.

    Args:
        users: The users.
        judged: The decision about each; only those that are taken and have ingested roles count.
    """
    pairs = _mates(users, judged).items()
    return {row: staff for row, staff in pairs if judged.of(row).enabled == judged.of(staff).enabled}


def staff_also_parents(users: Table[User], judged: JudgedUsers) -> dict[int, tuple[int, ...]]:
    """Return the rows of the others, by id, for staff and parents who are perhaps one person and are not merged.

    They are told whom `find_merges` would join, else whom it would if both were enabled.

    Args:
        users: The users.
        judged: The decision about each, before or after the policy merged some.
    """
    others: dict[int, list[int]] = {}
    for parent, staff in _mates(users, judged).items():
        if parent not in judged.merged:
            others.setdefault(staff, []).append(parent)
            others.setdefault(parent, []).append(staff)
    return {row: _by_id(users, found) for row, found in others.items()}


def perhaps_twice(users: Table[User], rows: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Return for each of *rows* that has a further id and the name of others among them the rows of those, by id.

    A further id is the ``identifier``, or an entry of ``userIds`` of the same type. The same number may stand for
    somebody else elsewhere, so the name must be the same too, without case; a blank one says nothing.
    """
    others: dict[int, set[int]] = {}
    chosen = bytearray(len(users))
    for row in rows:
        chosen[row] = 1
    for pairs in (partial(_identifiers, users), partial(users.entries, "user_ids")):
        for group in _groups(users, chosen, pairs=pairs):
            for row in group:
                others.setdefault(row, set()).update(group)
    return {row: _by_id(users, found - {row}) for row, found in others.items()}


def _mates(users: Table[User], judged: JudgedUsers) -> dict[int, int]:
    """Return the best staff record with the name and address of each parent's: as enabled as it, if there is one."""
    emails = users.column("email")
    # What others were merged into has their roles too, and is staff's all the same.
    rows = {*_rows(judged, roles=_STAFF), *judged.merged.values()}
    staff: dict[tuple[str, _Name, bool], int] = {}
    for row, address in _addressed(emails, sorted(rows, key=partial(_staff_order, users, judged))):
        staff.setdefault((address, _name(users, row), judged.of(row).enabled), row)
    addresses = {address for address, name, _ in staff if name != _BLANK}
    found: dict[int, int] = {}
    for row, address in _addressed(emails, _rows(judged, roles=GUARDIAN_ROLES) if addresses else ()):
        if address in addresses and (name := _name(users, row)) != _BLANK:
            enabled = judged.of(row).enabled
            same = staff.get((address, name, enabled), staff.get((address, name, not enabled)))
            found.update({} if same is None else {row: same})
    return found


def _rows(judged: JudgedUsers, *, roles: frozenset[PersonRole]) -> Iterable[int]:
    """Return the rows of taken users who have ingested roles, all among *roles*."""
    fits = [_fits(kind, roles) for kind in judged.kinds]
    return compress(range(len(judged.codes)), map(fits.__getitem__, judged.codes))


def _fits(kind: UserKind, roles: frozenset[PersonRole]) -> bool:
    return kind.standing is Standing.TAKEN and bool(kind.roles) and roles.issuperset(kind.roles)


def _staff_order(users: Table[User], judged: JudgedUsers, row: int) -> tuple[int, str]:
    return _RANK[judged.of(row).roles[0]], users.value("sourced_id", row)


def _addressed(emails: Sequence[str | None], rows: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Yield those of *rows* that have a valid e-mail address, with its key."""
    wanted = tuple(rows)
    for block in blocks(len(wanted)):
        keys = email_keys([emails[row] for row in wanted[block]])
        yield from ((row, key) for row, key in zip(wanted[block], keys, strict=True) if key is not None)


def _name(users: Table[User], row: int) -> _Name:
    given, family = users.value("given_name", row), users.value("family_name", row)
    return given.strip().casefold(), family.strip().casefold()


def _by_id(users: Table[User], rows: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(rows, key=partial(users.value, "sourced_id")))


_Pairs: TypeAlias = Callable[[], Iterable[tuple[int, str]]]
"""Gives each row with each of its further ids."""


def _identifiers(users: Table[User]) -> Iterator[tuple[int, str]]:
    return ((row, found) for row, found in enumerate(users.column("identifier")) if found)


def _groups(users: Table[User], chosen: bytearray, *, pairs: _Pairs) -> Iterator[Collection[int]]:
    """Yield those of the *chosen* rows that have the same further id and the same name, where they are several."""
    hashes = array("q", [hash(mark) for row, mark in pairs() if chosen[row]])
    doubtful = steps_for(len(hashes)).repeated(hashes)
    found: dict[Hashable, set[int]] = {}
    for row, mark in pairs() if doubtful else ():
        if chosen[row] and hash(mark) in doubtful and (name := _name(users, row)) != _BLANK:
            found.setdefault((mark, name), set()).add(row)
    return (group for group in found.values() if len(group) > 1)
