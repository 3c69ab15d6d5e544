"""The OneRoster reads as path items, one for each route."""

from collections.abc import Iterator
from typing import Any

from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.sandbox.exchange import Version
from oneroster_classlink.sandbox.openapi.errors import failures
from oneroster_classlink.sandbox.openapi.schemas import Schema, pointer, record_name
from oneroster_classlink.sandbox.service.filters import SIGNS, VALUE
from oneroster_classlink.sandbox.service.query import DEFAULT_LIMIT, MAX_LIMIT, MOST
from oneroster_classlink.sandbox.service.routes import BASES, Route
from oneroster_classlink.sandbox.service.tables import standard_fields

SECURITY: list[Schema] = [{"oauth1": []}, {"bearer": []}, {"clientCredentials": []}]
_NOT_BLANK = r"^[^,]*[^, ][^,]*$"
_HEADERS = {
    "X-Total-Count": ("All matching rows.", "integer"),
    "x-count": ("Rows of this page.", "integer"),
    "Link": ("Addresses of neighbouring pages, where there are any.", "string"),
}


def read_paths() -> Iterator[tuple[str, Schema]]:
    """Yield address and path item of every read."""
    for base, (version, routes) in BASES.items():
        for route in routes.values():
            yield f"{base}/{_address(route)}", {"get": _operation(route, base=base, version=version)}


def _operation(route: Route, *, base: str, version: Version) -> Schema:
    parameters = [_in_path(name) for name in _id_names(route)]
    asked = _selection(route, version=version) if route.single else _questions(route, version=version)
    return {
        "operationId": "-".join((*base.strip("/").split("/")[2:], *(part for part in route.path if part != "*")))
        + ("-single" if route.single else ""),
        "tags": [f"OneRoster {version}"],
        "security": SECURITY,
        "parameters": [*parameters, *asked],
        "responses": {"200": _page(route, version=version), **failures(version=version, unknown=bool(parameters))},
    }


def _page(route: Route, *, version: Version) -> Schema:
    row = pointer(record_name(route.collection, version=version))
    properties = {route.key: row if route.single else {"type": "array", "items": row}}
    if version is Version.V11:
        properties["statusInfoSet"] = {"type": "array", "description": "A warning: an unknown field was left out."}
    content = {"type": "object", "required": [route.key], "properties": properties}
    headers = {} if route.single else {name: _header(name) for name in _HEADERS}
    return {"description": "OK", "headers": headers, "content": {"application/json": {"schema": content}}}


def _header(name: str) -> Schema:
    description, kind = _HEADERS[name]
    return {"description": description, "required": kind == "integer", "schema": {"type": kind}}


def _questions(route: Route, *, version: Version) -> list[Schema]:
    limit = f"Rows of a page; more than {MAX_LIMIT} are not given."
    return [
        _in_query("limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT}, about=limit),
        _in_query("offset", {"type": "integer", "minimum": 0, "maximum": MOST, "default": 0}),
        _in_query("sort", {"type": "string"}, about="A dotted path; unknown ones sort nothing."),
        _in_query("orderBy", {"type": "string", "examples": ["asc", "desc"]}, about="What is misspelt is ascending."),
        _in_query("filter", {"type": "string", "pattern": _filters(route.collection)}),
        *_selection(route, version=version),
    ]


def _selection(route: Route, *, version: Version) -> list[Schema]:
    # 1.1 leaves an unknown field out and warns; 1.2 refuses it.
    only = {"enum": sorted(standard_fields(route.collection))} if version is Version.V12 else {"pattern": _NOT_BLANK}
    schema = {"type": "array", "minItems": 1, "items": {"type": "string", **only}}
    return [{**_in_query("fields", schema), "style": "form", "explode": False}]


def _filters(collection: str) -> str:
    """Return the regular expression of the filters of *collection*: known fields, one or two clauses."""
    known = "|".join(sorted(standard_fields(collection)))
    clause = rf"(?:{known})(?:\.[A-Za-z][A-Za-z0-9_]*)*(?:{SIGNS})'{VALUE}'"
    return f"^{clause}(?: (?:AND|OR) {clause})?$"


def _in_query(name: str, schema: Schema, *, about: str = "") -> Schema:
    return {"name": name, "in": "query", "schema": schema, **({"description": about} if about else {})}


def _in_path(name: str) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}


def _address(route: Route) -> str:
    names = iter(_id_names(route))
    return "/".join(f"{{{next(names)}}}" if part == "*" else part for part in route.path)


def _id_names(route: Route) -> list[str]:
    """Return the names of the ids of a path as the standard has them: ``classSourcedId``, ``sourcedId``."""
    owners = [_singular(part) for part, following in zip(route.path, route.path[1:], strict=False) if following == "*"]
    return ["sourcedId"] if route.single else [f"{owner}SourcedId" for owner in owners]


def _singular(part: str) -> str:
    known: Any = COLLECTIONS.get(part)
    return str(known.single_keys[0]) if known else part.removesuffix("s")
