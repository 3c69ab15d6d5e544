"""The words of an answer: lists and counts, with the right singular and plural."""

from collections.abc import Iterable, Sequence

MOST = 6
"""So many ids are named, not more."""


def listed(ids: Iterable[str], *, most: int = MOST) -> str:
    """Return *ids* in alphabetical order as one text, not more than *most* of them."""
    found = sorted(ids)
    more = len(found) - most
    return joined([*found[:most], f"{more:,} more"] if more > 0 else found)


def joined(parts: Sequence[str]) -> str:
    """Return *parts* as one text: ``a, b and c``."""
    *first, last = parts or [""]
    return f"{', '.join(first)} and {last}" if first else last


def plural(thing: str) -> str:
    """Return *thing* in the plural."""
    return _PLURALS.get(thing, f"{thing}s")


_PLURALS = {"class": "classes", "person": "people"}


def counted(number: int, thing: str) -> str:
    """Return *number* and *thing*, in the plural where it needs one: ``no owner``, ``1 owner``, ``2 owners``."""
    return f"{number or 'no'} {thing}" if number <= 1 else f"{number:,} {plural(thing)}"


def named(ids: Iterable[str], thing: str) -> str:
    """Return *thing* and *ids*: ``user A``, ``users A and B``."""
    found = list(ids)
    return f"{thing if len(found) == 1 else plural(thing)} {listed(found)}"


def with_roles(roles: Sequence[str]) -> str:
    """Return ``the role aide``, ``the roles aide and parent``."""
    return f"the role{'' if len(roles) == 1 else 's'} {joined(roles)}"


def sentence(text: str) -> str:
    """Return *text* with a capital at its beginning and a full stop at its end."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
