"""Classes of one owner that are named alike, and how they are told apart."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import compress
from typing import Any

import attrs

from oneroster_classlink.mapping.rules.names import CLASS_NAME_LIMIT, cut, marked
from oneroster_classlink.snapshot import Table


@attrs.frozen(kw_only=True)
class Alike:
    """Classes of one owner with one name.

    Attributes:
        owner: The owner's row.
        rows: The rows of the classes.
    """

    owner: int
    rows: Sequence[int]


def find_alike(
    names: Mapping[int, str], *, owners_of: Callable[[int], Sequence[int]], users: Table[Any]
) -> dict[int, Alike]:
    """Return the classes that share a name with another of the same owner, by row; capitals make no difference.

    A class that has several such owners stands with the first in alphabetical order of their ids.

    Args:
        names: The names, by the classes' rows.
        owners_of: From the row of a class to the rows of its owners.
        users: The table of the owners.
    """
    found: dict[int, Alike] = {}
    for (_, owner), shared in _groups(names, owners_of=owners_of).items():
        alike = Alike(owner=owner, rows=shared)
        for row in shared:
            before = found.get(row, alike)
            found[row] = min(before, alike, key=lambda each: str(users.value("sourced_id", each.owner)))
    return found


def told_apart(
    names: Mapping[int, str], *, classes: Table[Any], find: Callable[[Mapping[int, str]], Mapping[int, Alike]]
) -> dict[int, str]:
    """Return what to add to names so that they differ among the classes of each owner.

    First the period is added, where they are still alike the class code, then the id.

    Args:
        names: The names, by the classes' rows, as long as they are.
        classes: The classes.
        find: Finds the classes that are named alike.

    Returns:
        The marks that go in brackets behind the names, by row.
    """
    steps: dict[int, int] = {}
    marks: dict[int, str] = {}
    now = {row: cut(name, limit=CLASS_NAME_LIMIT) for row, name in names.items()}
    while moving := [row for row in find(now) if steps.get(row, 0) < _MOST_STEPS]:
        for row in moving:
            steps[row] = steps.get(row, 0) + 1
            marks[row] = _mark(classes, row=row, steps=steps[row])
            now[row] = marked(names[row], marks[row], limit=CLASS_NAME_LIMIT)
    return marks


def _groups(names: Mapping[int, str], *, owners_of: Callable[[int], Sequence[int]]) -> dict[tuple[str, int], list[int]]:
    """Return the rows that share a name and an owner."""
    keys = list(map(str.casefold, names.values()))
    counts = Counter(keys)
    first: dict[tuple[str, int], int] = {}
    groups: dict[tuple[str, int], list[int]] = {}
    for key, row in compress(zip(keys, names, strict=True), map((1).__lt__, map(counts.__getitem__, keys))):
        for owner in owners_of(row):
            before = first.setdefault((key, owner), row)
            if before != row:
                groups.setdefault((key, owner), [before]).append(row)
    return groups


def _mark(classes: Table[Any], *, row: int, steps: int) -> str:
    periods = ", ".join(classes.value("periods", row))
    parts = [periods, classes.value("class_code", row) or "", classes.value("sourced_id", row)]
    said = ", ".join(filter(None, map(str.strip, parts[:steps])))
    return said if len(said) <= _LONGEST_MARK else parts[steps - 1][-_LONGEST_MARK:]


_MOST_STEPS = 3
_LONGEST_MARK = CLASS_NAME_LIMIT // 2
