"""From a request to its page: the OneRoster reads over one district."""

from collections.abc import Sequence

import attrs
import msgspec

from oneroster_classlink.sandbox.district import District
from oneroster_classlink.sandbox.exchange import Answer, Refused, Request, Version, status_info
from oneroster_classlink.sandbox.service.lazy import LazyTable, all_tables
from oneroster_classlink.sandbox.service.links import link_header
from oneroster_classlink.sandbox.service.query import Query, check_filter, fields_of, shown_fields
from oneroster_classlink.sandbox.service.routes import Match, match
from oneroster_classlink.sandbox.service.tables import Table, Tables

_KEPT = 128
"""How many selections are kept, so that the pages of one pull are worked out once."""


@attrs.define(kw_only=True)
class Service:
    """Serves the reads of one district.

    Attributes:
        district: The district.
    """

    district: District
    _tables: dict[Version, Tables] = attrs.field(init=False, repr=False)
    _selections: dict[object, Sequence[int]] = attrs.field(factory=dict, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Make the tables."""
        self._tables = all_tables(self.district)

    def answer(self, request: Request) -> Answer:
        """Answer *request*.

        Raises:
            Refused: 400, 404 or 405, with a reason.
        """
        if request.method not in {"GET", "HEAD"}:
            raise Refused(405, "unsupportedoperation", "Only reads are served.", headers={"Allow": "GET, HEAD"})
        found = match(request.path)
        table = self._tables[found.version][found.route.collection]
        if found.route.single:
            return self._single(found, table=table, fields=fields_of(request))
        return self._page(request, found=found, table=table)

    def _single(self, found: Match, *, table: Table, fields: tuple[str, ...]) -> Answer:
        (place,) = found.route.view(self._tables[found.version], *found.ids)
        shown, unknown = shown_fields(fields, known=table.known, version=found.version)
        row = _rows(table, (place,), fields=shown, selected=bool(fields))[0]
        return Answer(body=_enveloped(found.route.key, row, warned=unknown))

    def _page(self, request: Request, *, found: Match, table: Table) -> Answer:
        query = Query.of(request)
        check_filter(query, known=table.known)
        shown, unknown = shown_fields(query.fields, known=table.known, version=found.version)
        selection = self._selection(found, table=table, query=query)
        page = selection[query.offset : query.offset + query.limit]
        rows = _rows(table, page, fields=shown, selected=bool(query.fields))
        body = _enveloped(found.route.key, b"[" + b",".join(rows) + b"]", warned=unknown)
        counts = {"X-Total-Count": str(len(selection)), "x-count": str(len(page))}
        return Answer(body=body, headers=counts | link_header(request, query=query, total=len(selection)))

    def _selection(self, found: Match, *, table: Table, query: Query) -> Sequence[int]:
        key = (found.version, found.route.path, found.ids, query.filter, query.sort, query.descending)
        if key not in self._selections:
            if len(self._selections) >= _KEPT:
                self._selections.clear()
            self._selections[key] = _select(self._tables[found.version], found=found, table=table, query=query)
        return self._selections[key]


def _select(tables: Tables, *, found: Match, table: Table, query: Query) -> Sequence[int]:
    """Return the places of all rows that *query* wants, in its order; descending is the exact reverse."""
    shown = found.route.view(tables, *found.ids)
    if isinstance(table, LazyTable):
        return table.select(shown, query=query)
    chosen = shown if isinstance(shown, range) else set(shown)
    matches = query.filter.matches if query.filter else bool
    places = [place for place in table.order(query.sort) if place in chosen and matches(table.rows[place])]
    return places[::-1] if query.descending else places


def _rows(table: Table, places: Sequence[int], *, fields: tuple[str, ...], selected: bool) -> list[bytes]:
    if not selected and isinstance(table, LazyTable):
        return table.page(places)
    if not selected:
        bodies = table.bodies
        return [bodies[place] for place in places]
    rows = (table.rows[place] for place in places)
    return [msgspec.json.encode({field: row[field] for field in fields if field in row}) for row in rows]


def _enveloped(key: str, rows: bytes, *, warned: bool) -> bytes:
    warning = status_info("invalid_selection_field", "An unknown field was left out.", severity="warning")
    sibling = b',"statusInfoSet":' + msgspec.json.encode([warning]) if warned else b""
    return b'{"' + key.encode() + b'":' + rows + sibling + b"}"
