"""The kinds of value that options take."""

from datetime import date
from typing import Any

import click

_FIRST_YEAR, _LAST_YEAR = 1900, 2200


class _Day(click.ParamType[date]):
    """A day of a school's time, as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day."""
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail("give a day as YYYY-MM-DD.", param, ctx)
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            self.fail(f"give a day from {_FIRST_YEAR} to {_LAST_YEAR}.", param, ctx)
        return day


class _Folder(click.ParamType[str]):
    """A folder's path, which is not empty."""

    name = "folder"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read a path."""
        if not value:
            self.fail("give the path of a folder.", param, ctx)
        return str(value)


DAY, FOLDER = _Day(), _Folder()
