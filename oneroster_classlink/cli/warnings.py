"""What the library warns of while it works, such as a repeated attempt, on standard error."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import click


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
