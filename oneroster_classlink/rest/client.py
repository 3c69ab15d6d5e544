"""The client of one OneRoster server: what a caller holds, and closes."""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import Self

from oneroster_classlink.errors import UsageError
from oneroster_classlink.models.collections import ROSTERING
from oneroster_classlink.rest.connection import Connection, Target
from oneroster_classlink.rest.reading.reader import Progress, Reader
from oneroster_classlink.rest.retry import Account, Budget, Retry
from oneroster_classlink.rest.services import Gradebook, Resources, Rostering
from oneroster_classlink.rest.transport import Auth, Session, make_transport
from oneroster_classlink.wire.address import parse_address
from oneroster_classlink.wire.endpoints import Version, list_of
from oneroster_classlink.wire.proof import Batch
from oneroster_classlink.wire.query import Query, changed_since

logging.getLogger("oneroster_classlink").addHandler(logging.NullHandler())

PAGE_SIZE = 5_000
"""Half of what ClassLink allows, so that a cut at its ceiling never looks like a last page."""
LARGEST_PAGE = 10_000
MOST_IN_FLIGHT = 32
TIMEOUT = (10.0, 120.0)


class Client(Rostering, Gradebook, Resources):
    """Reads a district from a OneRoster 1.1 or 1.2 server; a source for `Snapshot.load`.

    Args:
        url: The server's origin with any path prefix; it may already carry a version's base path.
        auth: `OAuth1`, `Bearer`, `ClientCredentials` or another requests auth object.
        version: ``1.1`` or ``1.2``; by default it is taken from *url*, or found out by the first request.
        page_size: Rows to ask for at once, from 1 to 10,000.
        in_flight: Pages of one collection fetched at once, from 1 to 32.
        timeout: Seconds to connect, and seconds to wait for the next bytes; one number is both.
        session: Sends the requests; by default one of the client's own. The caller closes it.
        sleep: Waits for some seconds between attempts.
        progress: Is told how far each read of a collection has come.
        retry: How patient to be.
        budget: What the client may use up in all; without end by default.

    Raises:
        UsageError: An argument cannot be meant. No message repeats the URL, for it may hold credentials.
    """

    def __init__(  # noqa: PLR0913 - every knob of a pull, by keyword
        self,
        url: str,
        *,
        auth: Auth,
        version: Version | str | None = None,
        page_size: int = PAGE_SIZE,
        in_flight: int = 4,
        timeout: tuple[float, float] | float = TIMEOUT,
        session: Session | None = None,
        sleep: Callable[[float], None] = time.sleep,
        progress: Callable[[Progress], None] | None = None,
        retry: Retry | None = None,
        budget: Budget | None = None,
    ) -> None:
        if not callable(sleep) or not (progress is None or callable(progress)):
            raise UsageError("sleep must be callable, and progress too, or None.")
        if not (retry is None or isinstance(retry, Retry)):
            raise UsageError("retry must be a Retry(...), or None.")
        if not (budget is None or isinstance(budget, Budget)):
            raise UsageError("budget must be a Budget(...), or None.")
        width = _within(in_flight, most=MOST_IN_FLIGHT, what="in_flight")
        connection = Connection(
            address=parse_address(url, version=version),
            transport=make_transport(auth=auth, session=session, timeout=timeout, width=width),
            retry=retry or Retry(),
            sleep=sleep,
            account=Account(budget=budget or Budget()),
        )
        rows = _within(page_size, most=LARGEST_PAGE, what="page_size")
        self._reader = Reader(connection=connection, page_size=rows, in_flight=width, progress=progress)
        self._own = connection.transport if session is None else None

    def __repr__(self) -> str:
        """Show the host and the version, never a credential."""
        return f"Client({self._reader.connection.address.host}, version={self.version})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, unless they are of a session that was given."""
        if self._own is not None:
            self._own.session.close()

    @property
    def version(self) -> Version | None:
        """The server's version; ``None`` before it is known."""
        return self._reader.connection.version

    @property
    def connection(self) -> Connection:
        """What speaks to the server, for who looks at single answers."""
        return self._reader.connection

    @property
    def name(self) -> str:
        """What is read from, without credentials. A pull that is resumed must be from the same."""
        return self._reader.connection.address.root

    def batches(self, collection: str) -> Iterator[Batch]:
        """Yield every page of *collection*, such as ``academicSessions``, as `Snapshot.load` takes them.

        Where there is room for another request, the first page of the collection that a snapshot reads next is
        sent for as well.

        Raises:
            UsageError: There is no such collection.
            IncompletePull: It cannot be proven that every row came.
            OneRosterError: A page cannot be read.
        """
        following = dict(zip(ROSTERING, islice(ROSTERING, 1, None), strict=False))
        then = _whole(following[collection]) if collection in following else None
        return self._reader.batches(_whole(collection), query=Query(), then=then)

    def batches_after(self, collection: str, *, mark: str) -> Iterator[Batch]:
        """Yield what comes of *collection* after the batch that carried *mark*, in this run or an earlier one.

        Raises:
            UsageError: There is no such collection, or *mark* is none.
            IncompletePull: It cannot be proven that every row came.
            OneRosterError: A page cannot be read.
        """
        return self._reader.batches_after(_whole(collection), query=Query(), mark=mark)

    def changes(self, collection: str, *, since: datetime) -> Iterator[Batch]:
        """Yield the rows of *collection* that were changed after *since*, those marked ``tobedeleted`` too.

        Raises:
            UsageError: There is no such collection, or *since* has no time zone.
            OneRosterError: A page cannot be read; `BadRequest` where the server does not filter.
        """
        return self._reader.batches(_whole(collection), query=Query(filter=str(changed_since(since))))


def _whole(collection: str) -> Target:
    endpoint = list_of(collection)
    return Target(endpoint=endpoint, path=endpoint.path)


def _within(value: object, *, most: int, what: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise UsageError(f"{what} must be a whole number from 1 to {most:,}.")
    return value
