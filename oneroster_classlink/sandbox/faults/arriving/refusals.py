"""Requests that are refused with an error status, and errors in every shape that was seen."""

from email.utils import formatdate
from http import HTTPStatus

import attrs

from oneroster_classlink.sandbox.exchange import Answer, Refused, refusal
from oneroster_classlink.sandbox.faults.arriving.shapes import SHAPES, shaped
from oneroster_classlink.sandbox.faults.kind import WHEN, Kind, Option, Stage, Table
from oneroster_classlink.sandbox.faults.visit import Turn
from oneroster_classlink.sandbox.service.routes import version_of

_TEXT = {"Content-Type": "text/plain; charset=utf-8"}
_HTML = {"Content-Type": "text/html; charset=utf-8"}
_PAGE = (
    b"<!DOCTYPE html>\n<html><head><title>Made-up error</title></head><body><h1>It does not work</h1></body></html>\n"
)


def _limited(turn: Turn) -> Answer:
    seconds, form = turn.options["seconds"], turn.options["retry_after"]
    headers = {
        "none": {},
        "seconds": {"Retry-After": str(seconds)},
        "date": {"Retry-After": _date(turn.visit.now + seconds), "Date": _date(turn.visit.now)},
    }[form]
    return Answer(status=turn.options["status"], body=b"Too many requests, wait.\n", headers={**_TEXT, **headers})


def _failed(turn: Turn) -> Answer:
    refused = Refused(turn.options["status"], "internal_server_error", "The sandbox fails on purpose.")
    return refusal(refused, version=version_of(turn.visit.request.path))


def _forbidden(turn: Turn) -> Answer:
    refused = Refused(403, "forbidden", "This is not shared.")
    return refusal(refused, version=version_of(turn.visit.request.path))


def _apostrophe(turn: Turn) -> Answer:
    """Fail as a server whose OAuth library rejects a query that is not wholly percent-encoded (ONEROSTER 7.26)."""
    if "'" not in turn.visit.request.target.partition("?")[2]:
        return turn.usual()
    refused = Refused(500, "internal_server_error", "The query cannot be read.")
    return refusal(refused, version=version_of(turn.visit.request.path))


def _page(turn: Turn) -> Answer:
    return Answer(status=turn.options["status"], body=_PAGE, headers=_HTML)


def _text(turn: Turn) -> Answer:
    return Answer(status=turn.options["status"], body=b"It does not work.\n", headers=_TEXT)


def _praised(turn: Turn) -> Answer:
    return Answer(body=shaped(turn.options["shape"], status=HTTPStatus.INTERNAL_SERVER_ERROR))


def _reshaped(turn: Turn) -> Answer:
    answer = turn.usual()
    if answer.status < HTTPStatus.BAD_REQUEST:
        return answer
    return attrs.evolve(answer, body=shaped(turn.options["shape"], status=answer.status))


def _date(seconds: float) -> str:
    return formatdate(seconds, usegmt=True)


_EVERY_THIRD = attrs.evolve(WHEN["every"], default=3)

REFUSALS: Table = {
    "rate_limit": Kind(
        says="Too many requests: 429 in plain text, with Retry-After in seconds, as a date, or without.",
        stage=Stage.REFUSAL,
        act=_limited,
        options={
            "retry_after": ("seconds", "date", "none"),
            "seconds": Option(default=1),
            "status": (429, 503, 403),
            "every": _EVERY_THIRD,
        },
    ),
    "server_error": Kind(
        says="The server fails with a 5xx status and a OneRoster error.",
        stage=Stage.REFUSAL,
        act=_failed,
        options={"status": (500, 502, 503, 504), "every": _EVERY_THIRD},
    ),
    "html_error": Kind(
        says="A web page comes in place of JSON, with any status.",
        stage=Stage.REFUSAL,
        act=_page,
        options={"status": (500, 200, 404, 502, 503), "every": _EVERY_THIRD},
    ),
    "text_error": Kind(
        says="Plain text comes in place of JSON, with any status.",
        stage=Stage.REFUSAL,
        act=_text,
        options={"status": (500, 200, 404, 502, 503), "every": _EVERY_THIRD},
    ),
    "forbidden": Kind(says="The data is not shared: 403.", stage=Stage.REFUSAL, act=_forbidden),
    "apostrophe_refused": Kind(
        says="An apostrophe in the query that is not percent-encoded makes the server fail with 500.",
        stage=Stage.REFUSAL,
        act=_apostrophe,
    ),
    "error_with_200": Kind(
        says="An error comes with status 200.",
        stage=Stage.REFUSAL,
        act=_praised,
        options={"shape": SHAPES},
    ),
    "error_shape": Kind(
        says="Whatever error there is comes in another shape.",
        stage=Stage.BODY,
        act=_reshaped,
        options={"shape": SHAPES},
    ),
}
