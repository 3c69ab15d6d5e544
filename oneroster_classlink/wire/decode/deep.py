"""JSON that cannot be parsed whole, cut apart by its brackets alone."""

import json
import re
from collections.abc import Collection, Iterator

from msgspec import Raw

_KEY = re.compile(rb'\s*("(?:[^"\\]|\\.)*+")\s*:\s*', re.DOTALL)
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[\]{},]', re.DOTALL)


def deep_rows(body: bytes, *, keys: Collection[str]) -> list[Raw] | None:
    """Return the rows of a bare list, or of the list under one of *keys*; ``None`` where there is no whole one."""
    tokens = _TOKEN.finditer(body)
    start = _list_start(tokens, keys=[key.encode() for key in keys])
    cut = None if start is None else _cut(body, tokens, start=start)
    return None if cut is None else [Raw(row) for row in cut if row.strip()]


def cut_members(body: bytes) -> dict[str, Raw | list[Raw]]:
    """Return the members of the object that *body* is, those that are lists in pieces.

    Raises:
        ValueError: A key is not UTF-8.
    """
    found: dict[str, Raw | list[Raw]] = {}
    for key in filter(None, map(_KEY.match, _pieces(body))):
        value = key.string[key.end() :]
        found[json.loads(key[1].decode(), strict=False)] = cut_items(value) if value[:1] == b"[" else Raw(value)
    return found


def cut_items(body: bytes) -> list[Raw]:
    """Return the items of the list that *body* is."""
    return [Raw(item) for item in _pieces(body)]


def _pieces(body: bytes) -> list[bytes]:
    tokens = _TOKEN.finditer(body)
    start = next(tokens).end()
    return [piece.strip() for piece in _cut(body, tokens, start=start) or () if piece.strip()]


def _list_start(tokens: Iterator[re.Match[bytes]], *, keys: Collection[bytes]) -> int | None:
    """Advance *tokens* beyond the bracket that opens the list, and return where its first row starts."""
    depth, key = 0, b""
    for token in tokens:
        sign = token.group()
        if sign == b"[" and (depth == 0 or (depth == 1 and key in keys)):
            return token.end()
        key = sign[1:-1] if depth == 1 else key
        depth += _step(sign)
    return None


def _cut(body: bytes, tokens: Iterator[re.Match[bytes]], *, start: int) -> list[bytes] | None:
    rows, depth = [], 0
    for token in tokens:
        sign = token.group()
        depth += _step(sign)
        if depth < 0 or (depth == 0 and sign == b","):
            rows.append(body[start : token.start()])
            start = token.end()
        if depth < 0:
            return rows
    return None


def _step(sign: bytes) -> int:
    return {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(sign, 0)
