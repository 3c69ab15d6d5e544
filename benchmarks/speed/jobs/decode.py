"""Jobs: pages to rows, in memory. Each takes pages and returns what a pull would keep or pass on."""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from speed.district import Size, encoded

PAGE, PAGES, PASSES = 10_000, 5, 5
Job = Callable[[Sequence[bytes]], Any]


def pages(collection: str, *, own_stamps: bool = False) -> list[bytes]:
    """Return some pages of *collection*, as a server sends them."""
    rows = encoded(collection, _size(collection, own_stamps=own_stamps))
    cut = (rows[start : start + PAGE] for start in range(0, len(rows), PAGE))
    return [b'{"%s":[%s]}' % (collection.encode(), b",".join(part)) for part in cut]


def _size(collection: str, *, own_stamps: bool) -> Size:
    users = PAGE * PAGES * (25 if collection == "classes" else 1)
    return Size(users=users, enrollments=PAGE * PAGES, own_stamps=own_stamps)


def measured(name: str, collection: str, *, own_stamps: bool) -> dict[str, float]:
    """Return the seconds that a page takes: the middle one of some passes, after one that is not counted."""
    found = pages(collection, own_stamps=own_stamps)
    job = JOBS[name](collection)
    job(found[:1])
    return {"seconds": statistics.median(_seconds(job, found) for _ in range(PASSES)) / len(found)}


def _seconds(job: Job, found: Sequence[bytes]) -> float:
    gc.collect()
    began = time.perf_counter()
    job(found)
    return time.perf_counter() - began


def _orjson(_: str) -> Job:
    import orjson

    def job(found: Sequence[bytes]) -> None:
        for body in found:
            orjson.loads(body)

    return job


def _tables(collection: str) -> Job:
    from oneroster_classlink.models.collections import COLLECTIONS
    from oneroster_classlink.snapshot import Table
    from oneroster_classlink.wire.decode import Decoder

    def job(found: Sequence[bytes]) -> Any:
        decoder = Decoder(collection=COLLECTIONS[collection])
        table: Table[Any] = Table(COLLECTIONS[collection].model, strings={})
        for body in found:
            table.append(decoder.page(body, path="/x").structs)
        table.seal()
        return table

    return job


def _records(collection: str) -> Job:
    from oneroster_classlink.models.collections import COLLECTIONS
    from oneroster_classlink.wire.decode import Decoder

    def job(found: Sequence[bytes]) -> None:
        decoder = Decoder(collection=COLLECTIONS[collection])
        for body in found:
            list(decoder.records(decoder.page(body, path="/x").structs))

    return job


def _cattrs(collection: str) -> Job:
    from speed.jobs.rivals import cattrs_page

    return partial(_each, cattrs_page(collection))


def _pydantic(collection: str) -> Job:
    from speed.jobs.rivals import pydantic_page

    return partial(_each, pydantic_page(collection))


def _each(read: Callable[[bytes], Any], found: Sequence[bytes]) -> None:
    for body in found:
        read(body)


JOBS: dict[str, Callable[[str], Job]] = {
    "orjson": _orjson,
    "tables": _tables,
    "records": _records,
    "cattrs": _cattrs,
    "pydantic": _pydantic,
}
"""By name, what makes the job of a collection; each imports only what it measures."""
