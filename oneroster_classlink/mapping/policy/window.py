"""Days of grace around terms, for districts that are judged by date."""

from typing import Any

import attrs

from oneroster_classlink.errors import UsageError


@attrs.frozen(kw_only=True)
class Window:
    """Judges classes by the dates of their sessions, and enrollments by their own.

    The published behaviour has no such window: every shared section becomes a class (R1), and next-term sections
    appear as soon as they are shared. A host that wants to wait, or to end classes itself, sets one.

    Attributes:
        before: Days before the first day from which on something is current already.
        after: Days after the last day until which it stays current.
        without_term: Whether classes without any session that has dates are taken.
        enrollments: Whether an enrollment's own dates count too.
    """

    before: int = attrs.field(default=0)
    after: int = attrs.field(default=0)
    without_term: bool = attrs.field(default=True)
    enrollments: bool = attrs.field(default=True)

    @before.validator
    @after.validator
    def _is_days(self, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_DAYS:
            raise UsageError(f"Window.{attribute.name} is a whole number of days from 0 to {MOST_DAYS}.")

    @without_term.validator
    @enrollments.validator
    def _is_flag(self, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if not isinstance(value, bool):
            raise UsageError(f"Window.{attribute.name} is True or False.")


MOST_DAYS = 3660
"""Days of grace; ten years are more than any term."""
