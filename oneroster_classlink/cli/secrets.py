"""The options for credentials; a secret comes from a file, standard input, the environment or a hidden prompt."""

import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import attrs
import click

from oneroster_classlink.errors import SourceError, UsageError
from oneroster_classlink.rest import Bearer, ClientCredentials, OAuth1

SECRET, BEARER = "ONEROSTER_SECRET", "ONEROSTER_BEARER"
"""Environment variables: the OAuth 1 or client secret, and the bearer token."""
_SCOPES = {
    "1.1": "https://purl.imsglobal.org/spec/or/v1p1/scope/",
    "1.2": "https://purl.imsglobal.org/spec/or/v1p2/scope/",
}
_SCOPE_NAMES = ("roster.readonly", "roster-demographics.readonly")


@attrs.frozen(kw_only=True)
class Credentials:
    """What the options for credentials say; no option takes a secret as its value.

    Attributes:
        key: The key of OAuth 1 or the client id.
        secret_file: Where the secret or bearer stands.
        token_url: Where client credentials get their token.
        scopes: The scopes to ask for.
        method: How OAuth 1 signs.
        version: OneRoster's version, as far as it was given.
    """

    key: str | None
    secret_file: str | None
    token_url: str | None
    scopes: tuple[str, ...]
    method: str
    version: str | None

    def make_auth(self) -> OAuth1 | Bearer | ClientCredentials:
        """Fetch the secret and return client credentials with a token URL, OAuth 1 with a key, else a bearer token.

        Raises:
            UsageError: There is no secret to be had, or no key where one is needed.
            SourceError: The secret's file cannot be read.
        """
        if self.token_url is not None:
            if self.key is None:
                raise UsageError("--token-url needs --key, the client id.")
            secret = read_secret(self.secret_file, variable=SECRET, what="Client secret")
            scopes = self.scopes or default_scopes(self.version)
            return ClientCredentials(self.token_url, key=self.key, secret=secret, scopes=scopes)
        if self.key is not None:
            secret = read_secret(self.secret_file, variable=SECRET, what="Secret")
            method: Literal["HMAC-SHA256", "HMAC-SHA1"] = "HMAC-SHA1" if self.method == "HMAC-SHA1" else "HMAC-SHA256"
            return OAuth1(key=self.key, secret=secret, method=method)
        return Bearer(read_secret(self.secret_file, variable=BEARER, what="Bearer token"))


_OPTIONS = (
    click.option("--key", help="The key of OAuth 1, or with --token-url the client id; without it a bearer is used."),
    click.option("--secret-file", metavar="PATH", help="Where the secret or bearer stands; - is standard input."),
    click.option("--token-url", help="Where OAuth 2 client credentials get their token."),
    click.option("--scope", "scopes", multiple=True, help="An OAuth 2 scope; may be given again."),
    click.option("--method", type=click.Choice(["HMAC-SHA256", "HMAC-SHA1"]), default="HMAC-SHA256", show_default=True),
    click.option(
        "--oneroster-version",
        "version",
        type=click.Choice(["1.1", "1.2"]),
        help="OneRoster's version; found out if not given.",
    ),
)


def takes_credentials(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give *command* the options for credentials; it gets them as its argument ``credentials``."""

    @functools.wraps(command)
    def taking(**given: Any) -> Any:
        said = {field.name: given.pop(field.name) for field in attrs.fields(Credentials)}
        return command(credentials=Credentials(**said), **given)

    return functools.reduce(lambda inner, option: option(inner), reversed(_OPTIONS), taking)


def default_scopes(version: str | None) -> tuple[str, ...]:
    """Return the scopes that reading a roster needs; OAuth 2 is 1.2's scheme, so its are the default."""
    return tuple(_SCOPES[version or "1.2"] + name for name in _SCOPE_NAMES)


def read_secret(secret_file: str | None, *, variable: str, what: str) -> str:
    """Return a secret from *secret_file* (``-`` is standard input), else from *variable*, else from a hidden prompt.

    Raises:
        UsageError: None of them has it.
        SourceError: The file cannot be read.
    """
    found = _from_file(secret_file) if secret_file is not None else os.environ.get(variable, "")
    if not found and secret_file is None and sys.stdin is not None and sys.stdin.isatty():
        found = click.prompt(what, hide_input=True, err=True)
    if not found.strip():
        raise UsageError(
            f"{what} is missing: set {variable}, or give --secret-file PATH (- for standard input), "
            "or answer the prompt in a terminal."
        )
    return found.strip()


def _from_file(path: str) -> str:
    if path == "-":
        return sys.stdin.readline() if sys.stdin is not None else ""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as failed:
        # Not the path: somebody may have given the secret itself.
        raise SourceError("--secret-file", f"the secret cannot be read ({type(failed).__name__}).") from None
