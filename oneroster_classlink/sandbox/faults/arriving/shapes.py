"""The shapes of error bodies (ONEROSTER 3.5 and 7.8)."""

from collections.abc import Callable
from typing import Any

import msgspec

from oneroster_classlink.sandbox.exchange import status_info

_CODES = {400: "invaliddata", 401: "unauthorisedrequest", 403: "forbidden", 404: "unknownobject", 429: "server_busy"}
_SAYS = "The sandbox fails on purpose."


def _code(status: int) -> str:
    return _CODES.get(status, "internal_server_error")


def _list(status: int) -> dict[str, Any]:
    return {"statusInfoSet": [status_info(_code(status), _SAYS, severity="error")]}


def _root(status: int) -> dict[str, Any]:
    field = {"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": _code(status)}
    return _said() | {"imsx_CodeMinor": {"imsx_codeMinorField": [field]}}


def _flat(status: int) -> dict[str, Any]:
    return _said() | {"imsx_codeMinor": _code(status)}


def _said() -> dict[str, Any]:
    return {"imsx_codeMajor": "failure", "imsx_severity": "error", "imsx_description": _SAYS}


def _wrapped(status: int) -> dict[str, Any]:
    return {"imsx_statusInfo": _root(status)}


def _capital(status: int) -> dict[str, Any]:
    return {"imsx_StatusInfo": _root(status)}


def _oauth(status: int) -> dict[str, Any]:
    return {"error": _code(status), "error_description": _SAYS}


def _proxy(status: int) -> dict[str, Any]:
    return {"status": status, "message": _SAYS}


_MAKERS: dict[str, Callable[[int], dict[str, Any]]] = {
    "list": _list,
    "root": _root,
    "wrapped": _wrapped,
    "capital": _capital,
    "flat": _flat,
    "oauth": _oauth,
    "proxy": _proxy,
}
SHAPES = tuple(_MAKERS)


def shaped(shape: str, *, status: int) -> bytes:
    """Return the error body of *status* in one of `SHAPES`."""
    return msgspec.json.encode(_MAKERS[shape](status))
