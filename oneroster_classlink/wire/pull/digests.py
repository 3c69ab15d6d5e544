"""Which ids have come, in few bytes each."""

from array import array
from collections.abc import Iterable

_SEGMENTS = 256
_FIRST = 16
_FULLEST = 0.75
_GROWTH = 1.5
_FREE = 0
_CHUNK = 1 << 16


class Digests:
    """The ids that have come, as 8-byte digests: at most 16 bytes each, and 8 until the first question.

    Two of ten million ids share a digest with a probability of about one in 400,000. A row would then be taken for
    one that has come; it can happen only where rows do not come sorted.
    """

    def __init__(self) -> None:
        self._unsettled = array("q")
        self._segments: list[array[int]] = []
        self._used: list[int] = []

    def add(self, ids: Iterable[str]) -> None:
        """Take note of *ids*."""
        self._unsettled.extend(map(hash, ids))

    def unknown(self, ids: Iterable[str]) -> list[bool]:
        """Tell of each of *ids* whether it comes for the first time, and take note of it."""
        self._settle()
        return [self._put(hash(sourced_id)) for sourced_id in ids]

    def first(self, ids: Iterable[str]) -> int | None:
        """Return the place of the first of *ids* that has come."""
        self._settle()
        return next((place for place, sourced_id in enumerate(ids) if self._has(hash(sourced_id))), None)

    def _settle(self) -> None:
        if not self._segments:
            self._segments = [array("q", [_FREE]) * _FIRST for _ in range(_SEGMENTS)]
            self._used = [0] * _SEGMENTS
        while self._unsettled:
            chunk = self._unsettled[-_CHUNK:]
            del self._unsettled[-_CHUNK:]
            for digest in chunk:
                self._put(digest)

    def _has(self, digest: int) -> bool:
        digest = digest or 1
        segment = self._segments[digest & (_SEGMENTS - 1)]
        return segment[_place(segment, digest)] == digest

    def _put(self, digest: int) -> bool:
        """Put *digest* into its segment unless it is there; tell whether it was not."""
        digest = digest or 1
        number = digest & (_SEGMENTS - 1)
        segment = self._segments[number]
        place = _place(segment, digest)
        if segment[place] == digest:
            return False
        segment[place] = digest
        self._used[number] += 1
        if self._used[number] > _FULLEST * len(segment):
            self._segments[number] = _grown(segment)
        return True


def _place(segment: "array[int]", digest: int) -> int:
    """Return where *digest* is, or where it would go."""
    size = len(segment)
    place = (digest >> 8) % size
    while (found := segment[place]) and found != digest:
        place = (place + 1) % size
    return place


def _grown(segment: "array[int]") -> "array[int]":
    larger = array("q", [_FREE]) * int(len(segment) * _GROWTH)
    for digest in segment:
        if digest != _FREE:
            larger[_place(larger, digest)] = digest
    return larger
