"""Error payloads: the three OneRoster shapes, OAuth's, and what else servers send, read to one fact."""

import re
from typing import Any

import msgspec

_ONEROSTER = """
    deletefailure forbidden fullsuccess internal_server_error invalid_blank_selection_field invalid_filter_field
    invalid_selection_field invalid_sort_field invaliddata linkfailure server_busy targetreadfailure
    unauthorisedrequest unauthorized unknownobject unsupportedoperation
"""
_OAUTH = """
    access_denied insufficient_scope invalid_client invalid_grant invalid_request invalid_scope invalid_token
    server_error temporarily_unavailable unauthorized_client unsupported_grant_type unsupported_response_type
"""
_SPACE = re.compile(r"[\s_]+")
_KNOWN = frozenset(_SPACE.sub("", code) for code in (_ONEROSTER + _OAUTH).split())
"""The codes of OneRoster 1.1 and 1.2, RFC 6749 and RFC 6750, without spaces: any other text may name a person."""


def minor_code(body: bytes) -> str | None:
    """Return the minor code of an error *body* as the server spells it, or ``None``.

    Descriptions are never read, nor codes that no standard has: they may repeat a filter or a name.
    """
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    info = _info(found)
    return _known(_imsx(info)) or _known(info.get("error"))


def _info(found: Any) -> dict[str, Any]:
    """Return the object that holds the status, with lower-cased keys: servers disagree on capitals."""
    keys = _lowered(found)
    for name in ("imsx_statusinfo", "statusinfoset"):
        inner = keys.get(name)
        first = inner[0] if isinstance(inner, list) and inner else inner
        if isinstance(first, dict):
            return _lowered(first)
    return keys


def _imsx(info: dict[str, Any]) -> Any:
    minor = info.get("imsx_codeminor")
    fields = _lowered(minor).get("imsx_codeminorfield")
    if isinstance(fields, list) and fields:
        minor = _lowered(fields[0]).get("imsx_codeminorfieldvalue")
    return minor


def _lowered(found: Any) -> dict[str, Any]:
    return {key.lower(): value for key, value in found.items()} if isinstance(found, dict) else {}


def _known(value: Any) -> str | None:
    """Return the code that *value* is: servers disagree on capitals, spaces and underscores."""
    return value if isinstance(value, str) and _SPACE.sub("", value).lower() in _KNOWN else None
