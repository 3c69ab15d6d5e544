"""Where credentials may go: over https to a public host, or to one that the caller names."""

import re
import socket
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TypeAlias
from urllib.parse import SplitResult, urlsplit

from oneroster_classlink.errors import UnsafeAddress, UsageError
from oneroster_classlink.wire.address import parse_address

Resolve: TypeAlias = Callable[[str], Iterable[str]]
BASE = "/ims/oneroster"
_HOST = re.compile(r"[a-z0-9_.-]{1,253}")
_NO_WAY = "Have the district mend its address in ClassLink, or use the proxy, `classlink.client`."
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_INSIDE = frozenset(
    {"corp", "home", "internal", "intranet", "invalid", "lan", "local", "localdomain", "localhost", "private"}
)
"""Last labels that name nothing on the public internet (RFC 6761, RFC 6762, ICANN's ``internal``, and habits)."""
_NAT64 = ip_network("64:ff9b::/96")
_UNICAST = ip_network("2000::/3")
"""All of IPv6 that is given out for the public internet (RFC 4291; IANA)."""
_SPECIAL = tuple(
    map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20"))
)
"""What is set apart for protocols and examples (RFC 6890, RFC 9637), which not every Python knows."""


def resolved(host: str) -> tuple[str, ...]:
    """Return the addresses that the system knows for *host*; none if it knows none, for then nothing is sent."""
    try:
        return tuple(str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))
    except (OSError, UnicodeError):
        return ()


def check_given(url: str, *, what: str) -> str:
    """Return the root of a *url* that the caller gave: https, or http on loopback.

    Raises:
        UsageError: It is no such URL.
    """
    address = parse_address(url)
    if address.is_open:
        raise UsageError(f"{what} must begin with https://: credentials go there. http:// is for 127.0.0.1 alone.")
    return address.root


def check_endpoint(url: object, *, allow: Collection[str], resolve: Resolve) -> str:
    """Return the root of a *url* that an answer named, if credentials may go there.

    Its host is judged as it is written, and by every address that *resolve* gives for its name; a name without one is
    refused, for what a proxy would make of it cannot be seen. What a name means may change until it is used; then the
    host's TLS certificate is what protects.

    What stands after the root, such as the base path of a version, is cut off.

    Args:
        url: The URL.
        allow: Hosts that may be reached by http too and may be private, as they are written in the URL.
        resolve: Gives the addresses of a name.

    Raises:
        UnsafeAddress: Credentials may not go there.
    """
    parts = _split(url)
    host = (parts.hostname or "") if parts else ""
    if parts is None or not _is_host(host, bracketed="[" in parts.netloc):
        raise UnsafeAddress("", "it is no URL of a host", advice=_NO_WAY)
    if problem := _odd(parts):
        raise UnsafeAddress(host, problem, advice=_NO_WAY)
    if problem := "" if host in allow else _open(parts) or _private(host, resolve=resolve):
        raise UnsafeAddress(host, problem)
    return f"{parts.scheme}://{parts.netloc}{parts.path.partition(BASE)[0].rstrip('/')}"


def _is_host(host: str, *, bracketed: bool) -> bool:
    if bracketed:
        with suppress(ValueError):
            return isinstance(ip_address(host), IPv6Address) and "%" not in host
        return False
    return _HOST.fullmatch(host) is not None and all(host.removesuffix(".").split("."))


def _split(url: object) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip()) if isinstance(url, str) else None
        _ = parts and parts.port
    except ValueError:
        return None
    return parts


def _odd(parts: SplitResult) -> str:
    """Say what no URL of a server may hold, allowed or not."""
    if parts.scheme not in {"http", "https"}:
        return "it is no http or https URL"
    if "@" in parts.netloc:
        return "it holds a user name or password"
    return "it holds a query or a fragment" if parts.query or parts.fragment else ""


def _open(parts: SplitResult) -> str:
    return "" if parts.scheme == "https" else "it is http, so everybody on the way could read them"


def _private(host: str, *, resolve: Resolve) -> str:
    labels = host.rstrip(".").split(".")
    if ":" in host or _NUMBER.fullmatch(labels[-1]):
        return "" if _is_public(host) else "it is no public address"
    if len(labels) == 1 or labels[-1] in _INSIDE or labels[-2:] == ["home", "arpa"]:
        return "it names a host of a private network"
    found = tuple(resolve(host))
    if not found:
        return "its name leads to no address"
    return "" if all(map(_is_public, found)) else "its name leads to an address that is not public"


def _is_public(text: str) -> bool:
    """Tell whether *text* is a public address; numbers that only some programs read as one are none."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    meant = _meant(address)
    if isinstance(meant, IPv6Address) and meant not in _UNICAST:
        return False
    return meant.is_global and not meant.is_multicast and not any(meant in each for each in _SPECIAL)


def _meant(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 *address* stands for, if it does."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or address
