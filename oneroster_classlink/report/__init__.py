"""Reports: one value, rendered as text, as a page and as files."""

from oneroster_classlink.report.documents import findings_csv, roster_json
from oneroster_classlink.report.folder import write_files
from oneroster_classlink.report.html import render_html
from oneroster_classlink.report.report import Report
from oneroster_classlink.report.summary import FindingGroup, SchoolSummary, group_findings, summarize
from oneroster_classlink.report.text import render_text

__all__ = [
    "FindingGroup",
    "Report",
    "SchoolSummary",
    "findings_csv",
    "group_findings",
    "render_html",
    "render_text",
    "roster_json",
    "summarize",
    "write_files",
]
