"""The parameters of a read (ONEROSTER 3.1): which rows, in which order, which page, which fields."""

import re
from collections.abc import Collection
from functools import lru_cache

import attrs

from oneroster_classlink.sandbox.exchange import Refused, Request, Version
from oneroster_classlink.sandbox.service.filters import Filter, read_filter

DEFAULT_LIMIT = 100
MAX_LIMIT = 10_000
"""The most rows of a page; a larger limit is cut to it, as servers do without saying (ONEROSTER 5.5, 7.10)."""
MOST = 999_999_999
"""The largest number that is read."""
_WHOLE = re.compile(r"[0-9]{1,9}")


@attrs.frozen(kw_only=True)
class Query:
    """What a request asks of a collection.

    Attributes:
        limit: Rows of the page.
        offset: Rows before it.
        sort: The dotted path to sort by; without one by ``sourcedId``, as ClassLink does.
        descending: Whether the order is reversed; only ``desc`` does it, a misspelt value does not.
        filter: The filter, or ``None``.
        fields: The fields to show; none means all.
    """

    limit: int = DEFAULT_LIMIT
    offset: int = 0
    sort: str = "sourcedId"
    descending: bool = False
    filter: Filter | None = None
    fields: tuple[str, ...] = ()

    @classmethod
    def of(cls, request: Request) -> "Query":
        """Read the query of *request*.

        Raises:
            Refused: 400, a parameter cannot be read.
        """
        given = dict(request.parameters)
        text = given.get("filter")
        return cls(
            limit=min(_count(given, "limit", default=DEFAULT_LIMIT, least=1), MAX_LIMIT),
            offset=_count(given, "offset", default=0, least=0),
            sort=given.get("sort") or "sourcedId",
            descending=given.get("orderBy") == "desc",
            filter=None if text is None else _filter(text),
            fields=fields_of(request),
        )


_filter = lru_cache(maxsize=64)(read_filter)


def fields_of(request: Request) -> tuple[str, ...]:
    """Return the fields that *request* asks for: a comma list, or the parameter repeated."""
    named = [text for name, text in request.parameters if name == "fields"]
    return tuple(field.strip(" ") for text in named for field in text.split(","))


def check_filter(query: Query, *, known: Collection[str]) -> None:
    """Refuse a filter of *query* that names a field that is not *known*.

    Raises:
        Refused: 400.
    """
    clauses = query.filter.clauses if query.filter else ()
    if any(clause.path[0] not in known for clause in clauses):
        raise Refused(400, "invalid_filter_field", "The filter names a field that these records do not have.")


def shown_fields(fields: tuple[str, ...], *, known: Collection[str], version: Version) -> tuple[tuple[str, ...], bool]:
    """Return the *fields* that can be shown, and whether an unknown one was left out.

    Raises:
        Refused: 400, a field is blank; in 1.2 an unknown one too, with which 1.1 answers under a warning.
    """
    if "" in fields:
        code = "invalid_blank_selection_field" if version is Version.V11 else "invalid_selection_field"
        raise Refused(400, code, "A field that is asked for is blank.")
    unknown = not set(fields) <= set(known)
    if unknown and version is Version.V12:
        raise Refused(400, "invalid_selection_field", "A field is asked for that these records do not have.")
    return tuple(field for field in fields if field in known), unknown


def _count(given: dict[str, str], name: str, *, default: int, least: int) -> int:
    text = given.get(name, str(default))
    if not _WHOLE.fullmatch(text) or int(text) < least:
        raise Refused(400, "invaliddata", f"The {name} is not a whole number of {least} or more.")
    return int(text)
