"""The batches of one collection in a file: a line each, and whatever of it is not whole does not count.

A line is ``digest sign record``; the sign says whether a pull can go on after it. The digest covers all of the line
and the digest before it, so a line that was cut off, was changed, or was written by another pull ends what is read.
"""

import os
from collections.abc import Iterator
from hashlib import blake2b
from typing import IO

import attrs
import msgspec

from oneroster_classlink.errors import IncompletePull
from oneroster_classlink.models.collections import Collection
from oneroster_classlink.snapshot.resume.rows import packed, unpacked
from oneroster_classlink.wire.proof import Batch

_DIGEST_BYTES = 16
_GOES_ON, _DOES_NOT = b"+", b"-"


@attrs.define(kw_only=True)
class Journal:
    """What was read of one collection, and what is read now.

    Attributes:
        file: The open file, to read; it is written beside any buffer, so that closing it writes nothing.
        collection: What it keeps.
        last: The last batch that was kept, without its rows.
    """

    file: IO[bytes] = attrs.field(repr=False)
    collection: Collection
    _chain: bytes = attrs.field(repr=False)
    last: Batch | None = attrs.field(default=None, init=False)

    def kept(self) -> Iterator[Batch]:
        """Yield every batch up to the last one after which a pull can go on, then be ready to add more.

        A collection that began with an empty page is not believed: it costs one request to ask again.

        Raises:
            IncompletePull: A batch cannot be read.
        """
        seed = self._chain
        length = self._usable()
        self.file.seek(0)
        while self.file.tell() < length:
            batch = self._read(self.file.readline())
            if self.last is None and not batch.received:
                length, self._chain = 0, seed
                break
            self.last = attrs.evolve(batch, structs=[])
            yield batch
        os.ftruncate(self.file.fileno(), length)
        os.lseek(self.file.fileno(), length, os.SEEK_SET)

    def add(self, batch: Batch) -> Batch:
        """Keep *batch* and return what was kept of it."""
        record, clean = packed(batch, model=self.collection.model)
        sign = _GOES_ON if batch.mark is not None or batch.end is not None else _DOES_NOT
        self._chain = _linked(self._chain, sign + record)
        line = memoryview(b"%b %b%b\n" % (self._chain.hex().encode(), sign, record))
        while line:
            line = line[os.write(self.file.fileno(), line) :]
        return clean

    def _usable(self) -> int:
        """Return how many bytes are whole and end with a batch after which a pull can go on."""
        chain, length = self._chain, 0
        for line in self.file:
            digest, _, rest = line.partition(b" ")
            chain = _linked(chain, rest.removesuffix(b"\n"))
            if not line.endswith(b"\n") or digest != chain.hex().encode():
                break
            if rest.startswith(_GOES_ON):
                length, self._chain = self.file.tell(), chain
        return length

    def _read(self, line: bytes) -> Batch:
        record = line.partition(b" ")[2].removesuffix(b"\n").removeprefix(_GOES_ON).removeprefix(_DOES_NOT)
        try:
            return unpacked(record, model=self.collection.model)
        except msgspec.DecodeError:
            raise IncompletePull(self.collection.name, "what was kept of it cannot be read") from None


def _linked(chain: bytes, record: bytes) -> bytes:
    digest = blake2b(chain, digest_size=_DIGEST_BYTES)
    digest.update(record)
    return digest.digest()
