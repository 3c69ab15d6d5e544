"""Jobs: what a kept enrollment takes in a snapshot, the ids of users and classes counted to their own tables."""

import ctypes
import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

import msgspec

from oneroster_classlink import Snapshot
from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.wire.decode import Decoder
from oneroster_classlink.wire.proof import Batch, End
from speed.district import Size, rows

PAGE = 10_000
SHARED = (type, ModuleType, FunctionType, BuiltinFunctionType, MethodType)


class Made:
    """A district that is made up page by page while it is read, so that only what is kept grows."""

    name = "made up"

    def __init__(self, size: Size) -> None:
        self._size = size
        self.before = 0

    def batches(self, collection: str) -> Iterator[Batch]:
        """Yield the rows of *collection*; note the memory when the enrollments begin."""
        encode, decoder = msgspec.json.Encoder().encode, Decoder(collection=COLLECTIONS[collection])
        made = iter(() if collection == "demographics" else rows(collection, self._size))
        first, received = next(made, None), 0
        if collection == "enrollments":
            self.before = resident()
        while first is not None:
            page = [first, *(row for _, row in zip(range(PAGE - 1), made, strict=False))]
            structs = decoder.page(encode({collection: page}), path="/x", start=received).structs
            received, first = received + len(page), next(made, None)
            yield Batch(structs=structs, received=len(page), end=None if first else End.WHOLE_LIST)
        if not received:
            yield Batch(structs=[], received=0, end=End.WHOLE_LIST)


def measured(size: Size) -> dict[str, float]:
    """Return the bytes of a kept enrollment: as the process grew, and as its objects are counted."""
    made = Made(size)
    snapshot = Snapshot.load(made)
    grown = resident() - made.before
    known: set[int] = set()
    for table in (snapshot.users, snapshot.classes, snapshot.orgs):
        counted(table, known=known)
    return {
        "resident": grown / size.enrollments,
        "counted": counted(snapshot.enrollments, known=known) / size.enrollments,
    }


def resident() -> int:
    """Return the bytes of memory that the process holds, after giving back what it can."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")


def counted(root: Any, *, known: set[int]) -> int:
    """Return the bytes of all that *root* holds beyond what is *known*, and add it there."""
    left, total = [root], 0
    while left:
        found = left.pop()
        if id(found) not in known and not isinstance(found, SHARED):
            known.add(id(found))
            total += sys.getsizeof(found)
            left += gc.get_referents(found)
    return total
