"""The rows of a district in one version, with the orders and indexes that were once needed."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs
import msgspec

from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.models.entity import Entity, wires
from oneroster_classlink.sandbox.district import District, Row
from oneroster_classlink.sandbox.exchange import Version
from oneroster_classlink.sandbox.service.filters import values_at
from oneroster_classlink.sandbox.service.render import rendered

Positions = Sequence[int]

_ONLY_12 = {
    "scoreScales": ("title", "type", "course", "class", "scoreScaleValue"),
    "assessmentLineItems": (
        "title",
        "description",
        "class",
        "parentAssessmentLineItem",
        "scoreScale",
        "resultValueMin",
        "resultValueMax",
        "learningObjectiveSet",
    ),
    "assessmentResults": (
        "assessmentLineItem",
        "student",
        "score",
        "textScore",
        "scoreDate",
        "scoreScale",
        "scorePercentile",
        "scoreStatus",
        "comment",
        "learningObjectiveSet",
        "inProgress",
        "incomplete",
        "late",
        "missing",
    ),
}
"""The fields of the collections that this package does not read: 1.2 alone has them."""


@attrs.define(kw_only=True, slots=False)
class Table:
    """The rows of one collection. They do not change, so whatever was worked out stays true.

    Attributes:
        rows: The rows, as they are served.
        fields: The fields that the standard gives them.
    """

    rows: Sequence[Row]
    fields: frozenset[str] = frozenset()
    _orders: dict[str, list[int]] = attrs.field(factory=dict, init=False, repr=False)
    _groups: dict[str, Mapping[Hashable, Positions]] = attrs.field(factory=dict, init=False, repr=False)

    @cached_property
    def bodies(self) -> list[bytes]:
        """Each row as JSON."""
        return list(map(msgspec.json.encode, self.rows))

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each row by its id; a row without id has none."""
        ids = ((row.get("sourcedId"), place) for place, row in enumerate(self.rows))
        return {sourced_id: place for sourced_id, place in ids if sourced_id and isinstance(sourced_id, str)}

    @cached_property
    def known(self) -> frozenset[str]:
        """The fields that can be asked for: the standard's and those that a row has."""
        return self.fields.union(*self.rows)

    def order(self, path: str) -> list[int]:
        """Return all places sorted by the field at the dotted *path*, then by id."""
        if path not in self._orders:
            parts = tuple(path.split("."))
            keys = [(_key(row, parts), _key(row, ("sourcedId",))) for row in self.rows]
            self._orders[path] = sorted(range(len(keys)), key=keys.__getitem__)
        return self._orders[path]

    def at(self, path: str, value: str) -> Positions:
        """Return the places of the rows that have *value* at the dotted *path*."""
        parts = tuple(path.split("."))
        return self.grouped(path, lambda row: values_at(row, parts)).get(value, ())

    def grouped(self, name: str, read: Callable[[Row], Iterable[Hashable]]) -> Mapping[Hashable, Positions]:
        """Return the places of rows by each value that *read* gives of them; kept under *name*."""
        if name not in self._groups:
            groups = defaultdict(list)
            for place, row in enumerate(self.rows):
                for value in dict.fromkeys(read(row)):
                    groups[value].append(place)
            self._groups[name] = dict(groups)
        return self._groups[name]

    def values(self, places: Iterable[int], path: str) -> set[Any]:
        """Return every value at the dotted *path* of the rows at *places*."""
        parts = tuple(path.split("."))
        return {value for place in places for value in values_at(self.rows[place], parts)}

    def found(self, ids: Iterable[Any]) -> Positions:
        """Return the places of the rows with *ids*, without those that are not shared."""
        return [self.places[item] for item in ids if item in self.places]


Tables = Mapping[str, Table]


def make_tables(district: District) -> dict[Version, Tables]:
    """Return the tables of *district* by version; they differ in users alone. A collection without rows is empty."""
    names = dict.fromkeys((*COLLECTIONS, *_ONLY_12, *district.rows))
    tables = {name: Table(rows=district.rows.get(name, ()), fields=standard_fields(name)) for name in names}
    return {version: _with_users(tables, version=version) for version in Version}


def _with_users(tables: dict[str, Table], *, version: Version) -> Tables:
    org_types = {str(row.get("sourcedId")): str(row.get("type")) for row in tables["orgs"].rows}
    users = tables["users"]
    rows = tuple(rendered(row, version=version, org_types=org_types) for row in users.rows)
    shown = tables.copy()
    shown["users"] = attrs.evolve(users, rows=rows)
    return shown


def standard_fields(name: str) -> frozenset[str]:
    """Return the fields that the standard gives the rows of the collection *name*."""
    known = COLLECTIONS.get(name)
    wired = (key for wire in wires(known.model if known else Entity).values() for key in wire.names)
    return frozenset((*wired, *_ONLY_12.get(name, ())))


def _key(row: Row, path: tuple[str, ...]) -> tuple[int, Any]:
    """Return what *row* sorts by: missing values first, then numbers, then texts in Unicode order."""
    value = next(values_at(row, path), None)
    if value is None:
        return 0, 0
    return (1, value) if isinstance(value, int | float) else (2, value)
