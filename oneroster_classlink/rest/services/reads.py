"""What every read has in common: its options, its ids, and the path that belongs to them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from enum import Enum
from typing import Any, Literal, TypeAlias, TypedDict, TypeVar

from oneroster_classlink.errors import UsageError
from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.models.entity import Entity
from oneroster_classlink.models.ledger import LedgerEntry
from oneroster_classlink.rest.connection import Target
from oneroster_classlink.rest.reading.reader import Reader
from oneroster_classlink.wire.endpoints import find
from oneroster_classlink.wire.query import Filter, encode, make_fields, make_query

R = TypeVar("R", bound=Entity)


class Every(Enum):
    """Stands for an id that was not given; ``None`` does not, for it is mostly an accident."""

    EVERY = "every"

    def __repr__(self) -> str:
        return "EVERY"


EVERY = Every.EVERY
Id: TypeAlias = str | Literal[Every.EVERY]


class Options(TypedDict, total=False):
    """How a collection is read.

    Attributes:
        filter: A `Filter` or an expression; all by default.
        since: Only what was changed after this moment, with what is marked ``tobedeleted``; a filter by status would
            hide that. `pull_changes` reads a whole district so.
        sort: The field to sort by, ``sourcedId`` by default; ``None`` for the server's own order.
        order_by: ``asc`` by default, or ``desc``.
        fields: The fields to send, as OneRoster spells them; what decoding needs is added. All by default.
        on_bad_row: Is given the ledger entry of each unreadable row; by default one warning counts them.
        strict: Whether the first row that is not as the standard has it raises `OddRow`.
    """

    filter: str | Filter | None
    since: datetime | None
    sort: str | None
    order_by: Literal["asc", "desc"]
    fields: Iterable[str] | None
    on_bad_row: Callable[[LedgerEntry], None] | None
    strict: bool


class Reads:
    """The base of the services; what it reads with comes from the client."""

    _reader: Reader

    def _list(self, model: type[R], name: str, options: Options, **ids: Id) -> Iterator[R]:  # noqa: ARG002 - its type
        """Check everything now, and read when the first record is asked for."""
        target = self._target(name, {place: value for place, value in ids.items() if value is not EVERY}, options)
        given: dict[str, Any] = {**options}
        on_bad_row, strict = given.pop("on_bad_row", None), given.pop("strict", False)
        if on_bad_row is not None and not callable(on_bad_row):
            raise UsageError("on_bad_row must be a callable that takes a LedgerEntry, or None.")
        if not isinstance(strict, bool):
            raise UsageError("strict must be True or False.")
        query = make_query(COLLECTIONS[target.collection].model, **given)
        return self._reader.records(target, query=query, on_bad_row=on_bad_row, strict=strict)

    def _one(self, model: type[R], name: str, sourced_id: str, *, fields: Iterable[str] | None) -> R:
        target = self._target(name, {"sourced_id": sourced_id}, {})
        query = encode({"fields": ",".join(make_fields(model, fields))})
        found: R = self._reader.one(target, query=query)
        return found

    def _target(self, name: str, ids: Mapping[str, Any], options: Options) -> Target:
        unknown = options.keys() - Options.__annotations__.keys()
        endpoint = find(name, given=(*ids, *unknown))
        target = Target(endpoint=endpoint, path=endpoint.fill(ids))
        if self._reader.connection.version is not None:
            self._reader.connection.check(target)
        return target
