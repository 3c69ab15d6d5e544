"""Credentials that were good a moment ago: tokens that expire, clocks that differ."""

import hashlib
from email.utils import formatdate

import attrs

from oneroster_classlink.sandbox.exchange import Answer, Refused, refusal
from oneroster_classlink.sandbox.faults.kind import Kind, Option, Stage, Table
from oneroster_classlink.sandbox.faults.visit import Turn
from oneroster_classlink.sandbox.service.routes import version_of


def _expired(turn: Turn) -> Answer:
    shown = turn.visit.request.headers.get("authorization", "")
    key = ("expired_token", hashlib.sha256(shown.encode()).digest())
    if turn.memory.meet(key) <= turn.options["uses"]:
        return turn.usual()
    challenge = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
    refused = Refused(401, "unauthorisedrequest", "The token has expired.", headers=challenge)
    return refusal(refused, version=version_of(turn.visit.request.path))


def _skewed(turn: Turn) -> Answer:
    now = turn.visit.now + turn.options["seconds"]
    answer = turn.go(attrs.evolve(turn.visit, now=now))
    return attrs.evolve(answer, headers={**answer.headers, "Date": formatdate(now, usegmt=True)})


TOKENS: Table = {
    "expired_token": Kind(
        says="The same Authorization header is accepted a few times and then refused with 401.",
        stage=Stage.REFUSAL,
        act=_expired,
        options={"uses": Option(default=3)},
    ),
    "skewed_clock": Kind(
        says="The server's clock is off by some seconds, so that timestamps of OAuth 1 are refused.",
        stage=Stage.REFUSAL,
        act=_skewed,
        options={"seconds": Option(default=600, least=-1e9)},
    ),
}
