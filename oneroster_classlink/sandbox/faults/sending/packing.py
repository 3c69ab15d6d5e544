"""Compression that was not asked for, or that is broken."""

import gzip
from collections.abc import Callable

import attrs

from oneroster_classlink.sandbox.exchange import Answer
from oneroster_classlink.sandbox.faults.kind import Kind, Stage, Table
from oneroster_classlink.sandbox.faults.visit import Act, Turn

_HEADER = 10
"""Bytes of a gzip header; what is broken comes after it, so that the body still looks like gzip."""


def _packed(change: Callable[[bytes], bytes]) -> Act:
    def act(turn: Turn) -> Answer:
        answer = turn.usual()
        body = change(gzip.compress(answer.body, compresslevel=1, mtime=0))
        label = {"Content-Encoding": "gzip"} if turn.options.get("labelled", True) else {}
        return attrs.evolve(answer, body=body, headers={**answer.headers, **label})

    return act


def _corrupt(packed: bytes) -> bytes:
    middle = (_HEADER + len(packed)) // 2
    return packed[:_HEADER] + bytes(byte ^ 0xFF for byte in packed[_HEADER:middle]) + packed[middle:]


def _cut(packed: bytes) -> bytes:
    return packed[: (_HEADER + len(packed)) // 2]


PACKING: Table = {
    "gzip_forced": Kind(
        says="Every body is compressed, asked or not, and the header may not say so.",
        stage=Stage.BODY,
        act=_packed(bytes),
        options={"labelled": True},
    ),
    "gzip_corrupt": Kind(says="The compressed body is garbled.", stage=Stage.BODY, act=_packed(_corrupt)),
    "gzip_truncated": Kind(says="The compressed body is cut off.", stage=Stage.BODY, act=_packed(_cut)),
}
