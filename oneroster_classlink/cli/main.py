"""The entry point: runs a command, and turns what goes wrong into one sentence and an exit status."""

import sys
from collections.abc import Sequence

from oneroster_classlink.errors import MissingExtra, OneRosterError, TargetError

INTERRUPTED = 130
"""The exit status of Ctrl-C; errors bring their own, and a reader that went away ends a command with 1."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line with *argv*, by default the process's own arguments, and exit."""
    sys.exit(run(argv))


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    try:
        return _run(argv)
    except OneRosterError as failed:
        return _said(f"Error: {failed}", status=failed.exit_status)
    except KeyboardInterrupt:
        return _said("Stopped; nothing was applied.", status=INTERRUPTED)
    except (OSError, UnicodeError) as failed:
        problem = getattr(failed, "strerror", None) or "it holds characters that cannot be shown"
        return _said(f"Error: The output cannot be written ({problem}).", status=TargetError.exit_status)


def _run(argv: Sequence[str] | None) -> int:
    try:
        import click  # noqa: PLC0415 - an extra, imported when it is used
        import rich  # noqa: F401, PLC0415 - as above
    except ImportError:
        raise MissingExtra("cli", feature="The command line") from None
    from oneroster_classlink.cli.app import app  # noqa: PLC0415 - needs click
    from oneroster_classlink.cli.shown import warnings_shown  # noqa: PLC0415 - needs click

    try:
        with warnings_shown():
            status = app(args=argv, prog_name="oneroster-classlink", standalone_mode=False)
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.NoSuchOption as wrong:
        wrong.show()
        return wrong.exit_code
    except click.UsageError as wrong:
        if "unexpected extra argument" in wrong.message:
            wrong = click.UsageError(
                "There is an argument too many; it is not shown, for it may be a secret.", wrong.ctx
            )
        wrong.show()
        return wrong.exit_code
    return int(status or 0)


def _said(sentence: str, *, status: int) -> int:
    sys.stderr.write(f"{sentence}\n")
    return status
