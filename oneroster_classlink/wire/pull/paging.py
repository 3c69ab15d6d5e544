"""Where a pull of pages stands, as a value: what to ask for next, and whether the end was reached."""

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
        seen: Rows received, which is the next offset.
        total: The server's count, as long as it is plausible.
        step: The page size that the server keeps to, once it is known.
        edge: Where the stretch that is being read ends.
        last: Rows of the last page.
        pages: Pages received.
        end: How the end was known, once it is.
    """

    page_size: int
    seen: int = 0
    total: int | None = None
    step: int | None = None
    edge: int = 0
    last: int = 0
    pages: int = 0
    end: End | None = None

    def asks(self, *, width: int) -> tuple[Ask, ...]:
        """Return the pages to have in flight, at most *width*; the first is the one to take next.

        There is more than one only where the server's total and page size are known.
        """
        if self.end is not None:
            return ()
        if self.step is None or self.total is None:
            return (Ask(self.seen, self.page_size),)
        ahead = islice(range(self.edge, self.total, self.step), width - 1)
        return (Ask(self.seen, self.edge - self.seen), *(Ask(offset, self.step) for offset in ahead))

    def after(self, *, received: int, total: int | None, apart: bool = False) -> "Paging":
        """Return where the pull stands after a page of *received* rows whose header said *total*.

        Some servers put a page's own count where the total belongs. So a first page that is all there should be is
        believed only if the server counts the page *apart*; else one more page is asked for, which must be empty.
        """
        seen = self.seen + received
        claimed = self.total if total is None else total
        plausible = claimed if claimed is not None and claimed >= seen else None
        step = self.step or self._settled(received)
        return attrs.evolve(
            self,
            seen=seen,
            total=plausible,
            step=step,
            edge=self.edge if seen < self.edge else seen + (step or 0),
            last=received,
            pages=self.pages + 1,
            end=_end(seen, received=received, total=plausible, believed=apart or self.pages > 0),
        )

    def _settled(self, received: int) -> int | None:
        """Return the server's page size: a full page, or two short ones of the same size (it caps ``limit``)."""
        return min(received, self.page_size) if received in {self.page_size, self.last} else None


def _end(seen: int, *, received: int, total: int | None, believed: bool) -> End | None:
    if seen == total and (believed or not received):
        return End.TOTAL
    return None if received else End.EMPTY_PAGE
