"""Whether a request comes from a person at the page, and not from another site in the same browser."""

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

from oneroster_classlink.sandbox.access.credentials import same
from oneroster_classlink.sandbox.exchange import Request


def why_not(request: Request, *, form: Mapping[str, str], token: str) -> str:
    """Return why *request* may not see or use the page, as a sentence; blank if it may.

    A name that another site let point to this machine would count as that site's own origin, so the page is at
    addresses and ``localhost`` only.
    """
    if not _is_address(_host(request.origin)):
        return "This page is at an address only, such as http://127.0.0.1 or http://localhost with the sandbox's port."
    if request.method != "POST":
        return ""
    if request.headers.get("origin") != request.origin:
        return "The form does not come from this page: open the page and use its own switches."
    if not same(form.get("token", ""), token):
        return "The form comes from an earlier sandbox: open the page anew and switch again."
    return ""


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).hostname or ""
    except ValueError:  # a bracket that is not closed
        return ""


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return True
