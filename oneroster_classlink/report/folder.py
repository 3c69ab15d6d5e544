"""Files in a folder, readable for their owner only, and none of them half written."""

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from oneroster_classlink.errors import TargetError

_PRIVATE_FILE, _PRIVATE_FOLDER = 0o600, 0o700


def write_files(folder: str | Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write *files* (name and content) into *folder*, made if need be, and return their paths.

    All are written beside their places first, so that a failure leaves what was there.

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
            return tuple((Path(aside) / name).replace(target / name) for name in files)
    except (OSError, ValueError) as failed:
        problem = getattr(failed, "strerror", None) or type(failed).__name__
        raise TargetError(shown_path(target), f"cannot be written ({problem}).") from None


def shown_path(path: Path) -> str:
    """Return *path* as text that any terminal can print."""
    return str(path).encode(errors="replace").decode()


def _make(folder: Path) -> None:
    """Make *folder* and the folders above it that are missing, for their owner alone."""
    for missing in [path for path in reversed((folder, *folder.parents)) if not path.exists()]:
        missing.mkdir(mode=_PRIVATE_FOLDER)


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE), "wb") as file:
        file.write(content)
