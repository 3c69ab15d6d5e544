"""A school as one side knows it: the product's list or the district's."""

from collections.abc import Iterable

import attrs

from oneroster_classlink.models.rostering import Org
from oneroster_classlink.snapshot import Snapshot


def _texts(raw: Iterable[str]) -> tuple[str, ...]:
    return tuple(item for item in raw if item)


@attrs.frozen
class School:
    """One school of a list that is to be matched.

    Attributes:
        id: Its id in its own list: the product's id, or the OneRoster ``sourcedId``.
        name: Its name, as written there.
        level: Such as ``elementary``, ``middle`` or ``high``, where known.
        address: Street and number.
        city: City.
        state: State, as two letters.
        zip: Postal code.
        phone: Telephone number.
        identifiers: Further ids, such as the NCES id.
    """

    id: str
    name: str
    level: str | None = attrs.field(default=None, kw_only=True)
    address: str | None = attrs.field(default=None, kw_only=True)
    city: str | None = attrs.field(default=None, kw_only=True)
    state: str | None = attrs.field(default=None, kw_only=True)
    zip: str | None = attrs.field(default=None, kw_only=True)
    phone: str | None = attrs.field(default=None, kw_only=True)
    identifiers: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=_texts)

    @classmethod
    def from_org(cls, org: Org) -> "School":
        """Return the school that a OneRoster *org* describes: an org carries a name and perhaps one identifier."""
        return cls(org.sourced_id, org.name, identifiers=(org.identifier or "",))


def schools_to_match(snapshot: Snapshot) -> tuple[School, ...]:
    """Return the district's own schools, those that a product's school can be matched with (R6)."""
    return tuple(School.from_org(org) for org in snapshot.orgs if org.is_active_school)
