"""A district as its server holds it: raw rows by collection."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, overload

import attrs
import msgspec

from oneroster_classlink.sandbox.exchange import Version
from oneroster_classlink.schools import School

Row = dict[str, Any]


class LazyRows(Sequence[Row], ABC):
    """The rows of a collection that is too large to be kept: each is worked out when it is asked for.

    They are in the order of their ids.
    """

    @abstractmethod
    def page(self, places: Iterable[int], *, version: Version = Version.V11) -> list[bytes]:
        """Return the rows at *places*, from 0, as JSON in the form of *version*."""

    @abstractmethod
    def place(self, sourced_id: str) -> int | None:
        """Return the place of the row with *sourced_id*."""

    @abstractmethod
    def at(self, path: str, value: str) -> Sequence[int] | None:
        """Return the places of the rows with *value* at the dotted *path*, ``None`` if all would have to be read."""

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        """Return one row, or some."""
        if isinstance(place, slice):
            return [self[found] for found in range(*place.indices(len(self)))]
        row: Row = msgspec.json.decode(self.page((range(len(self))[place],))[0])
        return row


def _frozen_rows(raw: Mapping[str, Iterable[Row]]) -> Mapping[str, Sequence[Row]]:
    return MappingProxyType({name: rows if isinstance(rows, LazyRows) else tuple(rows) for name, rows in raw.items()})


def _frozen_ids(raw: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({name: tuple(ids) for name, ids in raw.items()})


@attrs.frozen(kw_only=True)
class District:
    """A district to serve.

    Attributes:
        rows: JSON rows by collection, each in the OneRoster version it was written in; not to be changed.
        product_schools: The product's own school list, to be matched with the district's.
        oddities: Ids of the records that show an oddity, by its name (see `make_district`).
        today: The day as which it stands; ``None`` if nobody said.
        seed: What decides the chances of its life (see `oneroster_classlink.sandbox.alive`).
    """

    rows: Mapping[str, Sequence[Row]] = attrs.field(converter=_frozen_rows, repr=False)
    product_schools: tuple[School, ...] = attrs.field(default=(), converter=tuple[School, ...], repr=False)
    oddities: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict, converter=_frozen_ids, repr=False)
    today: date | None = None
    seed: int = 1

    @property
    def is_lazy(self) -> bool:
        """Whether some of its rows are worked out when they are asked for; such a district can only be read."""
        return any(isinstance(rows, LazyRows) for rows in self.rows.values())
