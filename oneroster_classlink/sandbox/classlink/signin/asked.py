"""What a sign-in asks for, checked before anything is shown."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

import attrs

from oneroster_classlink.sandbox.classlink.classlink import ClassLink

SCOPES = frozenset({"email", "full", "oneroster", "openid", "profile"})


class Unfit(Exception):
    """A sign-in that cannot go on.

    Attributes:
        code: The error as OAuth 2 names it (RFC 6749, 4.1.2.1).
        description: A sentence for people, without any value of the request.
        back: Where the error is told; ``None`` where the request may not be sent anywhere.
    """

    def __init__(self, code: str, description: str, *, back: str | None = None) -> None:
        self.code = code
        self.description = description
        self.back = back
        super().__init__(f"{code}: {description}")


@attrs.frozen(kw_only=True)
class Asked:
    """A sign-in that may be shown.

    Attributes:
        redirect_uri: Where the answer goes.
        scope: What is asked for, separated by spaces.
        state: Given back as it was sent.
        nonce: Goes into the id token.
        code_challenge: What the code's redeemer must know the source of (RFC 7636), blank if nothing.
    """

    redirect_uri: str
    scope: str = ""
    state: str = attrs.field(default="", repr=False)
    nonce: str = attrs.field(default="", repr=False)
    code_challenge: str = attrs.field(default="", repr=False)

    def back(self, **values: str) -> str:
        """Return the address that takes *values*, and the state if one was sent, back to the app."""
        state = {"state": self.state} if self.state else {}
        return f"{self.redirect_uri}{'&' if '?' in self.redirect_uri else '?'}{urlencode({**values, **state})}"


def read_asked(pairs: Iterable[tuple[str, str]], *, classlink: ClassLink) -> Asked:
    """Read a sign-in from the parameters of its address.

    Raises:
        Unfit: It cannot go on.
    """
    sent = tuple(pairs)
    given = dict(sent)
    if len(given) != len(sent):
        raise Unfit("invalid_request", "A parameter is sent twice.")
    if given.get("client_id") != classlink.client_id:
        raise Unfit("unauthorized_client", "The client_id is not known here.")
    if given.get("redirect_uri") not in classlink.redirect_uris:
        raise Unfit("invalid_request", "The redirect_uri is not one that was registered, letter by letter.")
    names = [field.name for field in attrs.fields(Asked)]
    asked = Asked(**{name: given[name] for name in names if name in given})
    for code, description in _faults(given):
        raise Unfit(code, description, back=asked.back(error=code, error_description=description))
    return asked


def _faults(given: dict[str, str]) -> Iterator[tuple[str, str]]:
    if given.get("response_type") != "code":
        yield "unsupported_response_type", "Only response_type=code is served."
    if not given.get("scope") or not SCOPES.issuperset(given["scope"].split()):
        yield "invalid_scope", "The scope is some of: email, full, oneroster, openid, profile."
    if "code_challenge" in given and given.get("code_challenge_method") != "S256":
        yield "invalid_request", "Only code_challenge_method=S256 is served."
