"""JSON's own kinds: flags (strings on this wire), numbers, open objects."""

import math
from typing import Any, Literal

import attrs

from oneroster_classlink.models.kinds.kind import Kind, Unreadable, listed, same
from oneroster_classlink.models.kinds.secrets import without_secrets

_FLAGS = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False, "": None}
_SPELLINGS = tuple(dict.fromkeys(form(flag) for flag in _FLAGS for form in (str, str.upper, str.capitalize)))
_SPELLED: Any = Literal.__getitem__(_SPELLINGS)
"""How servers spell flags. A text that msgspec knows beforehand costs it a fifth of one that may be any."""


def _read_flag(raw: bool | str | None) -> bool | None:  # noqa: FBT001 - the value itself
    if raw is None or isinstance(raw, bool):
        return raw
    try:
        return _FLAGS[raw.casefold()]
    except KeyError:
        raise Unreadable("true or false") from None


def _mend_flag(raw: Any) -> bool | None:
    if isinstance(raw, float | int) and raw in {0, 1}:
        return bool(raw)
    if raw is None or isinstance(raw, str):
        return _read_flag(raw.strip() if raw else raw)
    raise Unreadable("true or false")


def _write_flag(value: bool | None) -> str | None:  # noqa: FBT001 - the value itself
    return None if value is None else str(value).lower()


def _mend_number(raw: Any) -> float | None:
    if raw is None or raw == "":
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise Unreadable("number")
    try:
        number = float(raw)
    except (ValueError, OverflowError):
        raise Unreadable("number") from None
    if not math.isfinite(number):
        raise Unreadable("number")
    return number


def _read_open(raw: dict[str, Any] | None) -> dict[str, Any]:
    return raw or {}


def _mend_open(raw: Any) -> dict[str, Any]:
    if raw in (None, "", []):
        return {}
    if not isinstance(raw, dict):
        raise Unreadable("object")
    return raw


def _read_objects(raw: tuple[dict[str, Any], ...] | None) -> tuple[dict[str, Any], ...]:
    return raw or ()


def _mend_objects(raw: Any) -> tuple[dict[str, Any], ...]:
    return tuple(item for item in listed(raw) if isinstance(item, dict))


FLAG = Kind(
    name="true or false",
    wire_type=bool | _SPELLED | None,
    read=_read_flag,
    mend=_mend_flag,
    write=_write_flag,
    total=True,
)
NUMBER = Kind(name="number", wire_type=float | None, read=same, mend=_mend_number, write=same, pooled=False)
OPEN = Kind(
    name="object",
    wire_type=dict[str, Any] | None,
    read=_read_open,
    mend=_mend_open,
    write=dict,
    pooled=False,
    missing=attrs.Factory(dict),
)
METADATA = attrs.evolve(
    OPEN,
    read=lambda raw: without_secrets(raw) if raw else {},
    mend=lambda raw: without_secrets(_mend_open(raw)),
    with_passwords=OPEN,
)
"""Without what is called a password, unless that is asked for."""
OBJECTS = Kind(
    name="list of objects",
    wire_type=tuple[dict[str, Any], ...] | None,
    read=_read_objects,
    mend=_mend_objects,
    write=list,
    pooled=False,
    missing=(),
)
