"""Sends the small requests of a preflight, counts them, and never raises because one of them failed."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import attrs

from oneroster_classlink.checkup.evidence import Look
from oneroster_classlink.errors import AnswerError, Forbidden, NotOneRoster, OneRosterError, Unauthorized
from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.rest.connection import Connection, Target
from oneroster_classlink.rest.transport import Transport
from oneroster_classlink.wire.answer import Answer, accept
from oneroster_classlink.wire.decode import Decoder, decode_single
from oneroster_classlink.wire.decode.body import raw_rows
from oneroster_classlink.wire.endpoints import Version, find
from oneroster_classlink.wire.query import DEFAULT_SORT, encode

SAMPLE = 100
"""Rows of a sample; also OneRoster's default page."""
HEADERS = ("x-total-count", "x-count", "x-returned-count", "link", "x-perm-rev")
"""The headers that a fingerprint knows."""
MOST_ATTEMPTS = 3
"""Attempts of one request: a look that fails is evidence, too."""
_REFUSED = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY})
_REPEATED = frozenset({HTTPStatus.TOO_MANY_REQUESTS})


@attrs.define(kw_only=True)
class Counted(Transport):
    """A transport that counts what it sends.

    Attributes:
        requests: How many reads were sent.
    """

    requests: int = 0

    def get(self, url: str) -> Answer:
        """Send one GET."""
        self.requests += 1
        return Transport.get(self, url)


@attrs.define(kw_only=True)
class Prober:
    """Looks at one server.

    Attributes:
        connection: The server, over the transport that counts.
        transport: The transport that counts.
        sorts: Whether the server takes the sort; without it, samples come in its own order.
    """

    connection: Connection
    transport: Counted
    sorts: bool = True

    @classmethod
    def of(cls, connection: Connection) -> "Prober":
        """Make the prober of a client's *connection*, which stays as it is."""
        given = connection.transport
        counted = Counted(session=given.session, auth=given.auth, timeout=given.timeout)
        retry = attrs.evolve(connection.retry, attempts=min(connection.retry.attempts, MOST_ATTEMPTS))
        own = Connection(address=connection.address, transport=counted, retry=retry, sleep=connection.sleep)
        own.version = connection.version
        return cls(connection=own, transport=counted)

    @property
    def version(self) -> Version:
        """The version that is spoken, 1.1 as long as it is not known."""
        return self.connection.version or Version.V1_1

    def refusal(self) -> int | None:
        """Begin to speak, and return the status by which the server refuses everything, or ``None``.

        Raises:
            OneRosterError: The server gives no answer, or is no OneRoster server.
        """
        orgs = Target(endpoint=find("orgs"), path="/orgs")
        try:
            if self.connection.version is None:
                self.connection.check(orgs)
            else:
                self.connection.repeat(lambda: self._begin(orgs), path=orgs.path)
        except Unauthorized as refused:
            return refused.status
        except Forbidden as refused:
            return None if self.look("users", limit=1).answered else refused.status
        return None

    def _begin(self, orgs: Target) -> None:
        answer = self.connection.send(orgs, query=encode({"limit": "1"}))
        raw_rows(answer.body, collection=COLLECTIONS[orgs.collection], path=answer.path)

    def look(
        self,
        name: str,
        *,
        filter: str | None = None,  # noqa: A002 - OneRoster's own word
        wanted: Callable[[Any], bool] = bool,
        limit: int | None = SAMPLE,
        offset: int = 0,
        order: str = "asc",
        fields: str | None = None,
        **ids: str,
    ) -> Look:
        """Read one page.

        Args:
            name: What is read, as the client calls it: ``classes``.
            filter: The filter.
            wanted: Whether a record is as the filter asks.
            limit: Rows to ask for; ``None`` leaves it to the server.
            offset: Rows before them.
            order: ``asc`` or ``desc``.
            fields: The fields to ask for; the rows are then counted and not read.
            **ids: The ids in the path.
        """
        endpoint = find(name, given=ids)
        target = Target(endpoint=endpoint, path=endpoint.fill(ids))
        asked = {"limit": limit and str(limit), "offset": offset and str(offset), "filter": filter, "fields": fields}
        answer = self._sorted(target, {name: value or None for name, value in asked.items()}, order=order)
        if answer is None or answer.status // 100 != HTTPStatus.OK // 100:
            return Look(status=None if answer is None else answer.status)
        try:
            received, rows = _rows(answer, collection=target.collection, counted=fields is not None)
        except NotOneRoster:
            return Look()
        total = _total(answer, received=received, offset=offset)
        return Look(
            status=answer.status,
            rows=rows,
            received=received,
            total=total,
            whole=not offset and (received < (limit or SAMPLE) if total is None else received == total),
            honoured=all(map(wanted, rows)),
            headers=frozenset(HEADERS).intersection(answer.headers),
        )

    def _sorted(self, target: Target, asked: dict[str, str | None], *, order: str) -> Answer | None:
        """Ask in the order of ids; a server that refuses that, and nothing else, is asked without from then on."""
        sort = {"sort": DEFAULT_SORT, "orderBy": order} if self.sorts else {}
        answer = self.ask(target, query=encode({**asked, **sort}))
        if answer is None or answer.status not in _REFUSED or not sort or asked["filter"] or asked["fields"]:
            return answer
        answer = self.ask(target, query=encode(asked))
        self.sorts = answer is None or answer.status in _REFUSED
        return answer

    def one(self, name: str, sourced_id: str) -> Any:
        """Read the one record at *name*, or return ``None`` where there is none to be read."""
        endpoint = find(name, given=("sourced_id",))
        answer = self.ask(Target(endpoint=endpoint, path=endpoint.fill({"sourced_id": sourced_id})))
        return answer and _single(answer, collection=endpoint.collection)

    def ask(self, target: Target, *, query: str = "") -> Answer | None:
        """Read *target*, patiently; whatever its status, the answer comes back, ``None`` if none came."""

        def attempt() -> Answer:
            url = self.connection.address.url(
                target.path, service=target.endpoint.service, version=self.version, query=query
            )
            answer = self.transport.get(url)
            passing = answer.status in _REPEATED or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR
            return accept(answer) if passing else answer

        try:
            return self.connection.repeat(attempt, path=target.path)[0]
        except AnswerError as failed:
            return Answer(status=failed.status, path=failed.path, headers={}, body=b"")
        except OneRosterError:
            return None


def _rows(answer: Answer, *, collection: str, counted: bool) -> tuple[int, tuple[Any, ...]]:
    """Return how many rows came, and the readable ones as records unless they are only *counted*."""
    known = COLLECTIONS[collection]
    if counted:
        return len(raw_rows(answer.body, collection=known, path=answer.path)), ()
    decoder = Decoder(collection=known)
    page = decoder.page(answer.body, path=answer.path)
    return page.received, tuple(decoder.records(page.structs))


def _total(answer: Answer, *, received: int, offset: int) -> int | None:
    """Return the server's count as far as the rows that came do not disprove it."""
    if not received and not offset:
        return 0
    return answer.total if answer.total is not None and answer.total >= received + offset else None


def _single(answer: Answer, *, collection: str) -> Any:
    if answer.status // 100 != HTTPStatus.OK // 100:
        return None
    try:
        return decode_single(answer.body, decoder=Decoder(collection=COLLECTIONS[collection]), path=answer.path)
    except NotOneRoster:
        return None
