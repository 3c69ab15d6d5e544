"""Whether a seat is an owner, a member or nobody: one decision per distinct combination of facts."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

import attrs

from oneroster_classlink.mapping.findings import Code, Finding, listing
from oneroster_classlink.mapping.policy import Deciding, Policy
from oneroster_classlink.mapping.roles import STAFF, PersonRole, read_role
from oneroster_classlink.models.enums import Role, Status
from oneroster_classlink.models.rostering import Class
from oneroster_classlink.models.users import User
from oneroster_classlink.snapshot import Snapshot


class Outcome(StrEnum):
    """What a seat becomes on the roster."""

    OWNER = "owner"
    MEMBER = "member"
    NONE = "none"


class Standing(StrEnum):
    """What is known of the record that a seat names."""

    MISSING = "missing"
    TOBEDELETED = "tobedeleted"
    NOT_TAKEN = "not taken"
    TAKEN = "taken"


@attrs.frozen(kw_only=True)
class SeatFacts:
    """All that decides about a seat.

    Attributes:
        active: Whether the enrollment is not marked tobedeleted.
        klass: The standing of its class.
        user: The standing of its user.
        roles: The user's ingested roles, the highest first.
        role: The enrollment's own role, as the roster side reads it; ``None`` for any other.
        primary: Whether it is marked primary; absent and unreadable count as not.
    """

    active: bool
    klass: Standing
    user: Standing
    roles: tuple[PersonRole, ...]
    role: PersonRole | None
    primary: bool


@attrs.frozen(kw_only=True)
class SeatDecision:
    """What became of a seat.

    Attributes:
        outcome: Owner, member or none.
        code: The finding that goes with it; an outcome of none always has one.
    """

    outcome: Outcome
    code: Code | None = None


@attrs.frozen(kw_only=True)
class Seat:
    """An enrollment with what became of it.

    Attributes:
        enrollment: Its id.
        user: The id of its user.
        klass: The id of its class.
        role: Its role, as it came.
        decision: What became of it.
        other: The enrollment that counts in its place, where the user has two in the class.
    """

    enrollment: str
    user: str
    klass: str
    role: Role | str | None
    decision: SeatDecision
    other: str | None = None

    @property
    def is_taken(self) -> bool:
        """Whether somebody sits there on the roster."""
        return self.decision.outcome is not Outcome.NONE


def judge_seats(
    snapshot: Snapshot,
    *,
    standings: Mapping[str, Standing],
    users: Mapping[str, User],
    roles: Mapping[str, tuple[PersonRole, ...]],
    policy: Policy,
) -> list[Seat]:
    """Return what became of every enrollment of *snapshot*; a user has at most one seat in a class.

    Args:
        snapshot: The district.
        standings: The standing of each shared class.
        users: Every shared user, by id.
        roles: The ingested roles of each active user.
        policy: What the host decides.
    """
    known = {key: Standing.TAKEN if user.is_active else Standing.TOBEDELETED for key, user in users.items()}
    decisions: dict[SeatFacts, SeatDecision] = {}
    seats = []
    names = ("sourced_id", "user", "klass", "role", "status", "primary")
    for key, user, klass, role, status, primary in zip(*map(snapshot.enrollments.column, names), strict=True):
        facts = SeatFacts(
            active=status != Status.TOBEDELETED,
            klass=standings.get(klass, Standing.MISSING),
            user=known.get(user, Standing.MISSING),
            roles=roles.get(user, ()),
            role=read_role(role),
            primary=primary is True,
        )
        decision = decisions.get(facts) or decisions.setdefault(facts, judge_seat(facts, policy))
        seats.append(Seat(enrollment=key, user=user, klass=klass, role=role, decision=decision))
    return _without_doubles(seats)


def seat_findings(seats: Iterable[Seat], *, users: Mapping[str, User], taken: Mapping[str, Class]) -> Iterator[Finding]:
    """Yield what there is to say of *seats*, with the school of each *taken* class."""
    for seat in seats:
        if seat.decision.code is None:
            continue
        user, klass = users.get(seat.user), taken.get(seat.klass)
        facts = {
            "roles": listing(str(found.role) for found in user.roles) if user else "",
            "role": str(seat.role or "none"),
            "outcome": str(seat.decision.outcome),
            "other": seat.other or "",
        }
        yield Finding(
            code=seat.decision.code,
            school=klass.school if klass else None,
            user=seat.user,
            klass=seat.klass,
            enrollment=seat.enrollment,
            facts=tuple(facts.items()),
        )


def judge_seat(facts: SeatFacts, policy: Policy) -> SeatDecision:
    """Decide about a seat (R2, R3, R4, R11)."""
    code = _barred(facts)
    return SeatDecision(outcome=Outcome.NONE, code=code) if code else _judge_place(facts, policy)


def _barred(facts: SeatFacts) -> Code | None:
    """Return why there is no such seat on the roster, if so."""
    if not facts.active:
        return Code.SEAT_TOBEDELETED
    if facts.klass is Standing.MISSING:
        return Code.SEAT_CLASS_MISSING
    if facts.klass is not Standing.TAKEN:
        return Code.SEAT_CLASS_NOT_TAKEN
    if facts.user is Standing.MISSING:
        return Code.SEAT_USER_MISSING
    if facts.user is Standing.TOBEDELETED:
        return Code.SEAT_USER_TOBEDELETED
    return None if facts.roles else Code.SEAT_ROLE_NOT_INGESTED


def _judge_place(facts: SeatFacts, policy: Policy) -> SeatDecision:
    by_user = not policy.owner_roles.isdisjoint(facts.roles)
    by_enrollment = facts.role in policy.owner_roles
    owns = {
        Deciding.BOTH: by_user and by_enrollment,
        Deciding.USER: by_user,
        Deciding.ENROLLMENT: by_enrollment and not STAFF.isdisjoint(facts.roles),
    }[policy.deciding] and (facts.primary or not policy.primary_required)
    return SeatDecision(
        outcome=Outcome.OWNER if owns else Outcome.MEMBER,
        code=_remark(by_user=by_user, by_enrollment=by_enrollment) if facts.primary else None,
    )


def _remark(*, by_user: bool, by_enrollment: bool) -> Code | None:
    """Return what to say of a seat that is marked primary."""
    if by_user != by_enrollment:
        return Code.SEAT_ROLES_DISAGREE
    return None if by_user else Code.SEAT_PRIMARY_IGNORED


def _without_doubles(seats: list[Seat]) -> list[Seat]:
    """Let each user have one seat a class: the owner's wins, then the one with the lowest id."""
    best: dict[tuple[str, str], Seat] = {}
    for seat in seats:
        if seat.is_taken:
            place = (seat.user, seat.klass)
            best[place] = min(best.get(place, seat), seat, key=_rank)
    return [_yielding(seat, best.get((seat.user, seat.klass), seat)) for seat in seats]


def _rank(seat: Seat) -> tuple[bool, str]:
    return (seat.decision.outcome is not Outcome.OWNER, seat.enrollment)


def _yielding(seat: Seat, best: Seat) -> Seat:
    if seat is best or not seat.is_taken:
        return seat
    doubled = SeatDecision(outcome=Outcome.NONE, code=Code.SEAT_DOUBLED)
    return attrs.evolve(seat, decision=doubled, other=best.enrollment)
