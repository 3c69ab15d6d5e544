"""What a kind of value is: strict reading, tolerant mending, writing."""

from collections.abc import Callable, Iterable
from typing import Any

import attrs
import msgspec


class Unreadable(ValueError):
    """A value that cannot be read; the message never holds the value itself."""


class Ambiguous(Unreadable):
    """A value that can be read in more than one way."""


@attrs.frozen(kw_only=True)
class Kind:
    """One kind of value.

    Attributes:
        name: What a ledger calls it.
        wire_type: The type that the fast lane asks msgspec for.
        read: From a value of *wire_type* in canonical form; raises `Unreadable` on anything else.
        mend: From any JSON value, as tolerant as is safe; raises `Unreadable` when it must give up.
        write: Back to a plain JSON value.
        pooled: Whether few distinct values are expected, so that each is read once and shared.
        missing: The value of an absent field.
        total: Whether *read* takes every value of *wire_type*, so that none need be tried before it is kept.
        quick_type: A narrower type of canonical values, all of which *read* takes, that msgspec decodes sooner; the
            fast lane asks for it first. ``None`` where there is none.
        with_passwords: The kind to take instead where passwords are kept; ``None`` where that makes no difference.
    """

    name: str
    wire_type: Any
    read: Callable[[Any], Any]
    mend: Callable[[Any], Any]
    write: Callable[[Any], Any]
    pooled: bool = True
    missing: Any = None
    total: bool = False
    quick_type: Any = None
    with_passwords: "Kind | None" = None


def keeping(kind: Kind, *, passwords: bool) -> Kind:
    """Return *kind*, or the one to take instead where *passwords* are kept."""
    return kind.with_passwords or kind if passwords else kind


def is_clean(kind: Kind, raw: object) -> bool:
    """Tell whether the fast lane would take *raw* as it is."""
    try:
        kind.read(msgspec.convert(raw, kind.wire_type))
    except (msgspec.ValidationError, Unreadable):
        return False
    return True


def mended(kind: Kind, raw: object) -> Any:
    """Return *raw* mended, or ``None`` where it cannot be and may be absent.

    Raises:
        Unreadable: It cannot be mended and may not be absent.
    """
    try:
        return kind.mend(raw)
    except Unreadable:
        if kind.missing is attrs.NOTHING:
            raise
        return None


def listed(raw: Any) -> Iterable[Any]:
    """Return the items of a list, of a comma list, or the one item that should have been a list."""
    if raw is None:
        return ()
    if isinstance(raw, str):
        return (part.strip() for part in raw.split(","))
    return raw if isinstance(raw, list | tuple) else (raw,)


def same(value: Any) -> Any:
    """Return *value*."""
    return value
