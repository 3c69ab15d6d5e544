"""How many rows came twice, found for many rows at once."""

import sys
from array import array
from collections.abc import Iterable
from itertools import compress

_PARTS = 8
_LOW = slice(0 if sys.byteorder == "little" else 7, None, 8)
_TABLES = tuple(bytes(byte % _PARTS == part for byte in range(256)) for part in range(_PARTS))
_PATIENCE = 8


class Repeats:
    """The ids that have come, as 8-byte digests that are compared from time to time and not each by itself.

    To ask of each id whether it has come costs more than to decode its row; to compare all of them at the end costs a
    fifth. So that a source which repeats itself for ever is found out, they are compared whenever there are eight
    times as many as the last time. They are kept in parts, so that the set of a part stays small. Two of ten million
    ids share a digest with a probability of about one in 400,000.
    """

    def __init__(self) -> None:
        self._parts = tuple(array("q") for _ in range(_PARTS))
        self._came = 0
        self._compared = 0

    def add(self, ids: Iterable[str]) -> None:
        """Take note of *ids*."""
        digests = array("q", map(hash, ids))
        low = digests.tobytes()[_LOW]
        for part, table in zip(self._parts, _TABLES, strict=True):
            part.extend(compress(digests, low.translate(table)))
        self._came += len(digests)

    @property
    def is_due(self) -> bool:
        """Whether so many came since they were compared that it is time to do it again."""
        return self._came >= _PATIENCE * self._compared

    def count(self) -> int:
        """Return how many ids came that had come before."""
        self._compared = self._came
        return self._came - sum(len(set(part)) for part in self._parts)
