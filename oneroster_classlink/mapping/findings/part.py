"""Findings about the records of one table: rows from which they are made, or a few that are given."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, runtime_checkable

import attrs

from oneroster_classlink.mapping.findings.code import Code
from oneroster_classlink.mapping.findings.finding import Finding

Places = Mapping[str | None, Sequence[int]]
"""Where the findings of each school are."""


class Part(Protocol):
    """The findings about the records of one table, at most one of each code for each record."""

    def counts(self) -> Mapping[Code, int]:
        """Return how many there are of each code."""
        ...

    def of(self, code: Code) -> Iterator[Finding]:
        """Make those of *code*, in any order."""
        ...


@runtime_checkable
class Placed(Part, Protocol):
    """A part that can make one finding alone, so that never all of them need to be alive."""

    def by_school(self, code: Code) -> Places:
        """Return the places of those of *code*, by school."""
        ...

    def make(self, code: Code, place: int, /) -> Finding:
        """Make the finding of *code* at *place*."""
        ...


@attrs.frozen(kw_only=True)
class Rows:
    """Findings kept as row numbers.

    Attributes:
        rows: The rows of a table that have a finding of each code.
        make: Makes the finding of a code about a row; it must be possible to pickle it.
        school: Tells the school of that finding without making it; without this, it is made to be asked.
    """

    rows: Mapping[Code, Sequence[int]] = attrs.field(repr=False)
    make: Callable[[Code, int], Finding] = attrs.field(repr=False)
    school: Callable[[Code, int], str | None] | None = attrs.field(default=None, repr=False)

    def counts(self) -> Mapping[Code, int]:
        """Return how many there are of each code."""
        return {code: len(rows) for code, rows in self.rows.items()}

    def by_school(self, code: Code) -> Places:
        """Return the rows of those of *code*, by school."""
        rows = self.rows.get(code, ())
        if self.school is None:
            return by_school((self.make(code, row).school for row in rows), rows)
        return by_school((self.school(code, row) for row in rows), rows)

    def of(self, code: Code) -> Iterator[Finding]:
        """Make those of *code*, in any order."""
        return (self.make(code, row) for row in self.rows.get(code, ()))


def _all(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(findings)


@attrs.frozen
class Given:
    """Findings that are few, kept as they are."""

    findings: tuple[Finding, ...] = attrs.field(converter=_all, repr=False)

    def counts(self) -> Mapping[Code, int]:
        """Return how many there are of each code."""
        found: dict[Code, int] = {}
        for each in self.findings:
            found[each.code] = found.get(each.code, 0) + 1
        return found

    def by_school(self, code: Code) -> Places:
        """Return the places of those of *code*, by school."""
        places = [place for place, found in enumerate(self.findings) if found.code is code]
        return by_school((self.findings[place].school for place in places), places)

    def make(self, code: Code, place: int, /) -> Finding:  # noqa: ARG002 - the place alone tells
        """Return the finding at *place*."""
        return self.findings[place]

    def of(self, code: Code) -> Iterator[Finding]:
        """Yield those of *code*."""
        return (found for found in self.findings if found.code is code)


def by_school(schools: Iterable[str | None], places: Iterable[int]) -> Places:
    """Return *places* by their *schools*, which stand in the same order."""
    found: dict[str | None, array[int]] = defaultdict(lambda: array("I"))
    for school, place in zip(schools, places, strict=True):
        found[school].append(place)
    return dict(found)
