"""From a body to its undecoded rows, wherever the server put them."""

import re
from collections.abc import Iterable
from typing import NoReturn, TypeAlias

import msgspec
from msgspec import Raw

from oneroster_classlink.errors import BrokenBody, NotOneRoster
from oneroster_classlink.models.collections import Collection

BOM = b"\xef\xbb\xbf"
_FAILURE = re.compile(rb'"imsx_codeMajor"\s*:\s*"(?:failure|unsupported)"')
Envelope: TypeAlias = dict[str, Raw]


def raw_rows(body: bytes, *, collection: Collection, path: str) -> list[Raw]:
    """Return the rows of a page of *collection*.

    Raises:
        NotOneRoster: The body has no list of this collection, or an empty one that comes with a failure.
        BrokenBody: The body is not whole JSON.
    """
    found = _parsed(body, path=path)
    if isinstance(found, list):
        return found
    rows = _listed(found, keys=collection.keys)
    if rows is None or (not rows and _FAILURE.search(body)):
        raise NotOneRoster(path, _instead(found, key=collection.name))
    return rows


def raw_single(body: bytes, *, collection: Collection, path: str) -> Raw:
    """Return the one record of *collection* that the body holds, with or without an envelope.

    Raises:
        NotOneRoster: There is none.
        BrokenBody: The body is not whole JSON.
    """
    found = _parsed(body, path=path)
    if isinstance(found, dict):
        lowered = {key.casefold(): value for key, value in found.items()}
        values = (lowered[key.casefold()] for key in collection.single_keys if key.casefold() in lowered)
        value = next(values, Raw(body.removeprefix(BOM)) if "sourcedId" in found else None)
        if value is not None and (rows := _first(value)):
            return rows[0]
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
        return msgspec.json.decode(body.removeprefix(BOM), type=Envelope | list[Raw])
    except msgspec.ValidationError:
        raise NotOneRoster(path, "it is neither an object nor a list") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        reject(body, path=path)


def _listed(found: Envelope, *, keys: Iterable[str]) -> list[Raw] | None:
    """Return the list under one of *keys*, or under ``data`` where a ``total`` beside it shows that it is a page."""
    also = ("data",) if "total" in found else ()
    key = next((key for key in (*keys, *also) if key in found and _starts(found[key], "[")), None)
    return None if key is None else msgspec.json.decode(found[key], type=list[Raw])


def _first(value: Raw) -> list[Raw]:
    return msgspec.json.decode(value, type=list[Raw]) if _starts(value, "[") else [value]


def _starts(value: Raw, character: str) -> bool:
    return bytes(memoryview(value)[:1]) == character.encode()


def _instead(found: Envelope | list[Raw], *, key: str) -> str:
    if any(name.startswith("imsx_") or name == "statusInfoSet" for name in found if isinstance(name, str)):
        return "it is an error message in place of data"
    return f"it has no '{key}'"
