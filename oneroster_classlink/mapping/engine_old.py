"""From a snapshot to a roster: the rules in order, each seat and each user accounted for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from oneroster_classlink.mapping.classes import (
    CLASS_NAME_LIMIT,
    cut,
    name_class,
    name_finding,
    take_classes,
    take_schools,
)
from oneroster_classlink.mapping.findings import Code, Finding, in_order
from oneroster_classlink.mapping.people import Surroundings, take_people
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.roles import ingested_roles
from oneroster_classlink.mapping.roster import Person, Roster, RosterClass
from oneroster_classlink.mapping.seats import Outcome, Seat, SeatDecision, judge_seats, seat_findings
from oneroster_classlink.models.enums import Status
from oneroster_classlink.models.rostering import Class
from oneroster_classlink.snapshot import Snapshot, Table


@attrs.frozen(kw_only=True)
class RosterMapping:
    """A mapped district.

    Attributes:
        roster: What it becomes in the product.
        findings: What a person should know, errors first.
        decisions: What became of every seat, by the enrollment's id.
        policy: The policy that was applied.
    """

    roster: Roster
    findings: tuple[Finding, ...]
    decisions: Mapping[str, SeatDecision] = attrs.field(repr=False)
    policy: Policy


def map_roster(snapshot: Snapshot, policy: Policy | None = None) -> RosterMapping:
    """Map *snapshot* by the rules of *policy*.

    Every seat (an enrollment with its user and class) ends as an owner, as a member or with a finding, and every
    user as a person or with a finding. The result does not depend on the order of the records.

    Args:
        snapshot: The district.
        policy: What the host decides; the set-up article's behaviour by default.
    """
    policy = policy or Policy()
    schools, school_findings = take_schools(snapshot.orgs, policy)
    classes = take_classes(snapshot, schools)
    users = {user.sourced_id: user for user in snapshot.users}
    roles = {key: ingested_roles(user, ingested=policy.ingested) for key, user in users.items() if user.is_active}
    seats = judge_seats(snapshot, standings=classes.standings, users=users, roles=roles, policy=policy)
    birth_dates, missing = _birth_dates(snapshot, policy)
    around = Surroundings(
        schools=schools,
        seats=_seat_schools(seats, classes.taken),
        users=users,
        roles=roles,
        birth_dates=birth_dates,
        today=policy.today or snapshot.pulled_on,
    )
    people = take_people(around, policy)
    taken = list(_classes(snapshot, taken=classes.taken, seats=seats, persons=people.persons))
    return RosterMapping(
        roster=Roster(
            schools=tuple(schools.values()),
            classes=tuple(sorted((klass for klass, _ in taken), key=lambda klass: klass.sourced_id)),
            people=tuple(people.persons[key] for key in sorted(people.persons)),
            complete=snapshot.certificate.proves_absence,
            tombstones=_tombstones(snapshot),
        ),
        findings=in_order(
            [
                *school_findings,
                *missing,
                *classes.findings,
                *seat_findings(seats, users=users, taken=classes.taken),
                *people.findings,
                *(finding for _, findings in taken for finding in findings),
            ]
        ),
        decisions={seat.enrollment: seat.decision for seat in seats},
        policy=policy,
    )


def _seat_schools(seats: Iterable[Seat], taken: Mapping[str, Class]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for seat in seats:
        school = taken[seat.klass].school if seat.decision.outcome is not Outcome.NONE else None
        if school is not None:
            found[seat.user].add(school)
    return found


def _birth_dates(snapshot: Snapshot, policy: Policy) -> tuple[dict[str, date | None] | None, tuple[Finding, ...]]:
    """Return the birth dates by user, and what to say where they are not shared at all (R5)."""
    if not policy.birth_dates:
        return None, ()
    if not snapshot.demographics:
        return None, (Finding(code=Code.DEMOGRAPHICS_NOT_SHARED),) if snapshot.users else ()
    columns = (snapshot.demographics.column(name) for name in ("sourced_id", "birth_date"))
    return dict(zip(*columns, strict=True)), ()


def _classes(
    snapshot: Snapshot, *, taken: Mapping[str, Class], seats: Iterable[Seat], persons: Mapping[str, Person]
) -> Iterator[tuple[RosterClass, list[Finding]]]:
    places: dict[tuple[str, Outcome], list[str]] = defaultdict(list)
    for seat in seats:
        places[seat.klass, seat.decision.outcome].append(seat.user)
    for key, klass in taken.items():
        owners = tuple(sorted(places[key, Outcome.OWNER]))
        members = tuple(sorted(places[key, Outcome.MEMBER]))
        family_name = persons[owners[0]].family_name if owners else None
        name, named_by = name_class(klass, course=snapshot.courses.get(klass.course), owner=family_name)
        yield (
            RosterClass(
                sourced_id=key,
                name=cut(name, limit=CLASS_NAME_LIMIT),
                school=klass.school or "",
                owners=owners,
                members=members,
                course=klass.course,
                terms=klass.terms,
                named_by=named_by,
            ),
            list(_class_findings(klass, name=name, owners=owners, members=members)),
        )


def _class_findings(klass: Class, *, name: str, owners: tuple[str, ...], members: tuple[str, ...]) -> Iterator[Finding]:
    if not owners:
        yield Finding(code=Code.CLASS_NO_OWNER, klass=klass.sourced_id, school=klass.school)
    if not members:
        yield Finding(code=Code.CLASS_NO_MEMBER, klass=klass.sourced_id, school=klass.school)
    too_long = name_finding(name, klass=klass)
    if too_long:
        yield too_long


def _tombstones(snapshot: Snapshot) -> frozenset[tuple[str, ...]]:
    keys: tuple[tuple[str, Table[Any], tuple[str, ...]], ...] = (
        ("class", snapshot.classes, ("sourced_id",)),
        ("person", snapshot.users, ("sourced_id",)),
        ("seat", snapshot.enrollments, ("klass", "user")),
    )
    return frozenset(
        (kind, *key)
        for kind, table, names in keys
        for status, *key in zip(*map(table.column, ("status", *names)), strict=True)
        if status == Status.TOBEDELETED
    )
