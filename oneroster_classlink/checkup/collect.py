"""Collects the evidence of a preflight: the one place that knows what is asked, in which order, and when not."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from itertools import islice
from types import MappingProxyType
from typing import Any

import attrs

from oneroster_classlink.checkup.evidence import FAMILY, GROUPS, Evidence, Look, together
from oneroster_classlink.checkup.identify import identify
from oneroster_classlink.checkup.prober import SAMPLE, Prober
from oneroster_classlink.checkup.running import running
from oneroster_classlink.models.enums import Role
from oneroster_classlink.models.rostering import Enrollment
from oneroster_classlink.models.users import User
from oneroster_classlink.wire.endpoints import Version
from oneroster_classlink.wire.query import Field

ROLES = MappingProxyType(
    {
        "student": (Role.STUDENT,),
        "teacher": (Role.TEACHER,),
        "parent": (Role.PARENT,),
        "guardian": (Role.GUARDIAN,),
        "aide": (Role.AIDE,),
        "administrator": (
            Role.ADMINISTRATOR,
            Role.PRINCIPAL,
            Role.DISTRICT_ADMINISTRATOR,
            Role.SITE_ADMINISTRATOR,
            Role.SYSTEM_ADMINISTRATOR,
        ),
    }
)
"""The ingested roles as 1.1 names them, and what each is read from (DOMAIN-DETAILS B)."""
_LISTED = frozenset({"student", "teacher"})
"""The roles that have a path of their own."""
_OF_A_GROUP = 3
_OTHERS = 8
"""Users whose classes are asked for at most, beside one guardian, one parent and two administrators."""
_LONG_AGO = date(1900, 1, 1)
_ADMINISTRATORS = "dministrator"
"""What 1.2's three kinds of administrator have in common."""


def collect(prober: Prober, *, today: date, most_rows: int) -> Evidence:
    """Look at the server.

    Raises:
        OneRosterError: It gives no answer, or is no OneRoster server.
    """
    refused = prober.refusal()
    if refused is not None:
        return Evidence(today=today, refused=refused)
    samples = {name: prober.look(name) for name in ("enrollments", "users", "classes", "schools")}
    found = Evidence(
        today=today,
        schools=samples["schools"],
        sessions=prober.look("academic_sessions"),
        classes=samples["classes"],
        users=samples["users"],
        enrollments=samples["enrollments"],
        fingerprint=identify(prober, samples=samples, today=today, most_rows=most_rows),
    )
    for step in (_classes, _people, _seats, _born, _unenrolled):
        found = attrs.evolve(found, **step(prober, found))
    return found


def _classes(prober: Prober, found: Evidence) -> dict[str, Look]:
    return {} if running(found) else {"classes": _spread(prober, "classes", first=found.classes)}


def _people(prober: Prober, found: Evidence) -> dict[str, Any]:
    """Ask for the users of each role; where the server does not filter by it, look for them in a sample."""
    if not found.users.answered:
        return {}
    roles = {role: _by_role(prober, role) for role in ROLES}
    doubtful = [role for role, look in roles.items() if not _is_trusted(role, look, everyone=found.users)]
    if not doubtful:
        return {"roles": roles}
    everyone = _spread(prober, "users", first=found.users)
    sampled = {role: _chosen(everyone, partial(has_role, role=role)) for role in doubtful}
    asked = {role: prober.look(f"{role}s") for role in doubtful if role in _LISTED}
    listed = {role: look for role, look in asked.items() if look.received}
    return {"users": everyone, "roles": {**roles, **sampled, **listed}}


def _by_role(prober: Prober, role: str) -> Look:
    """Ask for the users with *role* by a filter, in 1.2 for an administrator by two."""
    path = Field("role" if prober.version is Version.V1_1 else "roles.role")
    asked = [path == role]
    if role == "administrator" and prober.version is Version.V1_2:
        asked = [path.contains(_ADMINISTRATORS), path == Role.PRINCIPAL.value]
    return together(prober.look("users", filter=str(chosen), wanted=partial(has_role, role=role)) for chosen in asked)


def _is_trusted(role: str, look: Look, *, everyone: Look) -> bool:
    """Tell whether the filter was honoured: nobody else came, and somebody if the sample has such a user."""
    is_known = any(has_role(user, role) for user in everyone.rows)
    return look.answered and look.honoured and bool(look.received or not is_known)


def has_role(user: User, role: str) -> bool:
    """Tell whether *user* has the 1.1 *role*, or one that is read as it."""
    return any(found.role in ROLES[role] for found in user.roles)


def _is_other(user: User) -> bool:
    return not (has_role(user, "student") or has_role(user, "teacher"))


def _seats(prober: Prober, found: Evidence) -> dict[str, Look]:
    """Ask for the seats of teachers: all, the primary ones, and the others."""
    if not found.enrollments.answered:
        return {}
    teachers, primary = Field("role") == "teacher", Field("primary")
    seats = prober.look("enrollments", filter=str(teachers), wanted=_is_teachers)
    if not seats.answered or not seats.honoured:
        sample = _spread(prober, "enrollments", first=found.enrollments)
        return {"enrollments": sample, "seats": _chosen(sample, _is_teachers)}
    if not found.fingerprint.filter_and:
        return {"seats": _spread(prober, "enrollments", first=seats, filter=str(teachers))}
    first = prober.look("enrollments", filter=str(teachers & (primary == True)), wanted=_is_primary)  # noqa: E712 - a filter
    others = prober.look("enrollments", filter=str(teachers & (primary != True)), wanted=_is_second)  # noqa: E712 - as above
    told = {"primaries": first, "seconds": others} if others.honoured else _read_apart(first, others)
    return {"seats": seats, **{name: look for name, look in told.items() if look.honoured}}


def _read_apart(first: Look, others: Look) -> dict[str, Look]:
    """Return the primary and the other seats where a filter by text lets a flag in another form, ``TRUE``, slip by."""
    slipped = sum(map(_is_primary, others.rows))
    counted = first.count is not None and others.whole
    primaries = attrs.evolve(first, total=(first.count or 0) + slipped) if counted else first
    return {"primaries": primaries, "seconds": _chosen(others, _is_second)}


def _is_teachers(seat: Enrollment) -> bool:
    return seat.role == Role.TEACHER


def _is_primary(seat: Enrollment) -> bool:
    return _is_teachers(seat) and seat.primary is True


def _is_second(seat: Enrollment) -> bool:
    return _is_teachers(seat) and seat.primary is not True


def _born(prober: Prober, found: Evidence) -> dict[str, Any]:
    """Look at demographics, and where they do not cover the users, at those of a few users of each group."""
    demographics = prober.look("demographics")
    if not demographics.rows:
        return {"demographics": demographics}
    births = prober.look("demographics", filter=str(Field("birthDate") > _LONG_AGO))
    seen = attrs.evolve(found, demographics=demographics, births=births)
    if seen.covers_births:
        return {"demographics": demographics, "births": births}
    born = {
        group: tuple(_is_born(prober, user) for user in islice(found.role(*roles).rows, _OF_A_GROUP))
        for group, roles in GROUPS.items()
    }
    return {"demographics": demographics, "births": births, "born": born}


def _is_born(prober: Prober, user: User) -> bool | None:
    record = prober.one("demographic", user.sourced_id)
    return None if record is None else record.birth_date is not None


def _unenrolled(prober: Prober, found: Evidence) -> dict[str, Any]:
    """Ask likely users, then others, until one without a class is found."""
    likely = (*(found.role(name).rows[:1] for name in FAMILY), found.role("administrator").rows[:2])
    told = _until_free(prober, found, (user for rows in likely for user in rows))
    if any(told):
        return {"unenrolled": told}
    others = _others(prober) if found.fingerprint.filter_and else _chosen(found.users, _is_other)
    more = _until_free(prober, found, islice(_evenly(others.rows), _OTHERS))
    return {"unenrolled": told + more, "others": others}


def _others(prober: Prober) -> Look:
    path = Field("role" if prober.version is Version.V1_1 else "roles.role")
    look = prober.look("users", filter=str((path != "student") & (path != "teacher")), wanted=_is_other)
    return look if look.honoured else _chosen(look, _is_other)


def _until_free(prober: Prober, found: Evidence, users: Iterable[User]) -> tuple[bool, ...]:
    """Return of each of the *users* whether it has no class, up to the first that has none."""
    told: list[bool] = []
    for user in users:
        told.extend(_has_no_class(prober, found, user))
        if any(told):
            break
    return tuple(told)


def _has_no_class(prober: Prober, found: Evidence, user: User) -> Iterable[bool]:
    """Give whether *user* has no seat, or nothing where that is not told."""
    sourced_id = user.sourced_id
    if found.fingerprint.dotted_filter and found.enrollments.rows and "'" not in sourced_id:
        look = prober.look("enrollments", filter=str(Field("user.sourcedId") == sourced_id), limit=1)
    else:
        look = prober.look("classes", user=sourced_id, limit=1)
    return (not look.received,) if look.answered else ()


def _evenly(rows: tuple[User, ...]) -> Iterator[User]:
    """Yield *rows* in an order that soon has seen every part of them."""
    step = max(1, len(rows) // _OTHERS)
    return (row for start in range(step) for row in rows[start::step])


def _spread(prober: Prober, name: str, *, first: Look, filter: str | None = None) -> Look:  # noqa: A002 - as OneRoster
    """Return the *first* page with one from the middle and the last one, where the server counts."""
    if first.total is None or first.total <= first.received:
        return first
    offsets = {max(first.total // 2, SAMPLE), max(first.total - SAMPLE, SAMPLE)}
    more = [prober.look(name, offset=offset, filter=filter) for offset in sorted(offsets)]
    rows = {row.sourced_id: row for look in (first, *more) for row in look.rows}
    received = min(first.total, first.received + sum(look.received for look in more))
    return attrs.evolve(first, rows=tuple(rows.values()), received=received, whole=received == first.total)


def _chosen(look: Look, wanted: Callable[[Any], bool]) -> Look:
    """Return what of a sample is *wanted*; how many there are in all is then not known."""
    rows = tuple(row for row in look.rows if wanted(row))
    return Look(status=look.status, rows=rows, received=len(rows), whole=look.whole)
