"""A folder of JSON lists (``users.json``, ``enrollments.json.gz`` …) as a source of a snapshot."""

from collections.abc import Iterator
from pathlib import Path

import attrs

from oneroster_classlink.bundle.files import find_list, open_folder, read_list
from oneroster_classlink.errors import NotOneRoster, SourceError
from oneroster_classlink.models.collections import NEEDED, ROSTERING
from oneroster_classlink.wire.decode import Decoder, Rows
from oneroster_classlink.wire.proof import Batch, End


@attrs.frozen
class Folder:
    """A folder of JSON lists.

    Attributes:
        path: The folder.
    """

    path: Path

    def batches(self, collection: str) -> Iterator[Batch]:
        """Yield the whole list of *collection*.

        Raises:
            SourceError: A file that is needed is absent, or a file cannot be read.
        """
        file = self._file(collection)
        if file is None:
            yield Batch(structs=[], received=0, end=End.NOT_SHARED)
            return
        rows = self._rows(file, collection=collection)
        yield Batch(structs=rows.structs, ledger=rows.ledger, received=rows.received, end=End.WHOLE_LIST)

    def _file(self, collection: str) -> Path | None:
        found = find_list(self.path, collection=collection)
        if found is None and collection in NEEDED:
            raise SourceError(str(self.path), f"has neither {collection}.json nor {collection}.json.gz.")
        return found

    def _rows(self, file: Path, *, collection: str) -> Rows:
        try:
            return Decoder(collection=ROSTERING[collection]).page(read_list(file), path=file.name)
        except NotOneRoster as failed:
            raise SourceError(str(file), f"is not a JSON list of {collection}: {failed.problem}.") from None


def read_folder(path: str | Path) -> Folder:
    """Return the folder of JSON lists at *path* as a source for `Snapshot.load`.

    Each file is a list of records as a OneRoster server sends them, 1.1 or 1.2, or a page with its envelope;
    ``.json`` or ``.json.gz``. Orgs, classes, users and enrollments are needed; the others count as not shared
    where they are absent.

    Raises:
        SourceError: There is no such folder.
    """
    return Folder(open_folder(path))
