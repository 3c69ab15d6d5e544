"""All that is known of the users of a district once the persons among them are found."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain

import attrs

from oneroster_classlink.mapping.columns import rows_by_id, steps_for
from oneroster_classlink.mapping.people.accounts import Account
from oneroster_classlink.mapping.people.contacts import Contacts, find_contacts
from oneroster_classlink.mapping.people.judged import JudgedUsers, UserKind
from oneroster_classlink.mapping.people.links import further_accounts, of_other_roles
from oneroster_classlink.mapping.people.merging import perhaps_twice, staff_also_parents
from oneroster_classlink.mapping.people.persons.ages import age_bands
from oneroster_classlink.mapping.people.persons.belonging import Belonging, seated_away
from oneroster_classlink.mapping.people.persons.flags import (
    Fact,
    both,
    either,
    equal,
    facts_of,
    flagged,
    marked,
    rows_of,
    without,
)
from oneroster_classlink.mapping.people.persons.guardians import Guardianship, guardianship, no_guardianship
from oneroster_classlink.mapping.people.points import NOBODY, PointState
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.rules.roles import PersonRole
from oneroster_classlink.models.users import User
from oneroster_classlink.snapshot import Snapshot, Table


@attrs.frozen(kw_only=True)
class Known:
    """What is known, a byte a user where possible.

    Attributes:
        table: The records.
        users: The users, judged by themselves.
        belonging: Where they belong.
        contacts: Whose every contact point is.
        policy: The policy.
        facts: The `Fact` flags of each.
        bands: The age band of each, as a place in `BANDS`.
        is_person: Who is a person.
        by_email: Whose e-mail address can be used.
        by_mobile: Whose mobile number can be used.
        linked: Who is linked to an account of the host.
        creatable: Persons for whom an account can be created, or who are linked to one.
        guardians: How many guardians on the roster each has.
        guarded: Who has a guardian on the roster that can be reached.
        guarding: Who has a student on the roster.
        also_parents: Records of staff and of parents that are perhaps one person's and are not merged, by row.
        twice: Records that are perhaps one person's, by row.
    """

    table: Table[User] = attrs.field(repr=False)
    users: JudgedUsers
    belonging: Belonging
    contacts: Contacts = attrs.field(repr=False)
    policy: Policy
    facts: bytes = attrs.field(repr=False)
    bands: bytes = attrs.field(repr=False)
    is_person: bytes = attrs.field(repr=False)
    by_email: bytes = attrs.field(repr=False)
    by_mobile: bytes = attrs.field(repr=False)
    linked: bytes = attrs.field(repr=False)
    creatable: bytes = attrs.field(repr=False)
    guardians: Sequence[int] = attrs.field(repr=False)
    guarded: bytes = attrs.field(repr=False)
    guarding: bytes = attrs.field(repr=False)
    also_parents: Mapping[int, Sequence[int]] = attrs.field(repr=False)
    twice: Mapping[int, Sequence[int]] = attrs.field(repr=False)

    @cached_property
    def parts(self) -> Mapping[int, Sequence[int]]:
        """The rows that are merged into a row, by that row, in the order of their ids."""
        found: dict[int, list[int]] = {}
        for row in sorted(self.users.merged, key=self.id_of):
            found.setdefault(self.users.merged[row], []).append(row)
        return found

    @cached_property
    def other_roles(self) -> Mapping[int, int]:
        """The place of the account whose role is none of the person's, by row (`of_other_roles`)."""
        return of_other_roles(self.contacts.links, self.users)

    @cached_property
    def further_accounts(self) -> Mapping[int, Sequence[str]]:
        """The ids of the accounts that merged records bring beside the person's own, by row (`further_accounts`)."""
        return further_accounts(self.contacts.links)

    def id_of(self, row: int) -> str:
        """Return the id of *row*."""
        found: str = self.table.value("sourced_id", row)
        return found

    def guardian_rows(self, row: int) -> list[int]:
        """Return the guardians of a student who are on the roster, in alphabetical order of their ids."""
        return self._persons(self.belonging.guardianship.guardians.of(row))

    def student_rows(self, row: int) -> list[int]:
        """Return the students of a guardian who are on the roster, in alphabetical order of their ids."""
        return self._persons(self.belonging.guardianship.students.of(row))

    def _persons(self, rows: Sequence[int]) -> list[int]:
        return sorted((row for row in rows if self.is_person[row]), key=self.id_of)


def know(
    snapshot: Snapshot,
    *,
    users: JudgedUsers,
    seats: Mapping[str, Collection[int]],
    policy: Policy,
    today: date,
    accounts: Iterable[Account],
) -> Known:
    """Return who is a person, and all that is known of the users.

    Args:
        snapshot: The district.
        users: The users, judged by themselves.
        seats: The user rows that have a seat in each taken school, by its id.
        policy: What the host decides.
        today: The day on which ages are told.
        accounts: The accounts that the host has already.
    """
    facts = _by_kind(users, [facts_of(kind, email_required=_required(policy)) for kind in users.kinds])
    user_rows = rows_by_id(snapshot.users)
    bands = age_bands(snapshot, rows=user_rows, today=today) if policy.birth_dates else bytes(len(facts))
    guarding = _guardianship(snapshot, users=users, rows=user_rows, facts=facts, policy=policy)
    del user_rows  # the largest thing here
    belonging = _belonging(guarding, users=users, seats=seats, facts=facts)
    is_person = _persons(belonging)
    ranks = _by_kind(users, [_rank(kind, policy.contact_ranks) for kind in users.kinds])
    rows = rows_of(is_person)
    contacts = find_contacts(snapshot, rows=rows, rank=ranks, judged=users, policy=policy, accounts=accounts)
    by_email, by_mobile = (equal(state, PointState.WON) for state in (contacts.email_state, contacts.mobile_state))
    linked = marked((row for row in contacts.links.owners if row != NOBODY), size=len(facts))
    steps = steps_for(len(facts))
    return Known(
        table=snapshot.users,
        users=users,
        belonging=belonging,
        contacts=contacts,
        policy=policy,
        facts=facts,
        bands=bands,
        is_person=is_person,
        by_email=by_email,
        by_mobile=by_mobile,
        linked=linked,
        creatable=without(is_person, without(flagged(facts, Fact.REQUIRED), either(by_email, linked))),
        guardians=steps.numbers(guarding.guardians, is_person),
        guarded=bytes(map(bool, steps.numbers(guarding.guardians, both(is_person, either(by_email, by_mobile))))),
        guarding=bytes(map(bool, steps.numbers(guarding.students, is_person))),
        also_parents=staff_also_parents(snapshot.users, users),
        twice=perhaps_twice(snapshot.users, rows),
    )


def _required(policy: Policy) -> frozenset[PersonRole]:
    """Return who needs an e-mail address; nobody does where the policy does not read any."""
    return policy.email_required if policy.email else frozenset()


def _rank(kind: UserKind, ranks: Sequence[frozenset[PersonRole]]) -> int:
    """Return the place of the best of the roles of *kind*, 0 first; a role in no group comes last."""
    return next((place for place, group in enumerate(ranks) if not group.isdisjoint(kind.roles)), len(ranks))


def _by_kind(users: JudgedUsers, values: Sequence[int]) -> bytes:
    return bytes(map(bytes(values).__getitem__, users.codes))


def _guardianship(
    snapshot: Snapshot, *, users: JudgedUsers, rows: Mapping[str, int], facts: bytes, policy: Policy
) -> Guardianship:
    if not policy.guardians:
        return no_guardianship(len(facts))
    return guardianship(snapshot.users, rows=rows, facts=facts, merged=users.merged)


def _belonging(
    linked: Guardianship, *, users: JudgedUsers, seats: Mapping[str, Collection[int]], facts: bytes
) -> Belonging:
    seated = marked(chain.from_iterable(seats.values()), size=len(facts))
    alive = without(flagged(facts, Fact.INGESTED), marked(users.merged, size=len(facts)))
    return Belonging(
        users=users,
        guardianship=linked,
        seated=seated_away(users, seats),
        own=both(alive, either(flagged(facts, Fact.HOME), seated)),
    )


def _persons(belonging: Belonging) -> bytes:
    """Return who is a person: whoever has a school, and the guardians of students who have one (R13)."""
    students = steps_for(len(belonging.own)).numbers(belonging.guardianship.students, belonging.own)
    return either(belonging.own, bytes(map(bool, students)))
