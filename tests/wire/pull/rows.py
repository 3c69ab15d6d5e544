"""Rows of a page from a few letters."""

from types import SimpleNamespace

from oneroster_classlink.models import LedgerEntry
from oneroster_classlink.wire.decode import HEADER_ID, Rows


def rows(text, *, start=0):
    """Return the rows that *text* tells of: ``a``, mended ``a*``, unreadable ``a!`` or ``!``, a header row ``head``.

    ``a=2`` has the id of ``a`` and another value.
    """
    structs, ledger = [], []
    for index, item in enumerate(text.split(), start):
        sourced_id, _, value = item.rstrip("*!").partition("=")
        if item == "head":
            ledger.append(entry(index, HEADER_ID, repairs=("a header",)))
        elif item.endswith("!"):
            ledger.append(entry(index, sourced_id or None, problems=("unreadable",)))
        else:
            structs.append(SimpleNamespace(_sourcedId=sourced_id, value=value))
            ledger.extend([entry(index, sourced_id, repairs=("mended",))] if item.endswith("*") else [])
    return Rows(structs=structs, ledger=tuple(ledger), received=len(text.split()))


def entry(index, sourced_id, **over):
    return LedgerEntry(collection="orgs", index=index, sourced_id=sourced_id, **over)
