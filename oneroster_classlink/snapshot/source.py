"""What a snapshot asks of where it comes from."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol, runtime_checkable

from oneroster_classlink.wire.proof import Batch


class Source(Protocol):
    """Where a snapshot comes from: a REST client, a folder of lists, records in a test."""

    def batches(self, collection: str) -> Iterator[Batch]:
        """Yield the rows of *collection* (a key of ``ROSTERING``); the last batch says how the end was known."""
        ...


@runtime_checkable
class Resumable(Protocol):
    """A source that can go on where an earlier pull stopped."""

    @property
    def name(self) -> str:
        """What it reads from, the same in every run; it holds no credential."""
        ...

    def batches(self, collection: str) -> Iterator[Batch]:
        """Yield the rows of *collection* from its beginning."""
        ...

    def batches_after(self, collection: str, *, mark: str) -> Iterator[Batch]:
        """Yield the rows of *collection* that come after the batch with *mark*."""
        ...


@runtime_checkable
class Changing(Protocol):
    """A source that can tell what changed."""

    def changes(self, collection: str, *, since: datetime) -> Iterator[Batch]:
        """Yield the rows of *collection* that were changed after *since*, those marked ``tobedeleted`` too."""
        ...
