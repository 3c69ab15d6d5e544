"""What there is to say of seats, made from their decisions when it is asked for."""

from array import array
from collections.abc import Iterator, Mapping
from itertools import chain

import attrs

from oneroster_classlink.mapping.findings import Code, Finding, listing
from oneroster_classlink.mapping.findings.part import Places, by_school
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.rules.roles import PersonRole
from oneroster_classlink.mapping.seats.judged import JudgedSeats
from oneroster_classlink.mapping.seats.judging import Around


@attrs.frozen(kw_only=True)
class SeatFindings:
    """The findings of seats.

    Attributes:
        around: What stands around the seats.
        seats: The decisions.
    """

    around: Around = attrs.field(repr=False)
    seats: JudgedSeats

    def counts(self) -> Mapping[Code, int]:
        """Return how many there are of each code."""
        found: dict[Code, int] = {}
        for place, decision in enumerate(self.seats.decisions):
            if decision.code is not None:
                found[decision.code] = found.get(decision.code, 0) + self.seats.codes.count(place)
        return found

    def of(self, code: Code) -> Iterator[Finding]:
        """Make those of *code*."""
        for place, decision in enumerate(self.seats.decisions):
            if decision.code is code:
                yield from map(self.finding, self.seats.with_code(place))

    def by_school(self, code: Code) -> Places:
        """Return the rows of those of *code*, by the school of the class."""
        chosen = (place for place, decision in enumerate(self.seats.decisions) if decision.code is code)
        rows = array("I", chain.from_iterable(map(self.seats.with_code, chosen)))
        return by_school(map(self._school, rows), rows)

    def make(self, code: Code, place: int, /) -> Finding:  # noqa: ARG002 - the decision tells the code
        """Make the finding of the seat at *place*."""
        return self.finding(place)

    def finding(self, row: int) -> Finding:
        """Make the finding of the seat of *row*, which must have one."""
        seats, decision = self.seats, self.seats.decision(row)
        seat = seats.table.at(row)
        if decision.code is None:
            raise ValueError("this seat has no finding")
        return Finding(
            code=decision.code,
            school=self._school(row),
            user=seat.user,
            klass=seat.klass,
            enrollment=seat.sourced_id,
            facts=tuple(self._facts(decision.code, row).items()),
        )

    def _school(self, row: int) -> str | None:
        klass = self.seats.class_row(row)
        return self.around.judged_classes.of(klass).school if klass >= 0 else None

    def _facts(self, code: Code, row: int) -> dict[str, str]:
        if code is Code.SEAT_DOUBLED:
            return {"other": self.seats.table.value("sourced_id", self.seats.others[row])}
        if code is Code.SEAT_EXCLUDED:
            return {"predicate": getattr(self.around.policy.seats, "name", "")}
        if code in {Code.SEAT_ENDED, Code.SEAT_NOT_BEGUN}:
            day = self.seats.table.value("end_date" if code is Code.SEAT_ENDED else "begin_date", row)
            return {"date": day.isoformat()}
        if code is Code.SEAT_PRIMARY_IGNORED:
            return {**self._roles(row), "owners": _owners(self.around.policy)}
        if code in {Code.SEAT_ROLE_NOT_INGESTED, Code.SEAT_ROLES_DISAGREE}:
            return self._roles(row)
        return {}

    def _roles(self, row: int) -> dict[str, str]:
        user = self.seats.user_row(row)
        return {
            "roles": listing(self.around.judged_users.of(user).said),
            "role": str(self.seats.table.value("role", row) or "none"),
            "outcome": str(self.seats.decision(row).outcome),
        }


def _owners(policy: Policy) -> str:
    found = " and ".join(f"{role}s" for role in PersonRole if role in policy.owner_roles)
    return f"only {found}" if found else "no users"
