"""A district to serve from a folder of JSON lists."""

import gzip
import zlib
from pathlib import Path
from typing import Any

import msgspec

from oneroster_classlink.errors import SourceError
from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.sandbox.district import District, Row
from oneroster_classlink.sandbox.service.routes import BASES

_GZIP = b"\x1f\x8b"
_SERVED = tuple(
    dict.fromkeys([*COLLECTIONS, *(route.collection for _, routes in BASES.values() for route in routes.values())])
)
"""Every collection that a path shows; some the client does not read."""


def read_district(path: str | Path) -> District:
    """Read the district in the folder *path*.

    Each ``<collection>.json`` or ``.json.gz`` is a list of rows, or one page with its envelope. A collection
    without a file is empty.

    Raises:
        SourceError: There is no such folder, it holds no collection, or a file is not a JSON list of rows.
    """
    folder = Path(path)
    if not folder.is_dir():
        raise SourceError(str(path), "is not a folder. Give a folder with orgs.json, classes.json, users.json …")
    rows = {name: _rows(folder, collection=name) for name in _SERVED}
    if not any(_file(folder, collection=name) for name in _SERVED):
        raise SourceError(str(path), "has none of orgs.json, classes.json, users.json …: give a folder of such lists.")
    return District(rows=rows)


def _file(folder: Path, *, collection: str) -> Path | None:
    candidates = (folder / f"{collection}{ending}" for ending in (".json", ".json.gz"))
    return next((path for path in candidates if path.is_file()), None)


def _rows(folder: Path, *, collection: str) -> list[Row]:
    file = _file(folder, collection=collection)
    if file is None:
        return []
    found = _listed(_decoded(file), collection=collection)
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise SourceError(str(file), f"is not a JSON list of {collection}.")
    return found


def _listed(found: Any, *, collection: str) -> Any:
    if not isinstance(found, dict):
        return found
    keys = COLLECTIONS[collection].keys if collection in COLLECTIONS else (collection,)
    return next((found[key] for key in keys if key in found), None)


def _decoded(file: Path) -> Any:
    try:
        body = file.read_bytes()
        return msgspec.json.decode(gzip.decompress(body) if body.startswith(_GZIP) else body)
    except (OSError, EOFError, zlib.error) as failed:
        raise SourceError(str(file), f"cannot be read ({type(failed).__name__}).") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise SourceError(str(file), "is not JSON.") from None
