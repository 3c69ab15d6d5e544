"""The patient lane: one odd row at a time, mended where that is safe, given up where it is not."""

from collections.abc import Iterable
from typing import Any

import attrs
import msgspec
from cattrs import Converter
from msgspec import Raw

from oneroster_classlink.models.collections import Collection
from oneroster_classlink.models.converter import BadRow, make_converter, structure
from oneroster_classlink.models.days import days, has_days, settled
from oneroster_classlink.models.ledger import LedgerEntry
from oneroster_classlink.wire.decode.controls import escaped
from oneroster_classlink.wire.decode.order import Seen
from oneroster_classlink.wire.structs import row_of

HEADER_ID = "sourcedId"
HEADER_IDS = frozenset(
    form.format(spelling)
    for spelling in (HEADER_ID, "sourcedid", "sourcedID", "Sourcedid", "SourcedId", "SourcedID", "SOURCEDID")
    for form in ("{}", " {}", "{} ", " {} ", "\ufeff{}", "\u00ef\u00bb\u00bf{}", '"{}"', '\ufeff"{}"')
)
"""How a header row spells its id; a set, so that to look for them costs a clean page next to nothing."""
TOO_DEEP = "nested too deeply @ $"
UNESCAPED = "a control character in a text @ $"
UNTYPED = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What making a typed value of a row can raise."""


@attrs.define(kw_only=True)
class Patient:
    """Mends rows of one collection.

    Attributes:
        collection: Whose rows they are.
        converter: One that keeps passwords; made when the first odd row comes if not given.
        seen: In which order the collection's dates write day and month.
    """

    collection: Collection
    converter: Converter | None = attrs.field(default=None, repr=False)
    seen: Seen = attrs.field(factory=Seen)

    def learn(self, raws: Iterable[Any]) -> None:
        """Take from odd rows what they show of the order of day and month, before they are mended."""
        model = self.collection.model
        if has_days(model):
            self.seen = self.seen.after(date for raw in raws for date in days(_plain(raw), model=model))

    def mended(self, raw: Any, *, index: int) -> tuple[Any, LedgerEntry | None]:
        """Return the row struct of *raw*, row *index* of the collection, or ``None``; and what the ledger says."""
        entry = LedgerEntry(collection=self.collection.name, index=index, sourced_id=None)
        try:
            row, unescaped = _opened(raw)
        except RecursionError:
            return None, attrs.evolve(entry, problems=(TOO_DEEP,))
        except UNTYPED:
            return None, attrs.evolve(entry, problems=("a text that is not Unicode or a number out of range @ $",))
        entry = attrs.evolve(entry, sourced_id=_id(row))
        if entry.sourced_id in HEADER_IDS:
            return None, attrs.evolve(entry, sourced_id=HEADER_ID, repairs=("a header row left out @ $",))
        self.converter = self.converter or make_converter(keep_passwords=True)
        try:
            row = settled(row, model=self.collection.model, order=self.seen.order)
            record, repairs = structure(row, model=self.collection.model, converter=self.converter)
        except BadRow as bad:
            return None, attrs.evolve(entry, problems=bad.problems)
        kept = attrs.evolve(entry, sourced_id=record.sourced_id, repairs=unescaped + repairs)
        return row_of(record), kept if kept.repairs else None


def typed(raw: Any, *, model: Any) -> Any:
    """Return *raw*, a dict or undecoded JSON, as a *model*."""
    return msgspec.json.decode(raw, type=model) if isinstance(raw, Raw) else msgspec.convert(raw, model)


def _plain(raw: Any) -> Any:
    try:
        return _opened(raw)[0]
    except UNTYPED:
        return None


def _opened(raw: Any) -> tuple[Any, tuple[str, ...]]:
    """Return the value of *raw*, and what was repaired to read it."""
    try:
        return typed(raw, model=Any), ()
    except msgspec.DecodeError:
        return typed(Raw(escaped(bytes(memoryview(raw)))), model=Any), (UNESCAPED,)


def _id(row: Any) -> str | None:
    value = row.get("sourcedId") if isinstance(row, dict) else None
    return value if isinstance(value, str) and value else None
