"""A district's bearer, which is looked up anew when it is refused."""

import threading
from collections.abc import Callable
from typing import Any

from oneroster_classlink.errors import BearerRefused
from oneroster_classlink.rest.auth import Bearer, Secret
from oneroster_classlink.rest.transport import Session, Timeout


class DistrictBearer(Secret):
    """Sends the bearer of a district. The transport has it renewed after a 401.

    Threads may share it: those that are refused at the same time look it up once.

    Args:
        bearer: The bearer.
        path: Where the district's data is, for the sentence of an error.
        look_up: Asks ClassLink for the district's bearer of now.
    """

    def __init__(self, bearer: str, *, path: str, look_up: Callable[[], str]) -> None:
        self._bearer = bearer
        self._auth = Bearer(bearer)
        self._path = path
        self._look_up = look_up
        self._looks = 0
        self._lock = threading.Lock()

    def __call__(self, request: Any) -> Any:
        """Put the bearer into *request*."""
        return self._auth(request)

    def attach(self, session: Session, *, timeout: Timeout) -> None:
        """Do nothing: the list of applications is read over a session of its own."""

    def renew(self, refused: str) -> None:
        """Look the bearer up, unless another thread has just done it.

        Raises:
            BearerRefused: It is still the *refused* one, so the request is not worth repeating.
            OneRosterError: It cannot be looked up.
        """
        looks = self._looks
        with self._lock:
            if looks == self._looks and refused == f"Bearer {self._bearer}":
                self._bearer = self._look_up()
                self._auth = Bearer(self._bearer)
                self._looks += 1
            if refused == f"Bearer {self._bearer}":
                raise BearerRefused(401, self._path)
