"""The patient lane: one odd row at a time, mended where that is safe, given up where it is not."""

from typing import Any

import attrs
import msgspec
from cattrs import Converter
from msgspec import Raw

from oneroster_classlink.models.collections import Collection
from oneroster_classlink.models.converter import BadRow, make_converter, structure
from oneroster_classlink.models.ledger import LedgerEntry
from oneroster_classlink.wire.structs import row_of

HEADER_ID = "sourcedId"


@attrs.define(kw_only=True)
class Patient:
    """Mends rows of one collection.

    Attributes:
        collection: Whose rows they are.
        converter: One that keeps passwords; made when the first odd row comes if not given.
    """

    collection: Collection
    converter: Converter | None = attrs.field(default=None, repr=False)

    def mended(self, raw: Any, *, index: int) -> tuple[Any, LedgerEntry | None]:
        """Return the row struct of *raw*, row *index* of the collection, or ``None``; and what the ledger says."""
        entry = LedgerEntry(collection=self.collection.name, index=index, sourced_id=None)
        try:
            row = typed(raw, model=Any)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None, attrs.evolve(entry, problems=("a text that is not Unicode or a number out of range @ $",))
        entry = attrs.evolve(entry, sourced_id=_id(row))
        if entry.sourced_id == HEADER_ID:
            return None, attrs.evolve(entry, repairs=("a header row left out @ $",))
        self.converter = self.converter or make_converter(keep_passwords=True)
        try:
            record, repairs = structure(row, model=self.collection.model, converter=self.converter)
        except BadRow as bad:
            return None, attrs.evolve(entry, problems=bad.problems)
        kept = attrs.evolve(entry, sourced_id=record.sourced_id, repairs=repairs)
        return row_of(record), kept if repairs else None


def typed(raw: Any, *, model: Any) -> Any:
    """Return *raw*, a dict or undecoded JSON, as a *model*."""
    return msgspec.json.decode(raw, type=model) if isinstance(raw, Raw) else msgspec.convert(raw, model)


def _id(row: Any) -> str | None:
    value = row.get("sourcedId") if isinstance(row, dict) else None
    return value if isinstance(value, str) and value else None
