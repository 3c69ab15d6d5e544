"""Judges the users of a district by themselves: once for each combination of facts (R2, R6, R11)."""

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import repeat
from operator import getitem
from typing import Any

import attrs

from oneroster_classlink.mapping.people.judged import JudgedUsers, UserKind
from oneroster_classlink.mapping.people.merging import find_merges
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.policy.judging import passes
from oneroster_classlink.mapping.roster.roster import RosterSchool
from oneroster_classlink.mapping.rules.roles import PersonRole, read_role
from oneroster_classlink.mapping.rules.seats import Standing
from oneroster_classlink.models.enums import Role, RoleType, Status
from oneroster_classlink.models.users import User
from oneroster_classlink.snapshot import Codes, Snapshot, Table

_FLAGS = ("primary_org", "status", "enabled_user")
_Role = tuple[Role | str, str | None, RoleType | str | None]
_Held = tuple[tuple[str, tuple[PersonRole, ...]], ...]


def judge_users(snapshot: Snapshot, *, schools: Mapping[str, RosterSchool], policy: Policy) -> JudgedUsers:
    """Return the decision about every user by itself: which ingested roles it has, and in which taken schools.

    Args:
        snapshot: The district.
        schools: The taken schools, by id.
        policy: Which roles are ingested, which users are left out, and whether staff who are also parents are merged.

    Raises:
        PredicateFailed: The policy's predicate raised.
    """
    users = snapshot.users
    columns = [_alike_once(users.coded("roles")), *(users.coded(name) for name in _FLAGS)]
    kinds = _Kinds([found.values for found in columns], schools=schools, ingested=policy.ingested)
    facts = zip(*(found.codes for found in columns), _included(users, policy), strict=False)
    codes = array("I", map(kinds.__getitem__, facts))
    judged = JudgedUsers(kinds=tuple(kinds.known), codes=codes)
    return _merged(judged, find_merges(users, judged), ids=users.ids) if policy.merge_staff_parents else judged


def _alike_once(roles: Codes) -> Codes:
    """Return *roles* where those that differ only in what decides nothing, such as the profile, are the same."""
    known: dict[tuple[_Role, ...], int] = {}
    alike = [
        known.setdefault(tuple((found.role, found.org, found.role_type) for found in value), len(known))
        for value in roles.values
    ]
    return Codes(values=list(known), codes=array("I", map(alike.__getitem__, roles.codes)))


class _Kinds(dict[tuple[int, ...], int]):
    """From a combination of facts, as codes, to the place of its kind; each combination is judged once."""

    def __init__(
        self,
        values: Sequence[Sequence[Any]],
        *,
        schools: Collection[str],
        ingested: frozenset[PersonRole],
    ) -> None:
        super().__init__()
        self.known: dict[UserKind, int] = {}
        self._values, self._schools, self._ingested = values, schools, ingested

    def __missing__(self, facts: tuple[int, ...]) -> int:
        roles, primary_org, status, enabled = map(getitem, self._values, facts)
        kind = self._kind(roles, primary_org, status, enabled=enabled, included=facts[-1])
        place = self[facts] = self.known.setdefault(kind, len(self.known))
        return place

    def _kind(
        self,
        assigned: tuple[_Role, ...],
        primary_org: str | None,
        status: Status | str,
        *,
        enabled: bool | None,
        included: int,
    ) -> UserKind:
        roles = _ordered({read_role(role) for role, _, _ in assigned} & self._ingested)
        own = read_role(_own_role(assigned, primary_org=primary_org))
        standing = Standing.TAKEN if included else Standing.EXCLUDED
        return UserKind(
            standing=Standing.TOBEDELETED if status == Status.TOBEDELETED else standing,
            roles=roles,
            role=own if own in roles else next(iter(roles), None),
            held=self._held(assigned),
            said=tuple(dict.fromkeys(str(role) for role, _, _ in assigned)),
            enabled=enabled is not False,
        )

    def _held(self, assigned: Iterable[_Role]) -> _Held:
        found = [(org, read_role(role)) for role, org, _ in assigned if org is not None and org in self._schools]
        return _by_school((school, role) for school, role in found if role in self._ingested)


def _included(users: Table[User], policy: Policy) -> Iterable[int]:
    """Return for each user whether the policy's predicate takes it; only active users are asked about."""
    if policy.users is None:
        return repeat(1)
    status = users.coded("status")
    active = bytes(value != Status.TOBEDELETED for value in status.values)
    return passes(users, policy.users, among=bytes(map(active.__getitem__, status.codes)))


def _own_role(assigned: Sequence[_Role], *, primary_org: str | None) -> Role | str | None:
    """Return what `User.role` is."""
    ranked = sorted(assigned, key=lambda found: (found[1] != primary_org, found[2] != RoleType.PRIMARY))
    return ranked[0][0] if ranked else None


def _ordered(roles: Collection[PersonRole | None]) -> tuple[PersonRole, ...]:
    """Return *roles*, the highest first."""
    return tuple(role for role in PersonRole if role in roles)


def _by_school(pairs: Iterable[tuple[str, PersonRole | None]]) -> _Held:
    found: dict[str, set[PersonRole | None]] = {}
    for school, role in pairs:
        found.setdefault(school, set()).add(role)
    return tuple((school, _ordered(found[school])) for school in sorted(found))


def _merged(judged: JudgedUsers, merges: Mapping[int, int], *, ids: Sequence[str]) -> JudgedUsers:
    """Give the rows that others are merged into the roles of both."""
    kinds = {kind: place for place, kind in enumerate(judged.kinds)}
    receiving: dict[int, UserKind] = {}
    for row in sorted(merges, key=ids.__getitem__):
        into = merges[row]
        receiving[into] = _united(receiving.get(into) or judged.of(into), judged.of(row))
    codes = array("I", judged.codes)
    for into, kind in receiving.items():
        codes[into] = kinds.setdefault(kind, len(kinds))
    return JudgedUsers(kinds=tuple(kinds), codes=codes, merged=merges)


def _united(kind: UserKind, other: UserKind) -> UserKind:
    pairs = [(school, role) for school, roles in (*kind.held, *other.held) for role in roles]
    return attrs.evolve(
        kind,
        roles=_ordered({*kind.roles, *other.roles}),
        held=_by_school(pairs),
        said=tuple(dict.fromkeys((*kind.said, *other.said))),
    )
