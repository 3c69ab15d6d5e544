"""The whole document."""

from functools import cache
from importlib.metadata import version as version_of

from oneroster_classlink.sandbox.openapi.beside import beside_paths
from oneroster_classlink.sandbox.openapi.errors import error_schemas
from oneroster_classlink.sandbox.openapi.reads import read_paths
from oneroster_classlink.sandbox.openapi.schemas import Schema, record_schemas
from oneroster_classlink.sandbox.service.routes import BASES

_TOKEN_PATH = "/token"  # noqa: S105 - a path
_ABOUT = (
    "The reads that the embedded sandbox serves, as it serves them. A made-up district holds broken rows on purpose, "
    "which these schemas do not describe; switched-on faults break any of it."
)


@cache
def openapi_document() -> Schema:
    """Return the OpenAPI 3.1 document of the sandbox; it is not to be changed."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "OneRoster and ClassLink sandbox",
            "version": version_of("oneroster-classlink"),
            "description": _ABOUT,
        },
        "servers": [{"url": "/"}],
        "paths": {**dict(read_paths()), **beside_paths(_TOKEN_PATH)},
        "components": {"schemas": _schemas(), "securitySchemes": _security()},
    }


def _schemas() -> dict[str, Schema]:
    shown = {(route.collection, version): None for version, routes in BASES.values() for route in routes.values()}
    found = dict(error_schemas())
    for collection, version in shown:
        found |= record_schemas(collection, version=version)
    return found


def _security() -> dict[str, Schema]:
    signed = "OAuth 1.0a without a token, HMAC-SHA1 or HMAC-SHA256."
    flow = {"tokenUrl": _TOKEN_PATH, "scopes": {}}
    return {
        "oauth1": {"type": "apiKey", "in": "header", "name": "Authorization", "description": signed},
        "bearer": {"type": "http", "scheme": "bearer"},
        "clientCredentials": {"type": "oauth2", "flows": {"clientCredentials": flow}},
        "basic": {"type": "http", "scheme": "basic", "description": "OAuth 1 key and secret."},
        "partnerKey": {"type": "http", "scheme": "bearer", "description": "ClassLink's partner API key."},
    }
