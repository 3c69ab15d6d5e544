"""A preflight as plain text of 80 columns."""

import textwrap
from collections.abc import Iterator

from oneroster_classlink.checkup.checks import Check, Outcome
from oneroster_classlink.checkup.fingerprint import Fingerprint
from oneroster_classlink.checkup.preflight import Preflight

_WIDTH = 80
_INDENT = " " * 10
_WORDS = {True: "yes", False: "no", None: "not seen"}


def render_preflight(found: Preflight) -> str:
    """Return *found* as text: every check, the server's fingerprint, and how it ended."""
    checks = (line for check in found.checks for line in _check(check))
    lines = ("Checks", *checks, "", "Server", *_fingerprint(found.fingerprint), "", *_end(found))
    return "\n".join(lines) + "\n"


def _check(check: Check) -> Iterator[str]:
    yield from _wrapped(f"{check.title}: {check.evidence}", label=f"  {check.outcome}")
    if check.remedy:
        yield from _wrapped(f"-> {check.remedy}")


def _fingerprint(found: Fingerprint) -> Iterator[str]:
    yield from _pairs(
        ("OneRoster version", found.version),
        ("tried on", found.collection),
        ("default page", f"{found.default_page:,}" if found.default_page else None),
        ("greatest page", _greatest(found)),
        ("count headers", ", ".join(found.count_headers) or "none"),
        ("revision mark", _WORDS[found.revision]),
        ("sort, orderBy", f"{_WORDS[found.sort]}, {_WORDS[found.order_by]}"),
        ("filter, with AND", f"{_WORDS[found.filter]}, {_WORDS[found.filter_and]}"),
        ("dotted filter", _WORDS[found.dotted_filter]),
        ("delta", _WORDS[found.delta]),
        ("errors", f"status {found.error_status}, {found.error_shape}" if found.error_status else None),
    )


def _greatest(found: Fingerprint) -> str | None:
    if found.greatest_page:
        return f"cut at {found.greatest_page:,} rows"
    refused = f"; {found.refused_page:,} are refused" if found.refused_page else ""
    return f"{found.uncut_page:,} rows came uncut{refused}" if found.uncut_page else None


def _pairs(*pairs: tuple[str, str | None]) -> Iterator[str]:
    for name, value in pairs:
        yield f"  {name:<18} {value or _WORDS[None]}"


def _end(found: Preflight) -> Iterator[str]:
    counts = [sum(outcome is chosen for outcome in found.outcomes.values()) for chosen in Outcome]
    told = ", ".join(f"{count} {outcome}" for count, outcome in zip(counts, Outcome, strict=True))
    yield f"{told}: {'ready' if found.is_ready else 'not ready'}"
    yield f"{found.requests} requests were sent; no collection was pulled."


def _wrapped(text: str, *, label: str = "") -> list[str]:
    first = f"{label:<{len(_INDENT)}}"
    return textwrap.wrap(text, width=_WIDTH, initial_indent=first, subsequent_indent=_INDENT)
