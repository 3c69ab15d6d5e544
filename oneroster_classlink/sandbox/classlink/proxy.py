"""The proxy: OneRoster reads of one tenant, under its id and with its bearer (ONEROSTER 5.1, 5.5)."""

import re

import attrs

from oneroster_classlink.sandbox.access.credentials import same
from oneroster_classlink.sandbox.classlink.answers import bearer_of, denied, unauthorized
from oneroster_classlink.sandbox.classlink.application import Application
from oneroster_classlink.sandbox.classlink.classlink import ClassLink
from oneroster_classlink.sandbox.district import District
from oneroster_classlink.sandbox.exchange import Answer, Request, Version
from oneroster_classlink.sandbox.service import Service
from oneroster_classlink.sandbox.service.routes import version_of
from oneroster_classlink.sandbox.world import World

_PATH = re.compile(r"/(?!ims/)(?:proxy/v1p0/)?(.+?)(/ims/oneroster/.*)")
"""Both path forms. An id that was decoded may hold a slash: it is an unknown one, not another path."""


@attrs.frozen(kw_only=True)
class Proxy:
    """Answers ``/{oneroster_application_id}/ims/oneroster/…`` and the same under ``/proxy/v1p0``.

    Attributes:
        classlink: Whose data may be asked.
        world: What the sandbox's own district shares.
    """

    classlink: ClassLink
    world: World
    _nothing: Service = attrs.field(factory=lambda: Service(district=District(rows={})), init=False, repr=False)

    def __call__(self, request: Request, _now: float) -> Answer | None:
        """Answer *request*, or pass it on."""
        found = _PATH.fullmatch(request.path)
        if found is None:
            return None
        application = self.classlink.find(found[1], own_enabled=self.world.permissions.enabled)
        if application is None:
            return denied(404, "Not Found")
        if not same(bearer_of(request), application.bearer):
            return unauthorized()
        if not application.is_open:
            return denied(403, "The application is not enabled.")
        if version_of(found[2]) is Version.V12 and not self.classlink.serves_12:
            return denied(404, "Not Found")
        return self._passed_on(request, path=found[2], application=application)

    def _passed_on(self, request: Request, *, path: str, application: Application) -> Answer:
        # Read before the rows: a client that sees a revision too old begins again, with one too new it would not.
        revision = self.world.revision
        read = self.world.read if application.id == self.classlink.own.id else self._nothing.answer
        answer = read(attrs.evolve(request, target=path + request.target.removeprefix(request.path)))
        return attrs.evolve(answer, headers=_headers(answer, path=path, revision=revision))


def _headers(answer: Answer, *, path: str, revision: int) -> dict[str, str]:
    """Return the headers that were seen behind the proxy, all in lower case; ``Link`` was not (ONEROSTER 5.5)."""
    own = {name.lower(): value for name, value in answer.headers.items()}
    return {
        **{name: value for name, value in own.items() if name != "link"},
        "x-perm-rev": str(revision),
        "x-next-page-token": "",
        "x-obfuscated": "",
        "x-modified": "",
        "x-endpoint": path,
        "x-page-generation-time-ms": "9",
        "x-host-name": "undefined",
    }
