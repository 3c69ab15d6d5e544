"""Where the lists of a folder stand, and their bytes."""

import gzip
import zlib
from pathlib import Path

from oneroster_classlink.errors import SourceError

_GZIP = b"\x1f\x8b"


def open_folder(path: str | Path) -> Path:
    """Return the folder at *path*.

    Raises:
        SourceError: There is none.
    """
    folder = Path(path)
    if not folder.is_dir():
        raise SourceError(str(path), "is not a folder. Give a folder with orgs.json, classes.json, users.json …")
    return folder


def find_list(folder: Path, *, collection: str) -> Path | None:
    """Return the file of *collection* in *folder*, plain or compressed, if there is one."""
    candidates = (folder / f"{collection}{ending}" for ending in (".json", ".json.gz"))
    return next((path for path in candidates if path.is_file()), None)


def read_list(file: Path) -> bytes:
    """Return what *file* holds, inflated if it begins as gzip does.

    Raises:
        SourceError: It cannot be read.
    """
    try:
        body = file.read_bytes()
        return gzip.decompress(body) if body.startswith(_GZIP) else body
    except (OSError, EOFError, zlib.error) as failed:
        raise SourceError(str(file), f"cannot be read ({type(failed).__name__}).") from None
