"""A served page or record taken apart, so that faults can change it, and put together again."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import attrs
import msgspec

from oneroster_classlink.sandbox.exchange import Answer
from oneroster_classlink.sandbox.faults.visit import Act, Turn

Row = dict[str, Any]
COUNTS = ("X-Total-Count", "x-count")
"""The headers that count: all rows, and those of the page."""


@attrs.frozen(kw_only=True)
class Page:
    """A page of rows, or the one row of a single read.

    Attributes:
        key: The envelope key.
        rows: The rows.
        single: Whether it is a single read.
        siblings: What else stands in the envelope.
        headers: The headers.
    """

    key: str
    rows: list[Any]
    single: bool = False
    siblings: Mapping[str, Any] = attrs.field(factory=dict)
    headers: Mapping[str, str] = attrs.field(factory=dict)

    @property
    def total(self) -> int:
        """The rows of the whole collection."""
        return int(self.headers.get("X-Total-Count", len(self.rows)))

    @property
    def shown(self) -> Any:
        """What stands under the key."""
        return self.rows[0] if self.single else self.rows

    def with_rows(self, rows: list[Any]) -> "Page":
        """Return the page with other *rows*; the header that counts them counts these."""
        count = {"x-count": str(len(rows))} if "x-count" in self.headers else {}
        return attrs.evolve(self, rows=rows, headers={**self.headers, **count})

    def with_total(self, total: int) -> "Page":
        """Return the page with another count of the whole collection."""
        return attrs.evolve(self, headers={**self.headers, "X-Total-Count": str(total)})

    def answer(self) -> Answer:
        """Put it together again."""
        return enveloped({self.key: self.shown, **self.siblings}, headers=self.headers)


def enveloped(body: Any, *, headers: Mapping[str, str]) -> Answer:
    """Return the answer with *body* as JSON."""
    return Answer(body=msgspec.json.encode(body), headers=headers)


def page_of(answer: Answer, *, single: bool) -> Page | None:
    """Take *answer* apart; ``None`` where it is an error, or another fault has changed its envelope already."""
    if answer.status != HTTPStatus.OK:
        return None
    try:
        body = msgspec.json.decode(answer.body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if not isinstance(body, dict) or not body:
        return None
    key, *others = body
    rows = [body[key]] if single else body[key]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return None
    siblings = {name: body[name] for name in others}
    return Page(key=key, rows=rows, single=single, siblings=siblings, headers=answer.headers)


def changes_page(change: Callable[[Turn, Page], Page | Answer]) -> Act:
    """Return what changes a whole page by *change*."""

    def act(turn: Turn) -> Answer:
        answer = turn.usual()
        page = page_of(answer, single=turn.visit.single)
        if page is None:
            return answer
        changed = change(turn, page)
        return changed if isinstance(changed, Answer) else changed.answer()

    return act


def changes_rows(change: Callable[[Turn, Row], Row]) -> Act:
    """Return what changes each row by itself by *change*."""
    return changes_page(lambda turn, page: page.with_rows([change(turn, row) for row in page.rows]))
