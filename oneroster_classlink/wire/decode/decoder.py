"""From a page to typed rows: a fast lane for whole pages; odd rows go the patient one."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, TypeAlias

import attrs
import msgspec
from cattrs import Converter

from oneroster_classlink.errors import NotOneRoster
from oneroster_classlink.models.collections import Collection
from oneroster_classlink.models.entity import wires
from oneroster_classlink.models.keys import stand_ins, vendor_keys
from oneroster_classlink.models.kinds import Kind, Unreadable
from oneroster_classlink.models.ledger import LedgerEntry
from oneroster_classlink.models.users.roles import ROLES
from oneroster_classlink.wire.decode.body import BOM, raw_rows, raw_single
from oneroster_classlink.wire.decode.order import Seen
from oneroster_classlink.wire.decode.patient import HEADER_IDS, UNTYPED, Patient, typed
from oneroster_classlink.wire.records import ReadColumn, column_readers, make_records
from oneroster_classlink.wire.structs import EXTENSIONS, blocks, getters, open_struct, page_decoder, read_id, row_struct

Oddity: TypeAlias = tuple[Callable[[Any], Any], AbstractSet[Any]]


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
        keep_passwords: Whether `records` keeps ``User.password`` and ``Credential.password``.
        dates: In which order the collection's dates are known to be written, from an earlier read.
    """

    collection: Collection
    converter: Converter | None = attrs.field(default=None, repr=False)
    keep_passwords: bool = False
    dates: Seen = attrs.field(factory=Seen)
    _patient: Patient = attrs.field(init=False, repr=False)
    _readers: dict[str, ReadColumn] = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._patient = Patient(collection=self.collection, converter=self.converter, seen=self.dates)
        self._readers = column_readers(self.collection.model, keep_passwords=self.keep_passwords)

    @property
    def seen(self) -> Seen:
        """In which order the collection's dates are known to be written by now."""
        return self._patient.seen

    def page(self, body: bytes, *, path: str, start: int = 0) -> Rows:
        """Decode the *body* of a page whose first row is number *start* of the collection.

        Raises:
            NotOneRoster: The body has no list of this collection.
            BrokenBody: The body is not whole JSON.
        """
        for quick in (True, False):
            structs = self._whole(body, quick=quick)
            if structs and not self._oddities(structs, quick=quick):
                return Rows(structs=structs, received=len(structs))
        return self.rows(raw_rows(body, collection=self.collection, path=path), start=start)

    def rows(self, raws: Iterable[Any], *, start: int = 0) -> Rows:
        """Decode rows so that an odd one is alone; each is a dict or undecoded JSON (``msgspec.Raw``)."""
        found = list(raws)
        structs = [self._struct(raw) for raw in found]
        ledger: list[LedgerEntry] = []
        tests = self._oddities([struct for struct in structs if struct is not None], quick=False)
        odd = [
            place
            for place, struct in enumerate(structs)
            if struct is None or any(get(struct) in raws for get, raws in tests)
        ]
        self._patient.learn(found[place] for place in odd)
        for place in odd:
            structs[place], entry = self._patient.mended(found[place], index=start + place)
            ledger.extend([entry] if entry is not None else [])
        readable = [struct for struct in structs if struct is not None]
        return Rows(structs=readable, ledger=tuple(ledger), received=len(found))

    def records(self, structs: Iterable[Any]) -> Iterator[Any]:
        """Make the frozen record of each row struct."""
        model = self.collection.model
        for block in blocks(list(structs), model=model):
            yield from make_records(model, {name: read(block[name]) for name, read in self._readers.items()})

    def _whole(self, body: bytes, *, quick: bool) -> list[Any] | None:
        """Return the rows of a page that is as the standard has it, to the letter if *quick*; else ``None``."""
        bare = body.removeprefix(BOM)
        is_list = bare[:1] == b"["
        try:
            page = page_decoder(self.collection, is_list=is_list, quick=quick).decode(bare)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None
        found = (page,) if is_list else msgspec.structs.astuple(page)
        return next((rows for rows in found if rows is not msgspec.UNSET), None)

    def _oddities(self, structs: Sequence[Any], *, quick: bool) -> list[Oddity]:
        """Return which raw values of *structs* only mending can read, each set with what takes it from a struct.

        What msgspec has already tried, all of it or in its *quick* type, is not tried again.
        """
        model = self.collection.model
        found: list[Oddity] = []
        if not HEADER_IDS.isdisjoint(map(read_id, structs)):
            found.append((read_id, HEADER_IDS))
        for name, get in getters(model).items():
            kind = wires(model)[name].kind
            if kind.pooled and not kind.total and not (quick and kind.quick_type is not None):
                found.append((get, _unreadable(_risky(map(get, structs), kind=kind), kind=kind)))
        return [(get, raws) for get, raws in found if raws]

    def _struct(self, raw: Any) -> Any:
        """Return the row struct of *raw*, or ``None`` where it is not as the standard has it."""
        try:
            return typed(raw, model=row_struct(self.collection.model))
        except UNTYPED:
            return self._extended(raw)

    def _extended(self, raw: Any) -> Any:
        """Return the row struct of a *raw* row that is odd only in keys of the vendor's own."""
        model = self.collection.model
        try:
            struct, row = typed(raw, model=open_struct(model)), typed(raw, model=dict[str, Any])
            setattr(struct, EXTENSIONS, vendor_keys(row, model=model) or None)
        except UNTYPED:
            return None
        return struct if stand_ins(model).keys().isdisjoint(row) else None


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


def _risky(raws: Iterable[Any], *, kind: Kind) -> set[Any]:
    """Return which of *raws* may be unreadable: of roles those in 1.2's own list, which have dates, not 1.1's."""
    return {raw for raw in raws if raw[-1]} if kind is ROLES else set(raws)


def _unreadable(raws: set[Any], *, kind: Kind) -> set[Any]:
    """Return which of *raws* cannot be read; most often none, so all are tried at once first."""
    try:
        deque(map(kind.read, raws), maxlen=0)
    except Unreadable:
        return {raw for raw in raws if not _is_readable(raw, kind=kind)}
    return set()


def _is_readable(raw: Any, *, kind: Kind) -> bool:
    try:
        kind.read(raw)
    except Unreadable:
        return False
    return True
