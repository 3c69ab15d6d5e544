"""Answers that go wrong on the socket; `oneroster_classlink.sandbox.http` carries it out."""

from collections.abc import Callable
from typing import Any

import attrs

from oneroster_classlink.sandbox.exchange import Answer, Delivery
from oneroster_classlink.sandbox.faults.kind import Kind, Option, Stage, Table
from oneroster_classlink.sandbox.faults.visit import Act, Turn


def _delivered(order: Callable[[Any], Delivery]) -> Act:
    def act(turn: Turn) -> Answer:
        answer = turn.usual()
        # An answer goes wrong once; of two such faults the first counts.
        return attrs.evolve(answer, delivery=answer.delivery or order(turn.options))

    return act


_BYTES = Option(default=20)
_SECONDS = Option(default=60.0)

DELIVERIES: Table = {
    "connection_dropped": Kind(
        says="The connection ends before any header of the answer.",
        stage=Stage.DELIVERY,
        act=_delivered(lambda _: Delivery(hangs_up=True)),
    ),
    "connection_cut": Kind(
        says="The connection ends after some bytes of the body.",
        stage=Stage.DELIVERY,
        act=_delivered(lambda options: Delivery(after=options["bytes"], hangs_up=True)),
        options={"bytes": _BYTES},
    ),
    "answer_stalled": Kind(
        says="Nothing comes for some seconds, not even a header.",
        stage=Stage.DELIVERY,
        act=_delivered(lambda options: Delivery(pause=options["seconds"])),
        options={"seconds": _SECONDS},
    ),
    "body_stalled": Kind(
        says="After some bytes of the body nothing comes for some seconds.",
        stage=Stage.DELIVERY,
        act=_delivered(lambda options: Delivery(after=options["bytes"], pause=options["seconds"])),
        options={"bytes": _BYTES, "seconds": _SECONDS},
    ),
}
