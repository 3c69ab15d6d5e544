"""The rules: from a snapshot to a roster, every decision named."""

from oneroster_classlink.mapping.compare import Comparison, Moves, SeatMove, compare
from oneroster_classlink.mapping.engine import map_roster
from oneroster_classlink.mapping.findings import (
    KINDS,
    Code,
    Finding,
    FindingKind,
    Findings,
    Severity,
    Subject,
)
from oneroster_classlink.mapping.mapping import RosterMapping
from oneroster_classlink.mapping.people import Account, CoverageRow
from oneroster_classlink.mapping.policy import (
    ContactPoint,
    Deciding,
    Policy,
    Predicate,
    PredicateFailed,
    Window,
    field_contains,
    field_in,
    field_present,
    metadata_is,
    predicate,
)
from oneroster_classlink.mapping.roster import Made, NamedBy, Person, Roster, RosterClass, RosterSchool
from oneroster_classlink.mapping.rules.age import AgeBand
from oneroster_classlink.mapping.rules.roles import PersonRole, read_role
from oneroster_classlink.mapping.rules.seats import Outcome, SeatDecision, SeatFacts, Standing, judge_seat
from oneroster_classlink.mapping.sanity import SanityCount, sanity_counts
from oneroster_classlink.mapping.stream import stream_roster
from oneroster_classlink.mapping.why import Step, Why

__all__ = [
    "KINDS",
    "Account",
    "AgeBand",
    "Code",
    "Comparison",
    "ContactPoint",
    "CoverageRow",
    "Deciding",
    "Finding",
    "FindingKind",
    "Findings",
    "Made",
    "Moves",
    "NamedBy",
    "Outcome",
    "Person",
    "PersonRole",
    "Policy",
    "Predicate",
    "PredicateFailed",
    "Roster",
    "RosterClass",
    "RosterMapping",
    "RosterSchool",
    "SanityCount",
    "SeatDecision",
    "SeatFacts",
    "SeatMove",
    "Severity",
    "Standing",
    "Step",
    "Subject",
    "Why",
    "Window",
    "compare",
    "field_contains",
    "field_in",
    "field_present",
    "judge_seat",
    "map_roster",
    "metadata_is",
    "predicate",
    "read_role",
    "sanity_counts",
    "stream_roster",
]
