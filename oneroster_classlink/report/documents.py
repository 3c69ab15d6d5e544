"""The roster as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from oneroster_classlink.mapping import Roster


def roster_json(roster: Roster) -> bytes:
    """Return *roster* as JSON: ``complete``, ``schools``, ``classes``, ``people``. It holds personal data.

    Args:
        roster: The roster; `roster_lines` serves better where it is very large.
    """
    return b"".join(roster_lines(roster))


def roster_lines(roster: Roster) -> Iterator[bytes]:
    """Yield the same piece by piece, a line for each school, class and person, for `write_files`.

    Args:
        roster: The roster.
    """
    yield b'{"complete": ' + msgspec.json.encode(roster.complete)
    for name in ("schools", "classes", "people"):
        yield b',\n"' + name.encode() + b'": ['
        yield from _items(getattr(roster, name))
        yield b"]"
    yield b"}\n"


def _items(values: Sequence[Any]) -> Iterator[bytes]:
    comma = b"\n"
    for value in values:
        yield comma + msgspec.json.encode(value)
        comma = b",\n"
