"""The cattrs converter: records from and to plain dicts, with every known quirk mended."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs
from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError
from cattrs.gen import make_dict_structure_fn, override

from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.models.entity import Model, Wire, wires
from oneroster_classlink.models.kinds import OPEN, Kind, Unreadable, is_clean

MODELS = tuple(found.model for found in COLLECTIONS.values())
_FLAT = {"reference": "SourcedId", "list of references": "SourcedIds"}


def make_converter() -> Converter:
    """Make the converter of OneRoster records: ``structure(row, User)`` and ``unstructure(user)``.

    Structuring mends what it safely can (ONEROSTER quirks); what is optional and unreadable is left out.
    Unstructuring writes the OneRoster 1.2 form, without absent values.
    """
    converter = Converter()
    for model in MODELS:
        converter.register_structure_hook(model, _structurer(model, converter))
        converter.register_unstructure_hook(model, _unstructurer(model))
    return converter


def structure(row: object, *, model: Model, converter: Converter) -> tuple[Any, tuple[str, ...]]:
    """Return the record of one JSON *row* and what was repaired on the way.

    Raises:
        BadRow: The row cannot be read; its problems name what and where, never a value.
    """
    if not isinstance(row, Mapping):
        raise BadRow(("not an object @ $",))
    if row.get("sourcedId") == "sourcedId":
        raise BadRow(("a header row @ $",))
    try:
        return converter.structure(row, model), repairs(row, model=model)
    except BaseValidationError as failed:
        raise BadRow(tuple(transform_error(failed, format_exception=_sentence))) from None


class BadRow(ValueError):
    """A row that cannot be read.

    Attributes:
        problems: Each as "what @ path".
    """

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


def repairs(row: Mapping[str, Any], *, model: Model) -> tuple[str, ...]:
    """Say what of *row* is not in the standard's form, each as "what @ path"."""
    found = []
    for wire in wires(model).values():
        key = _key(row, wire)
        if key is not None and not is_clean(wire.kind, _raw(row, wire)):
            found.append(f"{_fate(wire.kind, _raw(row, wire))} @ $.{key}")
        elif key is None and (flat := _flat_key(row, wire)):
            found.append(f"flattened {wire.kind.name} @ $.{flat}")
    return tuple(found)


def _fate(kind: Kind, raw: object) -> str:
    try:
        kind.mend(raw)
    except Unreadable:
        return f"unreadable {kind.name} left out"
    return f"{kind.name} in another form"


def _sentence(error: BaseException, _type: type | None) -> str:
    if isinstance(error, KeyError):
        return "missing"
    return f"unreadable {error}"


def _structurer(model: Model, converter: Converter) -> Callable[[Any, Any], Any]:
    known = wires(model)
    overrides: dict[str, Any] = {
        name: override(rename=wire.names[-1], struct_hook=_mender(wire.kind)) for name, wire in known.items()
    }
    build = make_dict_structure_fn(model, converter, extensions=override(struct_hook=_kept), **overrides)
    keys = {key for wire in known.values() for key in wire.names}

    def structured(row: Mapping[str, Any], cls: Any) -> Any:
        aligned = {wire.names[-1]: _raw(row, wire) for wire in known.values() if _has(row, wire)}
        flat = {_flat_key(row, wire) for wire in known.values()}
        aligned["extensions"] = {key: row[key] for key in row if key not in keys and key not in flat}
        return build(aligned, cls)

    return structured


def _unstructurer(model: Model) -> Callable[[Any], dict[str, Any]]:
    known = wires(model)

    def unstructured(record: Any) -> dict[str, Any]:
        written = {wire.names[-1]: wire.kind.write(getattr(record, name)) for name, wire in known.items()}
        kept = {key: value for key, value in written.items() if value not in (None, [], {})}
        return {**record.extensions, **kept}

    return unstructured


def _mender(kind: Kind) -> Callable[[Any, Any], Any]:
    missing = {} if kind is OPEN else kind.missing

    def mend(raw: Any, _type: Any) -> Any:
        try:
            value = kind.mend(raw)
        except Unreadable:
            if missing is attrs.NOTHING:
                raise
            return missing
        return missing if value is None else value

    return mend


def _kept(raw: Any, _type: Any) -> Any:
    return raw


def _has(row: Mapping[str, Any], wire: Wire) -> bool:
    return _key(row, wire) is not None or _flat_key(row, wire) is not None


def _key(row: Mapping[str, Any], wire: Wire) -> str | None:
    return next((key for key in reversed(wire.names) if key in row), None)


def _flat_key(row: Mapping[str, Any], wire: Wire) -> str | None:
    """Return the CSV-style key (``classSourcedId``) that stands in for a reference, if the row has it."""
    ending = _FLAT.get(wire.kind.name)
    if ending is None or wire.names[-1] in row:
        return None
    key = (wire.names[-1].removesuffix("s") if ending == "SourcedIds" else wire.names[-1]) + ending
    return key if key in row else None


def _raw(row: Mapping[str, Any], wire: Wire) -> Any:
    if len(wire.names) > 1:
        return tuple(row.get(key) for key in wire.names)
    key = _key(row, wire) or _flat_key(row, wire)
    return row[key] if key else None
