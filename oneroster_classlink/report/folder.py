"""Files in a folder, readable for their owner only, and none of them half written."""

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from oneroster_classlink.errors import TargetError

_PRIVATE_FILE, _PRIVATE_FOLDER = 0o600, 0o700
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", re.ASCII)
_RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]", re.IGNORECASE)
_UNSAFE = re.compile(r"[^a-z0-9_-]+")
_SHOWN = 40


def write_files(
    folder: str | Path, files: Mapping[str, bytes | Iterable[bytes]], *, instead_of: str | None = None
) -> tuple[Path, ...]:
    """Write *files* into *folder*, made if need be, and return their paths.

    All are written beside their places first, so that a failure leaves what was there.

    Args:
        folder: Where to.
        files: Name and content, whole or piece by piece.
        instead_of: What is removed if it is not written anew, as a pattern such as ``*.csv``; by default nothing.

    Raises:
        TargetError: The folder or a file in it cannot be written.
    """
    target = Path(folder)
    try:
        _make(target)
        blocked = [name for name in files if (target / name).is_dir()]
        if blocked:
            raise IsADirectoryError(f"{blocked[0]} is a folder")
        with TemporaryDirectory(dir=target, prefix=".writing-") as aside:
            for name, content in files.items():
                _write(Path(aside) / name, content)
            written = tuple((Path(aside) / name).replace(target / name) for name in files)
        if instead_of is not None:
            _remove(set(target.glob(instead_of)) - set(written))
    except (OSError, ValueError) as failed:
        problem = getattr(failed, "strerror", None) or type(failed).__name__
        raise TargetError(shown_path(target), f"cannot be written ({problem}).") from None
    return written


def name_files(ids: Iterable[str]) -> dict[str, str]:
    """Return a name for a file of each of *ids*, without an ending; no two share one on any file system.

    An id of at most 64 letters, digits, hyphens and underscores is its own name. Any other, also one that differs from
    another in capitals only or that Windows reserves, gets a readable part, ``~`` and a digest of the id.

    Args:
        ids: Ids as they came.
    """
    asked = dict.fromkeys(ids)
    alike = Counter(map(str.lower, asked))
    return {each: each if alike[each.lower()] == 1 and _is_safe(each) else _digested(each) for each in asked}


def shown_path(path: Path) -> str:
    """Return *path* as text that any terminal can print."""
    return str(path).encode(errors="replace").decode()


def _is_safe(name: str) -> bool:
    return _SAFE.fullmatch(name) is not None and not _RESERVED.fullmatch(name)


def _digested(name: str) -> str:
    shown = _UNSAFE.sub("-", name.lower())[:_SHOWN].strip("-_")
    digest = hashlib.blake2b(name.encode(errors="surrogatepass"), digest_size=16).hexdigest()
    return f"{shown}~{digest}"


def _make(folder: Path) -> None:
    """Make *folder* and the folders above it that are missing, for their owner alone."""
    for missing in [path for path in reversed((folder, *folder.parents)) if not path.exists()]:
        missing.mkdir(mode=_PRIVATE_FOLDER)


def _write(path: Path, content: bytes | Iterable[bytes]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE), "wb") as file:
        file.writelines((content,) if isinstance(content, bytes) else content)


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink()
