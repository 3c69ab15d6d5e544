"""The partner's list of tenants, and the direct credentials of one (ONEROSTER 5.2 and 5.3)."""

import re

import attrs

from oneroster_classlink.sandbox.access import SandboxCredentials
from oneroster_classlink.sandbox.access.credentials import same
from oneroster_classlink.sandbox.classlink.answers import bearer_of, denied, shown, unauthorized
from oneroster_classlink.sandbox.classlink.application import Application
from oneroster_classlink.sandbox.classlink.classlink import ClassLink
from oneroster_classlink.sandbox.exchange import Answer, Request
from oneroster_classlink.sandbox.world import World

ROOT = "/applications"
DEFAULT_LIMIT = 100
"""Rows of a page when none are asked for; what ClassLink does then is not known."""
_SERVER = re.compile(rf"{ROOT}/(.+)/server")
_WHOLE = re.compile(r"[0-9]{1,9}")


@attrs.frozen(kw_only=True)
class Directory:
    """Answers ``/applications`` and ``/applications/{oneroster_application_id}/server``.

    Attributes:
        classlink: What is listed.
        world: Whose permissions say whether the own application is enabled.
        credentials: The direct credentials of the sandbox's own district.
    """

    classlink: ClassLink
    world: World
    credentials: SandboxCredentials

    def __call__(self, request: Request, _now: float) -> Answer | None:
        """Answer *request*, or pass it on."""
        if request.path != ROOT and not request.path.startswith(f"{ROOT}/"):
            return None
        if not same(bearer_of(request), self.classlink.partner_key):
            return unauthorized()
        if request.method not in {"GET", "HEAD"}:
            return denied(405, "Method Not Allowed", headers={"Allow": "GET, HEAD"})
        if request.path == ROOT:
            return self._listed(dict(request.parameters))
        found = _SERVER.fullmatch(request.path)
        application = self.classlink.find(found[1], own_enabled=self._enabled) if found else None
        return self._server(application, origin=request.origin) if application else denied(404, "Not Found")

    @property
    def _enabled(self) -> bool:
        return self.world.permissions.enabled

    def _listed(self, given: dict[str, str]) -> Answer:
        limit, offset = given.get("limit", str(DEFAULT_LIMIT)), given.get("offset", "0")
        if not (_WHOLE.fullmatch(limit) and _WHOLE.fullmatch(offset) and int(limit)):
            return denied(400, "limit and offset are whole numbers, and a page has a row at least.")
        page = self.classlink.listed(own_enabled=self._enabled)[int(offset) :][: int(limit)]
        return shown(applications=[application.as_row() for application in page])

    def _server(self, application: Application, *, origin: str) -> Answer:
        if not application.is_open:
            return denied(403, "The application is not enabled.")
        secret = self.credentials.secret if application.has_secret else ""
        server = {"client_id": self.credentials.key, "client_secret": secret, "endpoint_url": origin}
        return shown(server=server, message="")
