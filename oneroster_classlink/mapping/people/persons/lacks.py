"""Which user has which finding: every user is a person or has one, and persons have what they lack."""

from collections.abc import Iterator, Sequence

from oneroster_classlink.mapping.findings import Code, Finding
from oneroster_classlink.mapping.people.judged import JudgedUsers, UserKind
from oneroster_classlink.mapping.people.persons.ages import UNKNOWN
from oneroster_classlink.mapping.people.persons.flags import (
    Fact,
    both,
    either,
    equal,
    flagged,
    marked,
    rows_of,
    without,
)
from oneroster_classlink.mapping.people.persons.known import Known
from oneroster_classlink.mapping.people.points import NO_FIELD, PointState
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.rules.roles import GUARDIAN_ROLES, read_role
from oneroster_classlink.mapping.rules.seats import Standing
from oneroster_classlink.snapshot import Snapshot

_WHY = (Code.USER_TOBEDELETED, Code.USER_EXCLUDED, Code.USER_ROLE_NOT_INGESTED, Code.USER_NOT_IN_SCHOOL)
_LATER = bytes(0 < byte < NO_FIELD for byte in range(1 << 8))
"""By the place of a field among those that can hold a mobile number: whether it is not the first."""


def lacking(known: Known, *, has_birth_dates: bool) -> dict[Code, Sequence[int]]:
    """Return the rows of users that have a finding of each code.

    Args:
        known: All that is known of the users.
        has_birth_dates: Whether demographics are shared and read, so that an unknown birth date says something.
    """
    found = {
        **_why_not(known),
        **_of_persons(known),
        **_of_points(known),
        **(_of_students(known) if has_birth_dates else {}),
        **(_of_guardians(known) if known.policy.guardians else {}),
    }
    return {code: rows_of(flags) for code, flags in found.items() if 1 in flags}


def of_district(snapshot: Snapshot, *, users: JudgedUsers, policy: Policy) -> Iterator[Finding]:
    """Yield what is not shared of the whole district: demographics (R5), guardians (R12)."""
    if not len(snapshot.users):
        return
    if policy.birth_dates and not len(snapshot.demographics):
        yield Finding(code=Code.DEMOGRAPHICS_NOT_SHARED)
    wanted = policy.guardians and not GUARDIAN_ROLES.isdisjoint(policy.ingested)
    if wanted and not any(map(_is_guardian, users.kinds)):
        yield Finding(code=Code.GUARDIANS_NOT_SHARED)


def _is_guardian(kind: UserKind) -> bool:
    return kind.standing is not Standing.TOBEDELETED and any(read_role(said) in GUARDIAN_ROLES for said in kind.said)


def _why_not(known: Known) -> dict[Code, bytes]:
    """Return why users are no persons: exactly one reason each (R13)."""
    reasons = bytes(map(bytes(map(_reason, known.users.kinds)).__getitem__, known.users.codes))
    merged = marked(known.users.merged, size=len(reasons))
    others = {code: without(equal(reasons, place), either(known.is_person, merged)) for place, code in enumerate(_WHY)}
    return {**others, Code.USER_MERGED: merged}


def _reason(kind: UserKind) -> int:
    if kind.standing is Standing.TAKEN:
        return _WHY.index(Code.USER_NOT_IN_SCHOOL if kind.roles else Code.USER_ROLE_NOT_INGESTED)
    is_excluded = kind.standing is Standing.EXCLUDED
    return _WHY.index(Code.USER_EXCLUDED if is_excluded else Code.USER_TOBEDELETED)


def _of_persons(known: Known) -> dict[Code, bytes]:
    persons, size = known.is_person, len(known.is_person)
    return {
        Code.USER_DISABLED: both(persons, flagged(known.facts, Fact.DISABLED)),
        Code.ACCOUNT_LINKED: both(persons, known.linked),
        Code.ACCOUNT_ROLE_DIFFERS: both(persons, marked(known.other_roles, size=size)),
        Code.ACCOUNTS_SEVERAL: both(persons, marked(known.further_accounts, size=size)),
        Code.STAFF_ALSO_PARENT: both(persons, marked(known.also_parents, size=size)),
        Code.USER_PERHAPS_TWICE: both(persons, marked(known.twice, size=size)),
    }


def _of_points(known: Known) -> dict[Code, bytes]:
    """Return who has a contact point that cannot be used, or none (R7, R8)."""
    persons, policy = known.is_person, known.policy
    email, mobile = known.contacts.email_state, known.contacts.mobile_state
    taken, invalid = both(persons, equal(email, PointState.LOST)), both(persons, equal(email, PointState.INVALID))
    held_back = without(persons, known.creatable)
    found = {
        Code.STAFF_EMAIL_TAKEN: both(held_back, taken),
        Code.STAFF_NO_EMAIL: without(held_back, taken),
        Code.EMAIL_TAKEN: without(taken, held_back),
        Code.EMAIL_INVALID: without(invalid, held_back),
        Code.MOBILE_TAKEN: both(persons, equal(mobile, PointState.LOST)),
        Code.MOBILE_INVALID: both(persons, equal(mobile, PointState.INVALID)),
        Code.MOBILE_FROM_PHONE: both(known.by_mobile, bytes(known.contacts.mobile_fields).translate(_LATER)),
    }
    if not policy.email and not policy.mobile:
        return found
    unreachable = without(persons, either(known.by_email, known.by_mobile))
    return {
        **found,
        Code.STUDENT_NO_CONTACT: both(unreachable, flagged(known.facts, Fact.STUDENT)),
        Code.GUARDIAN_NO_CONTACT: both(unreachable, flagged(known.facts, Fact.GUARDIAN)),
    }


def _of_students(known: Known) -> dict[Code, bytes]:
    students = both(known.is_person, flagged(known.facts, Fact.STUDENT))
    return {Code.STUDENT_NO_BIRTH_DATE: both(students, equal(known.bands, UNKNOWN))}


def _of_guardians(known: Known) -> dict[Code, bytes]:
    """Return who lacks a guardian or a student, or names agents in vain (R12)."""
    persons, links = known.is_person, known.belonging.guardianship
    guardians = both(persons, flagged(known.facts, Fact.GUARDIAN))
    students = both(persons, flagged(known.facts, Fact.STUDENT))
    many = bytes(map(known.policy.many_guardians.__le__, known.guardians))
    return {
        Code.GUARDIAN_NO_STUDENT: without(guardians, known.guarding),
        Code.STUDENT_MANY_GUARDIANS: both(students, many),
        Code.STUDENT_NO_REACHABLE_GUARDIAN: without(students, known.guarded) if 1 in guardians else bytes(len(persons)),
        Code.AGENT_MISSING: both(persons, links.missing),
        Code.AGENT_NOT_GUARDIAN: both(persons, links.unrelated),
    }
