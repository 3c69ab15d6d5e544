"""References whose ``href`` or ``type`` is wrong (ONEROSTER 7.19, 7.20); only the id joins."""

from typing import Any

from oneroster_classlink.sandbox.faults.kind import Table
from oneroster_classlink.sandbox.faults.reading.page import Row
from oneroster_classlink.sandbox.faults.values.fields import row_fault
from oneroster_classlink.sandbox.faults.visit import Turn

_HREFS = {
    "relative": "/orgs/{}",
    "absolute": "https://elsewhere.example/ims/oneroster/v1p1/orgs/{}",
    "typo": "hhttp://elsewhere.example/orgs/{}",
}


def _href(turn: Turn, row: Row) -> Row:
    form = _HREFS.get(turn.options["form"])
    return {key: _referring(value, form=form) for key, value in row.items()}


def _referring(value: Any, *, form: str | None) -> Any:
    """Return *value* with every reference in it written as *form* has it; ``None`` leaves only the id."""
    if isinstance(value, list):
        return [_referring(item, form=form) for item in value]
    if not isinstance(value, dict):
        return value
    if "sourcedId" not in value:
        return {key: _referring(item, form=form) for key, item in value.items()}
    bare = {"sourcedId": value["sourcedId"]}
    # The kind of thing is wrong too: servers call a school "school" in one place and "org" in another.
    return bare if form is None else {"href": form.format(bare["sourcedId"]), **bare, "type": "school"}


REFERENCES: Table = {
    "hrefs": row_fault(
        "References have relative, foreign or misspelt hrefs and a wrong type, or the id alone.",
        _href,
        form=("relative", "absolute", "typo", "none"),
    )
}
