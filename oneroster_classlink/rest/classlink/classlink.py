"""A partner at ClassLink: the districts that share with it, and a client for each."""

import re
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Literal, Self, TypeVar

from oneroster_classlink.errors import (
    DistrictNotShared,
    Forbidden,
    NotAnAdministrator,
    PartnerRefused,
    Unauthorized,
    UsageError,
)
from oneroster_classlink.rest.auth import Bearer
from oneroster_classlink.rest.classlink.applications import PATH, read_rows, walk
from oneroster_classlink.rest.classlink.bearer import DistrictBearer
from oneroster_classlink.rest.classlink.district import District
from oneroster_classlink.rest.classlink.hosts import Resolve, check_endpoint, check_given, resolved
from oneroster_classlink.rest.classlink.server import Server, read_server
from oneroster_classlink.rest.classlink.signed_in import SignedIn
from oneroster_classlink.rest.client import TIMEOUT, Client
from oneroster_classlink.rest.retry import Retry, run
from oneroster_classlink.rest.transport import Session, make_transport
from oneroster_classlink.wire.answer import Answer, accept
from oneroster_classlink.wire.query import encode

T = TypeVar("T")
HOST = "https://oneroster-proxy.classlink.io"
NEWER_HOST = "https://oneroster-proxy.apis.classlink.com"
PAGE_SIZE = 1_000
SMALLEST_PAGE = 2
"""A page begins with the last row of the one before (`walk`)."""
LARGEST_PAGE = 10_000
_WIDTH = 4
_SHOWN = re.compile(r"[\w.~%+=-]{1,60}", re.ASCII)
_PREFIXES = {"short": "", "long": "/proxy/v1p0"}


class ClassLink:
    """What ClassLink gives a partner.

    Clients made by it use its *session*, *timeout*, *retry* and *sleep* unless they are given their own.

    Args:
        partner_key: The key of the partner's account; it opens the list of applications and goes nowhere else.
        host: The proxy: `HOST`, `NEWER_HOST`, or another by https.
        path_form: ``short`` for ``{host}/{id}/ims/…``, ``long`` for ``{host}/proxy/v1p0/{id}/ims/…``.
        allow_hosts: Hosts to which `direct_client` may go although they are private or open, such as ``127.0.0.1``.
        resolve: Gives the addresses of a name; by default the system's.
        page_size: Rows of the list of applications to ask for at once, from 2 to 10,000.
        session: Sends the requests; by default one of its own. The caller closes it.
        timeout: Seconds to connect, and seconds to wait for the next bytes; one number is both.
        retry: How patient to be.
        sleep: Waits for some seconds between attempts.

    Raises:
        UsageError: An argument cannot be meant.
    """

    def __init__(  # noqa: PLR0913 - every knob, by keyword
        self,
        partner_key: str,
        *,
        host: str = HOST,
        path_form: Literal["short", "long"] = "short",
        allow_hosts: Collection[str] = (),
        resolve: Resolve = resolved,
        page_size: int = PAGE_SIZE,
        session: Session | None = None,
        timeout: tuple[float, float] | float = TIMEOUT,
        retry: Retry | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if path_form not in _PREFIXES:
            raise UsageError(f"path_form must be one of {', '.join(_PREFIXES)}.")
        if type(page_size) is not int or not SMALLEST_PAGE <= page_size <= LARGEST_PAGE:
            raise UsageError(f"page_size must be a whole number from {SMALLEST_PAGE} to {LARGEST_PAGE:,}.")
        if not (retry is None or isinstance(retry, Retry)) or not callable(sleep) or not callable(resolve):
            raise UsageError("retry must be a Retry(...) or None; sleep and resolve must be callable.")
        self._root = check_given(host, what="host")
        self._prefix = _PREFIXES[path_form]
        self._allow = _hosts(allow_hosts)
        self._resolve = resolve
        self._page_size = page_size
        self._retry = retry or Retry()
        self._options = {"session": session, "timeout": timeout, "retry": self._retry, "sleep": sleep}
        self._sleep = sleep
        self._transport = make_transport(auth=Bearer(partner_key), session=session, timeout=timeout, width=_WIDTH)

    def __repr__(self) -> str:
        """Show the host, never a credential."""
        return f"ClassLink({self._root})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, unless they are of a session that was given."""
        if self._options["session"] is None:
            self._transport.session.close()

    def districts(self) -> Iterator[District]:
        """Yield every district that has added the app, active or not. A row that names none is left out and logged.

        Raises:
            PartnerRefused: The partner key is refused.
            IncompletePull: The list cannot be read to its end.
            OneRosterError: There is no answer, or none that can be accepted.
        """
        return walk(self._page, limit=self._page_size)

    def district(self, *, tenant_id: str | int | None = None, application_id: str | None = None) -> District:
        """Return one district, by its tenant's id or by its ``oneroster_application_id``.

        Of several that one tenant has, the one that is active is meant.

        Raises:
            UsageError: Not one of the two ids is given, or the tenant has several applications that are active.
            DistrictNotShared: It is not in the list.
            OneRosterError: The list cannot be read.
        """
        if (tenant_id is None) == (application_id is None):
            raise UsageError("Give tenant_id or application_id.")
        wanted = str(application_id if tenant_id is None else tenant_id)
        found = [each for each in self.districts() if wanted == _id(each, by_tenant=tenant_id is not None)]
        chosen = [each for each in found if each.is_active] or found
        if not chosen:
            raise DistrictNotShared(_shown(wanted), "it is not in the list of applications")
        if len(chosen) > 1:
            raise UsageError("The tenant has several active applications: choose one by application_id.")
        return chosen[0]

    def district_of(self, signed_in: SignedIn) -> District:
        """Return the district of an administrator who signed in, to connect it.

        Raises:
            NotAnAdministrator: It is somebody else.
            DistrictNotShared: Their tenant has not added the app.
            OneRosterError: The list cannot be read.
        """
        if not signed_in.is_administrator:
            raise NotAnAdministrator(signed_in.role)
        return self.district(tenant_id=signed_in.tenant_id)

    def client(self, district: District, **options: Any) -> Client:
        """Return a client that reads *district* through the proxy, as OneRoster 1.1 unless told otherwise.

        A bearer that is refused is looked up once in the list of applications, and the request repeated if it changed.

        Args:
            district: The district.
            options: What `Client` takes beside the URL and the credentials.

        Raises:
            DistrictNotShared: It is not active, or has no bearer.
            UsageError: An option cannot be meant.
        """
        id_ = district.oneroster_application_id
        # The id is percent-encoded already: encoded again it is unknown (ONEROSTER 5.2).
        path = f"{self._prefix}/{id_}"
        auth = DistrictBearer(_bearer(district), path=path, look_up=lambda: _bearer(self.district(application_id=id_)))
        return Client(f"{self._root}{path}", auth=auth, **self._with(options))

    def direct_client(
        self, district: District, *, method: Literal["HMAC-SHA256", "HMAC-SHA1"] = "HMAC-SHA256", **options: Any
    ) -> Client:
        """Return a client that reads *district* from its own server, signed by OAuth 1, as OneRoster 1.1 by default.

        Args:
            district: The district.
            method: How to sign.
            options: What `Client` takes beside the URL and the credentials.

        Raises:
            DistrictNotShared: It is not active.
            NoDirectAccess: ClassLink gives out no credentials for its server.
            UnsafeAddress: The server that ClassLink names is not one to send credentials to.
            OneRosterError: ClassLink gives no answer, or none that can be accepted.
        """
        server = self.server(district)
        url = check_endpoint(server.url, allow=self._allow, resolve=self._resolve)
        return Client(url, auth=server.auth(method=method), **self._with(options))

    def server(self, district: District) -> Server:
        """Return the credentials for the own server of *district*, and its address, unchecked.

        Raises:
            DistrictNotShared: It is not active.
            NoDirectAccess: ClassLink gives out no credentials for its server.
            OneRosterError: ClassLink gives no answer, or none that can be accepted.
        """
        _check_open(district)
        id_ = district.oneroster_application_id
        return self._ask(f"{PATH}/{id_}/server", read=lambda answer: read_server(answer, district=id_))

    def _page(self, offset: int, limit: int) -> list[Any]:
        query = encode({"limit": str(limit), "offset": str(offset)})
        return self._ask(PATH, query=f"?{query}", read=read_rows)

    def _ask(self, path: str, *, read: Callable[[Answer], T], query: str = "") -> T:
        url = f"{self._root}{path}{query}"
        try:
            return run(lambda: read(accept(self._transport.get(url))), retry=self._retry, sleep=self._sleep, path=path)[
                0
            ]
        except (Unauthorized, Forbidden) as refused:
            # Who may not see the list is refused as a partner; a 403 below it is about one district.
            if refused.transient or (isinstance(refused, Forbidden) and path != PATH):
                raise
            raise PartnerRefused(refused.status, path, code=refused.code) from None

    def _with(self, options: dict[str, Any]) -> dict[str, Any]:
        return {"version": "1.1", **self._options, **options}


def _check_open(district: District) -> None:
    if not district.is_active:
        id_ = _shown(district.tenant_id)
        if not district.enabled:
            raise DistrictNotShared(id_, "the app is not enabled")
        raise DistrictNotShared(
            id_, "its ClassLink account is not active", advice="It has to settle this with ClassLink."
        )


def _bearer(district: District) -> str:
    _check_open(district)
    if not district.bearer:
        problem = "no bearer is given out for it"
        raise DistrictNotShared(_shown(district.tenant_id), problem, advice="See in the Partner Portal what it says.")
    return district.bearer


def _id(district: District, *, by_tenant: bool) -> str:
    return district.tenant_id if by_tenant else district.oneroster_application_id


def _shown(id_: str) -> str:
    """Return *id_* as a sentence may hold it: one from a caller could be anything."""
    return id_ if _SHOWN.fullmatch(id_) else "asked for"


def _hosts(names: Any) -> frozenset[str]:
    found = tuple(names) if isinstance(names, Iterable) and not isinstance(names, str) else (None,)
    if not all(isinstance(name, str) for name in found):
        raise UsageError("allow_hosts must be a list of host names.")
    return frozenset(str(name).lower().strip("[]") for name in found)
