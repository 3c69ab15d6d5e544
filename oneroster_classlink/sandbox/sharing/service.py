"""The reads of what is shared, and the refusals of what is not."""

import attrs

from oneroster_classlink.sandbox.exchange import Answer, Refused, Request
from oneroster_classlink.sandbox.service import Service
from oneroster_classlink.sandbox.service.routes import match
from oneroster_classlink.sandbox.sharing.permissions import Demographics, Permissions

_REFUSALS = {
    Demographics.FORBIDDEN: (403, "forbidden", "Demographics are not shared with this app."),
    Demographics.NOT_FOUND: (404, "unknownobject", "There is no such path."),
}


@attrs.define(kw_only=True)
class SharedService(Service):
    """Serves the reads of a district that was narrowed to *permissions*, and refuses the rest.

    Attributes:
        permissions: What is shared.
    """

    permissions: Permissions

    def answer(self, request: Request) -> Answer:
        """Answer *request*.

        Raises:
            Refused: 403, the app is not enabled; 403 or 404, demographics are not shared; what `Service` raises.
        """
        if not self.permissions.enabled:
            raise Refused(403, "forbidden", "The app was added, but it is not enabled.")
        refused = _REFUSALS.get(self.permissions.demographics)
        if refused is not None and match(request.path).route.collection == "demographics":
            raise Refused(*refused)
        return super().answer(request)
