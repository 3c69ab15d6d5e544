"""An answer to why: the chain of rules, each passed or failed, as a value that reads like a sentence."""

from collections.abc import Iterable

import attrs

from oneroster_classlink.mapping.findings import Code, one_line
from oneroster_classlink.mapping.why.words import sentence


@attrs.frozen
class Step:
    """One rule and how it went.

    Attributes:
        rule: The rule's number in the rule book, such as ``R3``; ``policy`` or ``terms`` where only the host's policy
            asks; empty where the snapshot holds nothing to ask about.
        passed: Whether it let the subject pass.
        clause: What was found, in ids, roles, statuses, flags and session dates.
        code: The finding that goes with it, if one does.
    """

    rule: str
    passed: bool
    clause: str = attrs.field(converter=one_line)
    code: Code | None = None

    def __str__(self) -> str:
        """Say what was found, and the rule."""
        return f"{self.clause} ({self.rule})" if self.rule else self.clause


def _steps(found: Iterable[Step]) -> tuple[Step, ...]:
    return tuple(found)


def _remarks(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(one_line, found))


@attrs.frozen(kw_only=True)
class Why:
    """Why something became what it did.

    Attributes:
        subject: What was asked about, such as ``user T-17 in class ALG-2``.
        outcome: What became of it, such as ``member, not owner``.
        verdict: Both in words, such as ``user T-17 is a member of class ALG-2, not an owner``.
        steps: The rules in the order in which they were asked; the last one decided.
        remarks: What else there is to say, in sentences.
        known: Whether the records that were asked about are in the snapshot at all.
    """

    subject: str = attrs.field(converter=one_line)
    outcome: str
    verdict: str = attrs.field(converter=one_line)
    steps: tuple[Step, ...] = attrs.field(converter=_steps)
    remarks: tuple[str, ...] = attrs.field(converter=_remarks, default=())
    known: bool = True

    @property
    def passed(self) -> tuple[Step, ...]:
        """The rules that were passed."""
        return tuple(step for step in self.steps if step.passed)

    @property
    def failed(self) -> tuple[Step, ...]:
        """The rules that were not."""
        return tuple(step for step in self.steps if not step.passed)

    @property
    def headline(self) -> str:
        """The outcome and what decided it, in one sentence."""
        return sentence(f"{self.verdict}: {self.steps[-1]}")

    def __str__(self) -> str:
        """Say it in one line that can be pasted; no name, contact point or birth date is in it."""
        before = "; ".join(map(str, self.steps[:-1]))
        return " ".join([self.headline, *([f"Before that: {before}."] if before else []), *self.remarks])
