"""Records in memory as a source of a snapshot."""

from collections.abc import Iterable, Iterator

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.models.collections import ROSTERING
from oneroster_classlink.models.entity import Entity
from oneroster_classlink.wire.proof import Batch, End
from oneroster_classlink.wire.structs import row_of


@attrs.frozen
class Records:
    """Records of any collections, mixed.

    Attributes:
        records: The records.
    """

    records: tuple[Entity, ...] = attrs.field(repr=False)

    def batches(self, collection: str) -> Iterator[Batch]:
        """Yield the records of *collection*."""
        model = ROSTERING[collection].model
        structs = [row_of(record) for record in self.records if type(record) is model]
        yield Batch(structs=structs, received=len(structs), end=End.WHOLE_LIST)


def read_records(records: Iterable[Entity]) -> Records:
    """Return *records* as a source for `Snapshot.load`.

    Raises:
        UsageError: Something among them is no record.
    """
    found = tuple(records)
    odd = next((item for item in found if not isinstance(item, Entity)), None)
    if odd is not None:
        raise UsageError(f"A record is needed, not a value of type {type(odd).__name__}.")
    return Records(found)
