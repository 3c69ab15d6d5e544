"""All findings of a district, kept as rows of its tables and made one by one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import overload

from oneroster_classlink.mapping.findings.code import Code, Severity
from oneroster_classlink.mapping.findings.finding import Finding
from oneroster_classlink.mapping.findings.kinds import KINDS
from oneroster_classlink.mapping.findings.order import Shares, in_order
from oneroster_classlink.mapping.findings.part import Given, Part, Placed


class Findings(Sequence[Finding]):
    """What a person should know about a mapped district: errors first, then by code, school and ids.

    Millions of them cost a few bytes each until they are asked for: `counts` and ``len`` make none, and going through
    them makes those of one code and school at a time.

    Args:
        parts: The findings of each kind of record.
    """

    def __init__(self, parts: Iterable[Part] = ()) -> None:
        self._parts = tuple(parts)
        self._shares: dict[Code, Mapping[str | None, Shares]] = {}

    @classmethod
    def given(cls, findings: Iterable[Finding]) -> "Findings":
        """Return *findings*, put in order."""
        return cls([Given(findings)])

    @cached_property
    def counts(self) -> Mapping[Code, int]:
        """How many there are of each code, in order; codes without any are left out."""
        found = [part.counts() for part in self._parts]
        totals = {code: sum(each.get(code, 0) for each in found) for code in _IN_ORDER}
        return {code: total for code, total in totals.items() if total}

    @cached_property
    def by_school(self) -> Mapping[str | None, Mapping[Code, int]]:
        """How many of each code there are in each school, by its id; first those of no school.

        The codes are in order, and those without any are left out.
        """
        found: dict[str | None, dict[Code, int]] = {}
        for code in self.counts:
            for school, shares in self._places(code).items():
                found.setdefault(school, {})[code] = _size(shares)
        return {school: found[school] for school in sorted(found, key=_by_id)}

    @property
    def schools(self) -> tuple[str | None, ...]:
        """The ids of the schools that have any; ``None`` comes first, if some belong to no school."""
        return tuple(self.by_school)

    def count(self, value: object) -> int:
        """Return how many there are of a `Code` or `Severity`, or of its text, or how many equal a `Finding`.

        Raises:
            ValueError: There is no such code.
        """
        if isinstance(value, str):
            if value in _SEVERITIES:
                return sum(total for code, total in self.counts.items() if KINDS[code].severity == value)
            return self.counts.get(Code(value), 0)
        return sum(found == value for found in self)

    def of(self, code: Code | str) -> tuple[Finding, ...]:
        """Return those of *code*, by school and ids, all of them at once.

        Args:
            code: The code, or its text.

        Raises:
            ValueError: There is no such code.
        """
        return tuple(self.each_of(code))

    def each_of(self, code: Code | str) -> Iterator[Finding]:
        """Yield those of *code*, by school and ids; they are made school by school.

        Args:
            code: The code, or its text.

        Raises:
            ValueError: There is no such code.
        """
        known = Code(code)
        return (found for shares in self._places(known).values() for found in in_order(known, shares))

    def of_school(self, school: str | None) -> Iterator[Finding]:
        """Yield those of *school*: errors first, then by code and ids; they are made code by code.

        Args:
            school: The id of a school; ``None`` for those that belong to no school.
        """
        for code in self.by_school.get(school, ()):
            yield from in_order(code, self._places(code)[school])

    def __len__(self) -> int:
        return sum(self.counts.values())

    def __iter__(self) -> Iterator[Finding]:
        return self._starting(0)

    @overload
    def __getitem__(self, place: int) -> Finding: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, place: int | slice) -> Finding | tuple[Finding, ...]:
        """Return the finding at *place*, or those of a slice; only the schools on the way are looked at."""
        asked = range(len(self))[place]
        if isinstance(asked, int):
            return next(self._starting(asked))
        if not asked:
            return ()
        first = min(asked)
        block = tuple(islice(self._starting(first), max(asked) + 1 - first))
        return tuple(block[at - first] for at in asked)

    def __eq__(self, other: object) -> bool:
        """Tell whether both are the same findings."""
        if not isinstance(other, Findings):
            return NotImplemented
        return self.counts == other.counts and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment] # compared by content

    def __repr__(self) -> str:
        """Show counts alone."""
        said = ", ".join(f"{self.count(severity)} {severity}s" for severity in Severity)
        return f"Findings({said})"

    def _starting(self, place: int) -> Iterator[Finding]:
        """Yield those from *place* on, without making the ones before it in other schools."""
        for code, total in self.counts.items():
            if place >= total:
                place -= total
                continue
            for shares in self._places(code).values():
                yield from islice(in_order(code, shares) if place < _size(shares) else (), place, None)
                place = max(0, place - _size(shares))

    def _places(self, code: Code) -> Mapping[str | None, Shares]:
        """Return where those of *code* are, by school in order: four bytes a finding, found once."""
        if code not in self._shares:
            found: dict[str | None, Shares] = {}
            for part in self._parts:
                placed = part if isinstance(part, Placed) else Given(part.of(code))
                for school, places in placed.by_school(code).items():
                    found[school] = (*found.get(school, ()), (placed, places))
            self._shares[code] = {school: found[school] for school in sorted(found, key=_by_id)}
        return self._shares[code]


def _size(shares: Shares) -> int:
    return sum(len(places) for _, places in shares)


def _by_id(school: str | None) -> tuple[bool, str]:
    return (school is not None, school or "")


_SEVERITIES = frozenset(Severity)
_IN_ORDER = sorted(KINDS, key=lambda code: (list(Severity).index(KINDS[code].severity), list(Code).index(code)))
