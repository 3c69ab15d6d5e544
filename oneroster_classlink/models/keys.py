"""Whose the keys of a JSON row are: the model's own, CSV-style stand-ins for them, or the vendor's."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from oneroster_classlink.models.entity import Model, wires
from oneroster_classlink.models.kinds import without_secrets

_JOINING = frozenset({"reference", "list of references", "roles"})


@cache
def own_keys(model: Model) -> frozenset[str]:
    """Return the keys that OneRoster defines for *model*."""
    return frozenset(key for wire in wires(model).values() for key in wire.names)


@cache
def stand_ins(model: Model) -> Mapping[str, str]:
    """Return the CSV-style keys that may stand in for references: ``classSourcedId`` for ``class``."""
    joining = [key for wire in wires(model).values() if wire.kind.name in _JOINING for key in wire.names]
    singles = {f"{key}SourcedId": key for key in joining}
    return singles | {f"{key.removesuffix('s')}SourcedIds": key for key in joining}


def standing_in(row: Mapping[str, Any], *, model: Model) -> dict[str, str]:
    """Return which keys of *row* stand in for which key that it lacks."""
    known = stand_ins(model)
    return {key: known[key] for key in sorted(row.keys() & known.keys()) if known[key] not in row}


def vendor_keys(row: Mapping[str, Any], *, model: Model) -> dict[str, Any]:
    """Return what of *row* OneRoster does not define, without anything called a password."""
    known = own_keys(model) | standing_in(row, model=model).keys()
    found: dict[str, Any] = without_secrets({key: value for key, value in row.items() if key not in known})
    return found
