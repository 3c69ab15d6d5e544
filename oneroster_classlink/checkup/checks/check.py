"""What a check says: a value, and short ways to make it."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias

import attrs

from oneroster_classlink.checkup.evidence import Evidence, Look


class Outcome(StrEnum):
    """How a prerequisite stands.

    ``missing``: the sync cannot do its work without it, so it must be switched on. ``warning``: it can, but this is
    seldom meant; somebody should look. ``unknown``: the evidence does not tell, mostly because something that it
    depends on is missing itself; that alone is then the alarm.
    """

    OK = "ok"
    WARNING = "warning"
    MISSING = "missing"
    UNKNOWN = "unknown"


Said: TypeAlias = tuple[Outcome, str]
"""An outcome and the sentence with its evidence: counts and statuses, never a person."""
Judge: TypeAlias = Callable[[Evidence], Said]


@attrs.frozen(kw_only=True)
class Check:
    """One prerequisite, judged.

    Attributes:
        name: What programs call it: ``birth_dates``.
        title: What people call it.
        outcome: How it stands.
        evidence: Why.
        remedy: Where to switch it on, by the names of ClassLink's menus; empty where nothing is to be done.
    """

    name: str
    title: str
    outcome: Outcome
    evidence: str
    remedy: str = ""


def ok(sentence: str) -> Said:
    """Say that it is well."""
    return Outcome.OK, sentence


def warning(sentence: str) -> Said:
    """Say that somebody should look."""
    return Outcome.WARNING, sentence


def missing(sentence: str) -> Said:
    """Say that it must be switched on."""
    return Outcome.MISSING, sentence


def unknown(sentence: str) -> Said:
    """Say that it cannot be told."""
    return Outcome.UNKNOWN, sentence


def unread(look: Look, *, what: str) -> Said:
    """Say why *what* could not be read: it is not shared, or the server failed."""
    if look.hidden:
        return missing(f"{what} are refused with status {look.status}: they are not shared.")
    problem = "no readable answer came" if look.status is None else f"the answer has status {look.status}"
    return unknown(f"{what} could not be looked at: {problem}.")


def share(part: int, whole: int, *, of: str) -> str:
    """Say a part of a sample."""
    return f"{part:,} of {whole:,} {of}"
