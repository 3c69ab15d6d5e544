"""A policy as a JSON document, and back: all of it that is data."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.mapping.policy.predicates import MOST_DEEP, Predicate
from oneroster_classlink.mapping.policy.standard import as_day, field_contains, field_in, field_present
from oneroster_classlink.mapping.policy.window import Window

VERSION = 1
"""The version of the document that is written; no other is read."""


def write(values: Mapping[str, Any]) -> bytes:
    """Return a policy's *values* as a JSON document, the same for equal values.

    Raises:
        UsageError: A predicate is a function of the host's own.
    """
    plain = {name: _plain(name, value) for name, value in values.items()}
    return json.dumps({"version": VERSION, **plain}, indent=2, sort_keys=True).encode() + b"\n"


def read(raw: bytes | str, *, known: Collection[str]) -> dict[str, Any]:
    """Return the values of a policy that a JSON document says.

    Args:
        raw: The document.
        known: The names of a policy's values.

    Raises:
        UsageError: It is no such document.
    """
    found = _object(raw)
    version = found.pop("version", VERSION)
    if version != VERSION or type(version) is not int:
        raise UsageError(f'The "version" of this policy is another; this release reads version {VERSION} alone.')
    _refuse_unknown(found, known=known, what="A policy")
    return {name: _READ.get(name, _as_it_is)(name, value) for name, value in found.items()}


def predicate_of(data: Any, *, depth: int = 0) -> Predicate:
    """Return the predicate that *data* describes.

    Args:
        data: ``{"field": …, "in": […]}``, with ``"contains": text`` or ``"present": true`` instead of ``in``, or
            ``{"all": […]}``, ``{"any": […]}`` and ``{"not": …}`` of such.
        depth: How deep it lies in others.

    Raises:
        UsageError: It describes none.
    """
    if depth > MOST_DEEP:
        raise UsageError(f"The predicates of a policy are nested at most {MOST_DEEP} deep.")
    if isinstance(data, dict):
        for keys, make in _MADE.items():
            if keys == frozenset(data):
                return make(data, depth + 1)
    raise UsageError(
        'A predicate is {"field": …, "in": […]}, with "contains" or "present" instead of "in", or {"all": […]}, '
        '{"any": […]} or {"not": …} of such.'
    )


def _present(data: dict[str, Any], _depth: int) -> Predicate:
    found = field_present(data["field"])
    if not isinstance(data["present"], bool):
        raise UsageError('The "present" of a predicate is true or false.')
    return found if data["present"] else ~found


def _in(data: dict[str, Any], _depth: int) -> Predicate:
    if not isinstance(data["in"], list):
        raise UsageError('The "in" of a predicate is a list of values.')
    return field_in(data["field"], *data["in"])


def _joined(word: str, join: Callable[[Predicate, Predicate], Predicate]) -> Callable[[dict[str, Any], int], Predicate]:
    def make(data: dict[str, Any], depth: int) -> Predicate:
        parts = data[word]
        if not isinstance(parts, list) or not parts:
            raise UsageError(f'The "{word}" of a predicate is a list of predicates.')
        found = predicate_of(parts[0], depth=depth)
        for part in parts[1:]:
            found = join(found, predicate_of(part, depth=depth))
        return found

    return make


_MADE: Mapping[frozenset[str], Callable[[dict[str, Any], int], Predicate]] = MappingProxyType(
    {
        frozenset({"field", "in"}): _in,
        frozenset({"field", "contains"}): lambda data, _depth: field_contains(data["field"], data["contains"]),
        frozenset({"field", "present"}): _present,
        frozenset({"all"}): _joined("all", Predicate.__and__),
        frozenset({"any"}): _joined("any", Predicate.__or__),
        frozenset({"not"}): lambda data, depth: ~predicate_of(data["not"], depth=depth),
    }
)


def _day(name: str, value: Any) -> date | None:
    found = as_day(value) if isinstance(value, str) else None
    if value is not None and found is None:
        raise UsageError(f'The "{name}" of a policy is a day such as "2026-10-01", or null.')
    return found


def _list(name: str, value: Any) -> Any:
    if not isinstance(value, list):
        raise UsageError(f'The "{name}" of a policy is a list: write "{name}": [...].')
    return value


def _maybe_list(name: str, value: Any) -> Any:
    return None if value is None else _list(name, value)


def _lists(name: str, value: Any) -> Any:
    if not isinstance(value, list) or not all(isinstance(each, list) for each in value):
        raise UsageError(f'The "{name}" of a policy is a list of lists, such as [["teacher"], ["student"]].')
    return value


def _window(name: str, value: Any) -> Any:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise UsageError(f'The "{name}" of a policy is an object such as {{"before": 14}}, or null.')
    _refuse_unknown(value, known=[found.name for found in attrs.fields(Window)], what="A window")
    return Window(**value)


def _maybe_predicate(name: str, value: Any) -> Predicate | None:
    try:
        return None if value is None else predicate_of(value)
    except UsageError as error:
        raise UsageError(f'The "{name}" of a policy: {error}') from None


def _as_it_is(_name: str, value: Any) -> Any:
    return value


_READ: Mapping[str, Callable[[str, Any], Any]] = MappingProxyType(
    {
        "schools": _maybe_list,
        "ingested": _list,
        "owner_roles": _list,
        "mobile": _list,
        "unique": _list,
        "contact_ranks": _lists,
        "email_required": _list,
        "class_names": _list,
        "today": _day,
        "window": _window,
        "classes": _maybe_predicate,
        "users": _maybe_predicate,
        "seats": _maybe_predicate,
    }
)


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, Predicate):
        if value.data is None:
            raise UsageError(
                f"JSON cannot hold the predicate '{value.name}' of Policy.{name}: it is a function of your own. Build "
                "it from field_in, field_contains, field_present and metadata_is, or keep this policy in Python."
            )
        return value.data
    if isinstance(value, Window):
        return attrs.asdict(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(name, each) for each in value]
    return sorted(value) if isinstance(value, frozenset) else value


def _object(raw: bytes | str) -> dict[str, Any]:
    try:
        found = json.loads(raw, object_pairs_hook=_once_each)
    except UsageError:
        raise
    except (ValueError, TypeError, RecursionError):
        raise UsageError("A policy's document is JSON, and this is not.") from None
    if not isinstance(found, dict):
        raise UsageError("A policy's document is a JSON object of its values by name.")
    return found


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object of *pairs*; JSON itself would take the last of a key that is said twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        twice = min(name for name, count in counts.items() if count > 1)
        raise UsageError(f"A policy's document says {twice!r} twice in one object: keep one of them.")
    return found


def _refuse_unknown(found: Iterable[str], *, known: Collection[str], what: str) -> None:
    for name in sorted(set(found) - set(known)):
        raise UsageError(f"{what} has no '{name}'; it has {', '.join(sorted(known))}.")
