"""A source that first gives what an interrupted pull had read, then goes on, and keeps what it reads."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import attrs
import msgspec

from oneroster_classlink.errors import IncompletePull, UsageError
from oneroster_classlink.models.collections import ROSTERING
from oneroster_classlink.snapshot.resume.journal import Journal
from oneroster_classlink.snapshot.resume.place import Place
from oneroster_classlink.snapshot.source import Resumable, Source
from oneroster_classlink.wire.proof import Batch

FORMAT = 1
KEPT_FOR = timedelta(hours=24)


@attrs.frozen(kw_only=True)
class _About:
    """Which pull it is that is kept.

    Attributes:
        source: What it reads from.
        started: When it began, in UTC.
        package: The version that wrote it.
        format: The form in which it was written.
    """

    source: str
    started: datetime
    package: str = attrs.field(factory=lambda: version("oneroster-classlink"))
    format: int = FORMAT

    def may_go_on(self, new: "_About") -> bool:
        """Tell whether the pull *new* may go on with what this one read."""
        is_fresh = timedelta() <= new.started - self.started < KEPT_FOR
        return is_fresh and attrs.evolve(self, started=new.started) == new


@attrs.frozen(kw_only=True)
class Kept:
    """A source that keeps what it reads.

    Attributes:
        source: Where the rows come from that are not kept yet.
        place: Where they are kept.
        started: When the first attempt began.
        seed: What sets this pull's files apart from another's.
    """

    source: Resumable
    place: Place
    started: datetime
    seed: bytes = attrs.field(repr=False)

    def batches(self, collection: str) -> Iterator[Batch]:
        """Yield the kept batches of *collection*, then those that the source still has.

        Raises:
            TargetError: They cannot be kept.
            OneRosterError: Whatever the source raises.
        """
        with self.place.guarded():
            file = os.fdopen(self.place.open(collection), "rb")
        with file:
            journal = Journal(file=file, collection=ROSTERING[collection], chain=self.seed + collection.encode())
            for batch in journal.kept():
                yield _unproven(batch)
            goes_on = journal.last is not None
            for batch in self._rest(collection, last=journal.last):
                with self.place.guarded():
                    kept = journal.add(batch)
                yield _unproven(kept) if goes_on else kept

    def _rest(self, collection: str, *, last: Batch | None) -> Iterator[Batch]:
        if last is None:
            return self.source.batches(collection)
        if last.end is not None or last.mark is None:
            return iter(())
        return self.source.batches_after(collection, mark=last.mark)


def _unproven(batch: Batch) -> Batch:
    """Return *batch* without its word that no row came before: no source knows that of another attempt's rows."""
    return attrs.evolve(batch, distinct=False)


@contextmanager
def resuming(source: Source, *, path: str | Path, now: datetime) -> Iterator[Kept]:
    """Give the source that goes on with the pull kept at *path*, or begins one; it is deleted at success.

    A collection that turns out to be incomplete is forgotten, so that the next attempt asks for it anew.

    Raises:
        UsageError: *source* cannot go on where it stopped.
        TargetError: There is something else at *path*, or it cannot be written.
    """
    if not isinstance(source, Resumable):
        raise UsageError("resume needs a source that can go on where it stopped, such as a Client; this one cannot.")
    place = Place(Path(path))
    place.make()
    about = _begin(place, new=_About(source=source.name, started=now))
    kept = Kept(source=source, place=place, started=about.started, seed=msgspec.json.encode(about))
    try:
        yield kept
    except IncompletePull as failed:
        place.forget(failed.collection)
        raise
    place.delete()


def _begin(place: Place, *, new: _About) -> _About:
    """Return what *place* says of the pull it keeps, if *new* may go on with it; else begin anew."""
    try:
        old = msgspec.json.decode(place.about(), type=_About)
    except (msgspec.DecodeError, UnicodeDecodeError):
        old = None
    if old is not None and old.may_go_on(new):
        return old
    place.begin(msgspec.json.encode(new))
    return new
