"""From the bytes of a page to typed rows: a fast lane for whole pages, a patient one for odd rows."""

from collections.abc import Iterable, Iterator
from typing import Any

import attrs
import msgspec
from cattrs import Converter

from oneroster_classlink.errors import BrokenBody, NotOneRoster
from oneroster_classlink.models.collections import Collection
from oneroster_classlink.models.converter import BadRow, make_converter, structure
from oneroster_classlink.models.entity import wires
from oneroster_classlink.models.kinds import Unreadable
from oneroster_classlink.models.ledger import LedgerEntry
from oneroster_classlink.wire.structs import EXTENSIONS, envelope_struct, getters, read_id, row_of, row_struct

_HEADER_ID = "sourcedId"


@attrs.frozen(kw_only=True)
class Rows:
    """The rows of one page, in server order.

    Attributes:
        structs: Readable rows as wire structs.
        ledger: What was repaired or given up.
        received: How many rows the page held, readable or not.
    """

    structs: list[Any]
    ledger: tuple[LedgerEntry, ...] = ()
    received: int


@attrs.define(kw_only=True)
class Decoder:
    """Decodes pages of one collection.

    Attributes:
        collection: Whose pages they are.
        converter: The patient lane.
        keep_passwords: Whether ``User.password`` is kept; passwords are dropped otherwise.
    """

    collection: Collection
    converter: Converter = attrs.field(factory=make_converter)
    keep_passwords: bool = False

    def page(self, body: bytes, *, path: str, start: int = 0) -> Rows:
        """Decode the *body* of a page whose first row is number *start* of the collection.

        Raises:
            NotOneRoster: The body has no list of this collection.
            BrokenBody: The body is not whole JSON.
        """
        try:
            structs = self._whole(body)
        except (msgspec.ValidationError, UnicodeDecodeError, Unreadable):
            return self.rows(self._split(body, path=path), start=start)
        except msgspec.DecodeError:
            raise _broken(body, path=path) from None
        if structs is None:
            return self.rows(self._split(body, path=path), start=start)
        return Rows(structs=structs, received=len(structs))

    def rows(self, raws: Iterable[Any], *, start: int = 0) -> Rows:
        """Decode rows one by one, so that an odd one is alone; each is a dict or undecoded JSON."""
        structs, ledger, index = [], [], start - 1
        for index, raw in enumerate(raws, start):
            struct, entry = self._row(raw, index=index)
            structs.extend([struct] if struct is not None else [])
            ledger.extend([entry] if entry is not None else [])
        return Rows(structs=structs, ledger=tuple(ledger), received=index + 1 - start)

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
        page = msgspec.json.decode(body, type=envelope_struct(self.collection))
        found = (value for value in msgspec.structs.astuple(page) if value is not msgspec.UNSET)
        structs: list[Any] | None = next(found, None)
        if structs:
            self._check(structs)
        return structs

    def _check(self, structs: list[Any]) -> None:
        """Read every value once, so that what is only readable by mending is found now."""
        for name, get in getters(self.collection.model).items():
            kind = wires(self.collection.model)[name].kind
            if kind.pooled:
                for raw in set(map(get, structs)):
                    kind.read(raw)
        for struct in structs:
            if read_id(struct) in {"", _HEADER_ID}:
                raise Unreadable("id")

    def _split(self, body: bytes, *, path: str) -> list[Any]:
        found = _decoded(body, path=path)
        if isinstance(found, list):
            return found
        rows = next((found[key] for key in self.collection.keys if isinstance(found.get(key), list)), None)
        if rows is None:
            raise NotOneRoster(path, _without(found, key=self.collection.name))
        return list(rows)

    def _row(self, raw: Any, *, index: int) -> tuple[Any, LedgerEntry | None]:
        try:
            struct = msgspec.convert(raw, row_struct(self.collection.model))
            self._check([struct])
        except (msgspec.ValidationError, Unreadable):
            return self._mended(raw, index=index)
        return struct, None

    def _mended(self, raw: Any, *, index: int) -> tuple[Any, LedgerEntry | None]:
        name = self.collection.name
        try:
            record, repairs = structure(raw, model=self.collection.model, converter=self.converter)
        except BadRow as bad:
            return None, LedgerEntry(collection=name, index=index, sourced_id=_id(raw), problems=bad.problems)
        if not repairs:
            return row_of(record), None
        return row_of(record), LedgerEntry(collection=name, index=index, sourced_id=record.sourced_id, repairs=repairs)


def decode_single(body: bytes, *, decoder: Decoder, path: str) -> Any:
    """Decode the *body* of a single record's answer.

    Raises:
        NotOneRoster: The body has no readable record of the collection.
        BrokenBody: The body is not whole JSON.
    """
    found = _decoded(body, path=path)
    row = _single(found, keys=decoder.collection.single_keys)
    if row is None:
        raise NotOneRoster(path, _without(found, key=decoder.collection.single_keys[0]))
    rows = decoder.rows([row])
    if rows.ledger and rows.ledger[0].is_lost:
        raise NotOneRoster(path, "; ".join(rows.ledger[0].problems))
    return next(iter(decoder.records(rows.structs)))


def _single(found: Any, *, keys: tuple[str, ...]) -> Any:
    if not isinstance(found, dict):
        return None
    value = next((found[key] for key in keys if key in found), found if "sourcedId" in found else None)
    return value[0] if isinstance(value, list) and value else value


def _decoded(body: bytes, *, path: str) -> Any:
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise _broken(body, path=path) from None


def _broken(body: bytes, *, path: str) -> NotOneRoster:
    start = body.lstrip()[:1]
    if not start:
        return BrokenBody(path, "the body is empty")
    if start not in b"{[":
        return NotOneRoster(path, "the body is not JSON" + (" but a web page" if start == b"<" else ""))
    return BrokenBody(path, "the body is cut off or garbled")


def _without(found: Any, *, key: str) -> str:
    if isinstance(found, dict) and any(name.startswith("imsx_") or name == "statusInfoSet" for name in found):
        return "it is an error message in place of data"
    return f"it has no '{key}'"


def _id(raw: Any) -> str | None:
    value = raw.get("sourcedId") if isinstance(raw, dict) else None
    return value if isinstance(value, str) and value else None
