"""One server, spoken to in its version: from a read's path to its accepted answer, with patience."""

import logging
from collections.abc import Callable
from typing import TypeVar

import attrs

from oneroster_classlink.errors import AnswerError, NotOneRoster, UsageError
from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.rest.retry import Account, Budget, Retry, run
from oneroster_classlink.rest.transport import Transport
from oneroster_classlink.wire.address import Address
from oneroster_classlink.wire.answer import Answer, accept
from oneroster_classlink.wire.decode import Decoder
from oneroster_classlink.wire.endpoints import Endpoint, Service, Version
from oneroster_classlink.wire.query import encode

log = logging.getLogger("oneroster_classlink")

T = TypeVar("T")
_NO_SUCH_PATH = frozenset({400, 404, 405, 410, 501})
"""What servers answer where a version is not theirs."""


@attrs.frozen(kw_only=True)
class Target:
    """A read with its ids filled in.

    Attributes:
        endpoint: The read.
        path: Its path below the base path.
    """

    endpoint: Endpoint
    path: str

    @property
    def collection(self) -> str:
        """The collection whose records it gives."""
        return self.endpoint.collection


@attrs.define(kw_only=True)
class Connection:
    """A server that is spoken to.

    Attributes:
        address: Where it is.
        transport: What sends.
        retry: How patient to be.
        sleep: Waits for some seconds.
        account: What is used up of the caller's budget.
        version: Its version, once it is known.
    """

    address: Address
    transport: Transport
    retry: Retry
    sleep: Callable[[float], None] = attrs.field(repr=False)
    account: Account = attrs.field(factory=lambda: Account(budget=Budget()), repr=False)
    version: Version | None = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        if self.address.is_open:
            log.warning("names and credentials travel unencrypted to %s: use https", self.address.host)
        self.version = self.address.version

    def check(self, target: Target) -> None:
        """Find out the version, and that it has *target*.

        Raises:
            UsageError: The server's version has no such path.
            NotOneRoster: The server speaks neither version.
        """
        version = self.version = self.version or self._found_out()
        if version not in target.endpoint.versions:
            known = " and ".join(sorted(target.endpoint.versions))
            raise UsageError(f"{target.endpoint} is in OneRoster {known} only, and the server speaks {version}.")

    def send(self, target: Target, *, query: str = "") -> Answer:
        """Make one attempt to read *target* after it was checked.

        Raises:
            OneRosterError: There is no answer, or none that can be accepted.
        """
        version = self.version or Version.V1_1
        return self._get(target.path, service=target.endpoint.service, version=version, query=query)

    def repeat(self, attempt: Callable[[], T], *, path: str) -> tuple[T, int]:
        """Call *attempt* until it succeeds; return its result and how many attempts were repeated."""
        return run(attempt, retry=self.retry, sleep=self._sleep, path=path)

    def _sleep(self, seconds: float) -> None:
        self.account.wait(seconds)
        self.sleep(seconds)

    def _get(self, path: str, *, service: Service, version: Version, query: str) -> Answer:
        self.account.send()
        return accept(self.transport.get(self.address.url(path, service=service, version=version, query=query)))

    def _found_out(self) -> Version:
        for version in Version:
            if self._speaks(version):
                return version
        raise NotOneRoster(
            "/orgs",
            "it speaks neither OneRoster 1.1 nor 1.2 there; the base URL is what stands before '/ims/oneroster', "
            "with ClassLink's proxy the application's id too",
        )

    def _speaks(self, version: Version) -> bool:
        decoder = Decoder(collection=COLLECTIONS["orgs"])

        def attempt() -> None:
            answer = self._get("/orgs", service=Service.ROSTERING, version=version, query=encode({"limit": "1"}))
            decoder.page(answer.body, path=answer.path)

        try:
            self.repeat(attempt, path="/orgs")
        except NotOneRoster:
            return False
        except AnswerError as refused:
            if refused.status not in _NO_SUCH_PATH:
                raise
            return False
        return True
