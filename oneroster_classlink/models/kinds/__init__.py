"""The kinds of value a OneRoster field can hold."""

from oneroster_classlink.models.kinds.dates import DAY, MOMENT
from oneroster_classlink.models.kinds.kind import Kind, Unreadable, is_clean, listed, mended
from oneroster_classlink.models.kinds.plain import FLAG, NUMBER, OBJECTS, OPEN
from oneroster_classlink.models.kinds.references import YEAR, Ref, ref, refs
from oneroster_classlink.models.kinds.texts import ID, LABEL, TEXT, TEXTS
from oneroster_classlink.models.kinds.tokens import token

__all__ = [
    "DAY",
    "FLAG",
    "ID",
    "LABEL",
    "MOMENT",
    "NUMBER",
    "OBJECTS",
    "OPEN",
    "TEXT",
    "TEXTS",
    "YEAR",
    "Kind",
    "Ref",
    "Unreadable",
    "is_clean",
    "listed",
    "mended",
    "ref",
    "refs",
    "token",
]
