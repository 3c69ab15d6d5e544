"""What a host writes in a policy, read as the policy's values or refused with a sentence."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from oneroster_classlink.errors import UsageError
from oneroster_classlink.mapping.policy.fields import Fields
from oneroster_classlink.mapping.policy.predicates import Predicate
from oneroster_classlink.mapping.policy.standard import field_tests
from oneroster_classlink.mapping.policy.window import Window
from oneroster_classlink.mapping.rules.roles import PersonRole

if TYPE_CHECKING:
    import attrs

E = TypeVar("E", bound=StrEnum)
Validator = Callable[[Any, "attrs.Attribute[Any]", Any], None]


def ids(raw: Iterable[str] | None) -> frozenset[str] | None:
    """Return *raw* as ids of schools."""
    if raw is None:
        return None
    if isinstance(raw, str | Mapping) or not isinstance(raw, Iterable):
        raise UsageError("schools is a list of school ids, not one text: write schools=[...].")
    found = list(raw)
    if not all(isinstance(each, str) for each in found):
        raise UsageError("schools is a list of school ids, and an id is a text: give each org's sourced_id.")
    return frozenset(found)


def choice(known: type[E], raw: E | str, *, name: str) -> E:
    """Return *raw* as one of *known*."""
    try:
        return known(raw)
    except ValueError:
        raise UsageError(f"{name} is one of {', '.join(known)}.") from None


def ordered(known: type[E], raw: Iterable[E | str], *, name: str) -> tuple[E, ...]:
    """Return *raw* as some of *known*, each once, in their order."""
    if isinstance(raw, Mapping) or not isinstance(raw, Iterable):
        raise UsageError(f"{name} is a list: choose among {', '.join(known)}.")
    try:
        return tuple(dict.fromkeys(known(each) for each in ([raw] if isinstance(raw, str) else raw)))
    except ValueError:
        raise UsageError(f"A policy names something unknown in {name}: choose among {', '.join(known)}.") from None


def texts_among(known: tuple[str, ...], raw: Iterable[str], *, name: str) -> tuple[str, ...]:
    """Return *raw* as some of *known*, each once, in their order."""
    found = list(raw) if isinstance(raw, Iterable) and not isinstance(raw, str) else [raw]
    if isinstance(raw, Mapping) or any(each not in known for each in found):
        raise UsageError(f"{name} is a list of fields: choose among {', '.join(known)}.")
    return tuple(dict.fromkeys(found))


def ranks(raw: Iterable[Iterable[PersonRole | str]]) -> tuple[frozenset[PersonRole], ...]:
    """Return *raw* as groups of roles, each role in one group at most."""
    if isinstance(raw, str | Mapping) or not isinstance(raw, Iterable):
        raise UsageError("contact_ranks is a list of groups of roles, the highest first.")
    found = tuple(frozenset(ordered(PersonRole, group, name="contact_ranks")) for group in raw)
    if sum(map(len, found)) > len(frozenset().union(*found)):
        raise UsageError("contact_ranks names a role twice: put each role into one group.")
    return found


def is_day(_policy: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    """Refuse what is no day."""
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise UsageError(f"{attribute.name} is a datetime.date, such as date(2026, 10, 1), or None.")


def is_flag(_policy: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    """Refuse what is neither true nor false."""
    if not isinstance(value, bool):
        raise UsageError(f"{attribute.name} is True or False.")


def is_key(_policy: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    """Refuse what is no key."""
    if value is not None and not (isinstance(value, str) and value.strip()):
        raise UsageError(f"{attribute.name} is a key of metadata, a text that is not empty, or None.")


def is_count(_policy: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    """Refuse what is no number of one or more."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise UsageError(f"{attribute.name} is a whole number of at least 1.")


def is_window(_policy: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    """Refuse what is no window."""
    if value is not None and not isinstance(value, Window):
        raise UsageError(f"{attribute.name} is a Window, such as Window(before=14), or None.")


def never_beyond(allowed: Collection[PersonRole], why: str) -> Validator:
    """Return what refuses roles that are not *allowed*."""

    def check(_policy: Any, attribute: "attrs.Attribute[Any]", value: frozenset[PersonRole]) -> None:
        never = value - frozenset(allowed)
        if never:
            raise UsageError(f"The role {min(never)} {why}: take it out of {attribute.name}.")

    return check


def reads_only(fields: Fields) -> Validator:
    """Return what refuses a predicate that reads something else than *fields*, or asks what can never be true."""

    def check(_policy: Any, attribute: "attrs.Attribute[Any]", value: Predicate | None) -> None:
        tests = () if value is None else tuple(field_tests(value))
        said = (value and value.reads) or ()
        for name in sorted({*said, *(test.field for test in tests)}):
            if not fields.has(name):
                raise UsageError(f"Policy.{attribute.name} reads {name!r}: {fields.advice}.")
        for test in tests:
            holds = fields.holds(test.field)
            if (advice := test.misfit(holds)) is not None:
                raise UsageError(f"Policy.{attribute.name} reads {test.field!r}, which holds {holds}: {advice}.")

    return check
