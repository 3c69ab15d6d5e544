"""The taken classes as classes of the product, and what each lacks."""

from array import array
from collections.abc import Mapping, Sequence

import attrs

from oneroster_classlink.mapping.classes.judged import JudgedClasses
from oneroster_classlink.mapping.classes.naming import ClassNames, name_classes
from oneroster_classlink.mapping.findings import Code, Finding, listing
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.roster import RosterClass
from oneroster_classlink.mapping.rules.seats import Outcome, Standing
from oneroster_classlink.mapping.seats import JudgedSeats
from oneroster_classlink.snapshot import Snapshot


@attrs.frozen(kw_only=True)
class TakenClasses:
    """The classes that are taken.

    Attributes:
        snapshot: The district.
        rows: Their rows, in alphabetical order of their ids.
        seats: The judged seats.
        names: What they are called.
    """

    snapshot: Snapshot = attrs.field(repr=False)
    rows: Sequence[int] = attrs.field(repr=False)
    seats: JudgedSeats = attrs.field(repr=False)
    names: ClassNames = attrs.field(repr=False)

    def klass(self, row: int) -> RosterClass:
        """Make the class of *row*."""
        klass, people = self.snapshot.classes.at(row), self.snapshot.users
        members = self.seats.people_of(row, Outcome.MEMBER)
        return RosterClass(
            sourced_id=klass.sourced_id,
            name=self.names.name(row),
            school=klass.school or "",
            owners=tuple(people.value("sourced_id", owner) for owner in self.seats.owners.get(row, ())),
            members=tuple(sorted(people.value("sourced_id", member) for member in members)),
            course=klass.course,
            terms=klass.terms,
            named_by=self.names.named_by(row),
        )

    def lacking(self, able: Sequence[int]) -> Mapping[Code, Sequence[int]]:
        """Return the rows with a finding, by its code; *able* says of each user whether the person can sign in."""
        owners, members = self.seats.owners, self.seats.members
        return {
            Code.CLASS_NO_OWNER: array("I", [row for row in self.rows if row not in owners]),
            Code.CLASS_NO_ABLE_OWNER: array(
                "I", [row for row, found in owners.items() if not any(able[owner] for owner in found)]
            ),
            Code.CLASS_SEVERAL_OWNERS: array("I", [row for row, found in owners.items() if len(found) > 1]),
            Code.CLASS_NO_MEMBER: array("I", [row for row in self.rows if not members[row]]),
            **self.names.rows,
        }

    def finding(self, code: Code, row: int) -> Finding:
        """Make the finding of *code* about the class of *row*."""
        table = self.snapshot.classes
        facts = self._owners(row) if code in _ABOUT_OWNERS else {}
        if code in self.names.rows:
            facts = dict(self.names.facts(code, row))
        return Finding(
            code=code,
            klass=table.value("sourced_id", row),
            school=table.value("school", row),
            facts=tuple(facts.items()),
        )

    def school(self, _code: Code, row: int) -> str | None:
        """Return the school of a finding about the class of *row*."""
        school: str | None = self.snapshot.classes.value("school", row)
        return school

    def _owners(self, row: int) -> dict[str, str]:
        ids = [self.snapshot.users.value("sourced_id", owner) for owner in self.seats.owners[row]]
        return {"owners": listing(ids), "count": str(len(ids))}


def take_classes(snapshot: Snapshot, *, classes: JudgedClasses, seats: JudgedSeats, policy: Policy) -> TakenClasses:
    """Return the classes that are taken, in alphabetical order of their ids, with their names."""
    chosen = [kind.standing is Standing.TAKEN for kind in classes.kinds]
    taken = (row for row, code in enumerate(classes.codes) if chosen[code])
    rows = array("I", sorted(taken, key=snapshot.classes.ids.__getitem__))
    names = name_classes(snapshot, rows=rows, owners_of=lambda row: seats.owners.get(row, ()), policy=policy)
    return TakenClasses(snapshot=snapshot, rows=rows, seats=seats, names=names)


_ABOUT_OWNERS = {Code.CLASS_NO_ABLE_OWNER, Code.CLASS_SEVERAL_OWNERS}
