"""What a person sees on standard error while a command works: progress bars and warnings."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from oneroster_classlink.rest.reading.reader import Progress as Pulled


class Bars:
    """Draws how far a pull has come; in a pipe it draws once, at the end."""

    def __init__(self) -> None:
        columns = (
            TextColumn("{task.description:<17}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TextColumn("rows"),
            TimeElapsedColumn(),
        )
        self._progress = Progress(*columns, console=Console(stderr=True))
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        """Begin to draw."""
        self._progress.start()
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Stop drawing."""
        self._progress.stop()

    def __call__(self, pulled: Pulled) -> None:
        """Draw how far *pulled* is."""
        if pulled.collection not in self._tasks:
            self._tasks[pulled.collection] = self._progress.add_task(pulled.collection, total=None)
        total = pulled.rows if pulled.done else pulled.total
        self._progress.update(self._tasks[pulled.collection], completed=pulled.rows, total=total)


class _Shown(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        """Print one warning, above any progress bar."""
        click.echo(f"Warning: {record.getMessage()}", err=True)


@contextmanager
def warnings_shown() -> Iterator[None]:
    """Show the package's warnings; other libraries' logs may hold queries and are left alone."""
    logger, shown = logging.getLogger("oneroster_classlink"), _Shown(logging.WARNING)
    logger.addHandler(shown)
    try:
        yield
    finally:
        logger.removeHandler(shown)
