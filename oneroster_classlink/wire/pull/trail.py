"""What has come so far, and what each further page brings that is new."""

from collections.abc import Sequence
from functools import reduce
from itertools import takewhile

import attrs

from oneroster_classlink.wire.decode import Rows
from oneroster_classlink.wire.pull.digests import Digests
from oneroster_classlink.wire.pull.order import Order
from oneroster_classlink.wire.pull.sheet import Ids, Sheet, laid_out

_NOTHING = Rows(structs=[], received=0)


@attrs.frozen(kw_only=True)
class News:
    """What a page brings.

    Attributes:
        rows: Its new rows; none if it does not join.
        received: How many rows the page held.
        distinct: How many are left of them when one row is taken of each id.
        joins: Whether it begins with a row that had come, so that nothing lies between.
        exact: Whether it begins with exactly the rows that were asked for again.
        repeats: Whether it holds the same rows as the page before.
        goes_back: Whether it begins with a row of the page before.
        by_id: Whether every page so far came sorted by id.
        tail: How many of its last rows have no readable id.
        chain: One number for the ids of this reading and their order, where pages do not overlap.
    """

    rows: Rows = attrs.field(repr=False)
    received: int
    distinct: int
    joins: bool
    exact: bool
    repeats: bool
    goes_back: bool
    by_id: bool
    tail: int
    chain: int


@attrs.define(kw_only=True)
class Trail:
    """The rows of one collection that have come.

    Attributes:
        collection: The collection's name.
        order: The order they come in.
        anchor: The last id that came.
        before: The ids of the page before by their place, ``None`` where one cannot be read.
        resumed: Whether rows came before those of *before*, and are not known.
    """

    collection: str
    order: Order = attrs.field(factory=Order)
    anchor: str | None = None
    before: Ids = ()
    resumed: bool = False
    _chain: int = attrs.field(default=0, init=False)
    _came: Digests = attrs.field(factory=Digests, init=False, repr=False)
    _again: bool = attrs.field(default=False, init=False)

    def __attrs_post_init__(self) -> None:
        self._came.add(sourced_id for sourced_id in self.before if sourced_id is not None)

    @property
    def is_at_front(self) -> bool:
        """Whether the page before ends with the last id that came."""
        return next((item for item in reversed(self.before) if item is not None), None) == self.anchor

    def restart(self) -> None:
        """Begin another reading, in whatever order the rows come; what has come stays known."""
        self.order, self.anchor, self.before, self._chain, self._again = Order(()), None, (), 0, True

    def read(self, rows: Rows, *, overlap: int, start: int) -> News:
        """Take note of a page.

        Args:
            rows: The rows, decoded with *start* as the number of their first.
            overlap: How many rows of the page before were asked for again.
            start: The number of the page's first row in the collection.
        """
        sheet, doubles = laid_out(rows, collection=self.collection, start=start)
        self._compare(sheet, overlap=overlap)
        behind = self._behind(sheet.known)
        exact = list(sheet.ids[:overlap]) == list(self.before[len(self.before) - overlap :])
        joins = exact or not (start or self.resumed) or (bool(behind) and self._came.first(sheet.known) is not None)
        if joins and behind is None:
            self.order = Order(())
        news = self._seen(sheet, received=rows.received, exact=exact, joins=joins)
        if not joins:
            return news
        fresh = self._taken(sheet, overlap=overlap if exact else 0, behind=behind)
        taken = attrs.evolve(fresh, ledger=(*fresh.ledger, *doubles))
        return attrs.evolve(news, rows=taken, by_id=self.order.is_by_id)

    def _compare(self, sheet: Sheet, *, overlap: int) -> None:
        """Take note of the order of a page; where pages do not overlap, the last row that came belongs to it."""
        if overlap or self.anchor is None:
            self.order = self.order.after(sheet.known, rising=sheet.rising)
        else:
            self.order = self.order.after([self.anchor, *sheet.known])
        if not overlap:
            self._chain = reduce(_chained, sheet.ids, self._chain)

    def _seen(self, sheet: Sheet, *, received: int, exact: bool, joins: bool) -> News:
        """Say of a page what can be said before anything of it is taken."""
        return News(
            rows=_NOTHING,
            received=received,
            distinct=len(sheet.ids),
            joins=joins,
            exact=exact,
            repeats=bool(sheet.ids) and list(sheet.ids) == list(self.before),
            goes_back=bool(sheet.known) and sheet.known[0] in self.before,
            by_id=self.order.is_by_id,
            chain=self._chain,
            tail=sum(1 for _ in takewhile(_is_unknown, reversed(sheet.ids))),
        )

    def _behind(self, ids: Sequence[str]) -> int | None:
        """Return how many of *ids* are not beyond the last row that came; ``None`` if their order does not show it."""
        if self.anchor is None:
            return 0 if self.order.is_by_id else None
        return self.order.beyond(ids, anchor=self.anchor)

    def _taken(self, sheet: Sheet, *, overlap: int, behind: int | None) -> Rows:
        """Return what is new on a page that joins and begins with *overlap* rows of the one before; remember it."""
        self.before = sheet.ids
        if behind is None:
            return self._unsorted(sheet, overlap=overlap)
        return self._sorted(sheet, overlap=overlap, behind=behind)

    def _sorted(self, sheet: Sheet, *, overlap: int, behind: int) -> Rows:
        """Take what has not come: what is before the first row that has was not there all the time, or came as well.

        After a mark, a late row may be one that came before it, so that nothing can be told any more.
        """
        ids, known = sheet.ids, sheet.known
        place = ids.index(known[behind - 1]) + 1 if behind else 0
        self.anchor = known[-1] if behind < len(known) else self.anchor
        if place <= overlap:
            self._came.add(known[behind:])
            return sheet.since(overlap)
        first = self._came.first(known) or 0
        new = [False] * first + self._came.unknown(known[first:])
        if self.resumed and any(new[:behind]):
            self.order = Order(())
        later = iter(new)
        return sheet.only([next(later) if item is not None else at >= place for at, item in enumerate(ids)])

    def _unsorted(self, sheet: Sheet, *, overlap: int) -> Rows:
        """Take the rows whose ids have not come. Of those without an id, take what a first reading finds."""
        later = iter(self._came.unknown(sheet.known))
        kept = [
            next(later) if item is not None else not self._again and place >= overlap
            for place, item in enumerate(sheet.ids)
        ]
        return sheet.only(kept)


def _is_unknown(sourced_id: str | None) -> bool:
    return sourced_id is None


def _chained(chain: int, sourced_id: str | None) -> int:
    return hash((chain, sourced_id))
