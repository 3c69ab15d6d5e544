"""From a page to typed rows: a fast lane for whole pages; odd rows go the patient one."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs
import msgspec
from cattrs import Converter

from oneroster_classlink.errors import NotOneRoster
from oneroster_classlink.models.collections import Collection
from oneroster_classlink.models.entity import wires
from oneroster_classlink.models.keys import stand_ins, vendor_keys
from oneroster_classlink.models.kinds import Kind, Unreadable
from oneroster_classlink.models.ledger import LedgerEntry
from oneroster_classlink.wire.decode.body import BOM, raw_rows, raw_single
from oneroster_classlink.wire.decode.patient import HEADER_ID, Patient, typed
from oneroster_classlink.wire.structs import EXTENSIONS, getters, open_struct, page_type, read_id, row_struct


@attrs.frozen(kw_only=True)
class Rows:
    """The rows of one page, in server order.

    Attributes:
        structs: Readable rows as wire structs.
        ledger: What was repaired or given up.
        received: How many rows the page held, readable or not.
    """

    structs: list[Any] = attrs.field(repr=False)
    ledger: tuple[LedgerEntry, ...] = ()
    received: int


@attrs.define(kw_only=True)
class Decoder:
    """Decodes pages of one collection.

    Attributes:
        collection: Whose pages they are.
        converter: The patient lane, one that keeps passwords; made when the first odd row comes if not given.
        keep_passwords: Whether `records` keeps ``User.password``.
    """

    collection: Collection
    converter: Converter | None = attrs.field(default=None, repr=False)
    keep_passwords: bool = False
    _patient: Patient = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._patient = Patient(collection=self.collection, converter=self.converter)

    def page(self, body: bytes, *, path: str, start: int = 0) -> Rows:
        """Decode the *body* of a page whose first row is number *start* of the collection.

        Raises:
            NotOneRoster: The body has no list of this collection.
            BrokenBody: The body is not whole JSON.
        """
        structs = self._whole(body)
        if structs and not self._odd(structs):
            return Rows(structs=structs, received=len(structs))
        return self.rows(raw_rows(body, collection=self.collection, path=path), start=start)

    def rows(self, raws: Iterable[Any], *, start: int = 0) -> Rows:
        """Decode rows so that an odd one is alone; each is a dict or undecoded JSON (``msgspec.Raw``)."""
        found = list(raws)
        structs = [self._struct(raw) for raw in found]
        ledger: list[LedgerEntry] = []
        for place in sorted(self._odd(structs)):
            structs[place], entry = self._patient.mended(found[place], index=start + place)
            ledger.extend([entry] if entry is not None else [])
        readable = [struct for struct in structs if struct is not None]
        return Rows(structs=readable, ledger=tuple(ledger), received=len(found))

    def records(self, structs: Iterable[Any]) -> Iterator[Any]:
        """Make the frozen record of each row struct."""
        model = self.collection.model
        reads = [(name, get, wires(model)[name].kind.read) for name, get in getters(model).items()]
        for struct in structs:
            values = {name: read(get(struct)) for name, get, read in reads}
            if not self.keep_passwords and "password" in values:
                values["password"] = None
            yield model(extensions=getattr(struct, EXTENSIONS) or {}, **values)

    def _whole(self, body: bytes) -> list[Any] | None:
        """Return the rows of a page that is as the standard has it, else ``None``."""
        bare = body.removeprefix(BOM)
        is_list = bare[:1] == b"["
        try:
            page = msgspec.json.decode(bare, type=page_type(self.collection, is_list=is_list))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None
        found = (page,) if is_list else msgspec.structs.astuple(page)
        return next((rows for rows in found if rows is not msgspec.UNSET), None)

    def _odd(self, structs: Sequence[Any]) -> set[int]:
        """Return the places of those that are ``None`` or hold a value that only mending can read."""
        model = self.collection.model
        odd = {place for place, row in enumerate(structs) if row is None or read_id(row) in {"", HEADER_ID}}
        for name, get in getters(model).items():
            kind = wires(model)[name].kind
            if not kind.pooled:
                continue
            bad = {raw for raw in {get(row) for row in structs if row is not None} if not _is_readable(raw, kind=kind)}
            if bad:
                odd |= {place for place, row in enumerate(structs) if row is not None and get(row) in bad}
        return odd

    def _struct(self, raw: Any) -> Any:
        """Return the row struct of *raw*, or ``None`` where it is not as the standard has it."""
        try:
            return typed(raw, model=row_struct(self.collection.model))
        except (msgspec.DecodeError, UnicodeDecodeError):
            return self._extended(raw)

    def _extended(self, raw: Any) -> Any:
        """Return the row struct of a *raw* row that is odd only in keys of the vendor's own."""
        model = self.collection.model
        try:
            struct, row = typed(raw, model=open_struct(model)), typed(raw, model=dict[str, Any])
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None
        if not stand_ins(model).keys().isdisjoint(row):
            return None
        setattr(struct, EXTENSIONS, vendor_keys(row, model=model) or None)
        return struct


def decode_single(body: bytes, *, decoder: Decoder, path: str) -> Any:
    """Decode the *body* of a single record's answer.

    Raises:
        NotOneRoster: The body has no readable record of the collection.
        BrokenBody: The body is not whole JSON.
    """
    rows = decoder.rows([raw_single(body, collection=decoder.collection, path=path)])
    if not rows.structs:
        raise NotOneRoster(path, "; ".join(rows.ledger[0].problems + rows.ledger[0].repairs))
    return next(decoder.records(rows.structs))


def _is_readable(raw: Any, *, kind: Kind) -> bool:
    try:
        kind.read(raw)
    except Unreadable:
        return False
    return True
