"""A small district with one of each: an owner, a guardian, an error, an alert, hostile texts."""

import attrs

from oneroster_classlink.mapping import Policy, map_roster
from oneroster_classlink.models import LedgerEntry
from oneroster_classlink.report import Report
from oneroster_classlink.schools import School, match_schools, schools_to_match
from oneroster_classlink.sync import diff
from tests.records import (
    make_class,
    make_demographics,
    make_enrollment,
    make_org,
    make_snapshot,
    make_user,
)

PERSONAL = ("zoraya", "quillfeather", "finch@school.example", "555-0199", "2012-03-04")
"""What no report may show."""


def make_district():
    """Make a snapshot of two schools; an id looks like markup, another like a formula."""
    return make_snapshot(
        make_org("S1", name="North <script>alert(1)</script> School"),
        make_org("S2", name="South School"),
        make_class("=C1", school="S1", title="Quillfeather's class"),
        make_class("C2", school="S2"),
        make_user("T1", given_name="Zoraya", family_name="Quillfeather", email="finch@school.example"),
        make_user("<b>T2</b>", email=None),
        make_user("P1", role="student", sms="555-0199", agents=("G1",)),
        make_user("P2", role="student", org="S2", email=None),
        make_user("G1", role="guardian"),
        make_user("A1", role="administrator", org="S9"),
        make_enrollment("E1", user="T1", klass="=C1", role="teacher", primary=True),
        make_enrollment("E2", user="P1", klass="=C1"),
        make_enrollment("E3", user="P2", klass="C2", school="S2"),
        make_enrollment("E4", user="U9", klass="C2", school="S2"),
        make_demographics("P1"),
    )


def make_report(snapshot=None, *, matches=None, before=None, ledger=()):
    """Make the report of *snapshot*, by default of `make_district`."""
    snapshot = snapshot or make_district()
    mapping = map_roster(snapshot, Policy())
    plan = diff(before=before, after=mapping.roster)
    report = Report.of(snapshot, source="https://district.example", mapping=mapping, plan=plan, matches=matches)
    return attrs.evolve(report, ledger=ledger)


def make_matches():
    """Make matches of three schools of ours, one of them confirmed."""
    ours = [School("1", "North Script Alert 1 Script"), School("2", "South"), School("3", "West")]
    return match_schools(ours, schools_to_match(make_district()), decisions=[("2", "S2")])


def make_ledger():
    """Make a ledger of a lost and two repaired rows."""
    lost = LedgerEntry(collection="users", index=4, sourced_id=None, problems=("missing @ $.sourcedId",))
    mended = LedgerEntry(collection="classes", index=1, sourced_id="C2", repairs=("date in another form @ $.x",))
    return (lost, mended, mended)
