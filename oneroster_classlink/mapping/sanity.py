"""ClassLink's own Sanity Check, counted over what was shared, so that both can be laid side by side."""

import operator
from collections import deque
from collections.abc import Callable, Collection
from itertools import compress, repeat
from types import MappingProxyType
from typing import Any

import attrs

from oneroster_classlink.mapping.findings import Code
from oneroster_classlink.models.enums import Role, Status
from oneroster_classlink.snapshot import Codes, Snapshot, Table

MEANINGS = MappingProxyType(
    {
        "students without grades": "students whose grades are empty",
        "students without enrollments": "students without any seat",
        "teachers without enrollments": "teachers without any seat",
        "students without teachers": "students who have seats, none of them in a class with a teacher's seat",
        "classes without periods": "classes whose periods are empty",
        "classes without students": "classes without a student's seat",
        "classes without teachers": "classes without a teacher's seat, primary or not",
        "courses without classes": "courses that no class names",
    }
)
"""What is counted, in ClassLink's order and words; the definitions are ours, since ClassLink publishes none.

Only active records count. A student or teacher is a user with that role, beside others or not. A seat is an enrollment
whose user and class are shared and active, and it is a student's or a teacher's by the role of the enrollment. Who has
no seat is counted as without enrollments, and not again as without teachers: if ClassLink's number of students without
teachers is greater, add both.
"""
_COMPARABLE = {"classes without students": Code.CLASS_NO_MEMBER, "classes without teachers": Code.CLASS_NO_OWNER}


@attrs.frozen(kw_only=True)
class SanityCount:
    """One line of the Sanity Check.

    Attributes:
        name: What is counted, in ClassLink's words; a key of `MEANINGS`.
        ids: The ids of the records counted, in alphabetical order.
    """

    name: str
    ids: tuple[str, ...] = attrs.field(repr=False)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.ids)

    @property
    def meaning(self) -> str:
        """What exactly is counted."""
        return MEANINGS[self.name]

    @property
    def code(self) -> Code | None:
        """The code of the findings to compare it with, if there is one.

        Their number differs where the policy leaves classes or people out; and no owner is more than no teacher, for
        a teacher who is not primary owns nothing.
        """
        return _COMPARABLE.get(self.name)

    def __str__(self) -> str:
        """Say it in one line."""
        compared = f" (compare {self.code})" if self.code else ""
        return f"{self.name}: {self.count:,}{compared}"


def sanity_counts(snapshot: Snapshot) -> tuple[SanityCount, ...]:
    """Return the eight counts of ClassLink's Sanity Check for *snapshot*, in its order and words.

    They are over the active records as they are shared, whatever the policy. `MEANINGS` says what each one counts.
    The order of the records does not matter.

    Args:
        snapshot: The district.
    """
    users = _active(snapshot.users)
    classes = _active(snapshot.classes)
    students, teachers = (_with_role(snapshot.users, role) & users for role in (Role.STUDENT, Role.TEACHER))
    seats = _Seats(snapshot.enrollments, users=users, classes=classes)
    seated, taught = seats.users(), seats.classes_of(Role.TEACHER)
    found = (
        students & _with_empty(snapshot.users, "grades"),
        students - seated,
        teachers - seated,
        (students & seated) - seats.users(taught),
        classes & _with_empty(snapshot.classes, "periods"),
        classes - seats.classes_of(Role.STUDENT),
        classes - taught,
        _active(snapshot.courses) - _courses_of(snapshot.classes),
    )
    return tuple(SanityCount(name=name, ids=tuple(sorted(ids))) for name, ids in zip(MEANINGS, found, strict=True))


class _Seats:
    """The enrollments that count, as one mark a row: a byte, 0 or 1."""

    def __init__(self, enrollments: Table[Any], *, users: Collection[str], classes: Collection[str]) -> None:
        self._user, self._klass, self._role = map(enrollments.coded, ("user", "klass", "role"))
        counts = (
            _marks(enrollments.coded("status"), _is_active),
            _marks(self._user, users.__contains__),
            _marks(self._klass, classes.__contains__),
        )
        self._marks = _both(_both(counts[0], counts[1]), counts[2])

    def users(self, classes: Collection[str] | None = None) -> set[str]:
        """Return the users who have a seat, or one in any of *classes*."""
        where = self._marks if classes is None else self._and(self._klass, classes.__contains__)
        return _values(self._user, where)

    def classes_of(self, role: Role) -> set[str]:
        """Return the classes that have a seat with *role*."""
        return _values(self._klass, self._and(self._role, lambda found: found == role))

    def _and(self, column: Codes, test: Callable[[Any], bool]) -> bytes:
        return _both(self._marks, _marks(column, test))


def _marks(column: Codes, test: Callable[[Any], bool]) -> bytes:
    """Return for each row whether its value passes *test*, which is asked once for each value."""
    passed = bytes(map(test, column.values))
    if isinstance(column.codes, bytearray):
        return bytes(column.codes.translate(passed.ljust(1 << 8, b"\0")))
    return bytes(map(passed.__getitem__, column.codes))


def _both(left: bytes, right: bytes) -> bytes:
    """Return which rows are marked in both, by way of two whole numbers: that is many times faster than row by row."""
    return (int.from_bytes(left) & int.from_bytes(right)).to_bytes(len(left))


def _values(column: Codes, marks: bytes) -> set[str]:
    """Return the values of the marked rows; a mark for each value is quicker than a set of them."""
    found = bytearray(len(column.values))
    deque(map(found.__setitem__, compress(column.codes, marks), repeat(1)), maxlen=0)
    return set(compress(column.values, found))


def _active(table: Table[Any]) -> set[str]:
    return set(compress(table.ids, _marks(table.coded("status"), _is_active)))


def _is_active(status: object) -> bool:
    return status != Status.TOBEDELETED


def _with_empty(table: Table[Any], name: str) -> set[str]:
    return set(compress(table.ids, _marks(table.coded(name), operator.not_)))


def _with_role(users: Table[Any], role: Role) -> set[str]:
    return set(compress(users.ids, _marks(users.coded("roles"), lambda held: any(each.role == role for each in held))))


def _courses_of(classes: Table[Any]) -> set[str]:
    return _values(classes.coded("course"), _marks(classes.coded("status"), _is_active))
