"""The classes of a district, judged: a kind for each combination of facts, and a code a row."""

from collections.abc import Sequence

import attrs

from oneroster_classlink.mapping.findings import Code
from oneroster_classlink.mapping.rules.seats import Standing


@attrs.frozen(kw_only=True)
class ClassKind:
    """What was decided about all classes with the same facts.

    Attributes:
        standing: `TAKEN`, `TOBEDELETED`, `NOT_TAKEN` or `EXCLUDED`.
        school: The id of the school that it names.
        code: The finding that goes with it, if one does; a class that is not taken always has one.
        facts: The facts of that finding's sentence.
    """

    standing: Standing
    school: str | None
    code: Code | None = None
    facts: tuple[tuple[str, str], ...] = ()


@attrs.frozen(kw_only=True)
class JudgedClasses:
    """The decision about every class of a snapshot.

    Attributes:
        kinds: The distinct decisions.
        codes: The place in *kinds*, by the class's row in the snapshot's table.
    """

    kinds: tuple[ClassKind, ...]
    codes: Sequence[int] = attrs.field(repr=False)

    def of(self, row: int) -> ClassKind:
        """Return the decision about the class of *row*."""
        return self.kinds[self.codes[row]]
