"""References with an ``href`` that no client should follow: it names the district's server (ONEROSTER 5.6)."""

from typing import Any
from urllib.parse import quote

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox.district import District, Row

SERVER = "https://made-up-ut-v2.rosterserver.example"
"""A district's server that is not there."""
_PATHS = {
    "academicSession": "academicSessions",
    "category": "categories",
    "class": "classes",
    "course": "courses",
    "gradingPeriod": "gradingPeriods",
    "lineItem": "lineItems",
    "org": "orgs",
    "resource": "resources",
    "scoreScale": "scoreScales",
    "student": "students",
    "teacher": "teachers",
    "term": "terms",
    "user": "users",
}
"""The path segment by the type of a reference."""


def with_hrefs(district: District, *, server: str = SERVER) -> District:
    """Return *district* with an ``href`` in every reference, as Roster Servers write them.

    Args:
        district: A district whose references have a ``sourcedId`` and a ``type``.
        server: The origin that the addresses name; made up by default.

    Raises:
        UsageError: The district is too large to be rewritten.
    """
    if district.is_lazy:
        raise UsageError("A large district gets no hrefs: its rows are worked out when they are asked for.")
    rows = {
        name: [{field: _marked(value, server=server) for field, value in row.items()} for row in rows]
        for name, rows in district.rows.items()
    }
    return attrs.evolve(district, rows=rows)


def _marked(value: Any, *, server: str) -> Any:
    if isinstance(value, list):
        return [_marked(item, server=server) for item in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("sourcedId"), str) and value.get("type") in _PATHS:
        return {"href": _href(value, server=server), **value}
    return {name: _marked(item, server=server) for name, item in value.items()}


def _href(ref: Row, *, server: str) -> str:
    return f"{server}/ims/oneroster/v1p1/{_PATHS[ref['type']]}/{quote(ref['sourcedId'], safe='')}"
