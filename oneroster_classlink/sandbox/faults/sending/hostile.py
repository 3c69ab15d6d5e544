"""Texts in a body that are no texts: bytes that are not UTF-8, half a surrogate pair, numbers out of range."""

import attrs

from oneroster_classlink.sandbox.exchange import Answer
from oneroster_classlink.sandbox.faults.kind import Kind, Stage, Table
from oneroster_classlink.sandbox.faults.reading.page import Page, changes_page
from oneroster_classlink.sandbox.faults.values.hostile import SHOWN
from oneroster_classlink.sandbox.faults.visit import Act, Turn

_MARK = "sandbox-mark"


def _marked(_turn: Turn, page: Page) -> Page:
    """Mark one text of the first row that has one that people read."""
    rows = list(page.rows)
    found = next(((place, key) for place, row in enumerate(rows) for key in SHOWN if key in row), None)
    if found is not None:
        place, key = found
        rows[place] = {**rows[place], key: _MARK}
    return attrs.evolve(page, rows=rows)


def _instead(bad: bytes) -> Act:
    mark = changes_page(_marked)

    def act(turn: Turn) -> Answer:
        answer = mark(turn)
        return attrs.evolve(answer, body=answer.body.replace(f'"{_MARK}"'.encode(), bad))

    return act


def _kind(says: str, bad: bytes) -> Kind:
    return Kind(says=says, stage=Stage.BODY, act=_instead(bad))


HOSTILE: Table = {
    "invalid_utf8": _kind("A text holds bytes that are not UTF-8.", b'"a\xff\xfe\xc3"'),
    "lone_surrogate": _kind("A text holds half a surrogate pair.", rb'"a\ud800b"'),
    "number_out_of_range": _kind("A number beyond every range stands where a text should.", b"1e999999"),
}
