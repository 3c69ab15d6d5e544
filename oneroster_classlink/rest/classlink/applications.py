"""The partner's list of applications, read page by page although nothing counts it."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from oneroster_classlink.errors import BrokenBody, IncompletePull, NotOneRoster
from oneroster_classlink.rest.classlink.district import District, Malformed, read_district
from oneroster_classlink.wire.answer import Answer

log = logging.getLogger("oneroster_classlink")

PATH = "/applications"


def walk(page: Callable[[int], list[Any]], *, limit: int) -> Iterator[District]:
    """Yield the districts of all pages: the end is a page that is empty, or holds only what had come before.

    Args:
        page: Gives the rows of the page that begins after so many rows.
        limit: How many rows a page was asked to have.

    Raises:
        IncompletePull: A page that is exactly full repeats, so the server ignores the offset and may have more.
    """
    seen: set[bytes] = set()
    offset = 0
    while rows := page(offset):
        known = len(seen)
        for place, row in enumerate(rows, start=offset):
            if _mark(row) not in seen:
                seen.add(_mark(row))
                yield from _district(row, place=place)
        if len(seen) == known:
            return _check_end(rows, limit=limit)
        offset += len(rows)
    return None


def _check_end(rows: list[Any], *, limit: int) -> None:
    if len(rows) == limit:
        raise IncompletePull("applications", "a full page repeats")


def _mark(row: Any) -> bytes:
    """Return what tells *row* from others: its id, for a bearer may change between two pages."""
    id_ = row.get("oneroster_application_id") if isinstance(row, dict) else None
    return msgspec.json.encode(id_ or row)


def _district(row: Any, *, place: int) -> Iterator[District]:
    try:
        yield read_district(row)
    except Malformed as problem:
        log.warning("row %d of %s was left out: %s", place, PATH, problem)


def read_rows(answer: Answer) -> list[Any]:
    """Return the rows of a page; a row by itself counts as one, as in ClassLink's published sample.

    Raises:
        NotOneRoster: It holds none.
    """
    found = read_object(answer)
    if "applications" not in found:
        raise NotOneRoster(answer.path, "it holds no applications")
    rows = found["applications"]
    return rows if isinstance(rows, list) else [] if rows is None else [rows]


def read_object(answer: Answer) -> dict[str, Any]:
    """Return the object that *answer* holds.

    Raises:
        BrokenBody: It is no whole JSON.
        NotOneRoster: It is another value.
    """
    try:
        found = msgspec.json.decode(answer.body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise BrokenBody(answer.path, "the body is not JSON") from None
    if not isinstance(found, dict):
        raise NotOneRoster(answer.path, "the body is no object")
    return found
