"""Rows in other envelopes than the standard's (ONEROSTER 2.10, 7.5 to 7.7)."""

from collections.abc import Callable

from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.sandbox.exchange import Answer, status_info
from oneroster_classlink.sandbox.faults.kind import Kind, Reads, Stage, Table
from oneroster_classlink.sandbox.faults.reading.page import Page, changes_page, enveloped
from oneroster_classlink.sandbox.faults.visit import Turn
from oneroster_classlink.sandbox.service.query import Query

_OTHERS = {"orgs": "schools", "academicSessions": "terms", "users": "students", "demographics": "demographic"}


def _rekeyed(turn: Turn, page: Page) -> Answer:
    place = str(turn.visit.place)
    single = COLLECTIONS[place].single_keys[0] if place in COLLECTIONS else place.removesuffix("s")
    # Ids stand at every second place from the end of a single read's path, so its name is one before.
    segment = turn.visit.request.path.split("/")[-2 if turn.visit.single else -1]
    key = {
        "other": _OTHERS.get(place, single),
        "single": single,
        "path": segment.removesuffix("s") if turn.visit.single else segment,
        "unknown": "items",
    }[turn.options["key"]]
    return enveloped({key: page.shown, **page.siblings}, headers=page.headers)


def _bare(_turn: Turn, page: Page) -> Answer:
    return enveloped(page.shown, headers=page.headers)


def _data(turn: Turn, page: Page) -> Answer:
    query = Query.of(turn.visit.request)
    body = {"data": page.rows, "total": page.total, "limit": query.limit, "offset": query.offset}
    return enveloped(body, headers=page.headers)


def _siblings(turn: Turn, page: Page) -> Answer:
    """Put so much before the rows that the first value of the object is something else."""
    query = Query.of(turn.visit.request)
    more = {
        "statusInfoSet": [status_info("fullsuccess", "A warning beside data.", severity="warning")],
        "imsx_statusInfo": {"imsx_codeMajor": "success", "imsx_severity": "status"},
        "totalCount": page.total,
        "pageCount": -(-page.total // query.limit),
        "pageNumber": query.offset // query.limit + 1,
        "offset": query.offset,
        "limit": query.limit,
    }
    return enveloped({**more, page.key: page.shown}, headers=page.headers)


def _single(turn: Turn, page: Page) -> Answer:
    plural = str(turn.visit.place)
    body = {
        "list": {plural: page.rows},
        "plural": {plural: page.shown},
        "capital": {"status": 1, page.key.capitalize(): page.shown},
    }[turn.options["form"]]
    return enveloped(body, headers=page.headers)


def _kind(
    says: str, change: Callable[[Turn, Page], Answer], reads: Reads = Reads.ALL, **options: tuple[str, ...]
) -> Kind:
    return Kind(says=says, stage=Stage.ENVELOPE, act=changes_page(change), reads=reads, options=options)


ENVELOPES: Table = {
    "envelope_key": _kind(
        "The rows stand under another key: schools or students, the singular, the path's name, an unknown one.",
        _rekeyed,
        key=("other", "single", "path", "unknown"),
    ),
    "envelope_missing": _kind("A list or record comes without an envelope.", _bare),
    "envelope_data": _kind("The rows stand under data, beside total, limit and offset.", _data, Reads.LISTS),
    "envelope_siblings": _kind("Status and counts stand in the body, before the rows.", _siblings),
    "envelope_single": _kind(
        "One record comes as a list, under the plural, or under a capitalised key.",
        _single,
        Reads.SINGLES,
        form=("list", "plural", "capital"),
    ),
}
