"""Tokens of the vocabularies: known ones in any case, unknown ones as they are."""

from enum import StrEnum
from typing import Any, Literal

from oneroster_classlink.models.kinds.kind import Kind, same
from oneroster_classlink.models.kinds.texts import mend_text


def token(enum: type[StrEnum], *, missing: StrEnum | None = None, synonyms: dict[str, StrEnum] | None = None) -> Kind:
    """Make the kind of an open *enum*.

    Args:
        enum: Its known tokens.
        missing: What an absent token means.
        synonyms: Further spellings, in lower case.
    """
    known: dict[str, StrEnum] = {member.value.casefold(): member for member in enum} | (synonyms or {})

    def read(raw: str | None) -> str | None:
        text = raw.strip() if raw else ""
        return known.get(text.casefold(), text) if text else missing

    def mend(raw: Any) -> str | None:
        return read(mend_text(raw))

    return Kind(
        name="token",
        wire_type=str | None,
        read=read,
        mend=mend,
        write=same,
        missing=missing,
        total=True,
        quick_type=Literal.__getitem__((*(member.value for member in enum), None)),
    )
