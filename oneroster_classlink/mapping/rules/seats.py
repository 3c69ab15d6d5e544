"""Whether a seat is an owner, a member or nobody: a pure function of a few facts (R2, R3, R4, R11)."""

from collections.abc import Iterator
from enum import Enum, StrEnum

import attrs

from oneroster_classlink.mapping.findings import Code
from oneroster_classlink.mapping.policy import Deciding, Policy
from oneroster_classlink.mapping.rules.roles import STAFF, PersonRole


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
    EXCLUDED = "excluded"
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
        enabled: Whether the user is not disabled.
        at_home: Whether the user has an ingested role in a school that is taken.
        days: ``SEAT_ENDED`` or ``SEAT_NOT_BEGUN`` where the policy's window says so by the enrollment's own dates.
        counts: Whether the policy's predicate takes it.
    """

    active: bool
    klass: Standing
    user: Standing
    roles: tuple[PersonRole, ...]
    role: PersonRole | None
    primary: bool
    enabled: bool = True
    at_home: bool = True
    days: Code | None = None
    counts: bool = True


@attrs.frozen(kw_only=True)
class SeatDecision:
    """What became of a seat.

    Attributes:
        outcome: Owner, member or none.
        code: The finding that goes with it; an outcome of none always has one.
    """

    outcome: Outcome
    code: Code | None = None


def judge_seat(facts: SeatFacts, policy: Policy) -> SeatDecision:
    """Decide about a seat by the decision table of owners.

    Args:
        facts: All that decides.
        policy: Which role decides, who can own, whether primary is needed.
    """
    code = why_barred(facts)
    return SeatDecision(outcome=Outcome.NONE, code=code) if code else _place(facts, policy)


def why_barred(facts: SeatFacts) -> Code | None:
    """Return why there is no such seat on the roster, or ``None``."""
    if not facts.active:
        return Code.SEAT_TOBEDELETED
    if facts.klass is not Standing.TAKEN:
        return Code.SEAT_CLASS_MISSING if facts.klass is Standing.MISSING else Code.SEAT_CLASS_NOT_TAKEN
    if facts.user is not Standing.TAKEN:
        return _BARRED_USERS[facts.user]
    if not facts.roles:
        return Code.SEAT_ROLE_NOT_INGESTED
    return facts.days or (None if facts.counts else Code.SEAT_EXCLUDED)


_BARRED_USERS = {
    Standing.MISSING: Code.SEAT_USER_MISSING,
    Standing.TOBEDELETED: Code.SEAT_USER_TOBEDELETED,
    Standing.EXCLUDED: Code.SEAT_USER_EXCLUDED,
}


def _place(facts: SeatFacts, policy: Policy) -> SeatDecision:
    if all(is_met for _, is_met in needs(facts, policy)):
        return SeatDecision(outcome=Outcome.OWNER, code=_owner_remark(facts))
    if not facts.primary:
        return SeatDecision(outcome=Outcome.MEMBER)
    remark = Code.SEAT_ROLES_DISAGREE if _roles_disagree(facts) else Code.SEAT_PRIMARY_IGNORED
    return SeatDecision(outcome=Outcome.MEMBER, code=remark)


class Need(Enum):
    """What an owner's seat needs, in the order in which it is asked (R3, R4)."""

    STAFF = "the user's role can own"
    USER = "the user's role owns by the policy"
    ENROLLMENT = "the enrollment's role owns by the policy"
    MARK = "the enrollment is marked primary"


def needs(facts: SeatFacts, policy: Policy) -> Iterator[tuple[Need, bool]]:
    """Yield what an owner's seat needs under *policy*, and whether a seat of *facts* has it."""
    yield Need.STAFF, not STAFF.isdisjoint(facts.roles)
    if policy.deciding is not Deciding.ENROLLMENT:
        yield Need.USER, not policy.owner_roles.isdisjoint(facts.roles)
    if policy.deciding is not Deciding.USER:
        yield Need.ENROLLMENT, facts.role in policy.owner_roles
    if policy.primary_required:
        yield Need.MARK, facts.primary


def _roles_disagree(facts: SeatFacts) -> bool:
    """Return whether the user is a teacher or administrator and the enrollment's role is neither, or the reverse."""
    return STAFF.isdisjoint(facts.roles) is (facts.role in STAFF)


def _owner_remark(facts: SeatFacts) -> Code | None:
    """Return what to say of an owner: that the roles disagree, else what keeps the class from being claimed."""
    if _roles_disagree(facts):
        return Code.SEAT_ROLES_DISAGREE
    if not facts.enabled:
        return Code.SEAT_OWNER_SUSPENDED
    return None if facts.at_home else Code.SEAT_OWNER_FROM_ELSEWHERE
