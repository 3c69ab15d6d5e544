"""The made-up credentials that a sandbox accepts."""

import hmac

import attrs


@attrs.frozen(kw_only=True)
class SandboxCredentials:
    """What opens a sandbox; every value is made up.

    Attributes:
        key: The OAuth 1 consumer key, also the client id for tokens.
        secret: The secret that goes with it.
        bearer: A bearer token that does not expire.
        token_url: Where client credentials are exchanged for a token; filled in by the sandbox.
    """

    key: str = attrs.field(default="sandbox-key", repr=False)
    secret: str = attrs.field(default="sandbox-secret", repr=False)
    bearer: str = attrs.field(default="sandbox-bearer", repr=False)
    token_url: str = ""


def same(given: str, expected: str) -> bool:
    """Tell whether two secrets are equal, in a time that does not depend on where they differ."""
    return hmac.compare_digest(given.encode(), expected.encode())
