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
        target.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        with TemporaryDirectory(dir=target, prefix=".writing-") as aside:
            for name, content in files.items():
                _write(Path(aside) / name, content)
            return tuple((Path(aside) / name).replace(target / name) for name in files)
    except OSError as failed:
        raise TargetError(str(target), f"cannot be written ({failed.strerror or type(failed).__name__}).") from None


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE), "wb") as file:
        file.write(content)
