"""The report as plain text of 80 columns."""

from collections.abc import Iterator

from oneroster_classlink.mapping import Severity
from oneroster_classlink.report.report import Report
from oneroster_classlink.report.summary import SchoolSummary, group_findings, summarize
from oneroster_classlink.schools import SchoolMatches
from oneroster_classlink.sync import Action, Plan, Thing

_FIGURES = ("classes", "owners", "members", "students", "guardians", "errors", "alerts")
_NAME_WIDTH, _FIGURE_WIDTH, _WIDTH = 21, 8, 80
_ODD_ROWS = 12
_PLURALS = {Thing.SCHOOL: "schools", Thing.CLASS: "classes", Thing.PERSON: "people", Thing.SEAT: "seats"}


def render_text(report: Report) -> str:
    """Return *report* as text; it shows ids and counts, no person."""
    sections = (_pull(report), _matches(report.matches), _schools(report), _plan(report.plan), _findings(report))
    return "\n\n".join("\n".join(lines) for section in sections if (lines := list(section))) + "\n"


def _pull(report: Report) -> Iterator[str]:
    yield f"Pulled {report.source} on {report.pulled_at:%Y-%m-%d at %H:%M} UTC"
    yield from str(report.certificate).splitlines()
    for collection, what, times in report.odd_rows[:_ODD_ROWS]:
        yield f"  {times:>6,} x {collection}: {what}"


def _matches(matches: SchoolMatches | None) -> Iterator[str]:
    if matches is None:
        return
    yield "Schools matched: ours, the district's, and why"
    for match in matches.matches:
        proposal = _fit(match.proposal.name, 40) if match.proposal else "none"
        accepted = "confirmed" if match.proposal and match.proposal.id in matches.confirmed else "not confirmed"
        yield f"  {_fit(match.ours.name, 32):<32}  {proposal}"
        yield f"      {match.verdict}, {accepted}: {', '.join(match.reasons)}"


def _schools(report: Report) -> Iterator[str]:
    figures = "".join(f"{name:>{max(_FIGURE_WIDTH, len(name) + 1)}}" for name in _FIGURES)
    yield f"{'school':<{_NAME_WIDTH}}{figures}"
    for found in summarize(report.mapping):
        yield _school(found)


def _school(found: SchoolSummary) -> str:
    figures = "".join(f"{getattr(found, name):>{max(_FIGURE_WIDTH, len(name) + 1)},}" for name in _FIGURES)
    return f"{_fit(found.name, _NAME_WIDTH):<{_NAME_WIDTH}}{figures}"


def _plan(plan: Plan) -> Iterator[str]:
    yield "Plan"
    for action in Action:
        counts = ", ".join(f"{plan.count(action, thing):,} {_PLURALS[thing]}" for thing in Thing)
        yield f"  {action:<8} {counts}"
    if plan.missing:
        yield f"  missing  {len(plan.missing):,} things are absent without proof that they are gone: left as they are"


def _findings(report: Report) -> Iterator[str]:
    groups = group_findings(report.mapping.findings)
    yield "Findings" if groups else "No findings"
    for group in groups:
        yield f"  {group.first.severity:<6} {group.count:>7,} x {group.first.code}"
        if group.first.severity is not Severity.NOTE:
            yield from _wrapped(group.first.advice)


def _wrapped(text: str) -> Iterator[str]:
    line = " " * 17
    for word in text.split():
        if len(line) + len(word) >= _WIDTH:
            yield line
            line = " " * 17
        line += f" {word}"
    yield line


def _fit(text: str, width: int) -> str:
    plain = "".join(character if character.isprintable() else "?" for character in text)
    return plain if len(plain) <= width else plain[: width - 1] + "…"
