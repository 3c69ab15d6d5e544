"""A fault on order, as a value, made and checked from a name and options or from a text."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from difflib import get_close_matches
from typing import Any

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox.faults.catalogue import FAULTS
from oneroster_classlink.sandbox.faults.kind import WHEN, Kind, Option, Value
from oneroster_classlink.sandbox.faults.visit import PLACES, READS, Visit

_FLAGS = {"true": True, "false": False}


@attrs.frozen(kw_only=True)
class Fault:
    """A fault on order; made by `make_fault`.

    Attributes:
        name: Its name in `FAULTS`.
        collection: The collection it concerns, ``token``, ``applications``, or ``None`` for every OneRoster read.
        options: Every option with its value.
    """

    name: str
    collection: str | None = None
    options: Mapping[str, Value]

    @property
    def kind(self) -> Kind:
        """What it does."""
        return FAULTS[self.name]

    @property
    def when(self) -> Mapping[str, int]:
        """When it strikes."""
        return {key: int(self.options[key]) for key in WHEN}

    def concerns(self, visit: Visit) -> bool:
        """Tell whether it may strike at *visit*."""
        here = visit.place in READS if self.collection is None else visit.place == self.collection
        return here and self.kind.reads.has(visit)


def make_fault(name: str, *, collection: str | None = None, **options: Any) -> Fault:
    """Make the fault *name*.

    Args:
        name: A key of `FAULTS`.
        collection: The collection it concerns, such as ``enrollments``, or ``token`` or ``applications``;
            every OneRoster read by default.
        options: What `FAULTS` says can be set of it; ``after``, ``every`` and ``times`` say when it strikes.

    Raises:
        UsageError: There is no such fault, collection or option, or an option cannot have that value.
    """
    kind = FAULTS[known_name(name)]
    if collection is not None and collection not in PLACES:
        raise UsageError(f"There is no collection {collection!r} to break{_nearest(collection, PLACES)}.")
    known = kind.all_options
    unknown = [option for option in options if option not in known]
    if unknown:
        raise UsageError(f"The fault {name!r} has no option {unknown[0]!r}: it has collection, {', '.join(known)}.")
    values = {key: _value(name, key, options.get(key, option.default), option=option) for key, option in known.items()}
    return Fault(name=name, collection=collection, options=values)


def parse_fault(text: str) -> Fault:
    """Make the fault that *text* orders, such as ``latency`` or ``rate_limit:collection=users,every=3``.

    Raises:
        UsageError: It cannot be read, or what `make_fault` raises.
    """
    name, _, rest = text.partition(":")
    pairs = [pair.partition("=") for pair in rest.split(",") if pair]
    if not all(equals for _, equals, _ in pairs):
        raise UsageError(f"A fault is ordered as NAME or NAME:key=value,key=value, not as {text!r}.")
    options = {key.strip(): value.strip() for key, _, value in pairs}
    return make_fault(name.strip(), collection=options.pop("collection", None), **options)


def known_name(name: str) -> str:
    """Return *name* if there is such a fault.

    Raises:
        UsageError: There is none; the sentence names the nearest.
    """
    if name not in FAULTS:
        raise UsageError(f"There is no fault {name!r}{_nearest(name, FAULTS)}.")
    return name


def _nearest(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, sorted(known), n=3, cutoff=0.4)
    return (
        f"; the nearest are {', '.join(near)}"
        if near
        else "; the nearest are unlike it, so see `oneroster-classlink sandbox --faults`"
    )


def _value(name: str, key: str, given: Any, *, option: Option) -> Value:
    found: Any = _meant(given) if isinstance(given, str) and not isinstance(option.default, str) else given
    if not option.takes(found):
        raise UsageError(f"The fault {name!r} takes as {key}: {option.says}.")
    return found  # type: ignore[no-any-return] # the option took it


def _meant(text: str) -> Value:
    """Return the boolean or number that *text* is, or itself."""
    for read in (_FLAGS.__getitem__, int, float):
        with suppress(KeyError, ValueError):
            return read(text.lower())
    return text
