"""The faults that are switched on, applied around an answer."""

from collections.abc import Callable

import attrs

from oneroster_classlink.sandbox.exchange import Answer, Request


@attrs.frozen(kw_only=True)
class Faults:
    """The faults that are switched on; none by default."""

    def serve(self, request: Request, *, serve: Callable[[Request], Answer]) -> Answer:
        """Answer *request* by *serve*, or as the faults have it."""
        return serve(request)
