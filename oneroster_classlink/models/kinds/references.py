"""References to other records, kept as ids."""

from collections.abc import Callable
from typing import Annotated, Any

import attrs
import msgspec

from oneroster_classlink.models.kinds.kind import Kind, Unreadable, listed, same
from oneroster_classlink.models.kinds.texts import mend_text


class Ref(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """A GUIDRef on the wire; ``href`` and ``type`` are dropped, only the id joins."""

    sourced_id: str


class NeededRef(Ref, frozen=True, gc=False, rename="camel"):
    """A GUIDRef that must say whom it means."""

    sourced_id: Annotated[str, msgspec.Meta(min_length=1)]


def ref(target: str, *, needed: bool = False) -> Kind:
    """Make the kind of a GUIDRef to *target*, kept as the id alone; *needed* makes a row without it bad."""

    def write(value: str | None) -> dict[str, str] | None:
        return None if value is None else {"sourcedId": value, "type": target}

    wrap = _needed if needed else same
    return Kind(
        name="reference",
        wire_type=NeededRef if needed else Ref | None,
        read=wrap(_read_ref),
        mend=wrap(_mend_ref),
        write=write,
        missing=attrs.NOTHING if needed else None,
        total=True,
    )


def refs(target: str) -> Kind:
    """Make the kind of a list of GUIDRefs to *target*, kept as a tuple of ids."""

    def write(value: tuple[str, ...]) -> list[dict[str, str]]:
        return [{"sourcedId": item, "type": target} for item in value]

    return Kind(
        name="list of references",
        wire_type=tuple[Ref, ...] | None,
        read=_read_refs,
        mend=_mend_refs,
        write=write,
        missing=(),
        total=True,
    )


def _read_ref(raw: Ref | None) -> str | None:
    return raw.sourced_id or None if raw is not None else None


def _mend_ref(raw: Any) -> str | None:
    return mend_text(raw.get("sourcedId") if isinstance(raw, dict) else raw)


def _needed(read: Callable[[Any], str | None]) -> Callable[[Any], str]:
    def reader(raw: Any) -> str:
        value = read(raw)
        if value is None:
            raise Unreadable("reference")
        return value

    return reader


def _read_refs(raw: tuple[Ref, ...] | None) -> tuple[str, ...]:
    return tuple(item.sourced_id for item in raw or () if item.sourced_id)


def _mend_refs(raw: Any) -> tuple[str, ...]:
    found = (_mend_ref(item) for item in listed(raw))
    return tuple(item for item in found if item is not None)


def _read_year(raw: str | None) -> str | None:
    return raw or None


YEAR = Kind(name="school year", wire_type=str | None, read=_read_year, mend=_mend_ref, write=same, total=True)
"""A session's ``schoolYear``: a text such as "2027", on some servers a number or a reference."""
