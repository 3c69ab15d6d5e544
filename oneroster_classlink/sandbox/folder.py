"""A district to serve from a folder of JSON lists."""

from pathlib import Path
from typing import Any

import msgspec

from oneroster_classlink.bundle.files import find_list, open_folder, read_list
from oneroster_classlink.errors import SourceError
from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.sandbox.district import District, Row
from oneroster_classlink.sandbox.service.routes import BASES

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
    folder = open_folder(path)
    files = {name: find_list(folder, collection=name) for name in _SERVED}
    if not any(files.values()):
        raise SourceError(str(path), "has none of orgs.json, classes.json, users.json …: give a folder of such lists.")
    return District(rows={name: _rows(file, collection=name) if file else [] for name, file in files.items()})


def _rows(file: Path, *, collection: str) -> list[Row]:
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
        return msgspec.json.decode(read_list(file))
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise SourceError(str(file), "is not JSON.") from None
