"""The figures of each school, and findings by code."""

from oneroster_classlink.mapping import Code, Finding, Findings, map_roster
from oneroster_classlink.mapping.findings import Given, Rows
from oneroster_classlink.report import SchoolSummary, group_findings, summarize
from tests.report.district import make_district


def test_summarize__each_school_and_the_rest():
    north, south, rest = summarize(map_roster(make_district()))

    assert (
        SchoolSummary(
            school="S1",
            name="North <script>alert(1)</script> School",
            classes=1,
            owners=1,
            members=1,
            students=1,
            guardians=1,
            errors=1,
            alerts=0,
        )
        == north
    )
    assert ("South School", 1, 0, 1, 1, 0, 0) == (
        south.name,
        south.classes,
        south.owners,
        south.members,
        south.students,
        south.guardians,
        south.errors,
    )
    assert (None, "(no school)", 0) == (rest.school, rest.name, rest.alerts)


def test_summarize__every_error_and_alert_is_counted_once():
    mapping = map_roster(make_district())
    severities = [found.severity for found in mapping.findings]
    summaries = summarize(mapping)

    assert severities.count("error") == sum(found.errors for found in summaries)
    assert severities.count("alert") == sum(found.alerts for found in summaries)


def test_group_findings__by_code_with_what_they_are_about():
    groups = {group.first.code: group.ids for group in group_findings(map_roster(make_district()).findings)}

    assert ("C2",) == groups[Code.CLASS_NO_OWNER]
    assert ("E4",) == groups[Code.SEAT_USER_MISSING]
    assert ("<b>T2</b>",) == groups[Code.STAFF_NO_EMAIL]
    assert ("A1",) == groups[Code.USER_NOT_IN_SCHOOL]


def test_group_findings__of_very_many_only_a_few_are_made():
    made = []

    def make(code, row):
        made.append(row)
        return Finding(code=code, user=f"U{row:04}")

    many = Rows(rows={Code.USER_TOBEDELETED: range(900)}, make=make, school=lambda _code, _row: None)
    school = Given([Finding(code=Code.SCHOOL_UNKNOWN, school="S9"), Finding(code=Code.DEMOGRAPHICS_NOT_SHARED)])
    unknown, demographics, gone = group_findings(Findings([many, school]))

    assert (("S9",), ("-",)) == (unknown.ids, demographics.ids)
    assert (900, 12, "U0000", "U0011") == (gone.count, len(gone.ids), gone.ids[0], gone.ids[-1])
    assert 900 >= len(made)
