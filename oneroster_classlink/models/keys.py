"""Whose the keys of a JSON row are: the model's own, CSV-style stand-ins for them, or the vendor's."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from oneroster_classlink.models.entity import Model, wires
from oneroster_classlink.models.kinds import without_secrets

_JOINING = frozenset({"reference", "list of references", "roles"})
_NOTHING: tuple[Any, ...] = (None, "", [])


@cache
def own_keys(model: Model) -> frozenset[str]:
    """Return the keys that OneRoster defines for *model*."""
    return frozenset(key for wire in wires(model).values() for key in wire.names)


@cache
def stand_ins(model: Model) -> Mapping[str, str]:
    """Return the CSV-style keys that may stand in for references: ``classSourcedId`` for ``class``.

    For a list ``termSourcedIds`` and ``termSourcedId`` may.
    """
    joining = [key for wire in wires(model).values() if wire.kind.name in _JOINING for key in wire.names]
    found = {f"{key.removesuffix('s')}SourcedId{ending}": key for key in joining for ending in ("", "s")}
    return found | {f"{key}SourcedId": key for key in joining}


def standing_in(row: Mapping[str, Any], *, model: Model) -> dict[str, str]:
    """Return which keys of *row* stand in for which key that it lacks or that says nothing."""
    known = stand_ins(model)
    return {key: known[key] for key in sorted(row.keys() & known.keys()) if _stands_in(row, key, known[key])}


def _stands_in(row: Mapping[str, Any], key: str, meant: str) -> bool:
    return meant not in row or (row[meant] in _NOTHING and row[key] not in _NOTHING)


def vendor_keys(row: Mapping[str, Any], *, model: Model) -> dict[str, Any]:
    """Return what of *row* OneRoster does not define, without anything called a password."""
    known = own_keys(model) | standing_in(row, model=model).keys()
    found: dict[str, Any] = without_secrets({key: value for key, value in row.items() if key not in known})
    return found
