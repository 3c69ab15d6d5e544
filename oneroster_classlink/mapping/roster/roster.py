"""The roster: what a district becomes in the product."""

from collections.abc import Sequence
from enum import StrEnum

import attrs

from oneroster_classlink.mapping.rules.age import AgeBand
from oneroster_classlink.mapping.rules.roles import PersonRole


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
    """A person of the product: one user record, or several that the policy merges.

    Attributes:
        sourced_id: The user's id.
        role: The user's role (1.2: the primary one of the primary org), if it is ingested; else the highest.
        roles: Every ingested role, the highest first.
        given_name: Given name.
        family_name: Family name.
        email: E-mail address, as it came, if it is valid and this person's (R7).
        mobile: Number for text messages, as it came, if it is one and this person's: by the policy ``sms``, else
            ``phone``.
        schools: Ids of the taken schools the person belongs to, by role, seat or student, in alphabetical order.
        school_roles: The roles in each of them, the highest first, in the order of *schools*: those held there; in a
            school of seats alone all but guardian and parent, through a student only these two.
        guardians: Ids of a student's guardians who are on the roster, in alphabetical order.
        guardian_reachable: Whether one of a student's guardians has a contact point; ``None`` for everybody else.
        age: A student's age band; ``None`` for everybody else.
        language: The preferred language, where the policy names the metadata that tells it.
        account: The id of the host's account that the person is linked to.
        merged: Ids of the user records that the policy merged into this one, in alphabetical order.
        suspended: Whether access is curtailed (``enabledUser`` false).
        creatable: Whether an account can be created, or is there already; ``False`` goes with an error.
    """

    sourced_id: str
    role: PersonRole
    roles: tuple[PersonRole, ...]
    given_name: str = attrs.field(default="", repr=False)
    family_name: str = attrs.field(default="", repr=False)
    email: str | None = attrs.field(default=None, repr=False)
    mobile: str | None = attrs.field(default=None, repr=False)
    schools: tuple[str, ...] = ()
    school_roles: tuple[tuple[PersonRole, ...], ...] = ()
    guardians: tuple[str, ...] = ()
    guardian_reachable: bool | None = None
    age: AgeBand | None = attrs.field(default=None, repr=False)
    language: str | None = attrs.field(default=None, repr=False)
    account: str | None = None
    merged: tuple[str, ...] = ()
    suspended: bool = False
    creatable: bool = True


@attrs.frozen(kw_only=True)
class Roster:
    """What a district becomes in the product, in an order that does not depend on the records' order.

    Attributes:
        schools: The schools, by id.
        classes: The classes, by id; those of a mapping are made when they are asked for.
        people: The persons, by id; likewise.
        complete: Whether the pull behind it proves that what is absent is gone: complete, and every row readable.
        tombstones: What is marked tobedeleted: ``("class", id)``, ``("person", id)``, ``("seat", class id, user id)``.
    """

    schools: tuple[RosterSchool, ...] = ()
    classes: Sequence[RosterClass] = ()
    people: Sequence[Person] = ()
    complete: bool = True
    tombstones: frozenset[tuple[str, ...]] = frozenset()

    def __repr__(self) -> str:
        """Show counts, nobody."""
        counts = f"{len(self.schools)} schools, {len(self.classes)} classes, {len(self.people)} people"
        return f"Roster({counts}{'' if self.complete else ', incomplete'})"
