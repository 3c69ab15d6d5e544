"""Error payloads: the three OneRoster shapes, OAuth's, and what else servers send, read to one fact."""

import re
from typing import Any

import msgspec

_CODE = re.compile(r"\w{1,40}(?: \w{1,20})?", re.ASCII)
_OAUTH_CODE = re.compile(r"[a-z]{1,20}(?:_[a-z]{1,20}){0,4}")


def minor_code(body: bytes) -> str | None:
    """Return the minor code of an error *body* as the server spells it, or ``None``.

    Descriptions are never read: they may repeat a filter or a name.
    """
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    info = _info(found)
    return _imsx(info) or _matching(_OAUTH_CODE, info.get("error"))


def _info(found: Any) -> dict[str, Any]:
    """Return the object that holds the status, with lower-cased keys: servers disagree on capitals."""
    keys = _lowered(found)
    for name in ("imsx_statusinfo", "statusinfoset"):
        inner = keys.get(name)
        first = inner[0] if isinstance(inner, list) and inner else inner
        if isinstance(first, dict):
            return _lowered(first)
    return keys


def _imsx(info: dict[str, Any]) -> str | None:
    minor = info.get("imsx_codeminor")
    fields = _lowered(minor).get("imsx_codeminorfield")
    if isinstance(fields, list) and fields:
        minor = _lowered(fields[0]).get("imsx_codeminorfieldvalue")
    return _matching(_CODE, minor)


def _lowered(found: Any) -> dict[str, Any]:
    return {key.lower(): value for key, value in found.items()} if isinstance(found, dict) else {}


def _matching(pattern: re.Pattern[str], value: Any) -> str | None:
    return value if isinstance(value, str) and pattern.fullmatch(value) else None
