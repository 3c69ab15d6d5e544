"""The roster: what a district becomes in the product."""

from enum import StrEnum

import attrs

from oneroster_classlink.mapping.age import AgeBand
from oneroster_classlink.mapping.roles import PersonRole


class NamedBy(StrEnum):
    """Where a class name comes from (R1)."""

    TITLE = "title"
    COURSE = "course"
    OWNER = "owner"
    ID = "id"


@attrs.frozen(kw_only=True)
class RosterSchool:
    """A school that is taken.

    Attributes:
        sourced_id: The org's id.
        name: Its name, at most 60 characters.
    """

    sourced_id: str
    name: str


@attrs.frozen(kw_only=True)
class RosterClass:
    """A class of the product: one shared, active section.

    Attributes:
        sourced_id: The OneRoster class's id.
        name: Its name, at most 255 characters; it may hold a person's name, so no repr shows it.
        school: The id of its school.
        owners: Ids of the users who own it, in alphabetical order; none, one or several.
        members: Ids of the users who are in it and do not own it, in alphabetical order.
        course: The id of its course.
        terms: The ids of its academic sessions.
        named_by: Where the name comes from.
    """

    sourced_id: str
    name: str = attrs.field(repr=False)
    school: str
    owners: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    course: str | None = None
    terms: tuple[str, ...] = ()
    named_by: NamedBy = NamedBy.TITLE


@attrs.frozen(kw_only=True)
class Person:
    """A person of the product: one user record, never merged with another.

    Attributes:
        sourced_id: The user's id.
        role: The user's role (1.2: the primary one of the primary org), if it is ingested; else the highest.
        roles: Every ingested role, the highest first.
        given_name: Given name.
        family_name: Family name.
        email: E-mail address, as it came.
        mobile: Number for text messages: ``sms``, else ``phone``.
        schools: Ids of the taken schools the person belongs to, by role, seat or student, in alphabetical order.
        guardians: Ids of a student's guardians who are on the roster, in alphabetical order.
        age: A student's age band; ``None`` for everybody else.
        suspended: Whether access is curtailed (``enabledUser`` false).
        creatable: Whether an account can be created; ``False`` goes with an error.
    """

    sourced_id: str
    role: PersonRole
    roles: tuple[PersonRole, ...]
    given_name: str = attrs.field(default="", repr=False)
    family_name: str = attrs.field(default="", repr=False)
    email: str | None = attrs.field(default=None, repr=False)
    mobile: str | None = attrs.field(default=None, repr=False)
    schools: tuple[str, ...] = ()
    guardians: tuple[str, ...] = ()
    age: AgeBand | None = attrs.field(default=None, repr=False)
    suspended: bool = False
    creatable: bool = True


@attrs.frozen(kw_only=True)
class Roster:
    """What a district becomes in the product, in an order that does not depend on the records' order.

    Attributes:
        schools: The schools, by id.
        classes: The classes, by id.
        people: The persons, by id.
        complete: Whether the pull behind it proves that what is absent is gone: complete, and every row readable.
        tombstones: What is marked tobedeleted: ``("class", id)``, ``("person", id)``, ``("seat", class id, user id)``.
    """

    schools: tuple[RosterSchool, ...] = ()
    classes: tuple[RosterClass, ...] = ()
    people: tuple[Person, ...] = ()
    complete: bool = True
    tombstones: frozenset[tuple[str, ...]] = frozenset()

    def __repr__(self) -> str:
        """Show counts, nobody."""
        counts = f"{len(self.schools)} schools, {len(self.classes)} classes, {len(self.people)} people"
        return f"Roster({counts}{'' if self.complete else ', incomplete'})"
