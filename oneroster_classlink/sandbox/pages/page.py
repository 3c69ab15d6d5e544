"""The door at ``/``: shows the page, and does what its forms ask."""

import secrets
from urllib.parse import parse_qsl, quote

import attrs

from oneroster_classlink.errors import MissingExtra, UsageError
from oneroster_classlink.sandbox.access import SandboxCredentials
from oneroster_classlink.sandbox.classlink import ClassLink
from oneroster_classlink.sandbox.exchange import Answer, Refused, Request
from oneroster_classlink.sandbox.pages.deeds import do
from oneroster_classlink.sandbox.pages.guard import why_not
from oneroster_classlink.sandbox.pages.html import render
from oneroster_classlink.sandbox.pages.sight import look
from oneroster_classlink.sandbox.world import World

PAGE_PATH = "/"
_SAFE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_HTML = {"Content-Type": "text/html; charset=utf-8", **_SAFE}
_TEXT = {"Content-Type": "text/plain; charset=utf-8", **_SAFE}


@attrs.frozen(kw_only=True)
class Page:
    """Shows a sandbox to a person.

    Attributes:
        world: What is shown and switched.
        credentials: What opens it; the page tells them, for they are made up.
        classlink: The partner's key, told too.
    """

    world: World
    credentials: SandboxCredentials
    classlink: ClassLink
    _token: str = attrs.field(factory=lambda: secrets.token_urlsafe(16), init=False, repr=False)

    def __call__(self, request: Request, _now: float) -> Answer | None:
        """Answer *request* if it is for the page.

        Raises:
            Refused: 405, the method is neither a read nor a form's.
        """
        if request.path != PAGE_PATH:
            return None
        if request.method not in {"GET", "HEAD", "POST"}:
            raise Refused(405, "unsupportedoperation", "The page is read or posted to.", headers={"Allow": "GET, POST"})
        form = dict(parse_qsl(request.body.decode(errors="replace"), keep_blank_values=True))
        problem = why_not(request, form=form, token=self._token)
        if problem:
            return Answer(status=403, body=problem.encode(), headers=_TEXT)
        return self._done(request, form=form) if request.method == "POST" else self._shown(request)

    def _done(self, request: Request, *, form: dict[str, str]) -> Answer:
        try:
            do(form, world=self.world)
        except UsageError as wrong:
            return self._shown(request, problem=str(wrong))
        # The browser asks for the page anew, at the same switch, so that reloading it does nothing twice.
        place = quote(form.get("at", ""), safe="")
        return Answer(status=303, body=b"", headers={"Location": f"{PAGE_PATH}#{place}", **_TEXT})

    def _shown(self, request: Request, *, problem: str = "") -> Answer:
        seen = look(self.world, origin=request.origin, credentials=self.credentials, classlink=self.classlink)
        try:
            body = render(seen, token=self._token, problem=problem)
        except MissingExtra as missing:
            return Answer(status=501, body=str(missing).encode(), headers=_TEXT)
        return Answer(status=400 if problem else 200, body=body, headers=_HTML)
