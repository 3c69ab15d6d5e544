"""The wire structs of the fast lane, generated from the fields of the records."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Any, TypeAlias, get_args

import attrs
import msgspec

from oneroster_classlink.models.collections import Collection
from oneroster_classlink.models.entity import Model, Wire, wires

EXTENSIONS = "extensions"
BLOCK = 256
"""How many rows are taken apart at once, so few that they stay in the processor's cache."""
TakeSlots: TypeAlias = Callable[[Any], tuple[Any, ...]]
TakeField: TypeAlias = Callable[[Sequence[Any]], Sequence[Any]]
read_id: Callable[[Any], str] = attrgetter("_sourcedId")
"""Takes the id from a row struct."""


@cache
def open_struct(model: Model, *, quick: bool = False) -> type[msgspec.Struct]:
    """Return the struct of one row of *model*, whatever other keys the row has.

    Args:
        model: The record's class.
        quick: Whether its types are the narrow ones that are decoded soonest.
    """
    fields: list[Any] = [(EXTENSIONS, dict[str, Any] | None, None)]
    rename = {EXTENSIONS: "(extensions)"}
    for wire in wires(model).values():
        for key, kind in zip(wire.names, _types(wire, quick=quick), strict=True):
            fields.append((_slot(key), kind) if wire.kind.missing is attrs.NOTHING else (_slot(key), kind, None))
            rename[_slot(key)] = key
    return msgspec.defstruct("Row", fields, rename=rename, kw_only=True, gc=False, namespace={"__repr__": _repr})


@cache
def row_struct(model: Model, *, quick: bool = False) -> type[msgspec.Struct]:
    """Return the struct of one row of *model* that refuses keys which OneRoster does not define."""
    bases = (open_struct(model, quick=quick),)
    return msgspec.defstruct("StrictRow", (), bases=bases, forbid_unknown_fields=True)


@cache
def page_decoder(collection: Collection, *, is_list: bool, quick: bool = False) -> msgspec.json.Decoder[Any]:
    """Return what decodes a page of *collection*: a bare list, or any one of its keys beside whatever else."""
    return msgspec.json.Decoder(_page_type(collection, is_list=is_list, quick=quick))


def _page_type(collection: Collection, *, is_list: bool, quick: bool) -> Any:
    rows: Any = list.__class_getitem__(row_struct(collection.model, quick=quick))
    if is_list:
        return rows
    fields = [(_slot(key), rows | msgspec.UnsetType, msgspec.UNSET) for key in collection.keys]
    rename = {_slot(key): key for key in collection.keys}
    return msgspec.defstruct(f"{collection.name}Page", fields, rename=rename, gc=False)


@cache
def getters(model: Model) -> dict[str, Callable[[Any], Any]]:
    """Return, by field of *model*, what takes the field's raw value from a row struct."""
    return {name: attrgetter(*map(_slot, wire.names)) for name, wire in wires(model).items()}


def blocks(
    structs: Sequence[Any], *, model: Model, only: frozenset[str] | None = None
) -> Iterator[dict[str, Sequence[Any]]]:
    """Yield the raw values of each field of row *structs*, and their extensions, some rows at a time.

    Args:
        structs: The rows.
        model: Their record's class.
        only: The fields that are wanted, ``extensions`` counting as one; ``None`` means all.
    """
    take_slots, takes = _takes(model, only)
    for start in range(0, len(structs), BLOCK):
        slots = tuple(zip(*map(take_slots, structs[start : start + BLOCK]), strict=True))
        yield {name: take(slots) for name, take in takes.items()}


@cache
def _takes(model: Model, only: frozenset[str] | None) -> tuple[TakeSlots, dict[str, TakeField]]:
    """Return what takes the slots from a struct; and by field what takes its raw values from the values of slots.

    Of many slots it is quicker to take all than to choose.
    """
    names = {name: tuple(map(_slot, wire.names)) for name, wire in wires(model).items()} | {EXTENSIONS: (EXTENSIONS,)}
    wanted = {name: slots for name, slots in names.items() if only is None or name in only}
    order = open_struct(model).__struct_fields__ if only is None else (*chain(*wanted.values()), EXTENSIONS)
    places = {slot: place for place, slot in enumerate(order)}
    take_slots = msgspec.structs.astuple if only is None else attrgetter(*order)
    return take_slots, {name: _take(*(places[slot] for slot in slots)) for name, slots in wanted.items()}


def _take(*places: int) -> TakeField:
    take = itemgetter(*places)
    return take if len(places) == 1 else lambda slots: tuple(zip(*take(slots), strict=True))


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


def _types(wire: Wire, *, quick: bool) -> tuple[Any, ...]:
    kind = wire.kind
    wanted = kind.quick_type if quick and kind.quick_type is not None else kind.wire_type
    return get_args(wanted) if len(wire.names) > 1 else (wanted,)
