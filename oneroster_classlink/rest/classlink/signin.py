"""The sign-in with ClassLink for a web host: where to send a person, and what to do when they come back."""

import hmac
import re
import secrets
import time
from collections.abc import Callable, Collection, Mapping
from typing import Self, TypeGuard
from urllib.parse import parse_qsl, urlencode

import attrs
from oauthlib.oauth2 import OAuth2Error, WebApplicationClient

from oneroster_classlink.errors import (
    BadRequest,
    Forbidden,
    PartnerRefused,
    SignInDenied,
    SignInFailed,
    Unauthorized,
    UsageError,
)
from oneroster_classlink.rest.auth import Bearer, Kept
from oneroster_classlink.rest.classlink.hosts import check_given
from oneroster_classlink.rest.classlink.signed_in import SignedIn, read_info
from oneroster_classlink.rest.client import TIMEOUT
from oneroster_classlink.rest.retry import Retry, run
from oneroster_classlink.rest.token import is_token
from oneroster_classlink.rest.transport import Session, Transport, make_session, make_timeout, post_form
from oneroster_classlink.wire.answer import Answer, accept

LAUNCHPAD = "https://launchpad.classlink.com"
NODE_API = "https://nodeapi.classlink.com"
AUTH_PATH = "/oauth2/v2/auth"
TOKEN_PATH = "/oauth2/v2/token"  # noqa: S105 - a path
INFO_PATH = "/v2/my/info"
SCOPES = ("profile",)
ADMINISTRATORS = ("Administrator",)
_VERIFIER_LENGTH = 64
_WIDTH = 4
_BACK = "https://callback.invalid/"
_TOLD = ("code", "state", "error")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CODE = re.compile(r"[a-z]{1,20}(?:_[a-z]{1,20}){0,4}")


@attrs.frozen(kw_only=True)
class Begun:
    """A sign-in that was begun. Keep it in the person's own session, and nowhere else, until they come back.

    ``attrs.asdict`` makes plain texts of it for a session that holds JSON, ``Begun(**texts)`` makes it again. One
    without a state stands for a sign-in that was not begun, which nothing finishes.

    Attributes:
        url: Where to send the person.
        state: What has to come back with them.
        code_verifier: The secret of PKCE (RFC 7636); blank without it.
    """

    url: str = attrs.field(default="", repr=False)
    state: str = attrs.field(default="", repr=False)
    code_verifier: str = attrs.field(default="", repr=False)


class SignIn(Kept):
    """The authorization code flow of "Sign in with ClassLink" (ONEROSTER 5.8; RFC 6749 section 4.1).

    oauthlib makes and reads the messages. They are sent as everything here: to the given hosts alone, no redirect is
    followed, and nothing of them is logged.

    Args:
        client_id: The app's client id.
        client_secret: Its secret; it goes to *launchpad* alone.
        redirect_uri: Where ClassLink sends the person back to, letter by letter as it was registered.
        scopes: What is asked for: some of ``profile``, ``email``, ``oneroster``, ``openid``, ``full``.
        pkce: Whether to bind the code by PKCE (S256). ClassLink does not document it, so it is off.
        administrators: The roles that may connect a district.
        launchpad: Where a person signs in, and a code is exchanged.
        node_api: Where it is asked who signed in.
        session: Sends the requests; by default one of its own. The caller closes it.
        timeout: Seconds to connect, and seconds to wait for the next bytes; one number is both.
        retry: How patient to be when it is asked who signed in. A code is exchanged once only.
        sleep: Waits for some seconds between attempts.
        nonce: Makes a text that nobody can guess, for the state.

    Raises:
        UsageError: An argument cannot be meant.
    """

    def __init__(  # noqa: PLR0913 - every knob, by keyword
        self,
        client_id: str,
        *,
        client_secret: str,
        redirect_uri: str,
        scopes: Collection[str] = SCOPES,
        pkce: bool = False,
        administrators: Collection[str] = ADMINISTRATORS,
        launchpad: str = LAUNCHPAD,
        node_api: str = NODE_API,
        session: Session | None = None,
        timeout: tuple[float, float] | float = TIMEOUT,
        retry: Retry | None = None,
        sleep: Callable[[float], None] = time.sleep,
        nonce: Callable[[], str] = lambda: secrets.token_urlsafe(32),
    ) -> None:
        if not all(isinstance(given, str) and given for given in (client_id, client_secret)):
            raise UsageError("client_id and client_secret must be strings that are not empty.")
        if not scopes or not _are_texts(scopes) or not _are_texts(administrators):
            raise UsageError("scopes and administrators must be lists of strings, and scopes not empty.")
        if not (retry is None or isinstance(retry, Retry)) or not (session is None or isinstance(session, Session)):
            raise UsageError("retry must be a Retry(...), and session a requests.Session; or None.")
        self._client_id, self._secret = client_id, client_secret
        self._redirect_uri = _checked(redirect_uri)
        self._scopes, self._pkce, self._administrators = tuple(scopes), pkce, tuple(administrators)
        self._launchpad = check_given(launchpad, what="launchpad")
        self._node_api = check_given(node_api, what="node_api")
        self._own = session is None
        self._session = session or make_session(width=_WIDTH)
        self._timeout = make_timeout(timeout)
        self._retry, self._sleep, self._nonce = retry or Retry(), sleep, nonce

    def __repr__(self) -> str:
        """Show where it leads, never a credential."""
        return f"SignIn({self._launchpad})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, unless they are of a session that was given."""
        if self._own:
            self._session.close()

    def begin(self) -> Begun:
        """Return where to send a person, and what to remember of it in their session."""
        state, verifier, more = self._nonce(), "", {}
        client = WebApplicationClient(self._client_id)
        if self._pkce:
            verifier = client.create_code_verifier(_VERIFIER_LENGTH)
            challenge = client.create_code_challenge(verifier, "S256")
            more = {"code_challenge": challenge, "code_challenge_method": "S256"}
        url = client.prepare_request_uri(
            _https(self._launchpad) + AUTH_PATH,
            redirect_uri=self._redirect_uri,
            scope=" ".join(self._scopes),
            state=state,
            **more,
        )
        return Begun(url=url.replace(_https(self._launchpad), self._launchpad, 1), state=state, code_verifier=verifier)

    def finish(self, callback: str | Mapping[str, str], begun: Begun) -> SignedIn:
        """Return who signed in, when a person has come back.

        Nothing is kept of the token: it was good for this question. Forget *begun* whatever comes of it.

        Args:
            callback: The URL to which they came back, or the parameters of its query.
            begun: What their session remembers.

        Raises:
            SignInDenied: It was not allowed.
            SignInFailed: It is not the sign-in that was begun, or its code or what came for it is not good.
            PartnerRefused: The client id or its secret is refused.
            UsageError: *callback* is neither a URL nor parameters.
            OneRosterError: ClassLink gives no answer, or none that can be accepted.
        """
        code = _code(_parameters(callback), state=begun.state)
        auth = Bearer(self._token(code, verifier=begun.code_verifier))
        transport = Transport(session=self._session, auth=auth, timeout=self._timeout)

        def attempt() -> SignedIn:
            answer = accept(transport.get(f"{self._node_api}{INFO_PATH}"))
            return read_info(answer, administrators=self._administrators)

        try:
            return run(attempt, retry=self._retry, sleep=self._sleep, path=INFO_PATH)[0]
        except Unauthorized:
            raise SignInFailed("invalid_token") from None

    def _token(self, code: str, *, verifier: str) -> str:
        """Exchange *code*, which is good once, so that a failure is not repeated."""
        form = WebApplicationClient(self._client_id).prepare_request_body(
            code=code,
            redirect_uri=self._redirect_uri,
            client_secret=self._secret,
            code_verifier=verifier or None,
        )
        url = f"{self._launchpad}{TOKEN_PATH}"
        return _token(post_form(url, form=form, session=self._session, timeout=self._timeout))


def _are_texts(given: object) -> bool:
    return isinstance(given, Collection) and not isinstance(given, str) and all(isinstance(each, str) for each in given)


def _checked(redirect_uri: object) -> str:
    if not isinstance(redirect_uri, str) or "#" in redirect_uri:
        raise UsageError("redirect_uri must be a URL without a fragment.")
    check_given(redirect_uri.partition("?")[0], what="redirect_uri")
    return redirect_uri


def _https(root: str) -> str:
    """Return *root* over https, which oauthlib insists on; where http is safe was decided by `check_given`."""
    return f"https://{root.partition('://')[2]}"


def _parameters(callback: str | Mapping[str, str]) -> dict[str, str]:
    """Return what a callback tells. Sent twice is not told: nobody knows which of them is meant."""
    if isinstance(callback, Mapping):
        # What is no text, or none that could have come by a URL, is as if it had not come.
        return {name: callback[name] for name in _TOLD if _is_told(callback.get(name))}
    if not isinstance(callback, str):
        raise UsageError("callback must be the URL to which the person came back, or the parameters of its query.")
    pairs = parse_qsl(callback.partition("?")[2].partition("#")[0])
    names = [name for name, _ in pairs]
    return {name: value for name, value in pairs if name in _TOLD and names.count(name) == 1 and _is_told(value)}


def _is_told(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and not _SURROGATE.search(value)


def _code(told: Mapping[str, str], *, state: str) -> str:
    """Return the code that came back, if it came with *state*; a refusal may come without."""
    try:
        found = WebApplicationClient("").parse_request_uri_response(f"{_BACK}?{urlencode(told)}")
    except OAuth2Error as failed:
        raise _failed(failed.error) from None
    if not state or not hmac.compare_digest(found.get("state", "").encode(), state.encode()):
        raise SignInFailed("mismatching_state")
    return found["code"]


def _token(answer: Answer) -> str:
    """Return the token that *answer* gives.

    Raises:
        SignInFailed: The code is not good, or there is no token for it.
        PartnerRefused: The client id or its secret is not.
        OneRosterError: It cannot be accepted.
    """
    try:
        body = accept(answer).body.decode("utf-8-sig")
        token = WebApplicationClient("").parse_request_body_response(body)["access_token"]
    except (BadRequest, Forbidden) as refused:
        raise _failed(refused.code) from None
    except Unauthorized as refused:
        raise PartnerRefused(refused.status, refused.path, code=refused.code) from None
    except OAuth2Error as failed:
        raise _failed(failed.error) from None
    except (AttributeError, TypeError, ValueError, OverflowError, RecursionError):
        token = None
    if not is_token(token):
        raise SignInFailed("invalid_token")
    return token


def _failed(code: str | None) -> SignInFailed:
    shown = code if code and _CODE.fullmatch(code) else "unknown"
    return (SignInDenied if shown == "access_denied" else SignInFailed)(shown)
