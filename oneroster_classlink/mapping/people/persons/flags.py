"""Flags of many users: a byte a user, worked on all at once."""

from array import array
from collections.abc import Collection, Iterable, Sequence
from enum import IntFlag
from functools import cache
from itertools import compress

from oneroster_classlink.mapping.people.judged import UserKind
from oneroster_classlink.mapping.rules.roles import GUARDIAN_ROLES, PersonRole
from oneroster_classlink.mapping.rules.seats import Standing

_BYTE = 1 << 8


class Fact(IntFlag):
    """What is known of a user by itself, in one byte."""

    ACTIVE = 1
    """Not marked tobedeleted and not left out by the policy."""
    INGESTED = 2
    """Active, with an ingested role."""
    HOME = 4
    """Ingested, and holds an ingested role in a taken school."""
    GUARDIAN = 8
    """Ingested, and can be somebody's guardian."""
    STUDENT = 16
    """Ingested, and a student."""
    REQUIRED = 32
    """Ingested, and cannot be created without an e-mail address."""
    DISABLED = 64
    """Disabled (``enabledUser`` false)."""


def facts_of(kind: UserKind, *, email_required: Collection[PersonRole]) -> Fact:
    """Return the facts of a *kind* of user."""
    if kind.standing is not Standing.TAKEN:
        return Fact(0)
    if not kind.roles:
        return Fact.ACTIVE
    told = {
        Fact.HOME: bool(kind.held),
        Fact.GUARDIAN: not GUARDIAN_ROLES.isdisjoint(kind.roles),
        Fact.STUDENT: PersonRole.STUDENT in kind.roles,
        Fact.REQUIRED: any(role in email_required for role in kind.roles),
        Fact.DISABLED: not kind.enabled,
    }
    return Fact(sum(fact for fact, holds in told.items() if holds) | Fact.ACTIVE | Fact.INGESTED)


def flagged(column: bytes, fact: int) -> bytes:
    """Return 1 for each byte of *column* that has one of the bits of *fact*, else 0."""
    return column.translate(_having(fact))


def equal(column: bytes | bytearray, value: int) -> bytes:
    """Return 1 for each byte of *column* that is *value*, else 0."""
    return bytes(column.translate(_being(value)))


def both(one: bytes, other: bytes) -> bytes:
    """Return 1 where *one* and *other* are 1."""
    return _number_bytes(_number(one) & _number(other), size=len(one))


def either(one: bytes, other: bytes) -> bytes:
    """Return 1 where *one* or *other* is 1."""
    return _number_bytes(_number(one) | _number(other), size=len(one))


def without(one: bytes, other: bytes) -> bytes:
    """Return 1 where *one* is 1 and *other* is not."""
    return _number_bytes(_number(one) & ~_number(other), size=len(one))


def marked(rows: Iterable[int], *, size: int) -> bytes:
    """Return *size* flags that are 1 at *rows*."""
    found = bytearray(size)
    for row in rows:
        found[row] = 1
    return bytes(found)


def rows_of(flags: bytes) -> Sequence[int]:
    """Return the rows whose flag is 1."""
    return array("I", compress(range(len(flags)), flags))


@cache
def _having(fact: int) -> bytes:
    return bytes(bool(byte & fact) for byte in range(_BYTE))


@cache
def _being(value: int) -> bytes:
    return bytes(byte == value for byte in range(_BYTE))


def _number(flags: bytes) -> int:
    return int.from_bytes(flags, "little")


def _number_bytes(number: int, *, size: int) -> bytes:
    return number.to_bytes(size, "little")
