"""The fields that a predicate may read, for classes, users and seats."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import attrs

from oneroster_classlink.models.entity import Model, wires
from oneroster_classlink.models.kinds import DAY, FLAG, MOMENT
from oneroster_classlink.models.rostering import Class, Enrollment
from oneroster_classlink.models.users import User

METADATA = "metadata"
OPEN = frozenset({METADATA, "extensions"})
"""Fields that hold whatever JSON object came."""
PERSONAL = frozenset(
    {
        "email",
        "family_name",
        "given_name",
        "identifier",
        "middle_name",
        "phone",
        "preferred_first_name",
        "preferred_last_name",
        "preferred_middle_name",
        "pronouns",
        "sms",
        "user_ids",
        "user_master_identifier",
        "user_profiles",
        "username",
        METADATA,
    }
)
"""Fields whose values no name of a predicate shows; metadata may hold anything."""


SIDES = ("user", "klass")
"""The records that a seat joins, as the word in front of the dot."""


class Holds(StrEnum):
    """What the values of a field are to a predicate."""

    TEXT = "texts"
    FLAG = "true or false"
    DAY = "days"
    ANY = "anything"


_HOLDS = MappingProxyType({FLAG.name: Holds.FLAG, DAY.name: Holds.DAY, MOMENT.name: Holds.DAY})


def is_personal(name: str) -> bool:
    """Tell whether the values of the field *name*, which may be dotted, are nobody's to show."""
    first, _, rest = name.partition(".")
    return is_personal(rest) if first in SIDES and rest else first in PERSONAL


@attrs.frozen(kw_only=True)
class Fields:
    """The fields of one kind of record.

    Attributes:
        names: The fields of the record itself, with what they hold.
        sides: The fields of the records that it joins, by the word in front of the dot.
        what: What the record is, for sentences.
    """

    names: Mapping[str, Holds] = attrs.field(repr=False)
    sides: dict[str, "Fields"] = attrs.field(factory=dict, repr=False)
    what: str

    def has(self, name: str) -> bool:
        """Tell whether there is the field *name*, which may be dotted."""
        first, dot, rest = name.partition(".")
        if dot and first in self.sides:
            return self.sides[first].has(rest)
        return bool(rest) if dot and first == METADATA else not dot and name in self.names

    def holds(self, name: str) -> Holds:
        """Return what the field *name*, which may be dotted, holds; it is one of these."""
        first, dot, rest = name.partition(".")
        if dot:
            return self.sides[first].holds(rest) if first in self.sides else Holds.ANY
        return self.names[name]

    @property
    def advice(self) -> str:
        """What to read instead of what is not there."""
        dotted = "".join(f", {side}.sourced_id, …" for side in self.sides)
        return f"{self.what} has no such field; it has {', '.join(sorted(self.names))}, metadata.<key>{dotted}"


def _names(model: Model, *also: str, without: tuple[str, ...]) -> Mapping[str, Holds]:
    known = {name: _HOLDS.get(wire.kind.name, Holds.TEXT) for name, wire in wires(model).items()}
    known |= dict.fromkeys(("extensions", *also), Holds.TEXT) | {"is_active": Holds.FLAG}
    return MappingProxyType({name: holds for name, holds in known.items() if name not in without})


CLASS_FIELDS = Fields(names=_names(Class, without=()), what="a class")
USER_FIELDS = Fields(names=_names(User, "role", "orgs", without=("password",)), what="a user")
SEAT_FIELDS = Fields(
    names=_names(Enrollment, without=SIDES), sides={"user": USER_FIELDS, "klass": CLASS_FIELDS}, what="a seat"
)
