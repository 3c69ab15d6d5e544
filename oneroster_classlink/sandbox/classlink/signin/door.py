"""The three addresses of the sign-in."""

from urllib.parse import parse_qsl

import attrs
import msgspec

from oneroster_classlink.sandbox.classlink.answers import bearer_of, denied, unauthorized
from oneroster_classlink.sandbox.classlink.classlink import ClassLink
from oneroster_classlink.sandbox.classlink.signin.asked import Asked, Unfit, read_asked
from oneroster_classlink.sandbox.classlink.signin.consent import CHOICE, consent_page, stopped_page
from oneroster_classlink.sandbox.classlink.signin.grants import CODE_LIFETIME, TOKEN_LIFETIME, Grant, Tickets
from oneroster_classlink.sandbox.classlink.signin.info import my_info
from oneroster_classlink.sandbox.classlink.signin.token import Exchange
from oneroster_classlink.sandbox.district import District
from oneroster_classlink.sandbox.exchange import Answer, Request
from oneroster_classlink.sandbox.world import World

AUTH_PATH = "/oauth2/v2/auth"
TOKEN_PATH = "/oauth2/v2/token"  # noqa: S105 - a path
INFO_PATH = "/v2/my/info"
_READS = frozenset({"GET", "HEAD"})


@attrs.frozen(kw_only=True)
class SignIn:
    """Answers ``/oauth2/v2/auth``, ``/oauth2/v2/token`` and ``/v2/my/info``.

    Attributes:
        classlink: The client, and who can sign in.
        world: Whose roster lends a ``SourcedId``.
    """

    classlink: ClassLink
    world: World
    _codes: Tickets[Grant] = attrs.field(
        factory=lambda: Tickets(prefix="sandbox-code-", lifetime=CODE_LIFETIME), init=False, repr=False
    )
    _tokens: Tickets[Grant] = attrs.field(
        factory=lambda: Tickets(prefix="sandbox-signin-", lifetime=TOKEN_LIFETIME), init=False, repr=False
    )

    def __call__(self, request: Request, now: float) -> Answer | None:
        """Answer *request*, or pass it on."""
        if request.path == AUTH_PATH:
            return self._auth(request, now=now)
        if request.path == TOKEN_PATH:
            return Exchange(classlink=self.classlink, codes=self._codes, tokens=self._tokens)(request, now)
        return self._info(request, now=now) if request.path == INFO_PATH else None

    def _auth(self, request: Request, *, now: float) -> Answer:
        if request.method not in {*_READS, "POST"}:
            return denied(405, "Method Not Allowed", headers={"Allow": "GET, HEAD, POST"})
        pressed = request.method == "POST"
        sent = (
            parse_qsl(request.body.decode(errors="replace"), keep_blank_values=True) if pressed else request.parameters
        )
        kept = tuple((name, value) for name, value in sent if name != CHOICE)
        try:
            asked = read_asked(kept, classlink=self.classlink)
            return self._decided(asked, choice=dict(sent).get(CHOICE, ""), now=now) if pressed else self._shown(kept)
        except Unfit as unfit:
            return _to(unfit.back) if unfit.back else stopped_page(unfit.description)

    def _shown(self, sent: tuple[tuple[str, str], ...]) -> Answer:
        return consent_page(sent, accounts=self.classlink.accounts)

    def _decided(self, asked: Asked, *, choice: str, now: float) -> Answer:
        account = next((each for each in self.classlink.accounts if str(each.user_id) == choice), None)
        if account is None:
            return _to(asked.back(error="access_denied"))
        code = self._codes.put(Grant(account=account, asked=asked, at=now), now=now)
        return _to(asked.back(code=code))

    def _info(self, request: Request, *, now: float) -> Answer:
        if request.method not in _READS:
            return denied(405, "Method Not Allowed", headers={"Allow": "GET, HEAD"})
        grant = self._tokens.get(bearer_of(request), now=now)
        if grant is None:
            return unauthorized()
        own = grant.account.tenant_id == self.classlink.own.tenant_id
        district = self.world.district if own else District(rows={})
        return Answer(
            body=msgspec.json.encode(my_info(grant, district=district)), headers={"Cache-Control": "no-store"}
        )


def _to(address: str) -> Answer:
    return Answer(status=302, body=b"", headers={"Location": address, "Cache-Control": "no-store"})
