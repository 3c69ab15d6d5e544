"""What a report tells: one value that every renderer reads."""

from collections import Counter
from datetime import datetime

import attrs

from oneroster_classlink.mapping import RosterMapping
from oneroster_classlink.models.ledger import LedgerEntry
from oneroster_classlink.schools import SchoolMatches
from oneroster_classlink.snapshot import Certificate, Snapshot
from oneroster_classlink.sync import Plan


@attrs.frozen(kw_only=True)
class Report:
    """A run of the main job, for people; it shows ids, never a person.

    Attributes:
        source: What was pulled: a server's address or a folder.
        pulled_at: When, in UTC.
        certificate: The evidence that the pull was complete.
        ledger: Rows that were repaired or given up.
        mapping: The mapped district.
        plan: What would be done.
        matches: The matched schools, where a list was given.
    """

    source: str
    pulled_at: datetime
    certificate: Certificate
    ledger: tuple[LedgerEntry, ...] = attrs.field(repr=False)
    mapping: RosterMapping
    plan: Plan
    matches: SchoolMatches | None = None

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        *,
        source: str,
        mapping: RosterMapping,
        plan: Plan,
        matches: SchoolMatches | None = None,
    ) -> "Report":
        """Return the report of a *snapshot* and what was made of it."""
        return cls(
            source=source,
            pulled_at=snapshot.pulled_at,
            certificate=snapshot.certificate,
            ledger=snapshot.ledger,
            mapping=mapping,
            plan=plan,
            matches=matches,
        )

    @property
    def odd_rows(self) -> tuple[tuple[str, str, int], ...]:
        """What was odd about rows, as collection, what was found and how often; the most frequent first."""
        found = Counter(
            (entry.collection, f"{'given up' if entry.is_lost else 'repaired'}: {what}")
            for entry in self.ledger
            for what in entry.problems or entry.repairs
        )
        return tuple((collection, what, times) for (collection, what), times in found.most_common())
