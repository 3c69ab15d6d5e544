"""Named tests of a record, which compose by ``& | ~`` and carry their names into findings."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar, TypeAlias

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.mapping.findings import one_line

Test: TypeAlias = Callable[[Any], Any]
UNNAMED = "<lambda>"
MOST_DEEP = 100
"""How deep predicates may be nested in each other, so that to ask them or to write them down is never too deep."""


class PredicateFailed(UsageError):
    """A predicate of the host's own raised.

    Attributes:
        predicate: Its name.
        sourced_id: The record that it was asked about, where it is one.
        problem: The type of what it raised; its text may hold a value of the record.
    """

    def __init__(self, predicate: str, *, sourced_id: str | None, problem: str) -> None:
        self.predicate = predicate
        self.sourced_id = sourced_id
        self.problem = problem
        about = "" if sourced_id is None else f" about {sourced_id}"
        super().__init__(f"The predicate '{predicate}' failed when it was asked{about} ({problem}): mend the function.")


class Described(ABC):
    """A test that can say itself as JSON values; a function of the host's own cannot."""

    __slots__ = ()

    @abstractmethod
    def __call__(self, record: Any) -> bool:
        """Tell whether *record* passes."""

    @property
    @abstractmethod
    def data(self) -> dict[str, Any] | None:
        """Itself, or ``None`` where a function of the host's own is in it."""

    @property
    def depth(self) -> int:
        """How many compositions are nested in each other here."""
        return 0


def _depth(found: "Predicate") -> int:
    return found.test.depth if isinstance(found.test, Described) else 0


@attrs.frozen(kw_only=True)
class Predicate:
    """A test of a record, with a name.

    Attributes:
        name: What it asks, in plain words; findings and `why` show it.
        test: The function: record in, whether it passes out.
        reads: The fields that it reads, which makes it cheap for millions of records: it is asked once for each
            distinct combination of their values. ``None`` where that is not said.
        depth: How many compositions are nested in each other here, 100 at most.
    """

    name: str = attrs.field(converter=one_line)
    test: Test = attrs.field(repr=False)
    reads: frozenset[str] | None = attrs.field(default=None, repr=False)
    depth: int = attrs.field(init=False, repr=False, eq=False, default=attrs.Factory(_depth, takes_self=True))

    @depth.validator
    def _is_shallow(self, _attribute: "attrs.Attribute[int]", value: int) -> None:
        if value > MOST_DEEP:
            raise UsageError(
                f"Predicates are nested at most {MOST_DEEP} deep: join many by one kind of word, or write a function."
            )

    def __call__(self, record: Any) -> bool:
        """Tell whether *record* passes."""
        return bool(self.test(record))

    @property
    def data(self) -> dict[str, Any] | None:
        """The predicate as JSON values, or ``None`` where a function of the host's own is in it."""
        return self.test.data if isinstance(self.test, Described) else None

    def __and__(self, other: "Predicate | Test") -> "Predicate":
        """Return the predicate that both pass."""
        return _joined(Every, self, other)

    def __or__(self, other: "Predicate | Test") -> "Predicate":
        """Return the predicate that either passes."""
        return _joined(Some, self, other)

    def __invert__(self) -> "Predicate":
        """Return the predicate that this one does not pass."""
        if isinstance(self.test, Not):
            return self.test.part
        return Predicate(name=f"not {self.name}", test=Not(part=self), reads=self.reads)


@attrs.frozen(kw_only=True)
class Joined(Described):
    """Several predicates as one; joins of the same kind are not nested.

    Attributes:
        parts: The predicates.
        word: The word between their names.
        key: The key of their JSON values.
    """

    parts: tuple[Predicate, ...]
    word: ClassVar[str]
    key: ClassVar[str]

    @property
    def data(self) -> dict[str, Any] | None:
        """Itself as JSON values."""
        found = [part.data for part in self.parts]
        return None if None in found else {self.key: found}

    @property
    def depth(self) -> int:
        """How many compositions are nested in each other here."""
        return 1 + max(part.depth for part in self.parts)


@attrs.frozen(kw_only=True)
class Every(Joined):
    """A test that all parts pass; after the first that does not, none is asked."""

    word: ClassVar[str] = "and"
    key: ClassVar[str] = "all"

    def __call__(self, record: Any) -> bool:
        """Tell whether *record* passes."""
        return all(part(record) for part in self.parts)


@attrs.frozen(kw_only=True)
class Some(Joined):
    """A test that some part passes; after the first that does, none is asked."""

    word: ClassVar[str] = "or"
    key: ClassVar[str] = "any"

    def __call__(self, record: Any) -> bool:
        """Tell whether *record* passes."""
        return any(part(record) for part in self.parts)


@attrs.frozen(kw_only=True)
class Not(Described):
    """A test that its part does not pass."""

    part: Predicate

    def __call__(self, record: Any) -> bool:
        """Tell whether *record* passes."""
        return not self.part(record)

    @property
    def data(self) -> dict[str, Any] | None:
        """Itself as JSON values."""
        found = self.part.data
        return None if found is None else {"not": found}

    @property
    def depth(self) -> int:
        """How many compositions are nested in each other here."""
        return 1 + self.part.depth


def predicate(name: str, test: Test, *, reads: frozenset[str] | set[str] | tuple[str, ...] | None = None) -> Predicate:
    """Return a predicate of the host's own.

    Args:
        name: What it asks, in plain words, such as "is no advisory". It appears in findings.
        test: The function: it gets a record with the fields as attributes and says whether it passes. It should
            depend on the record alone.
        reads: The fields it reads, dotted for a seat's user and class: ``role``, ``user.grades``, ``metadata.track``.

    Raises:
        UsageError: The name is empty, or the test is no function.
    """
    if not isinstance(name, str) or not name.strip() or len(name.splitlines()) > 1:
        raise UsageError("A predicate has a name of one line that says what it asks.")
    if not callable(test):
        raise UsageError(f"The predicate {name!r} needs a function that takes a record.")
    if isinstance(reads, str):
        raise UsageError(f"The reads of the predicate {name!r} are a set of fields, not one text: write {{...}}.")
    return Predicate(name=name.strip(), test=test, reads=None if reads is None else frozenset(reads))


def as_predicate(raw: Predicate | Test | None) -> Predicate | None:
    """Return *raw*, which may be a plain function with a name, as a predicate.

    Raises:
        UsageError: It is no function, or one without a name.
    """
    if raw is None or isinstance(raw, Predicate):
        return raw
    if not callable(raw):
        raise UsageError("A policy's predicate is a Predicate or a function that takes a record.")
    name = getattr(raw, "__name__", UNNAMED)
    if name == UNNAMED:
        raise UsageError("Give it a name: findings show what left a record out. Write predicate('has a room', …).")
    return predicate(name, raw)


def _joined(kind: type[Joined], left: Predicate, other: Predicate | Test) -> Predicate:
    right = as_predicate(other)
    if right is None:
        raise UsageError(f"A predicate is joined by '{kind.word}' with another predicate.")
    parts = tuple(part for side in (left, right) for part in _parts(kind, side))
    reads = None if left.reads is None or right.reads is None else left.reads | right.reads
    name = f" {kind.word} ".join(part.name for part in parts)
    return Predicate(name=f"({name})", test=kind(parts=parts), reads=reads)


def _parts(kind: type[Joined], side: Predicate) -> tuple[Predicate, ...]:
    return side.test.parts if isinstance(side.test, kind) else (side,)
