"""The report as one HTML page: no scripts, nothing remote, readable on a phone, in the dark and on paper."""

from typing import Any

from oneroster_classlink.errors import MissingExtra
from oneroster_classlink.report.report import Report
from oneroster_classlink.report.summary import group_findings, summarize
from oneroster_classlink.sync import Action, Thing


def render_html(report: Report) -> bytes:
    """Return *report* as a page in UTF-8; it shows ids and counts, no person.

    Raises:
        MissingExtra: The extra ``report`` is not installed.
    """
    return str(_environment().get_template("report.html.jinja").render(_values(report))).encode()


def _environment() -> Any:
    try:
        import jinja2  # noqa: PLC0415 - an extra, imported when it is used
    except ImportError:
        raise MissingExtra("report", feature="The HTML report") from None
    return jinja2.Environment(
        loader=jinja2.PackageLoader("oneroster_classlink.report", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _values(report: Report) -> dict[str, Any]:
    return {
        "report": report,
        "schools": summarize(report.mapping),
        "groups": group_findings(report.mapping.findings),
        "actions": tuple(Action),
        "things": tuple(Thing),
    }
