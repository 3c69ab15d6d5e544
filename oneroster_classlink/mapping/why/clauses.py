"""What a rule that failed says in the middle of a sentence, by the code of its finding."""

from collections.abc import Collection, Iterable, Iterator
from types import MappingProxyType

from oneroster_classlink.mapping.columns.search import holds
from oneroster_classlink.mapping.findings import KINDS, Code, Finding, Rows
from oneroster_classlink.mapping.why.why import Step

CLAUSES = MappingProxyType(
    {
        Code.CLASS_TOBEDELETED: ("R11", "class {klass} is marked tobedeleted"),
        Code.CLASS_SCHOOL_MISSING: ("R6", "class {klass} names {missing}"),
        Code.CLASS_NOT_IN_SCHOOL: ("R6", "class {klass} belongs to org {school}, which is no active school but {type}"),
        Code.CLASS_SCHOOL_NOT_TAKEN: ("R6", "class {klass} belongs to school {school}, which was not chosen"),
        Code.CLASS_EXCLUDED: ("policy", "class {klass} does not pass the predicate '{predicate}'"),
        Code.CLASS_ENDED: ("terms", "class {klass} ended, as the last day of session {session} is before {date}"),
        Code.CLASS_NOT_BEGUN: ("terms", "class {klass} has not begun, as session {session} begins on {date}"),
        Code.CLASS_NO_TERM: ("terms", "class {klass} has no session with dates"),
        Code.SEAT_TOBEDELETED: ("R11", "enrollment {enrollment} is marked tobedeleted"),
        Code.SEAT_CLASS_MISSING: ("R1", "class {klass} is not shared"),
        Code.SEAT_USER_MISSING: ("R13", "user {user} is not shared"),
        Code.SEAT_USER_TOBEDELETED: ("R11", "user {user} is marked tobedeleted"),
        Code.SEAT_USER_EXCLUDED: ("policy", "the policy leaves out user {user}"),
        Code.SEAT_ROLE_NOT_INGESTED: ("R2", "no role of user {user} ({roles}) is ingested"),
        Code.SEAT_ENDED: ("terms", "the last day of enrollment {enrollment} is before {date}"),
        Code.SEAT_NOT_BEGUN: ("terms", "enrollment {enrollment} begins on {date}"),
        Code.SEAT_EXCLUDED: ("policy", "enrollment {enrollment} does not pass the predicate '{predicate}'"),
        Code.SEAT_DOUBLED: ("R3", "enrollment {other} is the seat that counts, and a user sits in a class once"),
        Code.USER_TOBEDELETED: ("R11", "user {user} is marked tobedeleted"),
        Code.USER_EXCLUDED: ("policy", "user {user} does not pass the predicate '{predicate}'"),
        Code.USER_ROLE_NOT_INGESTED: ("R2", "no role of user {user} ({roles}) is ingested"),
        Code.USER_NOT_IN_SCHOOL: (
            "R13",
            "user {user} ({roles}) has no role, no seat and no student in a school that is taken",
        ),
        Code.USER_MERGED: ("policy", "the record is merged into that of {winner}"),
        Code.STAFF_NO_EMAIL: ("R8", "user {user} has no valid e-mail address"),
        Code.STAFF_EMAIL_TAKEN: ("R7", "the e-mail address of user {user} belongs to {winner}"),
    }
)
"""The rule and its clause; the fields are those of the finding's sentence."""


def failed(found: Finding) -> Step:
    """Return the step that failed with the finding *found*."""
    rule, clause = CLAUSES[found.code]
    return Step(rule, False, clause.format(**found.shown), found.code)


def told(parts: Iterable[Rows], row: int, *, codes: Collection[Code]) -> Iterator[Finding]:
    """Yield the findings of *codes* about *row*."""
    for part in parts:
        for code, rows in part.rows.items():
            if code in codes and holds(rows, row):
                yield part.make(code, row)


def remarks(parts: Iterable[Rows], row: int, *, but: Collection[Code] = ()) -> Iterator[str]:
    """Yield the sentences of the findings about *row*, without those of the codes *but*."""
    for found in told(parts, row, codes=KINDS.keys() - but):
        yield found.sentence
