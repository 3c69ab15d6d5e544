"""The page as HTML: no scripts, nothing remote, readable on a phone and in the dark."""

from functools import cache
from typing import Any

from oneroster_classlink.errors import MissingExtra
from oneroster_classlink.sandbox.pages.sight import Sight


def render(sight: Sight, *, token: str, problem: str = "") -> bytes:
    """Return the page of *sight* in UTF-8.

    Args:
        sight: What it shows.
        token: What its forms send back.
        problem: What went wrong with the form that was sent last.

    Raises:
        MissingExtra: The extra ``sandbox`` is not installed as a whole.
    """
    return str(_template(_jinja()).render(sight=sight, token=token, problem=problem)).encode(errors="replace")


def _jinja() -> Any:
    try:
        import jinja2  # noqa: PLC0415 - an extra, imported when it is used
    except ImportError:
        raise MissingExtra("sandbox", feature="The sandbox's page") from None
    return jinja2


@cache
def _template(jinja2: Any) -> Any:
    """Return the template, which takes longer to compile than to fill."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("oneroster_classlink.sandbox.pages", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.jinja")
