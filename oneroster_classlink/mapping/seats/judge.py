"""From the columns of enrollments to a decision for every seat."""

from array import array
from collections.abc import Mapping, Sequence
from itertools import compress

from oneroster_classlink.mapping.classes.judged import JudgedClasses
from oneroster_classlink.mapping.columns import Places, steps_for
from oneroster_classlink.mapping.rules.seats import Outcome
from oneroster_classlink.mapping.seats.doubles import second_seats
from oneroster_classlink.mapping.seats.judged import JudgedSeats, Side
from oneroster_classlink.mapping.seats.judging import DOUBLED, Around, Judging
from oneroster_classlink.models.users import User
from oneroster_classlink.snapshot import Table


def judge_seats(around: Around) -> JudgedSeats:
    """Return what became of every enrollment; a user has at most one seat in a class.

    Every combination of facts is judged once; then a seat costs a look at its decision.
    """
    table, users, classes = around.snapshot.enrollments, around.users, around.classes
    steps = steps_for(len(table))
    judging = Judging(around)
    codes = judging.codes(steps)
    taken, owning = judging.marks(Outcome.OWNER, Outcome.MEMBER), judging.marks(Outcome.OWNER)
    groups = steps.group(classes.codes.codes, count=len(classes.rows))
    schools, numbers = _schools(around.judged_classes, classes)
    places = Places(
        groups=groups,
        classes=classes.rows,
        schools=numbers,
        users=steps.picked(users.codes.codes, users.rows),
        school_count=len(schools),
    )
    found = steps.gather(codes, places, taken=taken)
    others = second_seats(found.doubled, places, codes, taken=taken, owning=owning, table=table)
    for row in others:
        codes[row] = judging.decisions.index(DOUBLED)
    return JudgedSeats(
        table=table,
        judging=judging,
        seen=judging.seen,
        decisions=judging.decisions,
        codes=codes,
        users=users,
        classes=classes,
        groups=groups,
        others=others,
        owners=_owners(codes, owning, users=users, classes=classes, table=around.snapshot.users),
        by_school={school: rows for school, rows in zip(schools, found.by_school, strict=True) if len(rows)},
        members=_by_row(
            steps.tally(classes.codes.codes, codes, taken=judging.marks(Outcome.MEMBER), count=len(classes.rows)),
            classes,
        ),
    )


def _schools(judged: JudgedClasses, classes: Side) -> "tuple[list[str], array[int]]":
    """Return the schools that classes name, and for each code of a class the number of its school."""
    known: dict[str, int] = {}
    by_kind = [known.setdefault(kind.school or "", len(known)) for kind in judged.kinds]
    return list(known), array("I", [by_kind[judged.codes[row]] if row >= 0 else 0 for row in classes.rows])


def _owners(
    codes: bytearray, owning: bytes, *, users: Side, classes: Side, table: Table[User]
) -> Mapping[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    rows = list(compress(range(len(codes)), codes.translate(owning)))
    klasses = map(classes.rows.__getitem__, map(classes.codes.codes.__getitem__, rows))
    owners = map(users.rows.__getitem__, map(users.codes.codes.__getitem__, rows))
    for klass, owner in zip(klasses, owners, strict=True):
        found[klass] = (*found[klass], owner) if klass in found else (owner,)

    def sourced_id(row: int) -> str:
        return str(table.value("sourced_id", row))

    several = [klass for klass, rows_of in found.items() if len(rows_of) > 1]
    return found | {klass: tuple(sorted(found[klass], key=sourced_id)) for klass in several}


def _by_row(counts: Sequence[int], classes: Side) -> "array[int]":
    """Return the counts by code of a class as counts by its row."""
    padded = array("I", counts)
    padded.append(0)  # the place -1 is the last
    return array("I", map(padded.__getitem__, classes.places))
