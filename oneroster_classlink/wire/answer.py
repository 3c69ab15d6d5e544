"""An answer as it came over the wire: its status, what its headers say, and its body, inflated."""

import re
import zlib
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

import attrs

from oneroster_classlink.errors import BrokenBody, Forbidden, NotOneRoster, Throttled, error_for
from oneroster_classlink.wire.payload import minor_code

MOST_BYTES = 512 * 2**20
_GZIP = b"\x1f\x8b"
_GZIP_WINDOW = 31
_MOST_MEMBERS = 100
_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_STATUS_OK = 200
_STATUS_BEYOND_OK = 300


@attrs.frozen(kw_only=True)
class Answer:
    """An answer.

    Attributes:
        status: The HTTP status.
        path: The path that was asked, without its query.
        headers: The headers, by lower-case name.
        body: The whole body, inflated.
        seconds: How long it took.
    """

    status: int
    path: str
    headers: Mapping[str, str] = attrs.field(repr=False)
    body: bytes = attrs.field(repr=False)
    seconds: float = 0.0

    @property
    def total(self) -> int | None:
        """The server's count of the collection (``X-Total-Count``). ``x-count`` counts one page and is not read."""
        said = self.headers.get("x-total-count", "").strip()
        return int(said) if said.isdecimal() and said.isascii() else None

    @property
    def revision(self) -> str | None:
        """ClassLink's revision mark (``x-perm-rev``)."""
        return self.headers.get("x-perm-rev") or None

    @property
    def retry_after(self) -> float | None:
        """Seconds that the server asks to wait; a date is measured against the server's own ``Date``."""
        said = self.headers.get("retry-after", "").strip()
        if _SECONDS.fullmatch(said):
            return float(said)
        return _seconds_between(self.headers.get("date", ""), said)


def accept(answer: Answer) -> Answer:
    """Return *answer* if its status is 2xx.

    Raises:
        AnswerError: It is not; the class says which family, the fields what the server said.
    """
    if _STATUS_OK <= answer.status < _STATUS_BEYOND_OK:
        return answer
    error = error_for(answer.status)
    if error is Forbidden and answer.retry_after is not None:
        error = Throttled
    raise error(answer.status, answer.path, code=minor_code(answer.body), retry_after=answer.retry_after)


def inflate(body: bytes, *, path: str, most: int = MOST_BYTES) -> bytes:
    """Return *body* inflated if it begins as gzip does, whatever its headers say.

    Raises:
        BrokenBody: It is cut off or garbled.
        NotOneRoster: It inflates beyond *most* bytes, or consists of too many parts.
    """
    parts: list[bytes] = []
    left = most
    while body.startswith(_GZIP):
        if len(parts) >= _MOST_MEMBERS:
            raise NotOneRoster(path, "the body consists of too many gzip parts")
        part, body = _member(body, path=path, most=left)
        parts.append(part)
        left -= len(part)
    return b"".join(parts) if parts else body


def _member(body: bytes, *, path: str, most: int) -> tuple[bytes, bytes]:
    """Inflate one gzip member; return it and what follows it."""
    engine = zlib.decompressobj(_GZIP_WINDOW)
    try:
        part = engine.decompress(body, most + 1)
    except zlib.error:
        raise BrokenBody(path, "the body is garbled gzip") from None
    if len(part) > most:
        raise NotOneRoster(path, "the body inflates beyond every sensible size")
    if not engine.eof:
        raise BrokenBody(path, "the body is cut off gzip")
    return part, engine.unused_data


def _seconds_between(earlier: str, later: str) -> float | None:
    try:
        return max(0.0, (parsedate_to_datetime(later) - parsedate_to_datetime(earlier)).total_seconds())
    except (ValueError, TypeError):
        return None
