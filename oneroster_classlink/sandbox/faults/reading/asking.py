"""Questions that a server misreads or refuses: limit, offset, sort, filter, fields."""

from collections.abc import Callable, Mapping
from urllib.parse import quote, urlencode

import attrs

from oneroster_classlink.sandbox.exchange import Answer, Refused, Request
from oneroster_classlink.sandbox.faults.kind import Kind, Option, Reads, Stage, Table
from oneroster_classlink.sandbox.faults.reading.page import COUNTS
from oneroster_classlink.sandbox.faults.visit import Act, Turn
from oneroster_classlink.sandbox.service.query import Query


def asked(request: Request, **values: object) -> Request:
    """Return *request* with its parameters *values* set, or left out where they are ``None``."""
    kept = [(name, text) for name, text in request.parameters if name not in values]
    given = [(name, str(value)) for name, value in values.items() if value is not None]
    return attrs.evolve(request, target=f"{request.path}?{urlencode([*kept, *given], quote_via=quote)}")


def without_counts(headers: Mapping[str, str]) -> dict[str, str]:
    """Return *headers* without those that count, and without links, which count as well."""
    return {name: value for name, value in headers.items() if name not in {*COUNTS, "Link"}}


def _misread(change: Callable[[Turn, Query], dict[str, object]]) -> Act:
    """Return what asks otherwise than the client did."""

    def act(turn: Turn) -> Answer:
        values = change(turn, Query.of(turn.visit.request))
        return turn.go(attrs.evolve(turn.visit, request=asked(turn.visit.request, **values)))

    return act


def _clamped(turn: Turn) -> Answer:
    query = Query.of(turn.visit.request)
    request = asked(turn.visit.request, limit=min(query.limit, turn.options["most"]))
    answer = turn.go(attrs.evolve(turn.visit, request=request))
    return answer if turn.options["counted"] else attrs.evolve(answer, headers=without_counts(answer.headers))


def _repeated(_turn: Turn, query: Query) -> dict[str, object]:
    return {"limit": query.limit, "offset": max(0, query.offset - query.limit)}


def _sort_refused(turn: Turn) -> Answer:
    given = dict(turn.visit.request.parameters)
    if "sort" in given and (turn.options["when"] == "always" or "orderBy" not in given):
        raise Refused(400, "invalid_sort_field", "The sort is not served.")
    return turn.usual()


def _filter_refused(turn: Turn) -> Answer:
    if "filter" in dict(turn.visit.request.parameters):
        raise Refused(400, "invalid_filter_field", "Filters are not served.")
    return turn.usual()


def _kind(says: str, act: Act, **options: int | bool | Option | tuple[str, ...]) -> Kind:
    return Kind(says=says, stage=Stage.ASKING, act=act, reads=Reads.LISTS, options=options)


ASKING: Table = {
    "limit_clamped": _kind(
        "A page never holds more than some rows, whatever the limit, and the headers may not count.",
        _clamped,
        most=Option(default=500, least=1),
        counted=True,
    ),
    "page_repeated": _kind(
        "In place of a page the one before it comes again.",
        _misread(_repeated),
        after=Option(default=1),
        times=Option(default=1),
    ),
    "offset_ignored": _kind("Every page is the first.", _misread(lambda _turn, _query: {"offset": None})),
    "offset_as_page": _kind(
        "The offset is taken for a page number.",
        _misread(lambda _turn, query: {"offset": query.offset * query.limit}),
    ),
    "sort_refused": _kind(
        "A sort is refused with 400, always or only without orderBy.", _sort_refused, when=("always", "without_order")
    ),
    "filter_refused": _kind("A filter is refused with 400.", _filter_refused),
    "filter_ignored": _kind(
        "A filter is ignored, so that every row comes.", _misread(lambda _turn, _query: {"filter": None})
    ),
    "fields_ignored": _kind(
        "The choice of fields is ignored, so that every field comes.", _misread(lambda _turn, _query: {"fields": None})
    ),
}
