"""The cattrs converter: records from and to plain dicts, with every known quirk mended."""

from collections.abc import Callable, Mapping
from typing import Any

from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError
from cattrs.gen import make_dict_structure_fn, override

from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.models.days import role_days
from oneroster_classlink.models.entity import Model, Wire, wires
from oneroster_classlink.models.keys import standing_in, vendor_keys
from oneroster_classlink.models.kinds import (
    DAY,
    FLAG,
    MOMENT,
    NUMBER,
    OPEN,
    Ambiguous,
    Kind,
    Unreadable,
    is_clean,
    keeping,
    mended,
)

MODELS = tuple(found.model for found in COLLECTIONS.values())
_KEPT_RAW = frozenset(kind.name for kind in (DAY, FLAG, MOMENT, NUMBER))


def make_converter(*, keep_passwords: bool = False) -> Converter:
    """Make the converter of OneRoster records: ``structure(row, User)`` and ``unstructure(user)``.

    Structuring mends what it safely can (ONEROSTER quirks). What is optional and unreadable is left out; a date,
    flag or number that was text is kept as it came in ``extensions``. Unstructuring writes the OneRoster 1.2 form,
    without absent values.

    Args:
        keep_passwords: Whether ``User.password`` and ``Credential.password`` are kept.
    """
    converter = Converter()
    for model in MODELS:
        converter.register_structure_hook(model, _structurer(model, converter, keep_passwords=keep_passwords))
        converter.register_unstructure_hook(model, _unstructurer(model))
    return converter


class BadRow(ValueError):
    """A row that cannot be read.

    Attributes:
        problems: Each as "what @ path".
    """

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


def structure(row: object, *, model: Model, converter: Converter) -> tuple[Any, tuple[str, ...]]:
    """Return the record of one JSON *row* and what was repaired on the way.

    Raises:
        BadRow: The row cannot be read; its problems name what and where, never a value.
    """
    if not isinstance(row, Mapping):
        raise BadRow(("not an object @ $",))
    try:
        return converter.structure(row, model), repairs(row, model=model)
    except BaseValidationError as failed:
        raise BadRow(_problems(failed, model=model)) from None


def repairs(row: Mapping[str, Any], *, model: Model) -> tuple[str, ...]:
    """Say what of *row* is not in the standard's form, each as "what @ path"."""
    flat = standing_in(row, model=model)
    found = [f"flattened reference @ $.{key}" for key in flat]
    given = _unflattened(row, model=model)
    for wire in wires(model).values():
        if _is_in(given, wire) and (key := _key(given, wire)) not in flat.values():
            raw = _raw(given, wire)
            found += [] if is_clean(wire.kind, raw) else [f"{_fate(wire.kind, raw)} @ $.{key}"]
    return (*found, *_lost_in_roles(given, model=model))


def _lost_in_roles(given: Mapping[str, Any], *, model: Model) -> list[str]:
    return [f"{_fate(DAY, raw)} @ {path}" for path, raw in role_days(given, model=model) if _is_lost(DAY, raw)]


def _is_lost(kind: Kind, raw: object) -> bool:
    return bool(raw) and mended(kind, raw) is None


def _fate(kind: Kind, raw: object) -> str:
    try:
        kind.mend(raw)
    except Ambiguous:
        return f"ambiguous {kind.name} left out"
    except Unreadable:
        return f"unreadable {kind.name} left out"
    return f"{kind.name} in another form"


def _problems(failed: BaseValidationError, *, model: Model) -> tuple[str, ...]:
    """Return the problems, the fields named by their JSON keys."""
    keys = {f"$.{name}": f"$.{wire.names[-1]}" for name, wire in wires(model).items()}
    found = (problem.rpartition(" @ ") for problem in transform_error(failed, format_exception=_sentence))
    return tuple(f"{what} @ {keys.get(path, path)}" for what, _, path in found)


def _sentence(error: BaseException, _type: type | None) -> str:
    return "missing" if isinstance(error, KeyError) else f"unreadable {error}"


def _structurer(model: Model, converter: Converter, *, keep_passwords: bool) -> Callable[[Any, Any], Any]:
    known = {name: wire for name, wire in wires(model).items() if keep_passwords or name != "password"}
    overrides: dict[str, Any] = {
        name: override(rename=wire.names[-1], struct_hook=_mender(keeping(wire.kind, passwords=keep_passwords)))
        for name, wire in known.items()
    }
    build = make_dict_structure_fn(model, converter, extensions=override(struct_hook=_kept), **overrides)

    def structured(row: Mapping[str, Any], cls: Any) -> Any:
        given = _unflattened(row, model=model)
        values = {wire.names[-1]: _raw(given, wire) for wire in known.values() if _is_in(given, wire)}
        extensions = vendor_keys(row, model=model) | _unreadable_texts(given, wires=known)
        return build(values | {"extensions": extensions}, cls)

    return structured


def _unstructurer(model: Model) -> Callable[[Any], dict[str, Any]]:
    known = wires(model)

    def unstructured(record: Any) -> dict[str, Any]:
        written = {wire.names[-1]: wire.kind.write(getattr(record, name)) for name, wire in known.items()}
        kept = {key: value for key, value in written.items() if value not in (None, [], {})}
        return {**record.extensions, **kept}

    return unstructured


def _mender(kind: Kind) -> Callable[[Any, Any], Any]:
    def mend(raw: Any, _type: Any) -> Any:
        value = mended(kind, raw)
        if value is None:
            return {} if kind.name == OPEN.name else kind.missing
        return value

    return mend


def _kept(raw: Any, _type: Any) -> Any:
    return raw


def _unreadable_texts(given: Mapping[str, Any], *, wires: Mapping[str, Wire]) -> dict[str, str]:
    """Return the texts that should have been a date, a flag or a number and cannot be read as one."""
    texts = {
        wire.names[-1]: (wire.kind, given[wire.names[-1]])
        for wire in wires.values()
        if wire.kind.name in _KEPT_RAW and isinstance(given.get(wire.names[-1]), str)
    }
    return {key: raw for key, (kind, raw) in texts.items() if _is_lost(kind, raw)}


def _unflattened(row: Mapping[str, Any], *, model: Model) -> Mapping[str, Any]:
    flat = standing_in(row, model=model)
    return {**row, **{meant: row[key] for key, meant in flat.items()}} if flat else row


def _is_in(given: Mapping[str, Any], wire: Wire) -> bool:
    return wire.names[0] in given if len(wire.names) == 1 else any(key in given for key in wire.names)


def _key(given: Mapping[str, Any], wire: Wire) -> str:
    return next(key for key in reversed(wire.names) if key in given)


def _raw(given: Mapping[str, Any], wire: Wire) -> Any:
    if len(wire.names) > 1:
        return tuple(given.get(key) for key in wire.names)
    return given[wire.names[0]]
