"""The large district as encoded pages on disk, its ids in random order: made once, then read page by page.

The sandbox's large district refers at random, but its rows are sorted by their ids. Here every id of a user, a class
and an enrollment is another, so rows are sorted by nothing. A part of the district is that of every so-many-th school:
its classes, seats and people, with guardians who belong to students of these schools.
"""

import re
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

import attrs
import msgspec

from oneroster_classlink.models.collections import ROSTERING
from oneroster_classlink.wire.decode import Decoder
from oneroster_classlink.wire.proof import Batch, End

TODAY = date(2026, 11, 24)
PAGE = 10_000
FOLDER = Path(tempfile.gettempdir()) / "oneroster-pages"
_LENGTH = 8
_MADE = "made"
_IDS = re.compile(rb'"(?:GDN|OTH|STU|TCH|CLS|ENR)-[0-9]+"')
Row = dict[str, Any]


@attrs.frozen
class Pages:
    """A source of a snapshot: the pages of a folder, decoded by the library as those of a server are.

    Attributes:
        folder: Where they are.
    """

    folder: Path

    def bodies(self, collection: str) -> Iterator[bytes]:
        """Yield each page of *collection*, read from the disk when it is asked for."""
        with (self.folder / collection).open("rb") as file:
            while length := file.read(_LENGTH):
                yield file.read(int.from_bytes(length))

    def batches(self, collection: str) -> Iterator[Batch]:
        """Yield the rows of *collection*."""
        decoder, start = Decoder(collection=ROSTERING[collection]), 0
        for body in self.bodies(collection):
            rows = decoder.page(body, path=f"/{collection}", start=start)
            start += rows.received
            yield Batch(structs=rows.structs, ledger=rows.ledger, received=rows.received)
        yield Batch(structs=[], received=0, end=End.EMPTY_PAGE)


def made(folder: Path, *, part: int = 1) -> Path:
    """Return the folder with the pages of one *part*-th of the district; make them unless that was done before."""
    from oneroster_classlink.sandbox import make_district

    target = folder / f"part-{part}"
    if not (target / _MADE).exists():
        target.mkdir(parents=True, exist_ok=True)
        district, narrowed = make_district(today=TODAY, size="large"), _Part(part)
        for name in ROSTERING:
            _write(target / name, narrowed.rows(name, _encoded(district.rows[name])), name=name)
        (target / _MADE).touch()
    return target


def _encoded(rows: Any) -> Iterator[bytes]:
    if isinstance(rows, tuple):
        yield from map(msgspec.json.encode, rows)
        return
    for start in range(0, len(rows), PAGE):
        yield from rows.page(range(start, min(start + PAGE, len(rows))))


def _write(path: Path, rows: Iterator[bytes], *, name: str) -> None:
    renamed = _Renamed()
    with path.open("wb") as file:
        while page := b",".join(islice(rows, PAGE)):
            body = b'{"%s":[%s]}' % (name.encode(), _IDS.sub(lambda found: renamed[found.group()], page))
            file.write(len(body).to_bytes(_LENGTH) + body)


class _Renamed(dict[bytes, bytes]):
    """From an id to the one that takes its place."""

    def __missing__(self, old: bytes) -> bytes:
        new = b'"%s"' % blake2b(old, digest_size=8).hexdigest().encode()
        if not old.startswith(b'"ENR'):
            self[old] = new
        return new


class _Part:
    """Every so-many-th school of the district, and whoever belongs to it."""

    def __init__(self, part: int) -> None:
        self._part = part
        self._students: list[str] = []
        self._changes: dict[str, Callable[[Row], bool]] = {
            "orgs": self._org,
            "classes": lambda row: self._is_in(row["school"]),
            "users": self._user,
            "enrollments": lambda row: self._is_in(row["school"]),
            "demographics": lambda row: row["sourcedId"] in self._people,
        }
        self._people: set[str] = set()
        self._guardians = 0

    def rows(self, name: str, rows: Iterator[bytes]) -> Iterator[bytes]:
        """Yield those of *rows* that belong to it, so changed that they refer to nothing else."""
        if self._part == 1 or name not in self._changes:
            return rows
        if name == "users":
            rows = iter(self._students_first(rows))
        return self._kept(rows, keep=self._changes[name])

    def _kept(self, rows: Iterator[bytes], *, keep: Callable[[Row], bool]) -> Iterator[bytes]:
        for row in map(msgspec.json.decode, rows):
            if keep(row):
                yield msgspec.json.encode(row)

    def _students_first(self, rows: Iterator[bytes]) -> list[bytes]:
        """Note the students that are kept, for guardians come before them; return all *rows*."""
        found = list(rows)
        mine = (
            row for row in map(msgspec.json.decode, found) if row["role"] == "student" and self._is_in(*row["orgs"])
        )
        self._students = [row["sourcedId"] for row in mine]
        return found

    def _is_in(self, org: Row, *_: Row) -> bool:
        return int(org["sourcedId"].removeprefix("ORG-")) % self._part == 1

    def _org(self, row: Row) -> bool:
        row["children"] = [child for child in row.get("children", ()) if self._is_in(child)]
        return row["type"] == "district" or self._is_in(row)

    def _user(self, row: Row) -> bool:
        number = int(row["sourcedId"][4:])
        is_guardian = row["sourcedId"].startswith("GDN")
        if not (number % self._part == 0 if is_guardian else self._is_in(*row["orgs"])):
            return False
        for agent in row["agents"]:
            other = int(agent["sourcedId"][4:])
            mine = (
                self._students[other % len(self._students)] if is_guardian else f"GDN-{other - other % self._part:06}"
            )
            agent["sourcedId"] = mine
        for org in row["orgs"] if is_guardian else ():
            other = int(org["sourcedId"].removeprefix("ORG-"))
            org["sourcedId"] = f"ORG-{(other - 1) // self._part * self._part + 1:04}"
        self._people.add(row["sourcedId"])
        return True
