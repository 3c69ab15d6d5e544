"""Where the document is read: at ``/openapi.json``, and by 1.2's service discovery."""

from functools import cache

import msgspec

from oneroster_classlink.sandbox.exchange import Answer, Request
from oneroster_classlink.sandbox.openapi.document import openapi_document

OPENAPI_PATH = "/openapi.json"
_DISCOVERY = frozenset(
    f"/ims/oneroster/{service}/v1p2/discovery/{name}"
    for service, spoken in (("rostering", "rosters"), ("gradebook", "gradebook"), ("resources", "resources"))
    for name in (
        f"onerosterv1p2{spoken}service_openapi3_v1p0.json",
        f"imsorv1p2_{service}_openapi3_v1p0.json",
    )
)
"""The two conventions of names (ONEROSTER 1.2); the second is attested for rostering alone."""


def openapi_door(request: Request, _now: float) -> Answer | None:
    """Answer a request for the document, or pass it on. Nobody needs credentials for it."""
    if request.path != OPENAPI_PATH and request.path not in _DISCOVERY:
        return None
    if request.method not in {"GET", "HEAD"}:
        return Answer(status=405, body=b"{}", headers={"Allow": "GET, HEAD"})
    return Answer(body=_encoded())


@cache
def _encoded() -> bytes:
    return msgspec.json.encode(openapi_document())
