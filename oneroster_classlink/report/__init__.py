"""Reports: one value, rendered as text, as a page and as files."""

from oneroster_classlink.report.documents import roster_json, roster_lines
from oneroster_classlink.report.findings import findings_csv, findings_lines, write_findings
from oneroster_classlink.report.folder import name_files, write_files
from oneroster_classlink.report.html import render_html
from oneroster_classlink.report.report import Report
from oneroster_classlink.report.summary import FindingGroup, SchoolSummary, group_findings, summarize
from oneroster_classlink.report.text import render_text

__all__ = [
    "FindingGroup",
    "Report",
    "SchoolSummary",
    "findings_csv",
    "findings_lines",
    "group_findings",
    "name_files",
    "render_html",
    "render_text",
    "roster_json",
    "roster_lines",
    "summarize",
    "write_files",
    "write_findings",
]
