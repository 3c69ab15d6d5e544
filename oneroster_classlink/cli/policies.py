"""The options for a policy: a file, and what is said beside it."""

import functools
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import click

from oneroster_classlink.cli.kinds import DAY
from oneroster_classlink.errors import SourceError, UsageError
from oneroster_classlink.mapping import Policy
from oneroster_classlink.report.folder import shown_path

_OPTIONS = (
    click.option("--policy", "file", type=click.Path(), metavar="PATH", help="A policy as JSON, as Policy.to_json() "
                 "writes it; the set-up article's behaviour by default."),
    click.option("--school", "schools", multiple=True, metavar="ID", help="A school to take, by sourcedId; may be "
                 "given again. Without it and a policy's own list, every school is taken."),
    click.option("--today", type=DAY, help="The day on which ages and terms are told."),
)  # fmt: skip


def takes_policy(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give *command* the options for a policy; it gets the policy as its argument ``policy``."""

    @functools.wraps(command)
    def taking(*, file: str | None, schools: tuple[str, ...], today: date | None, **given: Any) -> Any:
        found = Policy() if file is None else read_policy(file)
        said: dict[str, Any] = {name: value for name, value in (("schools", schools), ("today", today)) if value}
        return command(policy=attrs.evolve(found, **said), **given)

    return functools.reduce(lambda inner, option: option(inner), reversed(_OPTIONS), taking)


def read_policy(path: str) -> Policy:
    """Return the policy that stands in the file *path*.

    Raises:
        SourceError: It cannot be read, or is no policy.
    """
    try:
        return Policy.from_json(Path(path).read_text(encoding="utf-8-sig"))
    except UsageError as failed:
        raise SourceError(shown_path(Path(path)), str(failed)) from None
    except (OSError, ValueError) as failed:
        raise SourceError(shown_path(Path(path)), f"the policy cannot be read ({type(failed).__name__}).") from None
