"""Columns of what differs from row to row: texts, and lists of further ids."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import structs

from oneroster_classlink.models.kinds import Kind
from oneroster_classlink.snapshot.table.packed import Packed

_ID_KEY, _NO_ID, _NO_TYPE = '"identifier":', '"identifier":""', '"type":""'


class Texts:
    """A column of texts; an empty one is what the field misses."""

    def __init__(self, kind: Kind) -> None:
        self._missing = kind.missing
        self._texts = Packed()

    def extend(self, raws: Sequence[str | None], *, start: int) -> None:  # noqa: ARG002 - sparse columns need it
        """Append the raw wire values of further rows."""
        if any(raws):
            self._texts.extend([raw or "" for raw in raws])
        else:
            self._texts.extend([""] * len(raws))

    def __getitem__(self, row: int) -> Any:
        """Return the text of *row*."""
        return self._texts[row] or self._missing

    def __iter__(self) -> Iterator[Any]:
        """Yield the text of every row."""
        missing = self._missing
        return iter(self._texts) if missing == "" else (text or missing for text in self._texts)

    def seal(self) -> None:
        """Do nothing: what was set aside and never written takes no memory."""


class Raw:
    """A column that is kept as JSON and read when it is asked for, which costs more than keeping it."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._decode = msgspec.json.Decoder(kind.wire_type).decode
        self._texts = Packed()

    def extend(self, raws: Sequence[Any], *, start: int) -> None:  # noqa: ARG002 - sparse columns need it
        """Append the raw wire values of further rows."""
        encode = msgspec.json.Encoder().encode
        self._texts.extend([encode(raw).decode() if raw else "" for raw in raws])

    def __getitem__(self, row: int) -> Any:
        """Return the value of *row*."""
        return self._value(self._texts[row])

    def __iter__(self) -> Iterator[Any]:
        """Yield the value of every row."""
        return map(self._value, self._texts)

    def entries(self) -> Iterator[tuple[int, str]]:
        """Yield the row and the JSON of each further id in every list; equal ones have equal JSON."""
        encode = msgspec.json.Encoder().encode
        for row, text in enumerate(self._texts):
            if text.count(_ID_KEY) == 1 and _NO_ID not in text and _NO_TYPE not in text:
                yield row, text[1:-1]
            elif text:
                found = (structs.replace(each, type=each.type or None) for each in self._decode(text))
                yield from ((row, encode(each).decode()) for each in found if each.identifier)

    def seal(self) -> None:
        """Do nothing: what was set aside and never written takes no memory."""

    def _value(self, text: str) -> Any:
        return self._kind.read(self._decode(text) if text else None)
