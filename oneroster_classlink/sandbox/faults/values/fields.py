"""What the fields of a row hold, by their JSON keys, and how to change those of one kind."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.models.entity import wires
from oneroster_classlink.sandbox.faults.kind import Kind, Stage, Value
from oneroster_classlink.sandbox.faults.reading.page import Row, changes_rows
from oneroster_classlink.sandbox.faults.visit import Turn

FLAG, DAY, MOMENT = "true or false", "date", "date and time"
TEXT, TEXTS = "text", "list of texts"
REFERENCE, REFERENCES = "reference", "list of references"
_LISTS = {TEXTS, REFERENCES, "list of objects", "user ids", "profiles"}


@cache
def kinds_of(place: str) -> dict[str, str]:
    """Return the name of the kind of each field of a collection's rows, by its JSON key; nothing of unknown rows."""
    if place not in COLLECTIONS:
        return {}
    found = wires(COLLECTIONS[place].model).values()
    kinds = {key: wire.kind.name for wire in found for key in wire.names}
    return kinds | dict.fromkeys(kinds.keys() & {"orgs"}, REFERENCES)


def keys_of(place: str | None, kinds: Iterable[str]) -> list[str]:
    """Return the JSON keys of the fields that are of one of *kinds*."""
    return [key for key, kind in kinds_of(str(place)).items() if kind in kinds]


def is_list(kind: str) -> bool:
    """Tell whether a field of *kind* holds a list."""
    return kind in _LISTS


def changed(row: Row, keys: Iterable[str], change: Callable[[Any], Any]) -> Row:
    """Return *row* with its values at *keys* changed."""
    return {**row, **{key: change(row[key]) for key in keys if key in row}}


def row_fault(says: str, change: Callable[[Turn, Row], Row], **options: Value | tuple[Value, ...]) -> Kind:
    """Return the fault that changes each row by *change*."""
    return Kind(says=says, stage=Stage.PAGE, act=changes_rows(change), options=options)
