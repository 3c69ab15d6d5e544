"""Bodies whose bytes are not what they should be."""

from collections.abc import Callable

import attrs

from oneroster_classlink.sandbox.exchange import Answer
from oneroster_classlink.sandbox.faults.kind import Kind, Option, Stage, Table
from oneroster_classlink.sandbox.faults.visit import Act, Turn

_BOM = b"\xef\xbb\xbf"


def _changed(change: Callable[[Turn, bytes], bytes]) -> Act:
    def act(turn: Turn) -> Answer:
        answer = turn.usual()
        return attrs.evolve(answer, body=change(turn, answer.body))

    return act


def _truncated(turn: Turn, body: bytes) -> bytes:
    return body[: int(len(body) * turn.options["share"])]


def _corrupt(_turn: Turn, body: bytes) -> bytes:
    """Break the last separator, so that most of the body looks well."""
    before, _, after = body.rpartition(b":")
    return before + b";" + after


def _labelled(turn: Turn) -> Answer:
    answer = turn.usual()
    return attrs.evolve(answer, headers={**answer.headers, "Content-Type": turn.options["label"]})


BODIES: Table = {
    "truncated_body": Kind(
        says="The body ends early, and its length says so too.",
        stage=Stage.BODY,
        act=_changed(_truncated),
        options={"share": Option(default=0.5, most=1)},
    ),
    "empty_body": Kind(says="The body is empty.", stage=Stage.BODY, act=_changed(lambda _turn, _body: b"")),
    "corrupt_json": Kind(says="The body is not quite JSON.", stage=Stage.BODY, act=_changed(_corrupt)),
    "bom": Kind(
        says="The body begins with a byte order mark.",
        stage=Stage.BODY,
        act=_changed(lambda _turn, body: _BOM + body),
    ),
    "wrong_charset": Kind(
        says="The body is UTF-8, and the header says otherwise.",
        stage=Stage.BODY,
        act=_labelled,
        options={"label": ("text/html; charset=iso-8859-1", "application/json; charset=utf-16", "text/plain")},
    ),
}
