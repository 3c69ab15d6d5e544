"""What every OneRoster record shares, and how a field says its place on the wire."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, TypeAlias

import attrs

from oneroster_classlink.models.enums import Status
from oneroster_classlink.models.kinds import ID, METADATA, MOMENT, OBJECTS, OPEN, Kind, token

Model: TypeAlias = Any
"""A record's class. (mypy takes no `type[Any]` for hashable, so the caches below would refuse it.)"""

STATUS = token(Status, missing=Status.ACTIVE, synonyms={"inactive": Status.TOBEDELETED})


@attrs.frozen(kw_only=True)
class Wire:
    """A field's place on the wire.

    Attributes:
        kind: What the value is and how it is read.
        names: The JSON keys it is read from; the last one is the key it is written to.
    """

    kind: Kind
    names: tuple[str, ...]


def field(kind: Kind, *names: str, shown: bool = False) -> Any:
    """Declare a field of *kind*; only a field that is *shown* appears in a repr.

    Args:
        kind: What the value is.
        names: Its JSON keys; none means the camel-cased attribute name.
        shown: Whether a repr may show it: ids, roles, statuses, flags and session dates may, persons never.
    """
    return attrs.field(
        default=kind.missing,
        repr=shown,
        hash=False if kind.name in {OPEN.name, OBJECTS.name} else None,
        metadata={"kind": kind, "names": names},
    )


@cache
def wires(model: Model) -> dict[str, Wire]:
    """Return the place on the wire of each field of *model*, by attribute name."""
    return {
        found.name: Wire(kind=found.metadata["kind"], names=found.metadata["names"] or (camel(found.name),))
        for found in attrs.fields(model)
        if "kind" in found.metadata
    }


def camel(name: str) -> str:
    """Return *name* as OneRoster writes it: ``date_last_modified`` is ``dateLastModified``."""
    return re.sub(r"_(.)", lambda found: found[1].upper(), name)


@attrs.frozen(kw_only=True)
class Entity:
    """The fields of every record (OneRoster 1.1 and 1.2, *Base*).

    Attributes:
        sourced_id: Opaque id, unique in the district, case-sensitive.
        status: Whether the record stands; an absent status reads as active.
        date_last_modified: When the source last changed it, in UTC. ClassLink stamps each import run.
        metadata: The open extension object, as it came but for passwords.
        extensions: Keys of the record that OneRoster does not define, as they came but for passwords.
    """

    sourced_id: str = field(ID, shown=True)
    status: Status | str = field(STATUS, shown=True)
    date_last_modified: datetime | None = field(MOMENT)
    metadata: Mapping[str, Any] = field(METADATA)
    extensions: Mapping[str, Any] = attrs.field(factory=dict, repr=False, hash=False)

    @property
    def is_active(self) -> bool:
        """Whether the record is not marked ``tobedeleted``."""
        return self.status != Status.TOBEDELETED
