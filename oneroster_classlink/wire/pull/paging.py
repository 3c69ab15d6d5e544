"""Where a pull of pages stands, as a value: what to ask for next, and whether the end was reached."""

from collections.abc import Iterator
from itertools import islice

import attrs

from oneroster_classlink.wire.proof import End


@attrs.frozen
class Ask:
    """One page to ask for.

    Attributes:
        offset: Its first row, from 0.
        limit: How many rows.
    """

    offset: int
    limit: int


@attrs.frozen(kw_only=True)
class Paging:
    """A pull of pages under way. It trusts rows received, not headers: a total is only a hint.

    Attributes:
        page_size: Rows to ask for until the server's own page size is known.
        sorts: Whether the rows were asked for sorted by id.
        resumed: Whether it goes on where another one ended, whose rows are not known.
        position: The number of rows up to the end of the last page, as the server counts them.
        overlap: How many of them to ask for again.
        linked: Whether pages overlap; else the whole is read twice.
        step: The page size that the server keeps to, once it is known.
        limit: Rows to ask for now, fewer than *step* after the server was overburdened.
        edge: Where the stretch that is being read ends.
        back: How far to step back for a page that joins.
        total: The server's count, as long as it is plausible.
        last: The rows of the last page.
        most: The most rows of any page.
        reached: The greatest *position* of this reading.
        idle: Pages in a row that brought nothing new.
        repeats: Pages that were the one before.
        pages: Pages received.
        reading: Which reading of the collection it is, from 1.
        rejoined: How often pages did not join and were read again.
        moved: Whether something moved during this reading.
        counted: Whether the last page came with a total.
        first: The total on the first page of this reading.
        chain: Of the reading before, where pages cannot overlap.
        probe: A small part of the first page to ask for, where the server's paging is in doubt.
        end: How the end was known, once it is.
        trouble: Why it cannot be known, if so.
    """

    page_size: int
    sorts: bool = True
    resumed: bool = False
    position: int = 0
    overlap: int = 0
    linked: bool = True
    step: int | None = None
    limit: int | None = None
    edge: int = 0
    back: int = 0
    total: int | None = None
    last: int = 0
    most: int = 0
    reached: int = 0
    idle: int = 0
    repeats: int = 0
    pages: int = 0
    reading: int = 1
    rejoined: int = 0
    moved: bool = False
    counted: bool = False
    first: int | None = None
    chain: int | None = None
    probe: Ask | None = None
    end: End | None = None
    trouble: str | None = None

    @property
    def size(self) -> int:
        """Rows to ask for at once, at present."""
        return self.limit or self.step or self.page_size

    def asks(self, *, width: int) -> tuple[Ask, ...]:
        """Return the pages to have in flight, at most *width*; the first is the one to take next.

        There is more than one only where the server's page size is known, and that it counts more rows than came.
        """
        if self.end is not None or self.trouble is not None:
            return ()
        start = max(0, self.position - self.overlap - self.back)
        first = Ask(start, self.size if self.back else self.edge - start or self.size)
        if self.back or self.step is None or self.total is None or self.total == self.position:
            return (first,)
        return (first, *islice(self._ahead(first.offset + first.limit, total=self.total), width - 1))

    def _ahead(self, edge: int, *, total: int) -> Iterator[Ask]:
        """Yield the pages after the stretch that ends at *edge*; the last one asks for the last row again."""
        overlap = max(self.overlap, int(self.linked))
        while edge < total:
            yield Ask(edge - overlap, self.size)
            edge += self.size - overlap
        yield Ask(total - overlap, edge - total + overlap if edge > total else self.size)
