"""The base URL of a OneRoster server, taken apart once."""

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.wire.endpoints import Service, Version, base_path

_KNOWN = re.compile(r"(?P<root>.*?)/ims/oneroster(?:/(?P<v11>v1p1)|/(?:rostering|gradebook|resources)/(?P<v12>v1p2))?")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""What may be http without a warning: as everybody writes it, and not all that `is_loopback` is."""
_EXAMPLE = "such as https://district.example or https://district.example/ims/oneroster/v1p1"


@attrs.frozen(kw_only=True)
class Address:
    """Where a OneRoster server is.

    Attributes:
        root: Scheme, host and path prefix, before ``/ims/oneroster``, without a slash at the end.
        host: The host.
        version: The version, where it is known.
    """

    root: str
    host: str
    version: Version | None = None

    @property
    def is_open(self) -> bool:
        """Whether what is sent there can be read on the way."""
        return self.root.startswith("http:") and self.host not in _LOOPBACK

    def url(self, path: str, *, service: Service, version: Version, query: str = "") -> str:
        """Return the URL of *path* below the base path of *service*."""
        return f"{self.root}{base_path(service, version=version)}{path}{'?' if query else ''}{query}"


def is_loopback(host: str) -> bool:
    """Tell whether *host* is this machine itself."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def parse_address(url: str, *, version: str | None = None) -> Address:
    """Take apart the base *url* of a server.

    Args:
        url: An origin, with any path prefix; it may already carry the base path of a version.
        version: ``1.1`` or ``1.2``; ``None`` means as *url* says, or not known yet.

    Raises:
        UsageError: It is no such URL. No message repeats it, for it may hold credentials.
    """
    parts = _split(url)
    root, found = _cut(parts.path.rstrip("/"))
    wanted = None if version is None else make_version(version)
    if found and wanted and found is not wanted:
        raise UsageError(f"The base URL speaks of OneRoster {found}, the version argument of {wanted}: leave one out.")
    if not parts.hostname:
        raise UsageError(f"The base URL has no host: give one {_EXAMPLE}.")
    return Address(root=f"{parts.scheme}://{parts.netloc}{root}", host=parts.hostname, version=wanted or found)


def make_version(version: str) -> Version:
    """Return the version that *version* names.

    Raises:
        UsageError: There is none.
    """
    try:
        return Version(version)
    except ValueError:
        raise UsageError("version must be '1.1' or '1.2'; leave it out to find it out.") from None


def _split(url: object) -> SplitResult:
    if not isinstance(url, str):
        raise UsageError(f"The base URL must be a string {_EXAMPLE}.")
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        raise UsageError(f"The base URL cannot be read: give one {_EXAMPLE}.") from None
    if parts.scheme not in {"http", "https"}:
        raise UsageError(f"The base URL must begin with https:// (or http://): give one {_EXAMPLE}.")
    if "@" in parts.netloc:
        raise UsageError("The base URL holds a user name or password: give credentials by auth=, never in the URL.")
    if parts.query or parts.fragment:
        raise UsageError(f"The base URL holds a query or a fragment: give one {_EXAMPLE}.")
    return parts


def _cut(path: str) -> tuple[str, Version | None]:
    """Return the prefix before ``/ims/oneroster`` and the version that stands after it."""
    if "/ims/oneroster" not in path:
        return path, None
    found = _KNOWN.fullmatch(path)
    if found is None:
        raise UsageError("The base URL reaches into OneRoster 1.1 or 1.2: end it before the collection, or earlier.")
    return found["root"], Version.V1_1 if found["v11"] else Version.V1_2 if found["v12"] else None
