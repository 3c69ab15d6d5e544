"""What a sandbox's ClassLink knows: the partner's key, the sign-in's client, and the tenants that share."""

import threading

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox.classlink.accounts import ACCOUNTS, Account
from oneroster_classlink.sandbox.classlink.application import OTHERS, OWN, Application, made_up_bearer


@attrs.define(kw_only=True)
class ClassLink:
    """A partner at ClassLink; every value is made up. Threads may share it.

    Attributes:
        partner_key: Opens ``/applications``.
        client_id: The client of "Sign in with ClassLink".
        client_secret: Its secret.
        redirect_uris: Where a sign-in may return to, compared letter by letter.
        applications: One for each tenant that shares; the first one's data is the sandbox's own district, the
            others have none.
        accounts: Who can sign in.
        serves_12: Whether the proxy passes on OneRoster 1.2 paths; no such path of ClassLink's is known
            (ONEROSTER 5.4).
    """

    partner_key: str = attrs.field(default="sandbox-partner-key", repr=False)
    client_id: str = attrs.field(default="sandbox-client", repr=False)
    client_secret: str = attrs.field(default="sandbox-client-secret", repr=False)
    redirect_uris: tuple[str, ...] = ("http://127.0.0.1:8080/callback", "https://app.example/callback")
    applications: tuple[Application, ...] = attrs.field(default=(OWN, *OTHERS), validator=attrs.validators.min_len(1))
    accounts: tuple[Account, ...] = attrs.field(default=ACCOUNTS, repr=False)
    serves_12: bool = False
    _rotations: int = attrs.field(default=0, init=False, repr=False)
    _lock: threading.Lock = attrs.field(factory=threading.Lock, init=False, repr=False)

    @property
    def own(self) -> Application:
        """The application whose data is the sandbox's district."""
        return self.applications[0]

    def listed(self, *, own_enabled: bool) -> tuple[Application, ...]:
        """Return the applications, the own one as the permissions of the sandbox's district have it."""
        own, *others = self.applications
        return (attrs.evolve(own, enabled=own.enabled and own_enabled), *others)

    def find(self, oneroster_application_id: str, *, own_enabled: bool = True) -> Application | None:
        """Return the application with an id, written exactly as ``/applications`` shows it."""
        found = (
            each
            for each in self.listed(own_enabled=own_enabled)
            if each.oneroster_application_id == oneroster_application_id
        )
        return next(found, None)

    def rotate_bearer(self, oneroster_application_id: str | None = None) -> str:
        """Give an application, by default the sandbox's own, a new bearer and return it; the old one opens nothing.

        Raises:
            UsageError: There is no such application.
        """
        with self._lock:
            chosen = self.own.oneroster_application_id if oneroster_application_id is None else oneroster_application_id
            if self.find(chosen) is None:
                raise UsageError("No application has this id: give one of `classlink.applications`, as it is written.")
            self._rotations += 1
            bearer = made_up_bearer(len(self.applications) + self._rotations)
            self.applications = tuple(
                attrs.evolve(each, bearer=bearer) if each.oneroster_application_id == chosen else each
                for each in self.applications
            )
        return bearer
