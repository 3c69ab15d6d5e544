"""Where a secret comes from: a file, standard input, the environment or a hidden prompt; never an option's value."""

import os
import sys
from pathlib import Path

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


def make_auth(
    *, key: str | None, method: str, token_url: str | None, scopes: tuple[str, ...], secret_file: str | None
) -> OAuth1 | Bearer | ClientCredentials:
    """Return the credentials: client credentials with a token URL, OAuth 1 with a key, else a bearer token.

    Raises:
        UsageError: There is no secret to be had, or no key where one is needed.
        SourceError: The secret's file cannot be read.
    """
    if token_url is not None:
        if key is None:
            raise UsageError("--token-url needs --key, the client id.")
        secret = read_secret(secret_file, variable=SECRET, what="Client secret")
        return ClientCredentials(token_url, key=key, secret=secret, scopes=scopes)
    if key is not None:
        secret = read_secret(secret_file, variable=SECRET, what="Secret")
        return OAuth1(key=key, secret=secret, method="HMAC-SHA1" if method == "HMAC-SHA1" else "HMAC-SHA256")
    return Bearer(read_secret(secret_file, variable=BEARER, what="Bearer token"))


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
