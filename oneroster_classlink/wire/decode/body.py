"""From a body to its undecoded rows, wherever the server put them."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import NoReturn, TypeAlias

import msgspec
from msgspec import Raw

from oneroster_classlink.errors import BrokenBody, NotOneRoster
from oneroster_classlink.models.collections import Collection
from oneroster_classlink.wire.decode.deep import cut_items, cut_members, deep_rows

BOM = b"\xef\xbb\xbf"
_FAILURE = re.compile(
    rb'"imsx_(?:codeMajor"\s*:\s*"\s*(?:failure|unsupported)|severity"\s*:\s*"\s*error)\s*"', re.IGNORECASE
)
_NO_ERROR = frozenset({b"null", b"false", b"0", b'""', b"[]", b"{}"})
_AN_ERROR = "it is an error message in place of data"
Envelope: TypeAlias = Mapping[str, Raw | list[Raw]]


def raw_rows(body: bytes, *, collection: Collection, path: str) -> list[Raw]:
    """Return the rows of a page of *collection*.

    Raises:
        NotOneRoster: The body has no list of this collection, or an empty one that comes with a failure.
        BrokenBody: The body is not whole JSON.
    """
    try:
        return _parsed_rows(body, collection=collection, path=path)
    except RecursionError:
        rows = deep_rows(body.removeprefix(BOM), keys=collection.keys)
        return reject(body, path=path) if rows is None else rows


def raw_single(body: bytes, *, collection: Collection, path: str) -> Raw:
    """Return the one record of *collection* that the body holds, with or without an envelope.

    Raises:
        NotOneRoster: There is none.
        BrokenBody: The body is not whole JSON.
    """
    try:
        return _parsed_single(body, collection=collection, path=path)
    except RecursionError:
        raise NotOneRoster(path, "it is nested too deeply") from None


def _parsed_rows(body: bytes, *, collection: Collection, path: str) -> list[Raw]:
    found = _parsed(body, path=path)
    if isinstance(found, list):
        return found
    rows = _listed(found, keys=collection.keys)
    if rows is None:
        raise NotOneRoster(path, _instead(found, key=collection.name))
    if not rows and (_FAILURE.search(body) or _tells_of_error(found)):
        raise NotOneRoster(path, _AN_ERROR)
    return rows


def _tells_of_error(found: Envelope) -> bool:
    """Tell whether an ``error`` or ``errors`` of *found* says anything."""
    told = (value for key, value in found.items() if key.casefold() in {"error", "errors"})
    return any(value if isinstance(value, list) else bytes(memoryview(value)) not in _NO_ERROR for value in told)


def _parsed_single(body: bytes, *, collection: Collection, path: str) -> Raw:
    found = _parsed(body, path=path)
    if isinstance(found, Mapping):
        lowered = {key.casefold(): value for key, value in found.items()}
        values = (lowered[key.casefold()] for key in collection.single_keys if key.casefold() in lowered)
        value = next(values, Raw(body.removeprefix(BOM)) if "sourcedId" in found else None)
        if value is not None and (row := _first(value)) is not None:
            return row
    raise NotOneRoster(path, _instead(found, key=collection.single_keys[0]))


def reject(body: bytes, *, path: str) -> NoReturn:
    """Raise what a *body* that is not whole JSON deserves.

    Raises:
        NotOneRoster: It never was JSON.
        BrokenBody: It is empty, cut off or garbled.
    """
    start = body.removeprefix(BOM).lstrip()[:1]
    if not start:
        raise BrokenBody(path, "the body is empty")
    if start not in b"{[":
        raise NotOneRoster(path, "the body is not JSON" + (" but a web page" if start == b"<" else ""))
    raise BrokenBody(path, "the body is cut off or garbled")


def _parsed(body: bytes, *, path: str) -> Envelope | list[Raw]:
    try:
        found: dict[str, Raw] | list[Raw] = msgspec.json.decode(body.removeprefix(BOM), type=dict[str, Raw] | list[Raw])
    except msgspec.ValidationError:
        raise NotOneRoster(path, "it is neither an object nor a list") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _loosely(body, path=path)
    return found


def _loosely(body: bytes, *, path: str) -> Envelope | list[Raw]:
    """Take apart what is JSON but for some texts and numbers, such as a raw tab, a byte that is not UTF-8, or NaN.

    Cut row by row, the odd row is alone in having to be mended or given up.
    """
    try:
        text = body.removeprefix(BOM).decode(json.detect_encoding(body), errors="surrogateescape")
        json.loads(text, strict=False, parse_int=float)
        bare = text.strip().encode(errors="surrogateescape")
        if bare[:1] in {b"[", b"{"}:
            return cut_items(bare) if bare[:1] == b"[" else cut_members(bare)
    except ValueError:
        pass
    reject(body, path=path)


def _listed(found: Envelope, *, keys: Iterable[str]) -> list[Raw] | None:
    """Return the list under one of *keys*, or under ``data`` where a ``total`` beside it shows that it is a page."""
    also = ("data",) if "total" in found else ()
    lists = (_split(found[key]) for key in (*keys, *also) if key in found)
    return next((rows for rows in lists if rows is not None), None)


def _first(value: Raw | list[Raw]) -> Raw | None:
    rows = _split(value)
    if rows is None and isinstance(value, Raw):
        return value
    return next(iter(rows or ()), None)


def _split(value: Raw | list[Raw]) -> list[Raw] | None:
    """Return the items of a list, or ``None`` for anything else."""
    if isinstance(value, list):
        return value
    return msgspec.json.decode(value, type=list[Raw]) if bytes(memoryview(value)[:1]) == b"[" else None


def _instead(found: Envelope | list[Raw], *, key: str) -> str:
    if any(name.startswith("imsx_") or name == "statusInfoSet" for name in found if isinstance(name, str)):
        return _AN_ERROR
    return f"it has no '{key}'"
