"""A plain and quick OneRoster server for measuring, in a process of its own.

The path says how it behaves: ``/gzip/100/ims/oneroster/v1p1/users`` answers gzip, 100 ms after the request came;
``/plain/0/...`` answers at once. Rows are encoded once, pages are put together once and kept. A wait holds up no other
request.
"""

import argparse
import asyncio
import sys
import zlib
from functools import cache, partial
from urllib.parse import parse_qs, urlsplit

from speed.district import Size, encoded

END = b"\r\n\r\n"
GZIP_WINDOW = 31
FIRST_PAGE = {"limit": ["100"], "offset": ["0"]}
COLLECTIONS = ("orgs", "academicSessions", "courses", "classes", "users", "enrollments", "demographics")


class Pages:
    """The rows of a district, and every page that was asked for."""

    def __init__(self, size: Size) -> None:
        self._rows = {name: [] if name == "demographics" else encoded(name, size) for name in COLLECTIONS}

    @cache  # noqa: B019 - one a process
    def page(self, collection: str, coding: str, offset: int, limit: int) -> bytes:
        """Return a whole answer: status, headers and body."""
        rows = self._rows[collection]
        part = rows[offset : offset + limit]
        body = b'{"%s":[%s]}' % (collection.encode(), b",".join(part))
        counts = [f"X-Total-Count: {len(rows)}", f"X-Count: {len(part)}"]
        return _answer(_zipped(body), "Content-Encoding: gzip", *counts) if coding == "gzip" else _answer(body, *counts)


def _zipped(body: bytes) -> bytes:
    engine = zlib.compressobj(6, zlib.DEFLATED, GZIP_WINDOW)
    return engine.compress(body) + engine.flush()


def _answer(body: bytes, *headers: str) -> bytes:
    lines = ["HTTP/1.1 200 OK", "Content-Type: application/json", *headers, f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + END + body


class Connection(asyncio.Protocol):
    """One connection, kept alive: a request at a time, as clients send them."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep where to answer."""
        self._out: asyncio.Transport = transport  # type: ignore[assignment] # TCP gives a Transport

    def data_received(self, data: bytes) -> None:
        """Answer each whole request when its wait is over."""
        self._read += data
        while END in self._read:
            head, _, self._read = self._read.partition(END)
            coding, wait, page = _asked(head.split(b" ", 2)[1].decode())
            collection, offset, limit = page
            answer = self._pages.page(collection, coding, offset, limit)
            asyncio.get_running_loop().call_later(wait, self._out.write, answer)


@cache
def _asked(target: str) -> tuple[str, float, tuple[str, int, int]]:
    """Return the coding, the seconds to wait, and which page of which collection a request asks for."""
    parts = urlsplit(target)
    coding, wait, *_, collection = parts.path.strip("/").split("/")
    query = FIRST_PAGE | parse_qs(parts.query)
    return coding, int(wait) / 1000, (collection, int(query["offset"][0]), int(query["limit"][0]))


async def serve(size: Size) -> None:
    """Serve until the standard input ends; say the port first."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(partial(Connection, Pages(size)), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)


def main() -> None:
    """Serve a district of the size that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=50_000)
    parser.add_argument("--enrollments", type=int, default=200_000)
    given = parser.parse_args()
    asyncio.run(serve(Size(users=given.users, enrollments=given.enrollments)))


if __name__ == "__main__":
    main()
