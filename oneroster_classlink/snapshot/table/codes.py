"""A column as its distinct values and a code for each row."""

from array import array
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

import attrs


@attrs.frozen(kw_only=True)
class Codes:
    """The values of a column.

    Attributes:
        values: The distinct values; nothing tells their order.
        codes: For every row the place of its value in *values*: a ``bytearray`` where a byte is enough, else an array
            of four bytes a row.
    """

    values: Sequence[Any] = attrs.field(repr=False)
    codes: "bytearray | array[int]" = attrs.field(repr=False)


def codes_of(values: Iterable[Hashable]) -> Codes:
    """Return *values*, which must be hashable, in this form."""
    known: dict[Hashable, int] = {}
    codes = array("I", [known.setdefault(value, len(known)) for value in values])
    return Codes(values=list(known), codes=codes)
