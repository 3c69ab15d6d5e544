"""What the rules have to say beyond the roster, as findings with stable codes."""

from oneroster_classlink.mapping.findings.code import Code, Severity, Subject
from oneroster_classlink.mapping.findings.finding import Finding, listing, one_line
from oneroster_classlink.mapping.findings.findings import Findings
from oneroster_classlink.mapping.findings.kinds import FACTS, IDS, KINDS, FindingKind
from oneroster_classlink.mapping.findings.part import Given, Part, Placed, Rows, by_school

__all__ = [
    "FACTS",
    "IDS",
    "KINDS",
    "Code",
    "Finding",
    "FindingKind",
    "Findings",
    "Given",
    "Part",
    "Placed",
    "Rows",
    "Severity",
    "Subject",
    "by_school",
    "listing",
    "one_line",
]
