"""Tables whose rows are worked out when they are asked for: plain pages, singles, and what lies close together."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import Any, cast

import attrs

from oneroster_classlink.sandbox.district import District, LazyRows, Row
from oneroster_classlink.sandbox.exchange import Refused, Version
from oneroster_classlink.sandbox.service.query import Query
from oneroster_classlink.sandbox.service.tables import Table, Tables, make_tables

_ID = "sourcedId"


@attrs.define(kw_only=True, slots=False)
class LazyTable(Table):
    """The rows of one collection of a large district.

    Attributes:
        version: The version in which they are served.
    """

    version: Version = Version.V11

    @property
    def lazy(self) -> LazyRows:
        """The rows."""
        return cast("LazyRows", self.rows)

    @property
    def places(self) -> "Places":  # type: ignore[override] # looked up alike
        """The place of each row by its id."""
        return Places(self.lazy)

    @property
    def known(self) -> frozenset[str]:
        """The fields that can be asked for."""
        return self.fields.union(self.lazy[0])

    def page(self, places: Iterable[int]) -> list[bytes]:
        """Return the rows at *places* as JSON."""
        return self.lazy.page(places, version=self.version)

    def at(self, path: str, value: str) -> Sequence[int]:
        """Return the places of the rows that have *value* at the dotted *path*.

        Raises:
            Refused: 400, all rows would have to be read.
        """
        found = self.lazy.at(path, value)
        if found is None:
            raise _too_large()
        return found

    def grouped(self, name: str, read: Callable[[Row], Iterable[Hashable]]) -> Mapping[Hashable, Sequence[int]]:  # noqa: ARG002 - nothing is read
        """Return the places of rows by role, which is all that is known without reading them.

        Raises:
            Refused: 400, all rows would have to be read.
        """
        if name != "role":
            raise _too_large()
        return {role: self.at("role", role) for role in ("student", "teacher")}

    def select(self, shown: Collection[int], *, query: Query) -> Sequence[int]:
        """Return the places *shown* in the order that *query* wants.

        Raises:
            Refused: 400, the query filters, or sorts by anything but the id.
        """
        if query.filter is not None or query.sort != _ID:
            raise _too_large()
        places = shown if isinstance(shown, range) else sorted(shown)
        return places[::-1] if query.descending else places


@attrs.frozen
class Places:
    """The place of each row by its id.

    Attributes:
        rows: The rows.
    """

    rows: LazyRows

    def __contains__(self, sourced_id: Any) -> bool:
        """Tell whether there is such a row."""
        return self.get(sourced_id) is not None

    def __getitem__(self, sourced_id: str) -> int:
        """Return the place of a row that is there."""
        return self.rows.place(sourced_id) or 0

    def get(self, sourced_id: Any) -> int | None:
        """Return the place of a row."""
        return self.rows.place(sourced_id) if isinstance(sourced_id, str) else None


def all_tables(district: District) -> dict[Version, Tables]:
    """Return the tables of *district* by version, lazy where its rows are."""
    lazy = {name: rows for name, rows in district.rows.items() if isinstance(rows, LazyRows)}
    eager = make_tables(attrs.evolve(district, rows={**district.rows, **dict.fromkeys(lazy, ())}))
    if not lazy:
        return eager
    return {version: {**tables, **_lazy(lazy, tables, version)} for version, tables in eager.items()}


def _lazy(rows: Mapping[str, LazyRows], tables: Tables, version: Version) -> Tables:
    return {name: LazyTable(rows=found, fields=tables[name].fields, version=version) for name, found in rows.items()}


def _too_large() -> Refused:
    return Refused(
        400,
        "invaliddata",
        "This district is too large to be searched: ask for plain pages sorted by sourcedId, or for one record.",
    )
