"""A district's own Roster Server: where it is and what opens it (ONEROSTER 5.3)."""

from typing import Literal

import attrs

from oneroster_classlink.errors import NoDirectAccess
from oneroster_classlink.rest.auth import Kept, OAuth1
from oneroster_classlink.rest.classlink.applications import read_object
from oneroster_classlink.rest.classlink.district import text
from oneroster_classlink.wire.answer import Answer

_OK = "1"


@attrs.frozen(kw_only=True)
class Server(Kept):
    """The way to a district's own server. It is not pickled.

    Attributes:
        url: Its origin as ClassLink says it; not yet checked.
        key: The consumer key of OAuth 1.
        secret: The consumer secret.
    """

    url: str = attrs.field(repr=False)
    key: str = attrs.field(repr=False)
    secret: str = attrs.field(repr=False)

    def auth(self, *, method: Literal["HMAC-SHA256", "HMAC-SHA1"] = "HMAC-SHA256") -> OAuth1:
        """Return the credentials."""
        return OAuth1(key=self.key, secret=self.secret, method=method)


def read_server(answer: Answer, *, district: str) -> Server:
    """Read the answer to ``/applications/{id}/server``; *district* is the id.

    Raises:
        NoDirectAccess: It says that it failed, or the key or the secret is blank.
    """
    found = read_object(answer)
    given = found.get("server")
    if text(found.get("status")) != _OK or not isinstance(given, dict):
        # Its `message` is not repeated: nobody knows what it may hold.
        raise NoDirectAccess(district, "ClassLink answered with a failure")
    key, secret = text(given.get("client_id")), text(given.get("client_secret"))
    if not key or not secret:
        raise NoDirectAccess(district, "the client_secret is blank" if key else "the client_id is blank")
    return Server(url=text(given.get("endpoint_url")), key=key, secret=secret)
