"""What a seat lacks to make an owner, and how that is said (R3, R4)."""

from collections.abc import Iterator

from oneroster_classlink.mapping.evidence import Evidence
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.rules.roles import STAFF, read_role
from oneroster_classlink.mapping.rules.seats import Need, SeatFacts, needs
from oneroster_classlink.mapping.why.why import Step
from oneroster_classlink.mapping.why.words import with_roles


def lack(facts: SeatFacts, policy: Policy) -> Need | None:
    """Return the first that a seat of *facts* lacks, or ``None`` if it has all that an owner's needs."""
    return next((need for need, is_met in needs(facts, policy) if not is_met), None)


def ownership(evidence: Evidence, row: int) -> Iterator[Step]:
    """Yield what an owner's seat needs as steps, for the seat of *row*."""
    facts = evidence.seats.judging.facts(row)
    for need, is_met in needs(facts, evidence.policy):
        if need is Need.STAFF and is_met:
            continue  # the next one says it better
        yield _step(evidence, row, facts, need=need, is_met=is_met)


def _step(evidence: Evidence, row: int, facts: SeatFacts, *, need: Need, is_met: bool) -> Step:
    table = evidence.seats.table
    enrollment = f"enrollment {table.value('sourced_id', row)}"
    if need is Need.MARK:
        return Step("R3", is_met, f"{enrollment} is {'' if is_met else 'not '}marked primary")
    if need is Need.ENROLLMENT:
        role = table.value("role", row)
        staff = read_role(role) in STAFF
        what = f"{enrollment} has {f'the role {role}' if role else 'no role'}"
        return Step("R3" if is_met or not staff else "policy", is_met, f"{what}{_owns(is_met, staff=staff)}")
    user = f"user {table.value('user', row)} has {with_roles(facts.roles)}"
    return Step(_rule(need, is_met=is_met), is_met, f"{user}{_owns(is_met, staff=need is Need.USER)}")


def _rule(need: Need, *, is_met: bool) -> str:
    return "R3" if is_met else ("R4" if need is Need.STAFF else "policy")


def _owns(is_met: bool, *, staff: bool) -> str:  # noqa: FBT001 - the sentence turns on it
    if is_met:
        return ", so can own a class"
    return ", which by the policy owns no class" if staff else ", which never owns a class"
