"""Who becomes a person, in which schools, with which guardians, and what each lacks."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date

import attrs

from oneroster_classlink.mapping.age import AgeBand, age_band
from oneroster_classlink.mapping.findings import Code, Finding, listing
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.roles import GUARDIAN_ROLES, STAFF, PersonRole, read_role
from oneroster_classlink.mapping.roster import Person, RosterSchool
from oneroster_classlink.models.users import User

MANY_GUARDIANS = 6
"""A student with as many guardians is worth a look (R12)."""
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\".]+(\.[^@\s,;<>\".]+)+")


@attrs.frozen(kw_only=True)
class People:
    """The persons of a district and what was found about the users.

    Attributes:
        persons: By id.
        findings: About users, each with the first of the person's schools.
    """

    persons: dict[str, Person]
    findings: tuple[Finding, ...]


@attrs.frozen(kw_only=True)
class Surroundings:
    """What decides about a user beside the user's own record.

    Attributes:
        schools: The taken schools.
        seats: Ids of the schools of the user's seats, by user.
        users: Every shared user, by id.
        roles: The ingested roles of each active user.
        birth_dates: Birth dates, by user; ``None`` where demographics are not shared at all.
        today: The day on which ages are told.
    """

    schools: Mapping[str, RosterSchool]
    seats: Mapping[str, set[str]]
    users: Mapping[str, User]
    roles: Mapping[str, tuple[PersonRole, ...]]
    birth_dates: Mapping[str, date | None] | None
    today: date


def take_people(around: Surroundings, policy: Policy) -> People:
    """Return who becomes a person (R2, R5, R8, R11, R12, R13): every user ends as one or with a finding."""
    roles = around.roles
    links = _links(around.users, roles) if policy.guardians else {}
    schools = _schools(around, roles=roles, links=links)
    persons = {
        key: _person(around.users[key], roles=roles[key], schools=tuple(sorted(found)), around=around)
        for key, found in schools.items()
    }
    linked = {key: _with_guardians(person, links=links, persons=persons) for key, person in persons.items()}
    return People(persons=linked, findings=tuple(_findings(linked, roles=roles, links=links, around=around)))


def is_email(text: str | None) -> bool:
    """Tell whether *text* has the form of one e-mail address."""
    return text is not None and _EMAIL.fullmatch(text.strip()) is not None


def _links(users: Mapping[str, User], roles: Mapping[str, tuple[PersonRole, ...]]) -> dict[str, set[str]]:
    """Return who is linked with whom, both ways: guardians with students, whichever of them names the other."""
    links: dict[str, set[str]] = defaultdict(set)
    for key, mine in roles.items():
        for agent in users[key].agents:
            other = roles.get(agent, ())
            if _can_guard(mine, other) or _can_guard(other, mine):
                links[key].add(agent)
                links[agent].add(key)
    return links


def _can_guard(guardian: Iterable[PersonRole], student: Iterable[PersonRole]) -> bool:
    return not GUARDIAN_ROLES.isdisjoint(guardian) and PersonRole.STUDENT in student


def _schools(
    around: Surroundings, *, roles: Mapping[str, tuple[PersonRole, ...]], links: Mapping[str, set[str]]
) -> dict[str, set[str]]:
    """Return the taken schools of everyone who belongs to one: by role, by seat, or by a student (R13)."""
    own = {key: _own_schools(around.users[key], roles=found, around=around) for key, found in roles.items() if found}
    through = {
        key: set[str]().union(*(own.get(other, set()) for other in links.get(key, ())))
        for key in own
        if not GUARDIAN_ROLES.isdisjoint(roles[key])
    }
    every = {key: found | through.get(key, set()) for key, found in own.items()}
    return {key: found for key, found in every.items() if found}


def _own_schools(user: User, *, roles: tuple[PersonRole, ...], around: Surroundings) -> set[str]:
    orgs = {found.org for found in user.roles if found.org in around.schools and read_role(found.role) in roles}
    return {org for org in orgs if org is not None} | around.seats.get(user.sourced_id, set())


def _person(user: User, *, roles: tuple[PersonRole, ...], schools: tuple[str, ...], around: Surroundings) -> Person:
    first = read_role(user.role)
    is_student = PersonRole.STUDENT in roles
    born = (around.birth_dates or {}).get(user.sourced_id)
    return Person(
        sourced_id=user.sourced_id,
        role=first if first in roles else roles[0],
        roles=roles,
        given_name=user.given_name,
        family_name=user.family_name,
        email=user.email,
        mobile=user.sms or user.phone,
        schools=schools,
        age=age_band(born, today=around.today) if is_student else None,
        suspended=user.enabled_user is False,
        creatable=STAFF.isdisjoint(roles) or is_email(user.email),
    )


def _with_guardians(person: Person, *, links: Mapping[str, set[str]], persons: Mapping[str, Person]) -> Person:
    if PersonRole.STUDENT not in person.roles:
        return person
    known = (other for other in links.get(person.sourced_id, ()) if other in persons)
    guardians = sorted(other for other in known if not GUARDIAN_ROLES.isdisjoint(persons[other].roles))
    return attrs.evolve(person, guardians=tuple(guardians))


def _findings(
    persons: Mapping[str, Person],
    *,
    roles: Mapping[str, tuple[PersonRole, ...]],
    links: Mapping[str, set[str]],
    around: Surroundings,
) -> Iterator[Finding]:
    for key, user in around.users.items():
        if key not in persons:
            yield _why_not(user, roles=roles.get(key, ()))
            continue
        person = persons[key]
        for code, facts in _lacks(person, links=links, persons=persons, around=around):
            yield _finding(code, person, **facts)
        for agent in user.agents:
            if agent not in around.users:
                yield _finding(Code.AGENT_MISSING, person, agent=agent)
    yield from _doubles(persons, around.users)


def _why_not(user: User, *, roles: tuple[PersonRole, ...]) -> Finding:
    if not user.is_active:
        return Finding(code=Code.USER_TOBEDELETED, user=user.sourced_id)
    said = roles or [str(found.role) for found in user.roles]
    code = Code.USER_NOT_IN_SCHOOL if roles else Code.USER_ROLE_NOT_INGESTED
    return Finding(code=code, user=user.sourced_id, facts=(("roles", listing(said)),))


def _lacks(
    person: Person, *, links: Mapping[str, set[str]], persons: Mapping[str, Person], around: Surroundings
) -> Iterator[tuple[Code, dict[str, str]]]:
    if person.suspended:
        yield Code.USER_DISABLED, {}
    if not person.creatable:
        yield Code.STAFF_NO_EMAIL, {}
    if PersonRole.STUDENT in person.roles:
        yield from _student_lacks(person, around=around)
    students = (other for other in links.get(person.sourced_id, ()) if other in persons)
    if not GUARDIAN_ROLES.isdisjoint(person.roles) and not any(students):
        yield Code.GUARDIAN_NO_STUDENT, {}


def _student_lacks(person: Person, *, around: Surroundings) -> Iterator[tuple[Code, dict[str, str]]]:
    if person.mobile is None and not is_email(person.email):
        yield Code.STUDENT_NO_CONTACT, {}
    if around.birth_dates is not None and person.age is AgeBand.UNKNOWN:
        yield Code.STUDENT_NO_BIRTH_DATE, {}
    if len(person.guardians) >= MANY_GUARDIANS:
        yield Code.STUDENT_MANY_GUARDIANS, {"count": str(len(person.guardians))}


def _doubles(persons: Mapping[str, Person], users: Mapping[str, User]) -> Iterator[Finding]:
    """Yield who is perhaps one person: a contact point belongs to one account, an id with a name to one person."""
    emails: dict[Hashable, set[str]] = defaultdict(set)
    named: dict[Hashable, set[str]] = defaultdict(set)
    for key, person in persons.items():
        if person.email is not None and is_email(person.email):
            emails[person.email.strip().casefold()].add(key)
        for mark in _marks(users[key]):
            named[mark].add(key)
    yield from _of_several(Code.EMAIL_SHARED, emails.values(), persons)
    yield from _of_several(Code.USER_PERHAPS_TWICE, named.values(), persons)


def _marks(user: User) -> Iterator[Hashable]:
    """Yield each further id of *user* with the name, for the same number may stand for others elsewhere."""
    name = (user.given_name.casefold(), user.family_name.casefold())
    if user.identifier is not None:
        yield (user.identifier, *name)
    for found in user.user_ids:
        yield (found.type, found.identifier, *name)


def _of_several(code: Code, groups: Iterable[set[str]], persons: Mapping[str, Person]) -> Iterator[Finding]:
    others: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for key in group if len(group) > 1 else ():
            others[key] |= group - {key}
    for key, found in others.items():
        yield _finding(code, persons[key], others=", ".join(sorted(found)))


def _finding(code: Code, person: Person, **facts: str) -> Finding:
    said = {"roles": listing(person.roles), **facts}
    return Finding(code=code, user=person.sourced_id, school=person.schools[0], facts=tuple(said.items()))
