"""Finds out how a server behaves, by a few requests to the largest collection that was looked at."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import attrs
import msgspec

from oneroster_classlink.checkup.evidence import Look
from oneroster_classlink.checkup.fingerprint import Fingerprint
from oneroster_classlink.checkup.prober import HEADERS, Prober
from oneroster_classlink.rest.connection import Target
from oneroster_classlink.wire.endpoints import find
from oneroster_classlink.wire.query import Field, Filter

MOST_ROWS = 1_001
"""Rows that the probe of the greatest page asks for, ids alone, if nobody says otherwise."""
_NOWHERE = "no-record-has-this-id"
_SHAPES = {
    "statusinfoset": "statusInfoSet",
    "imsx_statusinfo": "imsx_StatusInfo around imsx_codeMajor",
    "imsx_codemajor": "imsx_codeMajor",
    "error": "error",
    "message": "message",
}
"""What an error is called by the first key that it has, in any case."""
_DELTA = "dateLastModified"
_AGES = timedelta(days=3650)


def identify(prober: Prober, *, samples: Mapping[str, Look], today: date, most_rows: int) -> Fingerprint:
    """Return the fingerprint of a server.

    Args:
        prober: Sends.
        samples: What was looked at so far, by what the client calls it.
        today: The day it is.
        most_rows: How many ids to ask for at once.
    """
    name = max(samples, key=lambda found: samples[found].total or samples[found].received)
    sample = samples[name]
    error = prober.ask(_nowhere())
    headers = {header for look in samples.values() for header in look.headers}
    basics = Fingerprint(
        version=prober.version.value,
        collection=name,
        count_headers=tuple(header for header in HEADERS[:-1] if header in headers),
        revision=HEADERS[-1] in headers if any(look.answered for look in samples.values()) else None,
        error_status=None if error is None else error.status,
        error_shape=None if error is None else shape_of(error.body),
    )
    if sample.received < 2:  # noqa: PLR2004 - one row shows no order
        return basics
    return attrs.evolve(
        basics,
        **_pages(prober, name, sample=sample, most_rows=most_rows),
        **_order(prober, name, sample=sample),
        **_filters(prober, name, sample=sample),
        dotted_filter=_dotted(prober, samples),
        delta=_delta(prober, name, today=today),
    )


def shape_of(body: bytes) -> str:
    """Name the shape of an error *body*; what it says is not read."""
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return "a web page" if body.lstrip()[:1] == b"<" else "text" if body.strip() else "no body"
    keys = {key.lower() for key in found} if isinstance(found, dict) else set()
    return next((name for key, name in _SHAPES.items() if key in keys), "JSON of another kind")


def ascending(ids: Iterable[str]) -> bool:
    """Tell whether *ids* ascend in an order that a server may take for one: by code point, case or number."""
    found = list(ids)
    keys: tuple[Callable[[str], Any], ...] = (str, str.casefold, _number)
    return any(found == sorted(found, key=key) for key in keys)


def _number(text: str) -> tuple[int, str]:
    return (int(text), "") if text.isdecimal() else (0, text)


def _nowhere() -> Target:
    endpoint = find("org", given=("sourced_id",))
    return Target(endpoint=endpoint, path=endpoint.fill({"sourced_id": _NOWHERE}))


def _pages(prober: Prober, name: str, *, sample: Look, most_rows: int) -> dict[str, Any]:
    by_default = prober.look(name, limit=None)
    large = prober.look(name, limit=most_rows, fields="sourcedId")
    is_cut = large.answered and large.received < most_rows and not large.whole and large.total is not None
    return {
        "default_page": None if by_default.whole else by_default.received,
        "greatest_page": large.received if is_cut else None,
        "uncut_page": None if is_cut else max(large.received, sample.received),
        "refused_page": None if large.answered else most_rows,
    }


def _order(prober: Prober, name: str, *, sample: Look) -> dict[str, Any]:
    if not prober.sorts:
        return {"sort": False, "order_by": False}
    downwards = prober.look(name, order="desc")
    up, down = ([row.sourced_id for row in look.rows] for look in (sample, downwards))
    return {"sort": ascending(up), "order_by": ascending(reversed(down)) and up != down}


def _filters(prober: Prober, name: str, *, sample: Look) -> dict[str, Any]:
    ids = [row.sourced_id for row in sample.rows if "'" not in row.sourced_id][:2]
    if len(ids) < 2:  # noqa: PLR2004 - two are told apart
        return {}
    first, second = (Field("sourcedId") == found for found in ids)
    one = _counted(prober, name, first)
    none = _counted(prober, name, first & second)
    return {"filter": one == 1, "filter_and": none == 0 and one == 1}


def _counted(prober: Prober, name: str, chosen: Filter) -> int | None:
    look = prober.look(name, filter=str(chosen), limit=2)
    return look.received if look.answered else None


def _dotted(prober: Prober, samples: Mapping[str, Look]) -> bool | None:
    """Tell it by the enrollments of one class, or by the classes of one school."""
    for name, path, read in (("enrollments", "class.sourcedId", "klass"), ("classes", "school.sourcedId", "school")):
        found = [getattr(row, read) for row in samples[name].rows]
        chosen = next((value for value in found if value and "'" not in value), None)
        if chosen is not None and len(set(found)) > 1:
            look = prober.look(name, filter=str(Field(path) == chosen))
            return look.received > 0 and all(getattr(row, read) == chosen for row in look.rows)
    return None


def _delta(prober: Prober, name: str, *, today: date) -> bool:
    now = datetime.combine(today, time(), tzinfo=UTC)
    later, earlier = (Field(_DELTA) > moment for moment in (now + _AGES, now - _AGES))
    return _counted(prober, name, later) == 0 and bool(_counted(prober, name, earlier))
