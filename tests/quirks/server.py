"""A server that puts the rows of a page between two pieces of bytes, as they are, and answers by offset and limit."""

from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.wire.decode import Decoder
from tests.rest.fake import Said, client_of

METHODS = {"academicSessions": "academic_sessions", "lineItems": "line_items"}


def serving(*rows, before, after=b"]}", headers=None, most=10_000):
    """Answer with the *rows* that are asked for, at most *most* at once, between the bytes *before* and *after*."""

    def answer(asked):
        offset, limit = int(asked.asks["offset"]), min(int(asked.asks["limit"]), most)
        return Said(before + b", ".join(rows[offset : offset + limit]) + after, headers=dict(headers or {}))

    return answer


def opening(key):
    """Return the bytes before the rows of an envelope with the *key* alone."""
    return b'{"' + key.encode() + b'": ['


def read(collection, *rows, key=None, **options):
    """Return the records that a client reads of *rows* of bytes."""
    answer = serving(*rows, before=opening(key or collection))
    client, _ = client_of(answer, **options)
    return list(getattr(client, METHODS.get(collection, collection))())


def read_one(collection, *rows, **options):
    """Return the one record that a client reads of *rows*."""
    (record,) = read(collection, *rows, **options)
    return record


def ledger(collection, *rows):
    """Return what the ledger says of a page of *rows*: index, id, problems and repairs of each row that it names."""
    body = opening(collection) + b", ".join(rows) + b"]}"
    found = Decoder(collection=COLLECTIONS[collection]).page(body, path=f"/{collection}")
    assert len(rows) == found.received
    assert {collection} >= {entry.collection for entry in found.ledger}
    return [(entry.index, entry.sourced_id, entry.problems, entry.repairs) for entry in found.ledger]


def repairs(collection, row):
    """Return the repairs of the one *row*, which is kept."""
    return [said for _, _, problems, repairs in ledger(collection, row) for said in (*problems, *repairs)]
