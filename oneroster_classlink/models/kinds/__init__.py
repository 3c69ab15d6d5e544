"""The kinds of value a OneRoster field can hold."""

from oneroster_classlink.models.kinds.dates import DAY, MOMENT, Order, readings
from oneroster_classlink.models.kinds.kind import Ambiguous, Kind, Unreadable, is_clean, keeping, listed, mended
from oneroster_classlink.models.kinds.plain import FLAG, METADATA, NUMBER, OBJECTS, OPEN
from oneroster_classlink.models.kinds.references import YEAR, NeededRef, Ref, ref, refs
from oneroster_classlink.models.kinds.secrets import without_secrets
from oneroster_classlink.models.kinds.texts import ID, LABEL, TEXT, TEXTS
from oneroster_classlink.models.kinds.tokens import token

__all__ = [
    "DAY",
    "FLAG",
    "ID",
    "LABEL",
    "METADATA",
    "MOMENT",
    "NUMBER",
    "OBJECTS",
    "OPEN",
    "TEXT",
    "TEXTS",
    "YEAR",
    "Ambiguous",
    "Kind",
    "NeededRef",
    "Order",
    "Ref",
    "Unreadable",
    "is_clean",
    "keeping",
    "listed",
    "mended",
    "readings",
    "ref",
    "refs",
    "token",
    "without_secrets",
]
