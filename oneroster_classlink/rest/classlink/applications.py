"""The partner's list of applications, read page by page although nothing counts it."""

import logging
from collections.abc import Callable, Generator, Iterator
from typing import Any

import attrs
import msgspec

from oneroster_classlink.errors import BrokenBody, IncompletePull, NotOneRoster
from oneroster_classlink.rest.classlink.district import District, Malformed, read_district, text
from oneroster_classlink.wire.answer import Answer
from oneroster_classlink.wire.decode.body import BOM
from oneroster_classlink.wire.decode.deep import deep_rows

log = logging.getLogger("oneroster_classlink")

PATH = "/applications"
_KEY = "applications"
_READINGS = 4


@attrs.define
class _Known:
    """The rows that came, whichever reading of the list brought them."""

    marks: set[bytes] = attrs.field(factory=set)
    ids: set[str] = attrs.field(factory=set)

    def districts(self, rows: list[Any], *, start: int) -> Iterator[District]:
        """Yield the districts of *rows* that are new; the first of them is row *start* of the list."""
        for place, row in enumerate(rows, start=start):
            if (mark := _mark(row)) not in self.marks:
                self.marks.add(mark)
                yield from self._district(row, place=place)

    def _district(self, row: Any, *, place: int) -> Iterator[District]:
        try:
            yield self._new(read_district(row))
        except Malformed as problem:
            log.warning("row %d of %s was left out: %s", place, PATH, problem)

    def _new(self, district: District) -> District:
        if district.oneroster_application_id in self.ids:
            raise Malformed("an earlier row of another tenant has its oneroster_application_id")
        self.ids.add(district.oneroster_application_id)
        return district


def walk(page: Callable[[int, int], list[Any]], *, limit: int) -> Iterator[District]:
    """Yield the districts of all pages, each once and in the order in which they came.

    Nothing counts the list, and it may change while it is read. So a page is asked for from the last row of the one
    before: if it does not begin with a row that came, rows have slipped by, and the list is read anew.

    Args:
        page: Gives the rows of the page that begins after so many rows, and has so many at most.
        limit: How many rows to ask for at once, 2 at least.

    Raises:
        IncompletePull: Rows slip by in every reading, or the server ignores the offset and may have more.
    """
    known = _Known()
    for _ in range(_READINGS):
        if (yield from _read(page, limit=limit, known=known)):
            return
    raise IncompletePull(_KEY, "rows left it each time it was read")


def _read(page: Callable[[int, int], list[Any]], *, limit: int, known: _Known) -> Generator[District, None, bool]:
    """Read the list once; return whether every row came that was there all the time."""
    came: set[bytes] = set()
    start = largest = 0
    while rows := page(start, limit):
        marks = [_mark(row) for row in rows]
        if start and marks[0] not in came:
            return False
        yield from known.districts(rows, start=start)
        if came.issuperset(marks):
            if len(rows) >= largest:
                _check_whole(page, largest=largest)
            return True
        came.update(marks)
        largest = max(largest, len(rows))
        start += max(1, len(rows) - 1)
    # After a page of one row the next is asked for from behind it, for from the row itself it would be the same.
    return start == len(came)


def _check_whole(page: Callable[[int, int], list[Any]], *, largest: int) -> None:
    """Let a page that repeats be the whole list only if the server knows no limit either.

    Raises:
        IncompletePull: It may be a part.
    """
    if largest > 1 and len(page(0, 1)) <= 1:
        raise IncompletePull(_KEY, "a full page repeats")


def _mark(row: Any) -> bytes:
    """Return what tells *row* from others: its ids, for a bearer may change between two pages."""
    if isinstance(row, bytes):
        return row
    ids = [row.get("oneroster_application_id"), row.get("tenant_id")] if isinstance(row, dict) else []
    return repr([text(id_) for id_ in ids] if any(ids) else row).encode()


def read_rows(answer: Answer) -> list[Any]:
    """Return the rows of a page, one that cannot be read as its bytes.

    A row by itself counts as one, as in ClassLink's published sample.

    Raises:
        BrokenBody: The list is not whole.
        NotOneRoster: There is none, or none that can be read.
    """
    try:
        found = _decoded(answer)
    except NotOneRoster:
        cut = deep_rows(_plain(answer), keys={_KEY}) if _plain(answer).startswith(b"{") else None
        if cut is None:
            raise
        return [_row(raw) for raw in cut]
    given = _object(found, path=answer.path).get(_KEY, msgspec.UNSET)
    if given is msgspec.UNSET:
        raise NotOneRoster(answer.path, "it holds no applications")
    return given if isinstance(given, list) else [] if given is None else [given]


def _row(raw: msgspec.Raw) -> Any:
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        # Its place in a page decides which blanks are around it.
        return bytes(raw).strip()


def read_object(answer: Answer) -> dict[str, Any]:
    """Return the object that *answer* holds.

    Raises:
        BrokenBody: It is no whole JSON.
        NotOneRoster: It is another value, or nested too deeply to be read.
    """
    return _object(_decoded(answer), path=answer.path)


def _decoded(answer: Answer) -> Any:
    try:
        return msgspec.json.decode(_plain(answer))
    except RecursionError:
        raise NotOneRoster(answer.path, "it is nested too deeply") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise BrokenBody(answer.path, "the body is not JSON") from None


def _object(found: Any, *, path: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise NotOneRoster(path, "the body is no object")
    return found


def _plain(answer: Answer) -> bytes:
    """Return the body without blanks around it, and without the mark that some servers begin UTF-8 with."""
    return answer.body.removeprefix(BOM).strip()
