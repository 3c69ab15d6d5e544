"""A district as its server holds it: raw rows by collection."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import attrs

from oneroster_classlink.schools import School

Row = dict[str, Any]


def _frozen_rows(raw: Mapping[str, Iterable[Row]]) -> Mapping[str, tuple[Row, ...]]:
    return MappingProxyType({name: tuple(rows) for name, rows in raw.items()})


def _frozen_ids(raw: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({name: tuple(ids) for name, ids in raw.items()})


@attrs.frozen(kw_only=True)
class District:
    """A district to serve.

    Attributes:
        rows: JSON rows by collection, each in the OneRoster version it was written in; not to be changed.
        product_schools: The product's own school list, to be matched with the district's.
        oddities: Ids of the records that show an oddity, by its name (see `make_district`).
    """

    rows: Mapping[str, tuple[Row, ...]] = attrs.field(converter=_frozen_rows, repr=False)
    product_schools: tuple[School, ...] = attrs.field(default=(), converter=tuple[School, ...], repr=False)
    oddities: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict, converter=_frozen_ids, repr=False)
