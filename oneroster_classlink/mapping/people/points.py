"""What each person carries as contact points, in the form in which they are compared."""

import re
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum
from types import MappingProxyType
from typing import TypeAlias

import attrs

from oneroster_classlink.mapping.policy.policy import ContactPoint
from oneroster_classlink.models.users import User
from oneroster_classlink.snapshot.table import Table

Keys: TypeAlias = Callable[[Sequence[str | None]], list[str | None]]
"""From texts to the form in which each is compared; ``None`` for what is none."""
NO_FIELD = 255
"""In place of a field: the person has no such contact point."""
NOBODY = -1
"""In place of a row: no person."""
_BLOCK = 1 << 15
"""So many rows are read at once: enough to be quick, too few to be large."""

_NEVER = r"@\s,;:#<>()\[\]{}\"\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""What no address has: what parts several or names a scheme, brackets, and what cannot be seen."""
_EMAIL = re.compile(rf"(?!\.)[^{_NEVER}]++(?<!\.)@[^.{_NEVER}]++(?:\.[^.{_NEVER}]++)++")
_MARKS = str.maketrans("", "", "()-. \t\n\r\v\f\u00a0\u2010\u2011\u2012\u2013")
"""What people write between the digits of a number: brackets, hyphens, dots, spaces."""
_FILLED_IN = r"(?!([0-9])\1+\Z|1234567890?\Z)"
_MOBILE = re.compile(rf"\+?(?:1(?=[0-9]{{10}}\Z))?+{_FILLED_IN}([0-9]{{7,15}})")


class PointState(IntEnum):
    """What became of a person's contact point."""

    NONE = 0
    INVALID = 1
    WON = 2
    LOST = 3


def email_key(text: str | None) -> str | None:
    """Return the one e-mail address that *text* is, trimmed and in small letters; ``None`` if it is none or several.

    Letters that merely look or sound alike stay apart, such as ß and ss: they are two mailboxes. An address with a
    scheme, brackets or characters that cannot be seen is none, nor is one with a dot at either end of a part.
    """
    return email_keys([text])[0]


def email_keys(texts: Sequence[str | None]) -> list[str | None]:
    """Return the `email_key` of each of *texts*."""
    keys = [text.strip().lower() if text else "" for text in texts]
    return [key if found else None for key, found in zip(keys, map(_EMAIL.fullmatch, keys), strict=True)]


def mobile_key(text: str | None) -> str | None:
    """Return the digits of the one telephone number that *text* is, or ``None``.

    Brackets, hyphens, dots, spaces and a leading plus do not count, nor does the country code 1 of eleven digits:
    districts write numbers with it and without (DETAILS D). A number has 7 to 15 digits. One with an extension cannot
    take a text message, so it is none, like two numbers in one field, and like what is only filled in: one digit again
    and again, or 1234567890.
    """
    return mobile_keys([text])[0]


def mobile_keys(texts: Sequence[str | None]) -> list[str | None]:
    """Return the `mobile_key` of each of *texts*."""
    numbers = [text.translate(_MARKS) if text else "" for text in texts]
    return [found[2] if found else None for found in map(_MOBILE.fullmatch, numbers)]


KEYS: Mapping[ContactPoint, Keys] = MappingProxyType({ContactPoint.EMAIL: email_keys, ContactPoint.MOBILE: mobile_keys})
"""How the texts of each contact point are compared."""


def blocks(rows: int) -> Iterable[slice]:
    """Return slices that together are the first *rows* of a column."""
    return (slice(start, start + _BLOCK) for start in range(0, rows, _BLOCK))


@attrs.frozen(kw_only=True)
class Carried:
    """One contact point of everybody, by user row; it holds personal data and is not kept.

    Attributes:
        point: Which.
        texts: The text as it came, ``None`` where it is blank or the user is no person.
        fields: Which of the fields that can hold it does, counted from 0; `NO_FIELD` if none.
        sources: The row of the merged record that gives it, where not the person's own does.
        states: `PointState.WON` where it can be read: nobody has lost yet.
        rows: The rows that have a text.
        hashes: The hash of the key of each of *rows*.
    """

    point: ContactPoint
    texts: list[str | None] = attrs.field(repr=False)
    fields: bytearray = attrs.field(repr=False)
    sources: dict[int, int] = attrs.field(repr=False)
    states: bytearray = attrs.field(repr=False)
    rows: "array[int]" = attrs.field(repr=False)
    hashes: "array[int]" = attrs.field(repr=False)

    def keys(self, rows: Sequence[int]) -> list[str | None]:
        """Return the contact point of each of *rows* in the form in which it is compared."""
        return KEYS[self.point]([self.texts[row] for row in rows])


def read_points(
    users: Table[User], point: ContactPoint, *, names: Sequence[str], persons: Sequence[int], merged: Mapping[int, int]
) -> Carried:
    """Return what everybody carries as *point*.

    Of several fields the first that is not blank counts, even if it is unreadable: a wrong mobile number is not
    silently replaced by a telephone at home. A merged record's counts only where the record that it is merged into is
    blank in all fields; of several such the first by id.

    Args:
        users: The users.
        point: Which contact point.
        names: The fields of a user that can hold it.
        persons: By user row, the row of the person it is or is merged into, or -1.
        merged: The row that a row is merged into.
    """
    texts: list[str | None] = [None] * len(users)
    fields = bytearray([NO_FIELD]) * len(users)
    for place, name in enumerate(names):
        _fill(texts, fields, column=users.column(name), place=place, persons=persons)
    ids = {row: users.value("sourced_id", row) for row in merged}
    sources = _take_over(texts, fields, merged={row: merged[row] for row in sorted(ids, key=ids.__getitem__)})
    rows = array("I", [row for row, text in enumerate(texts) if text])
    states, hashes = _read(texts, rows=rows, keys=KEYS[point])
    return Carried(point=point, texts=texts, fields=fields, sources=sources, states=states, rows=rows, hashes=hashes)


def _fill(
    texts: list[str | None],
    fields: bytearray,
    *,
    column: Sequence[str | None],
    place: int,
    persons: Sequence[int],
) -> None:
    """Write what *column* holds into the *texts* of persons that are blank so far."""
    found = [
        row
        for row, (known, text, person) in enumerate(zip(texts, column, persons, strict=True))
        if text and known is None and person != NOBODY and not text.isspace()
    ]
    for row in found:
        texts[row] = column[row]
        fields[row] = place


def _take_over(texts: list[str | None], fields: bytearray, *, merged: Mapping[int, int]) -> dict[int, int]:
    """Move the texts of merged rows to where there is none, and return which row each came from."""
    sources: dict[int, int] = {}
    for row, into in merged.items():
        if texts[row] and not texts[into]:
            texts[into], fields[into], sources[into] = texts[row], fields[row], row
        texts[row], fields[row] = None, NO_FIELD
    return sources


def _read(texts: Sequence[str | None], *, rows: Sequence[int], keys: Keys) -> "tuple[bytearray, array[int]]":
    """Return the state of everybody's text, and the hash of the key of each of *rows*."""
    states, hashes = bytearray(len(texts)), array("q")
    for block in blocks(len(rows)):
        found = keys([texts[row] for row in rows[block]])
        hashes.extend(map(hash, found))
        for row, key in zip(rows[block], found, strict=True):
            states[row] = _WON if key else _INVALID
    return states, hashes


_INVALID, _WON = PointState.INVALID.value, PointState.WON.value
