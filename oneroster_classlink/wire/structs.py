"""The wire structs of the fast lane, generated from the fields of the records."""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, get_args

import attrs
import msgspec

from oneroster_classlink.models.collections import Collection
from oneroster_classlink.models.entity import Model, Wire, wires

EXTENSIONS = "extensions"
read_id: Callable[[Any], str] = attrgetter("_sourcedId")
"""Takes the id from a row struct."""


@cache
def open_struct(model: Model) -> type[msgspec.Struct]:
    """Return the struct of one row of *model*, whatever other keys the row has."""
    fields: list[Any] = [(EXTENSIONS, dict[str, Any] | None, None)]
    rename = {EXTENSIONS: "(extensions)"}
    for wire in wires(model).values():
        for key, kind in zip(wire.names, _types(wire), strict=True):
            fields.append((_slot(key), kind) if wire.kind.missing is attrs.NOTHING else (_slot(key), kind, None))
            rename[_slot(key)] = key
    return msgspec.defstruct("Row", fields, rename=rename, kw_only=True, gc=False, namespace={"__repr__": _repr})


@cache
def row_struct(model: Model) -> type[msgspec.Struct]:
    """Return the struct of one row of *model* that refuses keys which OneRoster does not define."""
    return msgspec.defstruct("StrictRow", (), bases=(open_struct(model),), forbid_unknown_fields=True)


@cache
def page_type(collection: Collection, *, is_list: bool) -> Any:
    """Return the type of a page of *collection*: a bare list, or any one of its keys beside whatever else."""
    rows: Any = list.__class_getitem__(row_struct(collection.model))
    if is_list:
        return rows
    fields = [(_slot(key), rows | msgspec.UnsetType, msgspec.UNSET) for key in collection.keys]
    rename = {_slot(key): key for key in collection.keys}
    return msgspec.defstruct(f"{collection.name}Page", fields, rename=rename, gc=False)


@cache
def getters(model: Model) -> dict[str, Callable[[Any], Any]]:
    """Return, by field of *model*, what takes the field's raw value from a row struct."""
    return {name: attrgetter(*map(_slot, wire.names)) for name, wire in wires(model).items()}


def row_of(record: Any) -> Any:
    """Return the row struct that holds *record*'s values, so that a patient row joins the fast lane's tables."""
    model: Model = type(record)
    plain = {wire.names[-1]: wire.kind.write(getattr(record, name)) for name, wire in wires(model).items()}
    struct = msgspec.convert(plain, open_struct(model))
    setattr(struct, EXTENSIONS, dict(record.extensions) or None)
    return struct


def _repr(row: Any) -> str:
    """Show the id alone: a row may be a person's."""
    return f"Row({read_id(row)!r})"


def _slot(key: str) -> str:
    return f"_{key}"


def _types(wire: Wire) -> tuple[Any, ...]:
    return get_args(wire.kind.wire_type) if len(wire.names) > 1 else (wire.kind.wire_type,)
