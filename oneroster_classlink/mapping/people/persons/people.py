"""Judges who becomes a person: by role, by seat or through a student, and what each has and lacks (R5 to R13)."""

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import attrs

from oneroster_classlink.mapping.findings import Given, Part, Rows
from oneroster_classlink.mapping.people.accounts import Account
from oneroster_classlink.mapping.people.judged import JudgedUsers
from oneroster_classlink.mapping.people.persons.ages import BANDS
from oneroster_classlink.mapping.people.persons.flags import Fact, flagged, rows_of, without
from oneroster_classlink.mapping.people.persons.known import Known, know
from oneroster_classlink.mapping.people.persons.lacks import lacking, of_district
from oneroster_classlink.mapping.people.persons.told import Told
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.roster.roster import Person
from oneroster_classlink.mapping.rules.roles import PersonRole
from oneroster_classlink.snapshot import Snapshot


@attrs.frozen(kw_only=True)
class JudgedPeople:
    """The persons of a district, each made when it is asked for.

    Attributes:
        rows: The user rows of the persons, in alphabetical order of their ids.
        ids: Their ids, in this order.
        able: For each user row 1 if it is a person who can be created and is not suspended, else 0.
        known: All that is known of the users.
        parts: The findings about users and about the district.
    """

    rows: Sequence[int] = attrs.field(repr=False)
    ids: Sequence[str] = attrs.field(repr=False)
    able: bytes = attrs.field(repr=False)
    known: Known = attrs.field(repr=False)
    parts: tuple[Part, ...] = attrs.field(repr=False)

    @property
    def is_person(self) -> bytes:
        """For each user row 1 if it is a person, else 0."""
        return self.known.is_person

    def person(self, row: int) -> Person:
        """Make the person of *row*."""
        known, kind = self.known, self.known.users.of(row)
        table, school_roles = known.table, known.belonging.school_roles(row)
        is_student = PersonRole.STUDENT in kind.roles
        linked = known.contacts.account(row)
        return Person(
            sourced_id=known.id_of(row),
            role=kind.role or kind.roles[0],
            roles=kind.roles,
            given_name=table.value("given_name", row),
            family_name=table.value("family_name", row),
            email=known.contacts.email(row),
            mobile=known.contacts.mobile(row),
            schools=tuple(school for school, _ in school_roles),
            school_roles=tuple(roles for _, roles in school_roles),
            guardians=tuple(map(known.id_of, known.guardian_rows(row))),
            guardian_reachable=bool(known.guarded[row]) if is_student and known.policy.guardians else None,
            age=BANDS[known.bands[row]] if is_student else None,
            language=self._language(row),
            account=linked[0] if linked else None,
            merged=tuple(map(known.id_of, known.parts.get(row, ()))),
            suspended=not kind.enabled,
            creatable=bool(known.creatable[row]),
        )

    def findings(self) -> tuple[Part, ...]:
        """Return the findings about users and what the district does not share."""
        return self.parts

    def guardian_rows(self, student_row: int) -> list[int]:
        """Return the guardians of a student who are on the roster, in alphabetical order of their ids."""
        return self.known.guardian_rows(student_row)

    def student_rows(self, guardian_row: int) -> list[int]:
        """Return the students of a guardian who are on the roster, in alphabetical order of their ids."""
        return self.known.student_rows(guardian_row)

    def _language(self, row: int) -> str | None:
        key = self.known.policy.language_key
        found = self.known.table.value("metadata", row).get(key) if key is not None else None
        return found.strip() or None if isinstance(found, str) else None


def judge_people(
    snapshot: Snapshot,
    *,
    users: JudgedUsers,
    seat_schools: Mapping[str, Collection[int]],
    schools: Collection[str],
    policy: Policy,
    today: date,
    accounts: Iterable[Account] = (),
) -> JudgedPeople:
    """Return who becomes a person (R2, R5, R7, R8, R11, R12, R13): every user ends as one or with a finding.

    Args:
        snapshot: The district.
        users: The users, judged by themselves.
        seat_schools: The user rows that have a seat in a taken class, by the id of the class's school.
        schools: The ids of the taken schools.
        policy: What the host decides.
        today: The day on which ages are told.
        accounts: The accounts that the host has already.

    Raises:
        UsageError: The accounts contradict each other.
    """
    seats = {school: rows for school, rows in seat_schools.items() if school in schools}
    known = know(snapshot, users=users, seats=seats, policy=policy, today=today, accounts=accounts)
    ids = snapshot.users.ids
    rows = sorted(rows_of(known.is_person), key=ids.__getitem__)
    has_birth_dates = policy.birth_dates and len(snapshot.demographics) > 0
    told = Told(known=known)
    found = Rows(rows=lacking(known, has_birth_dates=has_birth_dates), make=told.finding, school=told.school)
    return JudgedPeople(
        rows=array("I", rows),
        ids=list(map(ids.__getitem__, rows)),
        able=without(known.creatable, flagged(known.facts, Fact.DISABLED)),
        known=known,
        parts=(Given(of_district(snapshot, users=users, policy=policy)), found),
    )
