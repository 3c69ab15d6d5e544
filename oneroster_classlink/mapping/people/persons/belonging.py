"""The taken schools of everyone: by role, by seat, or through a student (R13)."""

from collections.abc import Collection, Iterator, Mapping

import attrs

from oneroster_classlink.mapping.people.judged import JudgedUsers
from oneroster_classlink.mapping.people.persons.guardians import Guardianship
from oneroster_classlink.mapping.rules.roles import GUARDIAN_ROLES, PersonRole

SchoolRoles = tuple[tuple[str, tuple[PersonRole, ...]], ...]
"""Schools, in alphabetical order of their ids, each with the roles in it, the highest first."""


@attrs.frozen(kw_only=True)
class Belonging:
    """Where the users belong.

    Attributes:
        users: The users, judged by themselves.
        guardianship: Who is guardian of whom.
        seated: The schools that a row has a seat in and no role, by row.
        own: Rows that have a school by role or seat, as flags.
    """

    users: JudgedUsers
    guardianship: Guardianship
    seated: Mapping[int, tuple[str, ...]] = attrs.field(repr=False)
    own: bytes = attrs.field(repr=False)

    def school_roles(self, row: int) -> SchoolRoles:
        """Return the schools of *row* with the roles there.

        A role counts where it is held. A school that only a seat leads to has the roles that are not a guardian's (all
        of them, if there is no other); one that a student leads to has those that are.
        """
        kind = self.users.of(row)
        guarding = GUARDIAN_ROLES.intersection(kind.roles)
        found: dict[str, set[PersonRole]] = {school: set(roles) for school, roles in kind.held}
        for school in self.seated.get(row, ()):
            found[school] = set(kind.roles) - guarding or set(guarding)
        for school in self._through_students(row):
            found.setdefault(school, set()).update(guarding)
        return tuple((school, tuple(role for role in kind.roles if role in found[school])) for school in sorted(found))

    def first_school(self, row: int) -> str | None:
        """Return the first of the schools of *row*, in alphabetical order."""
        return min(self._schools(row), default=None)

    def _schools(self, row: int) -> Iterator[str]:
        yield from self._own_schools(row)
        yield from self._through_students(row)

    def _own_schools(self, row: int) -> Iterator[str]:
        yield from (school for school, _ in self.users.of(row).held)
        yield from self.seated.get(row, ())

    def _through_students(self, row: int) -> Iterator[str]:
        for student in self.guardianship.students.of(row):
            if self.own[student]:
                yield from self._own_schools(student)


def seated_away(users: JudgedUsers, seat_schools: Mapping[str, Collection[int]]) -> dict[int, tuple[str, ...]]:
    """Return the schools that rows have a seat in and no role, by row.

    Args:
        users: The users, judged by themselves.
        seat_schools: The rows that have a seat in each taken school.
    """
    at_home = _kinds_at_home(users)
    found: dict[int, tuple[str, ...]] = {}
    for school in sorted(seat_schools):
        only = (school,)
        here, rows = at_home.get(school, set()), seat_schools[school]
        kinds = map(users.codes.__getitem__, rows)
        for row in {row for row, kind in zip(rows, kinds, strict=True) if kind not in here}:
            found[row] = found[row] + only if row in found else only
    return found


def _kinds_at_home(users: JudgedUsers) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for place, kind in enumerate(users.kinds):
        for school, _ in kind.held:
            found.setdefault(school, set()).add(place)
    return found
