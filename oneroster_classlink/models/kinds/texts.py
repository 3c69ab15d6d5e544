"""Ids, texts and lists of texts: an empty text says nothing, a number is its digits."""

from typing import Annotated, Any

import attrs
import msgspec

from oneroster_classlink.models.kinds.kind import Kind, Unreadable, listed, same


def mend_text(raw: Any) -> str | None:
    """Return the text that *raw* is or stands for.

    Raises:
        Unreadable: It is neither text nor a number.
    """
    if raw is None or isinstance(raw, str):
        return raw or None
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return str(raw)
    raise Unreadable("text")


def _read_text(raw: str | None) -> str | None:
    return raw or None


def _read_label(raw: str | None) -> str:
    return raw or ""


def _mend_label(raw: Any) -> str:
    return mend_text(raw) or ""


def _read_id(raw: str) -> str:
    if not raw:
        raise Unreadable("id")
    return raw


def _mend_id(raw: Any) -> str:
    return _read_id(mend_text(raw) or "")


def _read_texts(raw: tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(item for item in raw or () if item)


def _mend_texts(raw: Any) -> tuple[str, ...]:
    found = (mend_text(item) for item in listed(raw))
    return tuple(item for item in found if item is not None)


TEXT = Kind(name="text", wire_type=str | None, read=_read_text, mend=mend_text, write=same, pooled=False)
LABEL = attrs.evolve(TEXT, read=_read_label, mend=_mend_label, missing="")
ID = Kind(
    name="id",
    wire_type=Annotated[str, msgspec.Meta(min_length=1)],
    read=_read_id,
    mend=_mend_id,
    write=same,
    pooled=False,
    missing=attrs.NOTHING,
)
TEXTS = Kind(
    name="list of texts",
    wire_type=tuple[str, ...] | None,
    read=_read_texts,
    mend=_mend_texts,
    write=list,
    missing=(),
    total=True,
)
