"""Checks of people: who is shared by role, and who can be reached."""

from oneroster_classlink.checkup.checks.check import (
    Judge,
    Outcome,
    Said,
    missing,
    ok,
    share,
    unknown,
    unread,
    warning,
)
from oneroster_classlink.checkup.evidence import FAMILY, Evidence, Look

_FEW = 5
"""So few of a sample do not speak for the rest."""
_MOST_TEACHERS = 0.8
"""The share of teachers that must have an e-mail address; a few never have one."""
_MOST_GUARDIANS = 0.5
"""The share of guardians that must have a contact point; districts know far from all."""


def role(*names: str, absent: Outcome) -> Judge:
    """Make the check that somebody with one of the roles *names* is shared, which is *absent* if not."""

    def judge(found: Evidence) -> Said:
        if not found.users.answered:
            return unread(found.users, what="Users")
        looks = {name: found.role(name) for name in names}
        if any(look.received for look in looks.values()):
            return ok(f"{', '.join(f'{name}: {look.said}' for name, look in looks.items())}.")
        wanted = " or ".join(names)
        if all(look.is_empty for look in looks.values()):
            return absent, f"No user with the role {wanted} is shared."
        return unknown(f"No {wanted} is in the sample of {found.users.received:,} users; the server does not filter.")

    return judge


def unenrolled(found: Evidence) -> Said:
    """Missing if everybody who was looked at has a class: guardians and most administrators have none.

    ClassLink shares only users who are enrolled in a shared class unless Unenrolled Users is switched on.
    """
    asked = len(found.unenrolled)
    if any(found.unenrolled):
        return ok(f"A user without a class is shared: the last of {asked} that were looked at.")
    if not found.users.answered or found.users.is_empty:
        return unknown("No user was seen.")
    if found.others.count is None or not (asked or found.others.is_empty):
        return unknown(f"All of {asked} users who were looked at have a class; the rest could not be listed.")
    return missing(f"Nobody without a class is shared: {asked} users who mostly have none were looked at.")


def teacher_emails(found: Evidence) -> Said:
    """Missing if no teacher looked at has an e-mail address, a warning if it is less than four in five."""
    teachers = found.role("teacher")
    if _is_little(teachers):
        return unknown(f"Only {len(teachers.rows)} teachers were seen.")
    count = sum(bool(row.email) for row in teachers.rows)
    return _judged(count, len(teachers.rows), least=_MOST_TEACHERS, said="teachers looked at have an e-mail address")


def guardians(found: Evidence) -> Said:
    """Missing if no guardian looked at has a contact point, or none is linked; a warning if half have none.

    A link may stand on the guardian's side, on the student's, or both (ONEROSTER 6).
    """
    looked, students = found.role(*FAMILY), found.role("student").rows
    if _is_little(looked):
        return unknown(f"Only {len(looked.rows)} parents and guardians were seen.")
    rows = looked.rows
    linked = [sum(bool(row.agents) for row in side) for side in (rows, students)]
    if not any(linked):
        return missing(f"None of {len(rows):,} guardians and {len(students):,} students looked at is linked by agents.")
    links = (
        f"linked are {share(linked[0], len(rows), of='guardians')} and {share(linked[1], len(students), of='students')}"
    )
    count = sum(bool(row.email or row.sms or row.phone) for row in rows)
    return _judged(
        count, len(rows), least=_MOST_GUARDIANS, said=f"guardians looked at have an e-mail address or phone; {links}"
    )


def _is_little(look: Look) -> bool:
    """Tell whether too few were seen to speak for the rest."""
    return len(look.rows) < (1 if look.count is not None else _FEW)


def _judged(count: int, whole: int, *, least: float, said: str) -> Said:
    sentence = f"{share(count, whole, of=said)}."
    if not count:
        return missing(sentence)
    return ok(sentence) if count >= whole * least else warning(sentence)
