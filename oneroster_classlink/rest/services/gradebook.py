"""The reads of the gradebook service."""

from collections.abc import Iterable, Iterator
from typing import Unpack

from oneroster_classlink.models.gradebook import Category, LineItem, Result
from oneroster_classlink.rest.services.reads import EVERY, Id, Options, Reads


class Gradebook(Reads):
    """Reads categories, line items and results; the rules are those of `Rostering`."""

    def categories(self, *, klass: Id = EVERY, **options: Unpack[Options]) -> Iterator[Category]:
        """Read the categories: all, or (1.2) those of a class."""
        return self._list(Category, "categories", options, klass=klass)

    def category(self, sourced_id: str, *, fields: Iterable[str] | None = None) -> Category:
        """Read one category."""
        return self._one(Category, "category", sourced_id, fields=fields)

    def line_items(self, *, klass: Id = EVERY, **options: Unpack[Options]) -> Iterator[LineItem]:
        """Read the line items, of all or of a class."""
        return self._list(LineItem, "line_items", options, klass=klass)

    def line_item(self, sourced_id: str, *, fields: Iterable[str] | None = None) -> LineItem:
        """Read one line item."""
        return self._one(LineItem, "line_item", sourced_id, fields=fields)

    def results(
        self, *, klass: Id = EVERY, line_item: Id = EVERY, student: Id = EVERY, **options: Unpack[Options]
    ) -> Iterator[Result]:
        """Read the results: all, or those of a class, and there of a line item or a student."""
        return self._list(Result, "results", options, klass=klass, line_item=line_item, student=student)

    def result(self, sourced_id: str, *, fields: Iterable[str] | None = None) -> Result:
        """Read one result."""
        return self._one(Result, "result", sourced_id, fields=fields)
