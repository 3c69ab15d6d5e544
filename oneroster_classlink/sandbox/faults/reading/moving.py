"""Rows that come and go while a collection is being paged.

The whole collection is read, changed and paged anew at each request, so these faults are for small districts.
"""

from collections.abc import Callable, Iterator
from typing import Any

import attrs

from oneroster_classlink.sandbox.exchange import Answer
from oneroster_classlink.sandbox.faults.kind import Kind, Option, Reads, Stage, Table
from oneroster_classlink.sandbox.faults.reading.asking import asked, without_counts
from oneroster_classlink.sandbox.faults.reading.page import Page, Row, page_of
from oneroster_classlink.sandbox.faults.visit import Act, Turn
from oneroster_classlink.sandbox.service.links import link_header
from oneroster_classlink.sandbox.service.query import MAX_LIMIT, Query


def changes_whole(change: Callable[[Turn, list[Any]], list[Any]]) -> Act:
    """Return what changes the whole selection by *change*, and pages it anew."""

    def act(turn: Turn) -> Answer:
        query = Query.of(turn.visit.request)
        pages = list(pages_of(turn))
        rows = change(turn, [row for page in pages for row in page.rows])
        shown = rows[query.offset : query.offset + query.limit]
        headers = without_counts(pages[0].headers) | link_header(turn.visit.request, query=query, total=len(rows))
        counted = attrs.evolve(pages[0], rows=shown, headers=headers).with_total(len(rows))
        return attrs.evolve(counted, headers={**counted.headers, "x-count": str(len(shown))}).answer()

    return act


def pages_of(turn: Turn) -> Iterator[Page]:
    """Yield the pages of the whole selection that *turn* asks one page of."""
    offset, total = 0, 1
    while offset < total:
        request = asked(turn.visit.request, limit=MAX_LIMIT, offset=offset)
        answer = turn.go(attrs.evolve(turn.visit, request=request))
        page = page_of(answer, single=False) or Page(key=str(turn.visit.place), rows=[])
        yield page
        offset, total = offset + len(page.rows), page.total if page.rows else 0


def _inserted(turn: Turn, rows: list[Row]) -> list[Row]:
    """Put new rows before the one at ``place``, each with an id that sorts there."""
    place = min(turn.options["place"], len(rows))
    before = str(rows[place - 1].get("sourcedId", "")) if place else "!"
    count = turn.number * int(turn.options["rows"])
    new = turn.settle(f"{before}-new-{number:06}" for number in range(count))
    turn.memory.move(str(turn.visit.place), inserted=new)
    model = rows[min(place, len(rows) - 1)] if rows else {}
    return [*rows[:place], *({**model, "sourcedId": sourced_id} for sourced_id in new), *rows[place:]]


def _removed(turn: Turn, rows: list[Row]) -> list[Row]:
    """Leave out rows from the one at ``place`` on."""
    gone = set(turn.settle(str(row.get("sourcedId")) for row in rows[turn.options["place"] :]))
    turn.memory.move(str(turn.visit.place), removed=gone)
    return [row for row in rows if row.get("sourcedId") not in gone]


def _kind(says: str, change: Callable[[Turn, list[Any]], list[Any]]) -> Kind:
    options = {
        "place": Option(default=0),
        "rows": Option(default=1, least=1, most=100_000),
        "after": Option(default=1),
        "times": Option(default=1),
    }
    return Kind(
        says=says, stage=Stage.WHOLE, act=changes_whole(change), lasts=True, reads=Reads.WHOLES, options=options
    )


MOVING: Table = {
    "rows_inserted": _kind("New rows appear while a collection is pulled; `Faults.moved` tells which.", _inserted),
    "rows_removed": _kind("Rows disappear while a collection is pulled; `Faults.moved` tells which.", _removed),
}
