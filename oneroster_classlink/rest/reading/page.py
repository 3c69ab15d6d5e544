"""One page, tried until it comes: asked for in smaller parts where the server is overburdened."""

from collections.abc import Callable

import attrs

from oneroster_classlink.errors import Forbidden, NotFound, ServerFault, Throttled
from oneroster_classlink.wire.answer import Answer
from oneroster_classlink.wire.decode import Decoder, Rows
from oneroster_classlink.wire.pull.paging import Ask, Paging

_OVERBURDENED = frozenset({502, 503, 504})


@attrs.frozen(kw_only=True)
class Page:
    """A page as it came.

    Attributes:
        ask: What was asked for in the end.
        rows: Its rows.
        total: The server's count, where it gave one.
        revision: The server's revision mark, where it gave one.
        seconds: How long it took.
        halved: Whether fewer rows were asked for than planned.
    """

    ask: Ask
    rows: Rows
    total: int | None = None
    revision: str | None = None
    seconds: float = 0.0
    halved: bool = False


@attrs.define(kw_only=True)
class Attempts:
    """The attempts at one page.

    Attributes:
        take: Gives the answer to an ask.
        decoder: Reads it.
        state: Where the pull stands.
        ask: What to ask for next.
    """

    take: Callable[[Ask], Answer]
    decoder: Decoder
    state: Paging
    ask: Ask
    _halved: bool = attrs.field(default=False, init=False)
    _refused: bool = attrs.field(default=False, init=False)

    def __call__(self) -> Page:
        """Make one attempt.

        Raises:
            OneRosterError: It failed; one that is transient may be repeated.
        """
        try:
            answer = self.take(self.ask)
        except ServerFault as failed:
            self._halve(failed)
            raise
        except Forbidden as refused:
            raise self._meant(refused) from None
        except NotFound:
            if not (self.ask.offset or self.state.pages):
                raise
            return Page(ask=self.ask, rows=Rows(structs=[], received=0))
        return self._page(answer)

    def _page(self, answer: Answer) -> Page:
        return Page(
            ask=self.ask,
            rows=self.decoder.page(answer.body, path=answer.path, start=self.ask.offset),
            total=answer.total,
            revision=answer.revision,
            seconds=answer.seconds,
            halved=self._halved,
        )

    def _halve(self, failed: ServerFault) -> None:
        """Ask for half of the rows where the page seems too much for the server, but for more than overlap."""
        limit = max(self.state.overlap + 1, self.ask.limit // 2)
        if failed.status in _OVERBURDENED and limit < self.ask.limit:
            self.ask, self._halved = Ask(self.ask.offset, limit), True

    def _meant(self, refused: Forbidden) -> Forbidden:
        """Return the refusal as it is meant: final only if it comes twice, before anything else has come."""
        again, self._refused = self._refused, True
        if again and not self.state.pages and not isinstance(refused, Throttled):
            return refused
        return Throttled(refused.status, refused.path, code=refused.code, retry_after=refused.retry_after)
