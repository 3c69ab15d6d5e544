"""A mapped district: the roster, what there is to say of it, and why."""

from collections.abc import Mapping

import attrs

from oneroster_classlink.mapping.evidence import Evidence
from oneroster_classlink.mapping.findings import Findings
from oneroster_classlink.mapping.people import CoverageRow, coverage
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.roster import Roster
from oneroster_classlink.mapping.rules.seats import SeatDecision
from oneroster_classlink.mapping.why import Why, ask
from oneroster_classlink.snapshot import Certificate


@attrs.frozen(kw_only=True)
class RosterMapping:
    """A mapped district.

    Attributes:
        roster: What it becomes in the product.
        findings: What a person should know, errors first.
        decisions: What became of every seat, by the enrollment's id.
        policy: The policy that was applied.
    """

    roster: Roster
    findings: Findings
    decisions: Mapping[str, SeatDecision] = attrs.field(repr=False, eq=False)
    policy: Policy
    evidence: Evidence = attrs.field(repr=False, eq=False)

    @property
    def certificate(self) -> Certificate:
        """The evidence that the pull behind it was complete."""
        return self.evidence.snapshot.certificate

    @property
    def coverage(self) -> tuple[CoverageRow, ...]:
        """Birth dates, contact points and guardians by school and role, counted when it is asked for."""
        return coverage(self.evidence.people)

    def why(self, *, user: str | None = None, klass: str | None = None) -> Why:
        """Tell why *user*, *klass* or *user* in *klass* became what it did; ids that are not known are told so.

        Args:
            user: A user's ``sourcedId``.
            klass: A class's ``sourcedId``.

        Raises:
            UsageError: Neither is given.
        """
        return ask(self.evidence, user=user, klass=klass)
