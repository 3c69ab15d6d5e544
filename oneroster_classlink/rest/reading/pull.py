"""One pull of a collection: pages in flight, taken in order, each judged by what it brings."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial

import attrs

from oneroster_classlink.errors import IncompletePull, OneRosterError, ServerFault
from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.rest.connection import Connection, Target
from oneroster_classlink.rest.reading.page import Attempts, Page
from oneroster_classlink.rest.reading.window import Window, launched
from oneroster_classlink.wire.answer import Answer
from oneroster_classlink.wire.decode import Decoder, Rows, Seen
from oneroster_classlink.wire.proof import Batch
from oneroster_classlink.wire.pull.mark import write_mark
from oneroster_classlink.wire.pull.order import is_rising
from oneroster_classlink.wire.pull.paging import Ask, Paging
from oneroster_classlink.wire.pull.sheet import Ids, laid_out, readable
from oneroster_classlink.wire.pull.trail import News, Trail
from oneroster_classlink.wire.pull.verdict import after, distrusted, probed
from oneroster_classlink.wire.pull.width import Width
from oneroster_classlink.wire.query import Query

log = logging.getLogger("oneroster_classlink")


@attrs.define(kw_only=True)
class Pace:
    """What a client has learned of its server, for the pulls to come.

    Attributes:
        width: Pages in flight.
        sorts: Whether the server sorts by id when asked; ``None`` as long as nobody had to know.
        begun: The first pages of pulls to come that are in flight already, by path and query.
    """

    width: Width
    sorts: bool | None = None
    begun: dict[tuple[str, str], Future[Answer]] = attrs.field(factory=dict, repr=False)


@attrs.define(kw_only=True)
class Pull:
    """A pull of one collection.

    Attributes:
        connection: The server.
        target: What to read.
        query: What is asked of it.
        pace: What is known of the server.
        state: Where the pull stands.
        trail: What has come.
        tell: Is told how many rows have come, of how many, and whether that was the end.
        then: What will be read next, if that is known; its first page is fetched while this pull comes to its end.
        dates: In which order its dates are known to be written.
    """

    connection: Connection
    target: Target
    query: Query
    pace: Pace
    state: Paging
    trail: Trail
    tell: Callable[[int, int | None, bool], None]
    then: Target | None = None
    dates: Seen = attrs.field(factory=Seen)
    _rows: int = attrs.field(default=0, init=False)
    _decoder: Decoder = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._decoder = Decoder(collection=COLLECTIONS[self.target.collection], dates=self.dates)

    def batches(self) -> Iterator[Batch]:
        """Yield page after page until the end is known.

        Raises:
            IncompletePull: It cannot be known.
            OneRosterError: A page cannot be read.
        """
        with Window(fetch=self._fetch) as window:
            self._adopt(window)
            while self.state.end is None:
                page, retries = self._taken(window)
                news = self.trail.read(page.rows, overlap=self.state.overlap, start=page.ask.offset)
                news = self._judge(page, news)
                self._rows += news.rows.received
                self.tell(self._rows, self.state.total, self.state.end is not None)
                yield self._batch(page, news, retries=retries)

    def _taken(self, window: Window) -> tuple[Page, int]:
        asks = self.state.asks(width=self.pace.width.now)
        if self.state.pages and len(asks) < self.pace.width.now:
            self._begin_next()
        attempts = Attempts(take=window.first(asks), decoder=self._decoder, state=self.state, ask=asks[0])
        page, retries = self._tried(attempts)
        self.pace.width = self.pace.width.shrunk() if retries else self.pace.width.after(page.seconds)
        return page, retries

    def _tried(self, attempts: Attempts) -> tuple[Page, int]:
        """Try a page, anew as long as it is asked for in smaller parts than before."""
        while True:
            limit = attempts.ask.limit
            try:
                return self.connection.repeat(attempts, path=self.target.path)
            except ServerFault:
                if attempts.ask.limit >= limit:
                    raise

    def _adopt(self, window: Window) -> None:
        """Take over the first page if it is in flight already."""
        (ask,) = self.state.asks(width=1)
        flight = self.pace.begun.pop((self.target.path, self._encoded(ask, query=self.query)), None)
        if flight is not None:
            window.adopt(ask, flight)

    def _begin_next(self) -> None:
        """Send for the first page of what will be read next, where there is room for one more request."""
        if self.then is not None:
            ask = Ask(0, self.state.page_size)
            query = self._encoded(ask, query=self.query)
            fetch = partial(self.connection.send, self.then, query=query)
            self.pace.begun[self.then.path, query] = launched(lambda _: fetch(), ask)
            self.then = None

    def _judge(self, page: Page, news: News) -> News:
        """Move on by what the page brought, and return what of it counts."""
        reading = self.state.reading
        self.state = after(self.state, news, ask=page.ask, total=page.total, halved=page.halved)
        if self.state.moved and self.state.sorts and not self._is_sorted():
            self.state = distrusted(self.state)
        if self.state.probe is not None:
            self._probe(self.state.probe)
            news = attrs.evolve(news, rows=Rows(structs=[], received=0))
        if self.state.trouble is not None:
            raise IncompletePull(self.target.collection, self.state.trouble)
        if self.state.reading > reading:
            log.info("%s is read once more, for certainty", self.target.path)
            self.trail.restart()
        return news

    def _probe(self, ask: Ask) -> None:
        first = self.trail.before
        query = attrs.evolve(self.query, order_by="desc") if len(first) == 1 else self.query
        self.state = probed(self.state, self._ids(ask, query=query), first=first)

    def _is_sorted(self) -> bool:
        """Ask, once for all, for both ends: a server that sorts gives rows that rise, and others that fall."""
        if self.pace.sorts is None:
            self.pace.sorts = self._sorts()
        return self.pace.sorts

    def _sorts(self) -> bool:
        try:
            falling = readable(self._ids(Ask(0, 2), query=attrs.evolve(self.query, order_by="desc")))
            rising = readable(self._ids(Ask(0, 2), query=self.query))
        except OneRosterError:
            return False
        return not is_rising(falling) and rising[:1] < falling[-1:]

    def _ids(self, ask: Ask, *, query: Query) -> Ids:
        """Return the ids of a page that brings no rows but tells something of the server."""

        def attempt() -> Ids:
            answer = self._answer(ask, query=query)
            rows = self._decoder.page(answer.body, path=answer.path, start=ask.offset)
            return laid_out(rows, collection=self.target.collection, start=ask.offset)[0].ids

        return self.connection.repeat(attempt, path=self.target.path)[0]

    def _fetch(self, ask: Ask) -> Answer:
        return self._answer(ask, query=self.query)

    def _answer(self, ask: Ask, *, query: Query) -> Answer:
        return self.connection.send(self.target, query=self._encoded(ask, query=query))

    @staticmethod
    def _encoded(ask: Ask, *, query: Query) -> str:
        return query.encoded(limit=ask.limit, offset=ask.offset)

    def _batch(self, page: Page, news: News, *, retries: int) -> Batch:
        return Batch(
            structs=news.rows.structs,
            ledger=news.rows.ledger,
            received=news.rows.received,
            total=page.total,
            retries=retries,
            revision=page.revision,
            end=self.state.end,
            mark=write_mark(self.state, self.trail, dates=self._decoder.seen),
            distinct=True,
            readings=self.state.reading,
            rejoined=self.state.rejoined,
        )
