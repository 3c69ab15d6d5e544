"""What stands beside the reads: the token, and ClassLink's list of tenants."""

from http import HTTPStatus
from typing import Any

from oneroster_classlink.sandbox.access.tokens import LIFETIME, SCOPES
from oneroster_classlink.sandbox.classlink.application import OWN
from oneroster_classlink.sandbox.classlink.directory import DEFAULT_LIMIT, ROOT
from oneroster_classlink.sandbox.openapi.schemas import Schema, schema_of
from oneroster_classlink.sandbox.service.query import MOST

_TOKEN = {"access_token": "", "token_type": "Bearer", "expires_in": LIFETIME, "scope": ""}
_TOKEN_ERROR = {"error": "", "error_description": ""}
_SERVER = {"status": 1, "server": {"client_id": "", "client_secret": "", "endpoint_url": ""}, "message": ""}
_DENIED = {"status": 0, "message": ""}


def beside_paths(token_path: str) -> dict[str, Schema]:
    """Return the path items beside the reads, by address."""
    return {
        token_path: {"post": _token()},
        ROOT: {"get": _applications()},
        f"{ROOT}/{{oneroster_application_id}}/server": {"get": _server()},
    }


def _token() -> Schema:
    form = {
        "type": "object",
        "required": ["grant_type", "scope"],
        "properties": {
            "grant_type": {"const": "client_credentials"},
            "scope": {"type": "string", "pattern": f"^{SCOPES}$"},
        },
    }
    return {
        "operationId": "token",
        "tags": ["OAuth 2"],
        "security": [{"basic": []}],
        "requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": form}}},
        "responses": _answers(_TOKEN, refused=_TOKEN_ERROR, statuses=(400, 401)),
    }


def _applications() -> Schema:
    whole = {"type": "integer", "maximum": MOST}
    return {
        "operationId": "applications",
        "tags": ["ClassLink"],
        "security": [{"partnerKey": []}],
        "parameters": [
            {"name": "limit", "in": "query", "schema": {**whole, "minimum": 1, "default": DEFAULT_LIMIT}},
            {"name": "offset", "in": "query", "schema": {**whole, "minimum": 0, "default": 0}},
        ],
        "responses": _answers({"status": 1, "applications": [OWN.as_row()]}, refused=_DENIED, statuses=(400, 401)),
    }


def _server() -> Schema:
    verbatim = {"type": "string", "minLength": 1}
    about = "As in /applications, where it is percent-encoded already: not to be encoded again."
    return {
        "operationId": "server",
        "tags": ["ClassLink"],
        "security": [{"partnerKey": []}],
        "parameters": [
            {
                "name": "oneroster_application_id",
                "in": "path",
                "required": True,
                "schema": verbatim,
                "description": about,
            }
        ],
        "responses": _answers(_SERVER, refused=_DENIED, statuses=(401, 403, 404)),
    }


def _answers(example: dict[str, Any], *, refused: dict[str, Any], statuses: tuple[int, ...]) -> Schema:
    shown = {"200": example, **{str(status): refused for status in statuses}}
    return {
        status: {
            "description": HTTPStatus(int(status)).phrase,
            "content": {"application/json": {"schema": schema_of(value)}},
        }
        for status, value in shown.items()
    }
