"""The evidence of a whole pull, collection by collection."""

from collections.abc import Iterator, Mapping
from typing import Self

import attrs
import msgspec

from oneroster_classlink.errors import UsageError
from oneroster_classlink.models.collections import NEEDED, ROSTERING
from oneroster_classlink.wire.proof import CollectionCertificate

OPTIONAL = frozenset(ROSTERING) - NEEDED
"""Collections that a district may keep to itself without making the pull incomplete."""


@attrs.frozen(kw_only=True)
class Certificate:
    """What proves that a district was pulled whole.

    Attributes:
        collections: The certificate of each collection, by its name.
    """

    collections: Mapping[str, CollectionCertificate]

    @property
    def complete(self) -> bool:
        """Whether every collection that a roster is made of was received whole."""
        return all(found.complete or found.collection in OPTIONAL for found in self.collections.values())

    @property
    def proves_absence(self) -> bool:
        """Whether a record that a roster is made of is gone in the district if it is absent here."""
        return all(found.proves_absence or found.collection in OPTIONAL for found in self.collections.values())

    def to_json(self) -> str:
        """Return the certificate as JSON, to keep it for the next pull; it holds counts and no row's value."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Return the certificate that `to_json` wrote.

        Raises:
            UsageError: *text* is none.
        """
        try:
            found: Self = msgspec.json.decode(text, type=cls)
        except (msgspec.DecodeError, UnicodeError):
            raise UsageError("This is no certificate that to_json() wrote: pull without last= once.") from None
        return found

    def __str__(self) -> str:
        """Say it for people, one line a collection."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        for found in self.collections.values():
            counts = f"{found.rows:>9,} rows{found.lost:>4} unreadable{found.repaired:>5} repaired"
            yield f"{found.collection:<16}{counts if found.shared else '':<43}  {found.end}"
        yield f"complete: {'yes' if self.complete else 'no'}"
        if self.complete and not self.proves_absence:
            yield "A row that cannot be read may be anyone's: what is absent is not taken for gone."
