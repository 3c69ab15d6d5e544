"""The rules: from a snapshot to a roster, every decision named."""

from oneroster_classlink.mapping.age import AgeBand
from oneroster_classlink.mapping.engine import RosterMapping, map_roster
from oneroster_classlink.mapping.findings import KINDS, Code, Finding, Severity
from oneroster_classlink.mapping.policy import Deciding, Policy
from oneroster_classlink.mapping.roles import PersonRole, read_role
from oneroster_classlink.mapping.roster import NamedBy, Person, Roster, RosterClass, RosterSchool
from oneroster_classlink.mapping.seats import Outcome, SeatDecision, SeatFacts, Standing, judge_seat

__all__ = [
    "KINDS",
    "AgeBand",
    "Code",
    "Deciding",
    "Finding",
    "NamedBy",
    "Outcome",
    "Person",
    "PersonRole",
    "Policy",
    "Roster",
    "RosterClass",
    "RosterMapping",
    "RosterSchool",
    "SeatDecision",
    "SeatFacts",
    "Severity",
    "Standing",
    "judge_seat",
    "map_roster",
    "read_role",
]
