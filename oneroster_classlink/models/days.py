"""The dates of a JSON row, also those inside its roles: which they are, and one that has two readings settled."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from oneroster_classlink.models.entity import Model, wires
from oneroster_classlink.models.kinds import DAY, Order, readings
from oneroster_classlink.models.users import ROLE_DAYS, User

ROLES_KEY = "roles"


@cache
def day_keys(model: Model) -> tuple[str, ...]:
    """Return the keys of *model* that hold a date."""
    return tuple(wire.names[-1] for wire in wires(model).values() if wire.kind is DAY)


def has_days(model: Model) -> bool:
    """Tell whether a row of *model* holds dates at all."""
    return bool(day_keys(model)) or model is User


def days(row: object, *, model: Model) -> Iterator[Any]:
    """Yield what stands where *row* should hold a date."""
    if isinstance(row, Mapping):
        yield from (row[key] for key in day_keys(model) if key in row)
        yield from (raw for _, raw in role_days(row, model=model))


def role_days(row: Mapping[str, Any], *, model: Model) -> Iterator[tuple[str, Any]]:
    """Yield path and value of what stands where a role of *row*, if it is a user's, should hold a date."""
    for place, item in enumerate(_roles(row, model=model)):
        if isinstance(item, Mapping):
            yield from ((f"$.{ROLES_KEY}[{place}].{key}", item[key]) for key in ROLE_DAYS if key in item)


def settled(row: Any, *, model: Model, order: Order | None) -> Any:
    """Return *row* with each date that ends with its year written in the one way that *order* leaves, if it leaves one.

    It is not written as the standard has it, so that a ledger still tells of it.
    """
    if not isinstance(row, Mapping):
        return row
    changed = _settled(row, keys=day_keys(model), order=order)
    if roles := _roles(row, model=model):
        items = (_settled(item, keys=ROLE_DAYS, order=order) if isinstance(item, Mapping) else item for item in roles)
        changed[ROLES_KEY] = list(items)
    return changed


def _settled(row: Mapping[str, Any], *, keys: tuple[str, ...], order: Order | None) -> dict[str, Any]:
    changed = dict(row)
    for key in keys:
        meant = readings(row.get(key))
        day = next(iter(meant.values())) if len(meant) == 1 else order and meant.get(order)
        if day:
            changed[key] = day.isoformat().replace("-", "/")
    return changed


def _roles(row: Mapping[str, Any], *, model: Model) -> list[Any]:
    roles = row.get(ROLES_KEY) if model is User else None
    return roles if isinstance(roles, list) else []
