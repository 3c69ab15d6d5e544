"""The folder of a pull under way: private, recognised before anything in it is touched, never through a link."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from oneroster_classlink.errors import TargetError
from oneroster_classlink.models.collections import ROSTERING

ABOUT = "oneroster-pull.json"
_PART = f"{ABOUT}.part"
_OURS = frozenset({ABOUT, _PART, *(f"{name}.batches" for name in ROSTERING)})
_PRIVATE_FILE, _PRIVATE_FOLDER = 0o600, 0o700
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


@attrs.frozen
class Place:
    """The folder.

    Attributes:
        folder: Where it is.
    """

    folder: Path

    def make(self) -> None:
        """Make the folder unless it is there already.

        Raises:
            TargetError: Something else stands there, or it cannot be made.
        """
        with self.guarded():
            try:
                self.folder.parent.mkdir(parents=True, exist_ok=True)
                self.folder.mkdir(mode=_PRIVATE_FOLDER)
            except FileExistsError:
                self._check()
                self.folder.chmod(_PRIVATE_FOLDER)

    def file_of(self, collection: str) -> Path:
        """Return the file that keeps *collection*."""
        return self.folder / f"{collection}.batches"

    def about(self) -> bytes:
        """Return what was written about the pull; nothing where nothing was."""
        with self.guarded():
            try:
                with os.fdopen(os.open(self.folder / ABOUT, os.O_RDONLY | _NO_LINK), "rb") as file:
                    return file.read()
            except FileNotFoundError:
                return b""

    def begin(self, about: bytes) -> None:
        """Empty the folder and write *about* the pull that begins."""
        with self.guarded():
            self._empty()
            descriptor = os.open(self.folder / _PART, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK, _PRIVATE_FILE)
            with os.fdopen(descriptor, "wb") as file:
                file.write(about)
            (self.folder / _PART).replace(self.folder / ABOUT)

    def open(self, collection: str) -> int:
        """Open the file of *collection* to read and to go on writing; return its descriptor."""
        return os.open(self.file_of(collection), os.O_RDWR | os.O_CREAT | _NO_LINK, _PRIVATE_FILE)

    def forget(self, collection: str) -> None:
        """Delete what is kept of *collection*."""
        with self.guarded():
            self.file_of(collection).unlink(missing_ok=True)

    def delete(self) -> None:
        """Delete the folder."""
        with self.guarded():
            self._empty()
            self.folder.rmdir()

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn what the file system refuses into a sentence."""
        try:
            yield
        except (OSError, ValueError) as failed:
            raise self._refused(getattr(failed, "strerror", None) or type(failed).__name__) from None

    def _check(self) -> None:
        found = self.folder.lstat()
        if not stat.S_ISDIR(found.st_mode):
            raise self._refused("it is no folder of its own")
        if hasattr(os, "getuid") and found.st_uid != os.getuid():
            raise self._refused("it belongs to another user")
        names = set(os.listdir(self.folder))  # noqa: PTH208 - names are all that is needed
        if names - _OURS:
            raise self._refused("there are other files in it")
        if names and stat.S_IMODE(found.st_mode) != _PRIVATE_FOLDER:
            raise self._refused("it is open to others")

    def _empty(self) -> None:
        """Delete every file of ours, the one that speaks for the others first."""
        for name in (ABOUT, *sorted(_OURS - {ABOUT})):
            (self.folder / name).unlink(missing_ok=True)

    def _refused(self, problem: str) -> TargetError:
        shown = str(self.folder).encode(errors="replace").decode()
        return TargetError(shown, f"cannot keep an unfinished pull ({problem}).")
