"""JSON schemas: of records from the fields of their models, of other answers from one of them."""

from enum import StrEnum
from typing import Any, get_args

import attrs
import msgspec

from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.models.entity import Entity, Model, wires
from oneroster_classlink.sandbox.exchange import Version
from oneroster_classlink.sandbox.service.render import ONLY_12
from oneroster_classlink.sandbox.service.tables import standard_fields

Schema = dict[str, Any]

TEMPLATE = "#/components/schemas/{name}"
_ONLY_11 = frozenset({"role", "orgs"})
"""What 1.2 does not know of a user."""
_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string"}


def pointer(name: str) -> Schema:
    """Return the reference to the component *name*."""
    return {"$ref": TEMPLATE.format(name=name)}


def record_name(collection: str, *, version: Version) -> str:
    """Return the component's name of the rows of *collection*; only users differ between the versions."""
    known = COLLECTIONS.get(collection)
    name = known.model.__name__ if known else collection[0].upper() + collection[1:].removesuffix("s")
    return f"{name}{version.replace('.', '')}" if collection == "users" else name


def record_schemas(collection: str, *, version: Version) -> dict[str, Schema]:
    """Return the component of the rows of *collection*, and those that it refers to, by name.

    No field is required, for ``fields`` may ask for any of them; fields beyond these may appear.
    """
    known = COLLECTIONS.get(collection)
    model = known.model if known else Entity
    types = _wire_types(model)
    schemas, components = msgspec.json.schema_components(types.values(), ref_template=TEMPLATE)
    found = dict(zip(types, schemas, strict=True))
    tokens = _tokens(model)
    unknown: frozenset[str] = frozenset()
    if collection == "users":
        unknown = ONLY_12 if version is Version.V11 else _ONLY_11
    properties = {
        name: found.get(name, {}) | tokens.get(name, {})
        for name in (*types, *sorted(standard_fields(collection) - types.keys()))
        if name not in unknown
    }
    return {**components, record_name(collection, version=version): {"type": "object", "properties": properties}}


def schema_of(value: Any) -> Schema:
    """Return the schema of answers that look like *value*: the same fields, of the same types, all required."""
    if isinstance(value, dict):
        properties = {name: schema_of(item) for name, item in value.items()}
        return {"type": "object", "required": list(properties), "properties": properties}
    if isinstance(value, list):
        return {"type": "array", "items": schema_of(value[0])}
    return {"type": _TYPES[type(value)]}


def _wire_types(model: Model) -> dict[str, Any]:
    """Return the wire type of each JSON key of *model*; a field that is read from several has one for each."""
    types: dict[str, Any] = {}
    for wire in wires(model).values():
        several = len(wire.names) > 1
        types.update(zip(wire.names, get_args(wire.kind.wire_type) if several else (wire.kind.wire_type,), strict=True))
    return types


def _tokens(model: Model) -> dict[str, Schema]:
    """Return the known tokens of the fields that have a vocabulary; it is open, so they are examples."""
    places = wires(model)
    found = {field.name: next(filter(_is_vocabulary, get_args(field.type)), None) for field in attrs.fields(model)}
    return {
        places[name].names[-1]: {"examples": [member.value for member in vocabulary]}
        for name, vocabulary in found.items()
        if vocabulary is not None
    }


def _is_vocabulary(found: Any) -> bool:
    return isinstance(found, type) and issubclass(found, StrEnum)
