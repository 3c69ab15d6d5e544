"""Good credentials that are refused: tokens that expire, clocks that differ, a way to sign that is not known."""

import hashlib
from email.utils import formatdate

import attrs

from oneroster_classlink.sandbox.access.oauth1 import read_header
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


def _sha1_only(turn: Turn) -> Answer:
    _, _, shown = turn.visit.request.headers.get("authorization", "").partition(" ")
    if dict(read_header(shown)).get("oauth_signature_method", "HMAC-SHA1") == "HMAC-SHA1":
        return turn.usual()
    refused = Refused(401, "unauthorisedrequest", "The signature method is not known.")
    return refusal(refused, version=version_of(turn.visit.request.path))


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
    "sha1_only": Kind(
        says="OAuth 1 is understood with HMAC-SHA1 alone: HMAC-SHA256 is refused with 401.",
        stage=Stage.REFUSAL,
        act=_sha1_only,
    ),
}
