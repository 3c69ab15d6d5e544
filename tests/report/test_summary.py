"""The figures of each school, and findings by code."""

from oneroster_classlink.mapping import Code, map_roster
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
