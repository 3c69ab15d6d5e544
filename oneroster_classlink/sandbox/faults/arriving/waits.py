"""Answers that take their time."""

from random import Random

from oneroster_classlink.sandbox.exchange import Answer
from oneroster_classlink.sandbox.faults.kind import Kind, Option, Stage, Table
from oneroster_classlink.sandbox.faults.visit import Turn


def _latency(turn: Turn) -> Answer:
    turn.visit.sleep(turn.options["seconds"])
    return turn.usual()


def _jitter(turn: Turn) -> Answer:
    # Drawn for this turn alone, so that it does not depend on which thread comes first.
    draw = Random(f"{turn.options['seed']} {turn.visit.place} {turn.number}")  # noqa: S311 - made to be repeated
    turn.visit.sleep(draw.uniform(0, turn.options["seconds"]))
    return turn.usual()


WAITS: Table = {
    "latency": Kind(
        says="Every answer takes some seconds.",
        stage=Stage.WAIT,
        act=_latency,
        options={"seconds": Option(default=1.0)},
    ),
    "jitter": Kind(
        says="Every answer takes up to some seconds, drawn from a seed.",
        stage=Stage.WAIT,
        act=_jitter,
        options={"seconds": Option(default=1.0), "seed": Option(default=1)},
    ),
}
