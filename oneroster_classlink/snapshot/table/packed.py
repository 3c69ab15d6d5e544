"""Many short texts in few bytes each: one after the other, and where each ends."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, islice

_MOST_IN_FOUR_BYTES = (1 << 32) - 1
_ANY = "surrogatepass"


class Packed:
    """Texts by their row. A string of its own takes 50 bytes more than its characters.

    As long as all are empty only their number is kept.
    """

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("I")
        self._empty = 0

    def __len__(self) -> int:
        return self._empty + len(self._ends)

    def __getitem__(self, row: int) -> str:
        """Return the text of *row*."""
        place = row - self._empty
        if place < 0:
            return ""
        start = self._ends[place - 1] if place else 0
        return self._bytes[start : self._ends[place]].decode(errors=_ANY)

    def __iter__(self) -> Iterator[str]:
        """Yield every text."""
        ends = self._ends
        cuts = map(slice, chain((0,), islice(ends, max(0, len(ends) - 1))), ends)
        empty = ("" for _ in range(self._empty))
        if self._bytes.isascii():
            return chain(empty, map(self._bytes.decode().__getitem__, cuts))
        return chain(empty, (self._bytes[cut].decode(errors=_ANY) for cut in cuts))

    def extend(self, texts: Sequence[str]) -> None:
        """Append *texts*."""
        joined = "".join(texts)
        if joined.isascii():
            self._add(joined.encode(), lengths=map(len, texts), count=len(texts))
        else:
            found = [text.encode(errors=_ANY) for text in texts]
            self._add(b"".join(found), lengths=map(len, found), count=len(found))

    def _add(self, joined: bytes, *, lengths: Iterable[int], count: int) -> None:
        start = len(self._bytes)
        self._bytes += joined
        if not self._bytes:
            self._empty += count
            return
        if len(self._bytes) > _MOST_IN_FOUR_BYTES and self._ends.typecode == "I":
            self._ends = array("Q", self._ends)
        self._ends.extend(islice(accumulate(lengths, initial=start), 1, None))
