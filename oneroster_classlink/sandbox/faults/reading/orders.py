"""Rows in another order than asked, and a header row among them."""

from random import Random
from typing import Any

from oneroster_classlink.sandbox.faults.kind import Kind, Option, Reads, Stage, Table
from oneroster_classlink.sandbox.faults.reading.moving import changes_whole
from oneroster_classlink.sandbox.faults.visit import Turn


def _shuffled(turn: Turn, rows: list[Any]) -> list[Any]:
    round_ = "" if turn.options["stable"] else turn.number
    order = Random(f"{turn.options['seed']} {round_}")  # noqa: S311 - made to be repeated
    return order.sample(rows, len(rows))


def _headed(_turn: Turn, rows: list[Any]) -> list[Any]:
    keys = dict.fromkeys(key for row in rows for key in row)
    return [{key: key for key in keys}, *rows] if keys else rows


ORDERS: Table = {
    "unsorted": Kind(
        says="The sort is ignored; the order is the same for each page, or another each time.",
        stage=Stage.WHOLE,
        act=changes_whole(_shuffled),
        reads=Reads.LISTS,
        options={"stable": True, "seed": Option(default=1)},
    ),
    "header_row": Kind(
        says="The header of a CSV file comes as the first record.",
        stage=Stage.WHOLE,
        act=changes_whole(_headed),
        reads=Reads.WHOLES,
    ),
}
