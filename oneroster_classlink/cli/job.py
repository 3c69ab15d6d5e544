"""The main job: pull a district, prove it, match its schools, map it, plan the first sync, report it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import attrs

from oneroster_classlink.mapping import Policy, map_roster
from oneroster_classlink.report import Report, findings_lines, render_html, roster_lines, write_files, write_findings
from oneroster_classlink.schools import School, SchoolMatches, Verdict, match_schools, schools_to_match
from oneroster_classlink.snapshot import Snapshot, Source
from oneroster_classlink.sync import diff


def plan_first_sync(source: Source, *, named: str, policy: Policy, ours: Sequence[School] = ()) -> Report:
    """Pull *source* and plan its first sync; nothing is applied.

    Args:
        source: A client or a folder.
        named: What a report calls it.
        policy: What the host decides; its schools are replaced where a list of ours is given.
        ours: The product's schools. Every safe match is taken as confirmed, as only a demonstration may do.
    """
    snapshot = Snapshot.load(source)
    matches = _confirmed(ours, snapshot) if ours else None
    chosen = attrs.evolve(policy, schools=matches.confirmed) if matches else policy
    mapping = map_roster(snapshot, chosen)
    plan = diff(before=None, after=mapping.roster)
    return Report.of(snapshot, source=named, mapping=mapping, plan=plan, matches=matches)


def write_report(report: Report, *, folder: str) -> tuple[Path, ...]:
    """Write the page, the roster and the findings of *report* into *folder*, and return the paths to look at first.

    The findings by code and by school are many files, so of them only the index is returned.

    Raises:
        MissingExtra: The extra ``report`` is not installed.
        TargetError: The folder cannot be written.
    """
    findings = report.mapping.findings
    files: dict[str, bytes | Iterable[bytes]] = {
        "report.html": render_html(report),
        "roster.json": roster_lines(report.mapping.roster),
        "findings.csv": findings_lines(findings),
    }
    written = write_files(folder, files)
    index, *_ = write_findings(findings, Path(folder) / "findings")
    return (*written, index)


def _confirmed(ours: Sequence[School], snapshot: Snapshot) -> SchoolMatches:
    matches = match_schools(ours, schools_to_match(snapshot))
    safe = (match for match in matches.matches if match.verdict is Verdict.MATCHED)
    return matches.confirm((match.ours.id, match.proposal.id) for match in safe if match.proposal)
