"""Whether a collection that is empty may be."""

from collections.abc import Collection, Mapping

import attrs

from oneroster_classlink.errors import EmptyDistrict, SuddenlyEmpty, UsageError
from oneroster_classlink.models.collections import NEEDED, ROSTERING
from oneroster_classlink.snapshot.certificate import Certificate
from oneroster_classlink.wire.proof import CollectionCertificate


@attrs.frozen(kw_only=True)
class Expected:
    """What must not be empty.

    Attributes:
        last: The certificate of the last pull, if there was one.
        allowed: Collections that may be empty whatever it says.
    """

    last: Certificate | None = None
    allowed: frozenset[str] = frozenset()

    def check(self, found: CollectionCertificate) -> None:
        """Raise `SuddenlyEmpty` if *found* counts nothing where the last pull had rows."""
        earlier = self.last.collections.get(found.collection) if self.last is not None else None
        if earlier is not None and earlier.unique and not found.unique and found.collection not in self.allowed:
            raise SuddenlyEmpty(found.collection, before=earlier.unique)

    def check_district(self, found: Mapping[str, CollectionCertificate]) -> None:
        """Raise what a district without records, or without seats in its classes, deserves.

        Raises:
            EmptyDistrict: There is nothing that a roster could be made of.
            SuddenlyEmpty: There are classes and users, and no enrollments.
        """
        if not any(found[name].unique for name in NEEDED):
            raise EmptyDistrict
        has_seats_to_fill = found["classes"].unique and found["users"].unique
        if has_seats_to_fill and not found["enrollments"].unique and "enrollments" not in self.allowed:
            raise SuddenlyEmpty("enrollments")


def allowed(names: Collection[str]) -> frozenset[str]:
    """Return *names* of collections as a set.

    Raises:
        UsageError: They are none.
    """
    if isinstance(names, str) or not ROSTERING.keys() >= set(names):
        raise UsageError(f"allow_empty takes a set of these names: {', '.join(ROSTERING)}.")
    return frozenset(names)
