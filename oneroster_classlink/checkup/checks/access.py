"""Checks of what comes first: credentials, the app, schools, classes."""

from http import HTTPStatus

from oneroster_classlink.checkup.checks.check import Said, missing, ok, share, unknown, unread, warning
from oneroster_classlink.checkup.evidence import Evidence
from oneroster_classlink.checkup.running import running

_MOST_SCHOOLS = 0.5
"""The share of schools that must have an id; a few closed or new ones have none."""


def credentials(found: Evidence) -> Said:
    """Missing if every read is refused with 401."""
    if found.refused == HTTPStatus.UNAUTHORIZED:
        return missing("Every read is refused with status 401.")
    return ok("They are accepted.")


def app_enabled(found: Evidence) -> Said:
    """Missing if the credentials pass and every read is refused with 403."""
    if found.refused == HTTPStatus.UNAUTHORIZED:
        return unknown("The credentials are not accepted, so nothing else could be seen.")
    if found.refused is not None:
        return missing(f"The credentials are accepted, and every read is refused with status {found.refused}.")
    return ok("Reads are answered.")


def schools(found: Evidence) -> Said:
    """Missing if there is no org of type school."""
    if not found.schools.answered:
        return unread(found.schools, what="Schools")
    if found.schools.is_empty:
        return missing("No org of type school is shared.")
    return ok(f"{found.schools.said} schools are shared.")


def school_ids(found: Evidence) -> Said:
    """Warn if less than half of the schools have an identifier: they can still be matched by name."""
    rows = found.schools.rows
    if not rows:
        return unknown("No school was seen.")
    known = sum(bool(row.identifier) for row in rows)
    said = f"{share(known, len(rows), of='schools')} have an identifier"
    return ok(f"{said}.") if known >= len(rows) * _MOST_SCHOOLS else warning(f"{said}; the rest match by name alone.")


def active_classes(found: Evidence) -> Said:
    """Missing if there are no classes; a warning if none of some 300 looked at runs today, as between school years."""
    classes = found.classes
    if not classes.answered:
        return unread(classes, what="Classes")
    if classes.is_empty:
        return missing("No class is shared.")
    count = running(found)
    seen = f"{share(count, len(classes.rows), of='classes looked at')} run today; {classes.said} are shared"
    if not count and classes.count is None:
        return unknown(f"{seen}; the server does not count, so the others were not looked at.")
    return ok(f"{seen}.") if count else warning(f"{seen}: the district may be between terms, or share old ones only.")
