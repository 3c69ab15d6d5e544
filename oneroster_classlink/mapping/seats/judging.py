"""Each combination of facts about seats, judged once."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import compress
from typing import Any, Self

import attrs

from oneroster_classlink.mapping.classes.judged import JudgedClasses
from oneroster_classlink.mapping.columns import Steps, rows_by_id
from oneroster_classlink.mapping.findings import Code
from oneroster_classlink.mapping.people.judged import JudgedUsers
from oneroster_classlink.mapping.policy import Policy, Predicate
from oneroster_classlink.mapping.policy.judging import Reads, ask, judge_facts, reads_of
from oneroster_classlink.mapping.policy.judging import facts as field_facts
from oneroster_classlink.mapping.policy.views import SeatView
from oneroster_classlink.mapping.rules.days import seat_days
from oneroster_classlink.mapping.rules.roles import PersonRole, read_role
from oneroster_classlink.mapping.rules.seats import Outcome, SeatDecision, SeatFacts, judge_seat
from oneroster_classlink.mapping.seats.facts import Coded, class_facts, coded, distinct, side, user_facts
from oneroster_classlink.mapping.seats.judged import Side
from oneroster_classlink.models.enums import Status
from oneroster_classlink.snapshot import Snapshot

DOUBLED = SeatDecision(outcome=Outcome.NONE, code=Code.SEAT_DOUBLED)
EXCLUDED = SeatDecision(outcome=Outcome.NONE, code=Code.SEAT_EXCLUDED)


@attrs.frozen(kw_only=True)
class Around:
    """What stands around the seats.

    Attributes:
        snapshot: The district.
        judged_users: What is decided about its users.
        judged_classes: What is decided about its classes.
        users: The seats' column of users.
        classes: The seats' column of classes.
        policy: What the host decides.
        today: The day on which dates are judged.
    """

    snapshot: Snapshot
    judged_users: JudgedUsers
    judged_classes: JudgedClasses
    users: Side
    classes: Side
    policy: Policy
    today: date

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        *,
        users: JudgedUsers,
        classes: JudgedClasses,
        policy: Policy,
        today: date,
    ) -> Self:
        """Look up the users and classes that seats name."""
        seats = snapshot.enrollments
        return cls(
            snapshot=snapshot,
            judged_users=users,
            judged_classes=classes,
            users=side(seats.coded("user"), rows_by_id(snapshot.users), users.merged),
            classes=side(seats.coded("klass"), rows_by_id(snapshot.classes)),
            policy=policy,
            today=today,
        )


class Judging:
    """The facts of all seats, and the distinct decisions about them.

    Args:
        around: What stands around the seats.

    Attributes:
        seen: The roles of seats that are taken or left out by the policy's predicate alone, each with whether it is
            marked primary: it tells what is shared, whatever the predicate.
    """

    def __init__(self, around: Around) -> None:
        self._around = around
        self._reads = _reads(around.policy)
        self._columns = list(_columns(around, self._reads))
        self._decisions: dict[SeatDecision, int] = {DOUBLED: 0, EXCLUDED: 1}
        self.seen: set[tuple[PersonRole | None, bool]] = set()

    @property
    def decisions(self) -> tuple[SeatDecision, ...]:
        """The decisions that were made, by their codes."""
        return tuple(self._decisions)

    def facts(self, row: int) -> SeatFacts:
        """Return the facts about the seat of *row*."""
        return self._told([column.facts[column.codes[column.column[row]]] for column in self._columns])[0]

    def codes(self, steps: Steps) -> bytearray:
        """Return the code of the decision about each seat; *steps* do what takes long."""
        found = steps.combine(
            [(column.column, column.codes) for column in self._columns],
            sizes=[len(column.facts) for column in self._columns],
            judge=self._judge,
        )
        predicate = self._around.policy.seats
        return found if predicate is None or self._reads is not None else self._tested(found, predicate)

    def marks(self, *outcomes: Outcome) -> bytes:
        """Return for each code of a decision 1 if its outcome is among *outcomes*, else 0."""
        found = bytes(decision.outcome in outcomes for decision in self._decisions)
        return found.ljust(256, b"\0")

    def _judge(self, combination: Sequence[int]) -> int:
        chosen = [column.facts[code] for column, code in zip(self._columns, combination, strict=True)]
        facts, values = self._told(chosen)
        decision = judge_seat(facts, self._around.policy)
        if decision.outcome is not Outcome.NONE:
            self.seen.add((facts.role, facts.primary))
        predicate = self._around.policy.seats if self._reads is not None else None
        if decision.outcome is not Outcome.NONE and predicate is not None and not judge_facts(predicate, values):
            decision = EXCLUDED
        return self._decisions.setdefault(decision, len(self._decisions))

    def _told(self, chosen: Sequence[Any]) -> tuple[SeatFacts, Mapping[str, Any]]:
        """Return the facts that decide, and the values that the policy's predicate reads."""
        user, klass, role, active, primary, days, *own = chosen
        facts = SeatFacts(
            active=active,
            klass=klass.standing,
            user=user.standing,
            roles=user.roles,
            role=role,
            primary=primary,
            enabled=user.enabled,
            at_home=user.at_home,
            days=days,
        )
        return facts, self._values(own, user.values, klass.values)

    def _values(self, own: Sequence[Any], user: Sequence[Any], klass: Sequence[Any]) -> Mapping[str, Any]:
        if self._reads is None:
            return {}
        return {
            **dict(zip(self._reads.own, own, strict=True)),
            **{f"user.{name}": value for name, value in zip(self._reads.user, user, strict=True)},
            **{f"klass.{name}": value for name, value in zip(self._reads.klass, klass, strict=True)},
        }

    def _tested(self, codes: bytearray, predicate: Predicate) -> bytearray:
        """Let a predicate that does not declare what it reads look at every seat that is taken so far."""
        taken = codes.translate(self.marks(Outcome.OWNER, Outcome.MEMBER))
        around, excluded = self._around, self._decisions[EXCLUDED]
        table, users, classes = around.snapshot.enrollments, around.users, around.classes
        view = SeatView(table, users=around.snapshot.users, classes=around.snapshot.classes)
        for row in compress(range(len(codes)), taken):
            seat = view.join(row, user=users.rows[users.codes.codes[row]], klass=classes.rows[classes.codes.codes[row]])
            if not ask(predicate, seat, sourced_id=table.value("sourced_id", row)):
                codes[row] = excluded
        return codes


def _reads(policy: Policy) -> Reads | None:
    """Return what the policy's predicate reads, if it declares it."""
    return None if policy.seats is None else reads_of(policy.seats)


def _columns(around: Around, reads: Reads | None) -> Sequence[Coded]:
    snapshot = around.snapshot
    enrollments, users, classes = snapshot.enrollments, snapshot.users, snapshot.classes
    reads = reads or Reads()
    own = [coded(field_facts(enrollments, name)) for name in reads.own]
    return [
        user_facts(around.users, around.judged_users, [field_facts(users, name) for name in reads.user]),
        class_facts(around.classes, around.judged_classes, [field_facts(classes, name) for name in reads.klass]),
        coded(enrollments.coded("role"), read_role),
        coded(enrollments.coded("status"), lambda status: status != Status.TOBEDELETED),
        coded(enrollments.coded("primary"), lambda primary: primary is True),
        _days(around),
        *own,
    ]


def _days(around: Around) -> Coded:
    """Return what the policy's window says of each seat's own dates."""
    window, enrollments = around.policy.window, around.snapshot.enrollments
    if window is None or not window.enrollments:
        return Coded(facts=[None], codes=b"\0", column=bytes(len(enrollments)))
    begins, ends = enrollments.coded("begin_date"), enrollments.coded("end_date")
    pairs, column = distinct(zip(begins.codes, ends.codes, strict=True))
    said = [
        seat_days(begins.values[begin], ends.values[end], today=around.today, window=window) for begin, end in pairs
    ]
    facts, codes = distinct(said)
    return Coded(facts=facts, codes=codes, column=column)
