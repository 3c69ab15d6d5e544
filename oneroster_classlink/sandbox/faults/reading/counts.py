"""Counts and pages that do not agree: totals, links, empty collections."""

from collections.abc import Callable

import attrs

from oneroster_classlink.sandbox.exchange import Answer, Refused
from oneroster_classlink.sandbox.faults.kind import Kind, Option, Reads, Stage, Table
from oneroster_classlink.sandbox.faults.reading.asking import without_counts
from oneroster_classlink.sandbox.faults.reading.page import COUNTS, Page, changes_page
from oneroster_classlink.sandbox.faults.visit import Turn
from oneroster_classlink.sandbox.service.query import Query

_BY = Option(default=1)
_ELSEWHERE = "https://elsewhere.example/ims/oneroster/v1p1/users?offset=0"


def _missing(turn: Turn, page: Page) -> Page:
    gone = {"all": (*COUNTS, "Link"), "total": COUNTS[:1], "count": COUNTS[1:]}[turn.options["header"]]
    return attrs.evolve(page, headers={name: value for name, value in page.headers.items() if name not in gone})


def _renamed(_turn: Turn, page: Page) -> Page:
    headers = without_counts(page.headers)
    counts = {"x-total-count": str(page.total), "x-returned-count": str(len(page.rows))}
    return attrs.evolve(page, headers={**headers, **counts})


def _empty(_turn: Turn, page: Page) -> Page:
    kept = {name: value for name, value in page.headers.items() if name != "Link"}
    return attrs.evolve(page, headers=kept).with_rows([]).with_total(0)


def _not_found(_turn: Turn, page: Page) -> Page:
    if not page.rows:
        raise Refused(404, "unknownobject", "Request returned no results.")
    return page


def _linked(turn: Turn, page: Page) -> Page:
    """Send links as two servers do: a next one on the last page too, to another host, or Mockroster's headers."""
    query = Query.of(turn.visit.request)
    link = {"Link": f'<{_ELSEWHERE}>; rel="next", <{_ELSEWHERE}>; rel="last"'}
    own = {"Limit": str(query.limit), "Offset": str(query.offset), "Next": _ELSEWHERE, "Result-Count": "1"}
    return attrs.evolve(page, headers={**page.headers, **(link if turn.options["form"] == "link" else own)})


def _doubled(turn: Turn, page: Page) -> Page:
    doubled = page.rows[: turn.options["rows"]]
    return page.with_rows([*doubled, *page.rows])


def _total(change: Callable[[Turn, int], int]) -> Callable[[Turn, Page], Page]:
    return lambda turn, page: page.with_total(max(0, change(turn, page.total)))


def _kind(says: str, change: Callable[[Turn, Page], Page | Answer], **options: Option | tuple[str, ...]) -> Kind:
    return Kind(says=says, stage=Stage.PAGE, act=changes_page(change), reads=Reads.LISTS, options=options)


COUNTING: Table = {
    "count_missing": _kind(
        "The headers that count are missing, links too.", _missing, header=("all", "total", "count")
    ),
    "count_renamed": _kind("The rows of a page are counted by x-returned-count, as in 2017.", _renamed),
    "total_zero": _kind("The total is 0, whatever comes.", _total(lambda _turn, _total: 0)),
    "total_low": _kind("The total is too low.", _total(lambda turn, total: total - turn.options["by"]), by=_BY),
    "total_high": _kind("The total is too high.", _total(lambda turn, total: total + turn.options["by"]), by=_BY),
    "total_growing": _kind(
        "The total grows from page to page.",
        _total(lambda turn, total: total + turn.options["by"] * (turn.number - 1)),
        by=_BY,
    ),
    "link_headers": _kind("Links to a next page come on every page and lead elsewhere.", _linked, form=("link", "own")),
    "collection_empty": _kind("There is not one row, and the total is 0.", _empty),
    "empty_page_as_404": _kind("404 comes where an empty page is meant.", _not_found),
    "rows_doubled": _kind("The first rows of a page come twice.", _doubled, rows=Option(default=1, least=1)),
}
