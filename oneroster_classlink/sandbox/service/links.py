"""The ``Link`` header of a page: where its neighbours are (ONEROSTER 3.3)."""

from collections.abc import Iterator
from urllib.parse import quote, urlencode

from oneroster_classlink.sandbox.exchange import Request
from oneroster_classlink.sandbox.service.query import Query

_KEPT = "%/:@!$&'()*+,;=~"
"""What stays in a path that is percent-encoded already."""


def link_header(request: Request, *, query: Query, total: int) -> dict[str, str]:
    """Return the header with the rels that the page has, or none where it holds everything.

    Args:
        request: What was asked.
        query: The same, read.
        total: How many rows there are in all.
    """
    links = [f'<{_address(request, query=query, offset=place)}>; rel="{rel}"' for rel, place in _rels(query, total)]
    return {"Link": ", ".join(links)} if links else {}


def _rels(query: Query, total: int) -> Iterator[tuple[str, int]]:
    if query.offset + query.limit < total:
        yield "next", query.offset + query.limit
    if query.offset:
        yield "prev", max(query.offset - query.limit, 0)
    if query.offset or total > query.limit:
        yield "first", 0
        yield "last", max(total - 1, 0) // query.limit * query.limit


def _address(request: Request, *, query: Query, offset: int) -> str:
    kept = [pair for pair in request.parameters if pair[0] not in {"limit", "offset"}]
    pairs = [*kept, ("limit", query.limit), ("offset", offset)]
    return f"{request.origin}{quote(request.path, safe=_KEPT)}?{urlencode(pairs, quote_via=quote)}"
