"""ClassLink's own form of answers, ``status`` and ``message``, apart from OneRoster's (ONEROSTER 5.3)."""

from typing import Any

import msgspec

from oneroster_classlink.sandbox.exchange import Answer, Request

OK = 1


def shown(**values: Any) -> Answer:
    """Return the answer that all is well, with *values*."""
    return Answer(body=msgspec.json.encode({"status": OK, **values}))


def denied(status: int, message: str, *, headers: dict[str, str] | None = None) -> Answer:
    """Return the refusal with the HTTP *status*; in the body another ``status`` than 1 tells the failure."""
    return Answer(status=status, body=msgspec.json.encode({"status": 0, "message": message}), headers=headers or {})


def unauthorized() -> Answer:
    """Return the refusal of a key that does not open what was asked."""
    return denied(401, "Unauthorized", headers={"WWW-Authenticate": "Bearer"})


def bearer_of(request: Request) -> str:
    """Return the bearer that *request* brings, blank if none."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""
