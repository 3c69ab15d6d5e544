"""Texts and numbers that harm whoever shows, stores or exports them unguarded."""

from collections.abc import Callable
from typing import Any

import attrs

from oneroster_classlink.sandbox.faults.kind import Kind, Option, Stage, Table
from oneroster_classlink.sandbox.faults.reading.page import Page, Row, changes_page
from oneroster_classlink.sandbox.faults.values.fields import row_fault
from oneroster_classlink.sandbox.faults.visit import Turn

SHOWN = ("name", "title", "givenName", "familyName", "location", "cityOfBirth")
"""The keys of texts that people read; they may hold anything."""
_FORMULAS = ('=HYPERLINK("https://elsewhere.example","x")', "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1")
_MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"'><b>",
    "{{7*7}} ${7*7}",
    "'; DROP TABLE users; --",
    "](javascript:alert(1))",
)
_CONTROLS = ("a\x00b", "a\x1b[31mb", "a\r\nSet-Cookie: x=1", "a\x07\x08b", "a\u2028b\u2029c", "a\x7fb\x9fc")
_BIDI = ("\u202egnirts", "a\u2066b\u2069", "\u200fabc\u200e", "a\u200bb", "e\u0301\u0301\u0301", "\ufeffabc")


def _with(texts: tuple[str, ...]) -> Callable[[Turn, Row], Row]:
    """Return what puts one of *texts* after another before every text that people read."""

    def change(_turn: Turn, row: Row) -> Row:
        keys = [key for key in SHOWN if isinstance(row.get(key), str)]
        # Chosen by the id, so that a row is the same in every answer.
        start = len(str(row.get("sourcedId")))
        return {**row, **{key: texts[(start + place) % len(texts)] + row[key] for place, key in enumerate(keys)}}

    return change


def _first(change: Callable[[Turn, Row], Row]) -> Callable[[Turn, Page], Page]:
    """Return what changes the first row of a page alone: one such value is enough."""

    def change_page(turn: Turn, page: Page) -> Page:
        first, others = page.rows[:1], page.rows[1:]
        return attrs.evolve(page, rows=[*(change(turn, row) for row in first), *others])

    return change_page


def _huge(turn: Turn, row: Row) -> Row:
    keys = [key for key in SHOWN if key in row][:1]
    return {**row, **dict.fromkeys(keys, "x" * turn.options["characters"])}


def _deep(turn: Turn, row: Row) -> Row:
    nested: Any = "bottom"
    for _ in range(turn.options["levels"]):
        nested = {"deeper": nested}
    return {**row, "metadata": nested}


def _numbers(_turn: Turn, row: Row) -> Row:
    huge = {"integer": 2**63 - 1, "beyond": 2**64 - 1, "tiny": 5e-324, "great": 1.7976931348623157e308}
    return {**row, "metadata": huge, "x-number": -(2**63)}


def _page_fault(says: str, change: Callable[[Turn, Row], Row], **options: Option) -> Kind:
    return Kind(says=says, stage=Stage.PAGE, act=changes_page(_first(change)), options=options)


HOSTILE: Table = {
    "formula_cells": row_fault("Names begin as formulas of a spreadsheet do.", _with(_FORMULAS)),
    "markup": row_fault("Names hold markup, templates and SQL.", _with(_MARKUP)),
    "control_characters": row_fault("Names hold control characters and line breaks.", _with(_CONTROLS)),
    "bidi": row_fault("Names hold marks that turn the direction of writing, or that nobody sees.", _with(_BIDI)),
    "huge_text": _page_fault(
        "The first row of a page has a text of a megabyte.", _huge, characters=Option(default=1_000_000)
    ),
    "deep_metadata": _page_fault(
        "The first row of a page has deeply nested metadata.", _deep, levels=Option(default=200, least=1, most=400)
    ),
    "huge_numbers": _page_fault("The first row of a page has numbers at the end of what fits.", _numbers),
}
