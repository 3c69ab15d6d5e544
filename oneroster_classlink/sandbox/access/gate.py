"""Whether a request may pass: OAuth 1.0a, the bearer, or a token that was given out."""

import re

import attrs

from oneroster_classlink.sandbox.access import oauth1
from oneroster_classlink.sandbox.access.credentials import SandboxCredentials, same
from oneroster_classlink.sandbox.access.nonces import Nonces
from oneroster_classlink.sandbox.access.tokens import Tokens
from oneroster_classlink.sandbox.exchange import Refused, Request

_NEEDED = frozenset({"oauth_consumer_key", "oauth_nonce", "oauth_signature", "oauth_signature_method"})
_TIMESTAMP = re.compile(r"[0-9]{1,12}")


@attrs.define(kw_only=True)
class Gate:
    """Lets requests pass or refuses them.

    Attributes:
        credentials: What opens it.
        tokens: The tokens that were given out.
    """

    credentials: SandboxCredentials
    tokens: Tokens = attrs.field(
        default=attrs.Factory(lambda gate: Tokens(credentials=gate.credentials), takes_self=True), init=False
    )
    _nonces: Nonces = attrs.field(factory=Nonces, init=False)

    def check(self, request: Request, *, now: float) -> None:
        """Let *request* pass at *now* (seconds since the epoch).

        Raises:
            Refused: 401; the answer never says which part was wrong.
        """
        scheme, _, value = request.headers.get("authorization", "").partition(" ")
        passes = {"oauth": self._signed, "bearer": self._borne}.get(scheme.lower())
        if passes is None or not passes(request, value.strip(), now=now):
            challenge = {"WWW-Authenticate": 'OAuth realm="sandbox", Bearer realm="sandbox"'}
            raise Refused(401, "unauthorisedrequest", "The credentials are not accepted.", headers=challenge)

    def _borne(self, _request: Request, value: str, *, now: float) -> bool:
        return same(value, self.credentials.bearer) or self.tokens.holds(value, now=now)

    def _signed(self, request: Request, value: str, *, now: float) -> bool:
        pairs = oauth1.read_header(value)
        given = dict(pairs)
        if len(given) != len(pairs) or not _is_two_legged(given):
            return False
        right = oauth1.signature(request, given=pairs, secret=self.credentials.secret)
        # The nonce is used up only by a right signature, or a stranger could burn it.
        return (
            same(given["oauth_consumer_key"], self.credentials.key)
            and same(given["oauth_signature"], right)
            and self._nonces.take(given["oauth_nonce"], timestamp=int(given["oauth_timestamp"]), now=now)
        )


def _is_two_legged(given: dict[str, str]) -> bool:
    return (
        given.keys() >= _NEEDED
        and given["oauth_signature_method"] in oauth1.METHODS
        and _TIMESTAMP.fullmatch(given.get("oauth_timestamp", "")) is not None
        and given.get("oauth_version", "1.0") == "1.0"
        and not given.get("oauth_token")
    )
