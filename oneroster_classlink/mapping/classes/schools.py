"""Which schools are taken."""

from oneroster_classlink.mapping.findings import Code, Finding
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.roster.roster import RosterSchool
from oneroster_classlink.mapping.rules.names import SCHOOL_NAME_LIMIT, cut
from oneroster_classlink.models.rostering import Org
from oneroster_classlink.snapshot import Table


def take_schools(orgs: Table[Org], policy: Policy) -> tuple[dict[str, RosterSchool], list[Finding]]:
    """Return the schools that are taken, by id in alphabetical order, and what there is to say (R6, R10)."""
    shared = {org.sourced_id: org.name.strip() for org in orgs if org.is_active_school}
    chosen = shared.keys() if policy.schools is None else policy.schools
    findings = [Finding(code=Code.SCHOOL_UNKNOWN, school=found) for found in sorted(chosen - shared.keys())]
    taken = {}
    for found in sorted(chosen & shared.keys()):
        name = shared[found]
        taken[found] = RosterSchool(sourced_id=found, name=cut(name, limit=SCHOOL_NAME_LIMIT) or found)
        if len(name) > SCHOOL_NAME_LIMIT:
            facts = (("length", str(len(name))), ("limit", str(SCHOOL_NAME_LIMIT)))
            findings.append(Finding(code=Code.SCHOOL_NAME_CUT, school=found, facts=facts))
    return taken, findings
