"""What the taken classes are called, each with where its name comes from."""

import sys
from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import compress, takewhile
from operator import ne, not_
from typing import Any

import attrs

from oneroster_classlink.mapping.classes.alike import Alike, find_alike, told_apart
from oneroster_classlink.mapping.findings import Code, listing
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.policy.judging import combinations
from oneroster_classlink.mapping.roster.roster import NamedBy
from oneroster_classlink.mapping.rules.names import CLASS_NAME_LIMIT, NameFacts, marked, name_class
from oneroster_classlink.snapshot import Snapshot, Table
from oneroster_classlink.snapshot.table.codes import codes_of

OwnersOf = Callable[[int], Sequence[int]]
"""From the row of a class to the rows of its owners, in alphabetical order of their ids."""
_SOURCES = tuple(NamedBy)
_OF_ONE = frozenset({NamedBy.OWNER, NamedBy.ID})
"""Where names come from that hardly two classes share."""


@attrs.frozen(kw_only=True)
class ClassNames:
    """The names of the taken classes, by the rows of the snapshot's table.

    Attributes:
        rows: The rows with a name that was cut, and those named like another class of the same owner.
    """

    rows: Mapping[Code, Sequence[int]]
    _classes: Table[Any] = attrs.field(repr=False)
    _users: Table[Any] = attrs.field(repr=False)
    _names: Mapping[int, str] = attrs.field(repr=False)
    _sources: bytearray = attrs.field(repr=False)
    _lengths: Mapping[int, int] = attrs.field(repr=False)
    _alike: Mapping[int, Alike] = attrs.field(repr=False)

    def name(self, row: int) -> str:
        """Return the name of the class of *row*, at most 255 characters."""
        name = self._names.get(row)
        return str(self._classes.value("title", row)) if name is None else name

    def named_by(self, row: int) -> NamedBy:
        """Return where that name comes from."""
        return _SOURCES[self._sources[row]]

    def facts(self, code: Code, row: int) -> tuple[tuple[str, str], ...]:
        """Return the facts of the finding of *code* about the class of *row*; no name is among them."""
        if code is Code.CLASS_NAME_CUT:
            return (("length", str(self._lengths[row])), ("limit", str(CLASS_NAME_LIMIT)))
        alike = self._alike[row]
        others = sorted(self._classes.value("sourced_id", other) for other in alike.rows if other != row)
        return (("owner", self._users.value("sourced_id", alike.owner)), ("others", listing(others)))


def name_classes(snapshot: Snapshot, *, rows: Sequence[int], owners_of: OwnersOf, policy: Policy) -> ClassNames:
    """Name the classes of *rows* (R1, R10).

    Args:
        snapshot: The district.
        rows: The rows of the taken classes.
        owners_of: From the row of a class to the rows of its owners, in alphabetical order of their ids. The first
            with a family name names a class that is named by its owner.
        policy: In what order names are sought, and whether those of one owner's classes are told apart.
    """
    titles: list[str] = list(map(snapshot.classes.column("title").__getitem__, rows))
    found, sources = _full_names(snapshot, rows=rows, titles=titles, owners_of=owners_of, policy=policy)
    full = dict(zip(rows, found, strict=True))
    find = partial(find_alike, owners_of=owners_of, users=snapshot.users)
    marks = told_apart(full, classes=snapshot.classes, find=find) if policy.distinct_names else {}
    names, lengths = _fitted(full, marks=marks)
    alike = find(names)
    return ClassNames(
        rows={Code.CLASS_NAME_CUT: array("I", lengths), Code.CLASS_NAMES_ALIKE: array("I", alike)},
        classes=snapshot.classes,
        users=snapshot.users,
        names=dict(compress(names.items(), map(ne, names.values(), titles))),
        sources=sources,
        lengths=lengths,
        alike=alike,
    )


def _fitted(full: Mapping[int, str], *, marks: Mapping[int, str]) -> tuple[dict[int, str], dict[int, int]]:
    """Return the names with their *marks*, as long as is allowed, and the lengths of those that were longer."""
    names, lengths = dict(full), dict[int, int]()
    too_long = compress(full, map(CLASS_NAME_LIMIT.__lt__, map(len, full.values())))
    for row in dict.fromkeys([*marks, *too_long]):
        names[row] = marked(full[row], marks.get(row, ""), limit=CLASS_NAME_LIMIT)
        length = len(marked(full[row], marks.get(row, ""), limit=sys.maxsize))
        if length > CLASS_NAME_LIMIT:
            lengths[row] = length
    return names, lengths


def _full_names(
    snapshot: Snapshot, *, rows: Sequence[int], titles: list[str], owners_of: OwnersOf, policy: Policy
) -> tuple[list[str], bytearray]:
    """Return the names of *rows*, as long as they are, and where they come from by row."""
    by_title = policy.class_names[:1] == (NamedBy.TITLE,)
    names = list(map(str.strip, titles)) if by_title else [""] * len(rows)
    sources = bytearray(len(snapshot.classes))
    unnamed = list(compress(range(len(rows)), map(not_, names)))
    if unnamed:
        naming = _Naming(snapshot, owners_of=owners_of, order=policy.class_names)
        for place in unnamed:
            names[place], source = naming.of(rows[place])
            sources[rows[place]] = _SOURCES.index(source)
    return names, sources


class _Naming:
    """Names classes: those with the same facts at once, as far as neither the owner nor the id is needed."""

    def __init__(self, snapshot: Snapshot, *, owners_of: OwnersOf, order: tuple[NamedBy, ...]) -> None:
        classes, courses = snapshot.classes, snapshot.courses
        self._ids, self._users, self._owners_of, self._order = classes.ids, snapshot.users, owners_of, order
        columns = [classes.coded(name) for name in ("title", "course", "class_code", "periods", "grades")]
        found = codes_of(combinations(columns, length=len(classes)))
        self._codes = found.codes
        titles = {sourced_id: courses.row(sourced_id) for sourced_id in columns[1].values}
        course_titles = {key: "" if row is None else courses.value("title", row) for key, row in titles.items()}
        shared = ([column.values[code] for column, code in zip(columns, codes, strict=True)] for codes in found.values)
        self._shared = [(title, course_titles[course], code or "", *more) for title, course, code, *more in shared]
        early = tuple(takewhile(lambda source: source not in _OF_ONE, order))
        self._early = [name_class(_facts(said), order=early) for said in self._shared]

    def of(self, row: int) -> tuple[str, NamedBy]:
        """Return the name of the class of *row*, and where it comes from."""
        name, source = self._early[self._codes[row]]
        if name:
            return name, source
        owner = partial(_family_name, row, owners_of=self._owners_of, users=self._users)
        facts = _facts(self._shared[self._codes[row]], sourced_id=self._ids[row], owner=owner)
        return name_class(facts, order=self._order)


def _facts(said: tuple[Any, ...], **more: Any) -> NameFacts:
    title, course, class_code, periods, grades = said
    facts = {"sourced_id": "", "title": title, "course": course, "class_code": class_code}
    return NameFacts(**facts | more, periods=periods, grades=grades)


def _family_name(row: int, *, owners_of: OwnersOf, users: Table[Any]) -> str:
    names = (str(users.value("family_name", owner)).strip() for owner in owners_of(row))
    return next(filter(None, names), "")
