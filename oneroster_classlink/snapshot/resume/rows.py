"""Batches as bytes and back, without any password."""

import re
from typing import Any

import attrs
import msgspec

from oneroster_classlink.models.entity import Model
from oneroster_classlink.models.kinds import without_secrets
from oneroster_classlink.wire.proof import Batch
from oneroster_classlink.wire.structs import open_struct

_SECRET = re.compile(rb'password(?:[^"\\]|\\.)*"\s*:\s*(?!null\b|"")')
"""A key (in small letters) that speaks of a password and has a value; it may find too much, never too little."""


def packed(batch: Batch, *, model: Model) -> tuple[bytes, Batch]:
    """Return *batch* as JSON, and the batch that this JSON stands for: one without passwords."""
    rows = msgspec.json.encode(batch.structs)
    if _SECRET.search(rows.lower()):
        rows = msgspec.json.encode(without_secrets(msgspec.json.decode(rows)))
        batch = attrs.evolve(batch, structs=msgspec.json.decode(rows, type=_list_of(model)))
    facts = msgspec.json.encode(attrs.evolve(batch, structs=[]))
    return b"[%b,%b]" % (facts, rows), batch


def unpacked(record: bytes, *, model: Model) -> Batch:
    """Return the batch that was *packed* as this record.

    Raises:
        msgspec.DecodeError: It is none.
    """
    kind: Any = tuple.__class_getitem__((Batch, _list_of(model)))
    facts, rows = msgspec.json.decode(record, type=kind)
    found: Batch = attrs.evolve(facts, structs=rows)
    return found


def _list_of(model: Model) -> Any:
    return list.__class_getitem__(open_struct(model))
