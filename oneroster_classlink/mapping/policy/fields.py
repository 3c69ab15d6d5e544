"""The fields that a predicate may read, for classes, users and seats."""

import attrs

from oneroster_classlink.models.entity import Model, wires
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


def is_personal(name: str) -> bool:
    """Tell whether the values of the field *name*, which may be dotted, are nobody's to show."""
    first, _, rest = name.partition(".")
    return is_personal(rest) if first in SIDES and rest else first in PERSONAL


@attrs.frozen(kw_only=True)
class Fields:
    """The fields of one kind of record.

    Attributes:
        names: The fields of the record itself.
        sides: The fields of the records that it joins, by the word in front of the dot.
        what: What the record is, for sentences.
    """

    names: frozenset[str] = attrs.field(repr=False)
    sides: dict[str, "Fields"] = attrs.field(factory=dict, repr=False)
    what: str

    def has(self, name: str) -> bool:
        """Tell whether there is the field *name*, which may be dotted."""
        first, dot, rest = name.partition(".")
        if dot and first in self.sides:
            return self.sides[first].has(rest)
        return bool(rest) if dot and first == METADATA else not dot and name in self.names

    @property
    def advice(self) -> str:
        """What to read instead of what is not there."""
        dotted = "".join(f", {side}.sourced_id, …" for side in self.sides)
        return f"{self.what} has no such field; it has {', '.join(sorted(self.names))}, metadata.<key>{dotted}"


def _names(model: Model, *also: str) -> frozenset[str]:
    return frozenset({*wires(model), "extensions", "is_active", *also} - {"password"})


CLASS_FIELDS = Fields(names=_names(Class), what="a class")
USER_FIELDS = Fields(names=_names(User, "role", "orgs"), what="a user")
SEAT_FIELDS = Fields(
    names=_names(Enrollment) - {"user", "klass"}, sides={"user": USER_FIELDS, "klass": CLASS_FIELDS}, what="a seat"
)
