"""The kinds of value a OneRoster field can hold: strict reading, tolerant mending, writing."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import attrs
import msgspec

DAY_LENGTH = len("2026-08-15")
_DAY_FORMS = ("%m/%d/%Y", "%Y%m%d", "%Y/%m/%d")
_FLAGS: dict[Any, bool | None] = {
    "true": True,
    "false": False,
    "1": True,
    "0": False,
    "yes": True,
    "no": False,
    "": None,
    None: None,
}


class Ref(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """A GUIDRef on the wire; ``href`` and ``type`` are dropped, only the id joins."""

    sourced_id: str


class Unreadable(ValueError):
    """A value that cannot be read; the message never holds the value itself."""


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
    """

    name: str
    wire_type: Any
    read: Callable[[Any], Any]
    mend: Callable[[Any], Any]
    write: Callable[[Any], Any]
    pooled: bool = True
    missing: Any = None


def is_clean(kind: Kind, raw: object) -> bool:
    """Tell whether the fast lane would take *raw* as it is."""
    try:
        kind.read(msgspec.convert(raw, kind.wire_type))
    except (msgspec.ValidationError, ValueError):
        return False
    return True


def _same(value: Any) -> Any:
    return value


def _mend_text(raw: Any) -> str | None:
    if raw is None or isinstance(raw, str):
        return raw or None
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return str(raw)
    raise Unreadable("text")


def _mend_id(raw: Any) -> str:
    value = _mend_text(raw)
    if value is None:
        raise Unreadable("id")
    return value


def _read_id(raw: str) -> str:
    if not raw:
        raise Unreadable("id")
    return raw


def _read_flag(raw: bool | str | None) -> bool | None:  # noqa: FBT001 - the value itself
    if isinstance(raw, str):
        raw = raw.casefold()
    if isinstance(raw, bool):
        return raw
    if raw not in _FLAGS:
        raise Unreadable("true or false")
    return _FLAGS[raw]


def _mend_flag(raw: Any) -> bool | None:
    if isinstance(raw, float | int) and raw in {0, 1}:
        return bool(raw)
    if raw is None or isinstance(raw, str):
        return _read_flag(raw.strip() if raw else raw)
    raise Unreadable("true or false")


def _read_day(raw: str | date | None) -> date | None:
    if isinstance(raw, date):
        return raw
    if not raw:
        return None
    if len(raw) != DAY_LENGTH or raw[4] != "-":
        raise Unreadable("date")
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise Unreadable("date") from None


def _mend_day(raw: Any) -> date | None:
    if raw is None or raw == "":
        return None
    if not isinstance(raw, str):
        raise Unreadable("date")
    text = raw.strip()
    try:
        return _read_day(text[:DAY_LENGTH])
    except Unreadable:
        return _other_day(text)


def _other_day(text: str) -> date:
    found = {day for form in _DAY_FORMS if (day := _parsed(text, form=form)) is not None}
    if len(found) != 1:
        raise Unreadable("date")
    return found.pop()


def _parsed(text: str, *, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007 - a date has no zone
    except ValueError:
        return None


def _read_moment(raw: str | datetime | None) -> datetime | None:
    if isinstance(raw, datetime):
        return raw
    if not raw:
        return None
    if len(raw) <= DAY_LENGTH:
        raise Unreadable("date and time")
    moment = _moment(raw)
    if moment.tzinfo is None:
        raise Unreadable("date and time with a zone")
    return moment.astimezone(UTC)


def _mend_moment(raw: Any) -> datetime | None:
    if raw is None or raw == "":
        return None
    if not isinstance(raw, str):
        raise Unreadable("date and time")
    moment = _moment(raw.strip())
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _moment(raw: str) -> datetime:
    try:
        return datetime.fromisoformat(raw)
    except ValueError:
        raise Unreadable("date and time") from None


def _write_moment(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _write_day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _read_ref(raw: Ref | None) -> str | None:
    return None if raw is None or not raw.sourced_id else raw.sourced_id


def _mend_ref(raw: Any) -> str | None:
    if isinstance(raw, dict):
        raw = raw.get("sourcedId")
    return _mend_text(raw)


def _needed(read: Callable[[Any], str | None]) -> Callable[[Any], str]:
    def reader(raw: Any) -> str:
        value = read(raw)
        if value is None:
            raise Unreadable("reference")
        return value

    return reader


def _read_refs(raw: tuple[Ref, ...] | None) -> tuple[str, ...]:
    return tuple(ref.sourced_id for ref in raw or () if ref.sourced_id)


def _mend_refs(raw: Any) -> tuple[str, ...]:
    found = (_mend_ref(item) for item in listed(raw))
    return tuple(item for item in found if item is not None)


def listed(raw: Any) -> Iterable[Any]:
    """Return the items of a list, of a comma list, or the one item that should have been a list."""
    if raw is None:
        return ()
    if isinstance(raw, str):
        return (part.strip() for part in raw.split(","))
    return raw if isinstance(raw, list | tuple) else (raw,)


def _read_texts(raw: tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(item for item in raw or () if item)


def _mend_texts(raw: Any) -> tuple[str, ...]:
    found = (_mend_text(item) for item in listed(raw))
    return tuple(item for item in found if item is not None)


def _mend_number(raw: Any) -> float | None:
    if raw is None or raw == "":
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise Unreadable("number")
    try:
        return float(raw)
    except ValueError:
        raise Unreadable("number") from None


def _mend_year(raw: Any) -> str | None:
    return _mend_ref(raw)


def _mend_open(raw: Any) -> dict[str, Any]:
    if raw in (None, "", []):
        return {}
    if not isinstance(raw, dict):
        raise Unreadable("object")
    return raw


def _mend_objects(raw: Any) -> tuple[dict[str, Any], ...]:
    return tuple(item for item in ((raw,) if isinstance(raw, dict) else listed(raw)) if isinstance(item, dict))


def token(enum: type[StrEnum], *, missing: StrEnum | None = None, synonyms: dict[str, StrEnum] | None = None) -> Kind:
    """Make the kind of an open *enum*: known tokens in any case, unknown ones as they are."""
    known: dict[str, StrEnum] = {member.value.casefold(): member for member in enum} | (synonyms or {})

    def read(raw: str | None) -> str | None:
        return known.get(raw.casefold(), raw) if raw else missing

    def mend(raw: Any) -> str | None:
        text = _mend_text(raw)
        return read(text.strip() if text else None)

    return Kind(name="token", wire_type=str | None, read=read, mend=mend, write=_same, missing=missing)


ID = Kind(name="id", wire_type=str, read=_read_id, mend=_mend_id, write=_same, pooled=False, missing=attrs.NOTHING)
TEXT = Kind(name="text", wire_type=str | None, read=lambda raw: raw or None, mend=_mend_text, write=_same, pooled=False)
LABEL = attrs.evolve(TEXT, read=lambda raw: raw or "", mend=lambda raw: _mend_text(raw) or "", missing="")
FLAG = Kind(
    name="true or false",
    wire_type=bool | str | None,
    read=_read_flag,
    mend=_mend_flag,
    write=lambda value: None if value is None else str(value).lower(),
)
DAY = Kind(name="date", wire_type=str | None, read=_read_day, mend=_mend_day, write=_write_day)
MOMENT = Kind(name="date and time", wire_type=str | None, read=_read_moment, mend=_mend_moment, write=_write_moment)
YEAR = Kind(name="school year", wire_type=str | None, read=lambda raw: raw or None, mend=_mend_year, write=_same)
NUMBER = Kind(
    name="number",
    wire_type=float | None,
    read=_same,
    mend=_mend_number,
    write=_same,
    pooled=False,
)
TEXTS = Kind(
    name="list of texts",
    wire_type=tuple[str, ...] | None,
    read=_read_texts,
    mend=_mend_texts,
    write=list,
    missing=(),
)
OPEN = Kind(
    name="object",
    wire_type=dict[str, Any] | None,
    read=lambda raw: raw or {},
    mend=_mend_open,
    write=dict,
    pooled=False,
    missing=attrs.Factory(dict),
)
OBJECTS = Kind(
    name="list of objects",
    wire_type=tuple[dict[str, Any], ...] | None,
    read=lambda raw: tuple(raw or ()),
    mend=_mend_objects,
    write=list,
    pooled=False,
    missing=(),
)


def ref(target: str, *, needed: bool = False) -> Kind:
    """Make the kind of a GUIDRef to *target*, kept as the id alone; *needed* makes a row without it bad."""

    def write(value: str | None) -> dict[str, str] | None:
        return None if value is None else {"sourcedId": value, "type": target}

    wrap = _needed if needed else _same
    return Kind(
        name="reference",
        wire_type=Ref if needed else Ref | None,
        read=wrap(_read_ref),
        mend=wrap(_mend_ref),
        write=write,
        missing=attrs.NOTHING if needed else None,
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
    )
