"""Checks of demographics: whether they are shared, and whose birth date is among them."""

from oneroster_classlink.checkup.checks.check import Said, missing, ok, share, unknown, unread, warning
from oneroster_classlink.checkup.evidence import Evidence

_MOST = 0.8
"""The share of demographics that must have a birth date where every group has some."""


def demographics(found: Evidence) -> Said:
    """Missing if they are refused, or empty although users are shared."""
    look = found.demographics
    if not look.answered:
        return unread(look, what="Demographics")
    if not look.is_empty:
        return ok(f"Of {look.said} users.")
    if found.users.is_empty:
        return unknown("There are none, and no users either.")
    return missing("There are none, although users are shared.")


def birth_dates(found: Evidence) -> Said:
    """Missing if a whole group lacks them, students, staff or guardians; a warning if one in five is without."""
    rows = found.demographics.rows
    if not rows:
        return unknown("No demographics were seen.")
    if found.covers_births:
        return ok(f"{found.births.said} birth dates for {found.users.said} users.")
    asked = {group: told for group, told in found.born.items() if told}
    lacking = [group for group, told in asked.items() if not any(told)]
    dated = sum(row.birth_date is not None for row in rows)
    seen = share(dated, len(rows), of="demographics looked at have one")
    is_told = any(value is not None for told in asked.values() for value in told)
    if not dated or (lacking and is_told):
        return missing(_lacking(asked, seen=seen))
    if lacking or not asked:
        return unknown(f"{seen}; whose they are could not be asked.")
    return ok(f"{seen}.") if dated >= len(rows) * _MOST else warning(f"{seen}.")


def _lacking(asked: dict[str, tuple[bool | None, ...]], *, seen: str) -> str:
    groups = ", ".join(
        f"{group}: {share(sum(map(bool, told)), len(told), of='asked')}" for group, told in asked.items()
    )
    return f"{seen}. By group, {groups}." if groups else f"{seen}."
