"""What can go wrong, as values: one base, five stems, facts as fields and a sentence that says what to do."""

from typing import Any, ClassVar


class OneRosterError(Exception):
    """The base of every error that this package raises on purpose.

    No message holds a name, an e-mail address, a phone number, a birth date, a credential or a query string.

    Attributes:
        transient: Whether the same call may succeed later without anyone changing anything.
        retry_after: Seconds that the server asked to wait, or ``None``.
        exit_status: What the command line exits with when this error ends it.
    """

    transient: ClassVar[bool] = False
    exit_status: ClassVar[int] = 1
    retry_after: float | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Say how another process makes this error again: from its sentence and its fields, not from arguments."""
        return _rebuilt, (type(self), self.args, vars(self))


def _rebuilt(cls: type[OneRosterError], args: tuple[Any, ...], fields: dict[str, Any]) -> OneRosterError:
    """Return the error of *cls* that says *args* and has *fields*."""
    error = cls.__new__(cls)
    super(OneRosterError, error).__init__(*args)
    vars(error).update(fields)
    return error


class UsageError(OneRosterError, ValueError):
    """The call itself is wrong: a value that cannot be meant. Nothing was sent."""

    exit_status = 2


class MissingExtra(OneRosterError, ImportError):
    """An optional part was used without its libraries.

    Attributes:
        extra: The extra to install.
    """

    exit_status = 2

    def __init__(self, extra: str, *, feature: str) -> None:
        self.extra = extra
        super().__init__(
            f"{feature} needs the extra '{extra}': run  pip install 'oneroster-classlink[{extra}]'  and try again."
        )


class SourceError(OneRosterError):
    """A file or folder cannot be read as what it should be.

    Attributes:
        path: The file or folder.
    """

    exit_status = 6

    def __init__(self, path: str, problem: str) -> None:
        self.path = path
        super().__init__(f"{path}: {problem}")


class TargetError(OneRosterError):
    """A file or folder cannot be written; what was there is left as it was.

    Attributes:
        path: The file or folder.
    """

    exit_status = 6

    def __init__(self, path: str, problem: str) -> None:
        self.path = path
        super().__init__(f"{path} {problem} Nothing was changed there: give another place, or make room.")


class NoAnswer(OneRosterError):
    """The server gave no answer: unreachable, timed out or hung up.

    Attributes:
        host: The host that was asked.
    """

    transient = True
    exit_status = 4

    def __init__(self, host: str, problem: str) -> None:
        self.host = host
        super().__init__(f"{host} gave no answer ({problem}): check the address and the network, then try again.")


class InsecureAnswer(NoAnswer):
    """The server's TLS certificate could not be trusted; nothing was sent."""

    transient = False


class AnswerError(OneRosterError):
    """The server answered with something that cannot be accepted.

    Attributes:
        status: The HTTP status.
        path: The path that was asked, without its query.
        code: The server's own minor code where it gave one (``imsx_codeMinor``), else ``None``.
    """

    exit_status = 5
    advice: ClassVar[str] = "Send this sentence to whoever runs the server."

    def __init__(self, status: int, path: str, *, code: str | None = None, retry_after: float | None = None) -> None:
        self.status = status
        self.path = path
        self.code = code
        self.retry_after = retry_after
        said = f" and the code '{code}'" if code else ""
        super().__init__(f"The server answered {path} with status {status}{said}. {self.advice}")


class BadRequest(AnswerError):
    """400 and 422: the server does not take the filter, the sort or the fields."""

    advice = "It refuses the filter, sort or fields of this request: ask for less and filter on this side."


class Unauthorized(AnswerError):
    """401: the credentials are wrong, expired, or the clocks disagree."""

    exit_status = 3
    advice = (
        "Check key and secret (ClassLink: Apps, Roster Server, Actions, API Key and Secret), "
        "the kind of credential, and this machine's clock."
    )


class BearerRefused(Unauthorized):
    """401 from ClassLink's proxy, and ``/applications`` gives out no other bearer for the district."""

    advice = "The partner's list of applications gives out no newer bearer: see in the Partner Portal what it says."


class PartnerRefused(Unauthorized):
    """401, or 403 for the list of applications: ClassLink does not take the partner's key or the sign-in's secret."""

    advice = "Compare the partner's key, or the sign-in's client id and secret, with what the Partner Portal says."


class Forbidden(AnswerError):
    """403: the credentials are right and this data is not shared with them."""

    exit_status = 3
    advice = "The district does not share this: ask it to widen the app's permissions in Roster Server."


class Throttled(Forbidden):
    """403 that may be meant as a pause, because data of the same kind came before or the refusal is the first."""

    transient = True
    advice = "Other data came with the same credentials, so it may ask for a pause: try again later."


class NotFound(AnswerError):
    """404: no such record, or no such path on this server."""

    advice = "Check the id; if every path fails, check the base URL and the OneRoster version."


class Redirected(AnswerError):
    """3xx: the server points elsewhere; credentials are never sent there."""

    advice = "Redirects are not followed with credentials: give the final https address as the base URL."


class TooManyRequests(AnswerError):
    """429: the server asks for a pause."""

    transient = True
    advice = "It asks for a pause: wait, then try again with fewer requests in flight."


class ServerFault(AnswerError):
    """5xx: the server failed."""

    transient = True
    advice = "It failed on its side: try again later, with a smaller page size if it lasts."


class BudgetSpent(OneRosterError):
    """The time or the requests that the caller allows are used up; what was read stays unproven.

    Attributes:
        unit: What is used up, ``seconds`` or ``requests``.
        most: How many were allowed.
    """

    exit_status = 4

    def __init__(self, unit: str, *, most: float) -> None:
        self.unit = unit
        self.most = most
        super().__init__(
            f"The budget of {most:g} {unit} is used up before the pull was complete: allow more, "
            "or give resume= a folder, so that the next attempt goes on from here."
        )


class NotOneRoster(OneRosterError):
    """The answer is not what a OneRoster server says there.

    Attributes:
        path: The path that was asked, without its query.
        problem: What is wrong with the answer.
    """

    exit_status = 5

    def __init__(self, path: str, problem: str) -> None:
        self.path = path
        self.problem = problem
        super().__init__(f"The answer to {path} is not OneRoster: {problem}. Check the base URL and the version.")


class BrokenBody(NotOneRoster):
    """The body is cut off or garbled; asked again it may be whole."""

    transient = True


class IncompletePull(OneRosterError):
    """A collection could not be proven complete, so nothing was decided on it.

    Attributes:
        collection: The collection, such as ``enrollments``.
    """

    exit_status = 7

    def __init__(self, collection: str, problem: str) -> None:
        self.collection = collection
        super().__init__(
            f"The pull of {collection} is not complete: {problem}. Pull again; "
            "if it lasts, pull outside the district's import hours."
        )


class TooManyBadRows(IncompletePull):
    """More rows of a collection are unreadable than the caller allows."""


class OddRow(IncompletePull):
    """A row is not as OneRoster has it, and the caller chose to be strict.

    Attributes:
        index: The row's place in the collection as pulled, from 0.
        sourced_id: The row's id where it could be read.
        problems: What is odd, each as "what @ path".
    """

    def __init__(self, collection: str, *, index: int, sourced_id: str | None, problems: tuple[str, ...]) -> None:
        self.collection = collection
        self.index = index
        self.sourced_id = sourced_id
        self.problems = problems
        row = f"row {index} of {collection}" + (f" ({sourced_id})" if sourced_id else "")
        OneRosterError.__init__(
            self,
            f"A strict pull stops at {row}: {'; '.join(problems)}. "
            "Have the district mend it, or pull without strict: such rows are then repaired or left out, and listed.",
        )


class SuddenlyEmpty(IncompletePull):
    """A collection holds nothing, where something must be expected.

    Attributes:
        before: How many rows the last certificate counted; ``None`` where classes and users alone say that there
            should be some.
    """

    def __init__(self, collection: str, *, before: int | None = None) -> None:
        self.collection = collection
        self.before = before
        expected = "there are classes and users" if before is None else f"the last pull had {before:,} rows"
        OneRosterError.__init__(
            self,
            f"The district shares no {collection}, though {expected}. Check what it shares, and pull again. "
            f"If this is meant, as between two school years, say so: allow_empty={{'{collection}'}}.",
        )


class EmptyDistrict(IncompletePull):
    """The district shares nothing that a roster could be made of."""

    def __init__(self) -> None:
        self.collection = "orgs"
        OneRosterError.__init__(
            self,
            "The district shares no org, class, user or enrollment at all: check that it is the right one, and have it "
            "share schools, active classes and roles with the app in ClassLink Roster Server.",
        )


class SharingChanged(IncompletePull):
    """Changes cannot bring a collection up to date that is shared since the snapshot was made, or no longer.

    Attributes:
        shared: Whether it was shared when the changes were pulled.
    """

    def __init__(self, collection: str, *, shared: bool) -> None:
        self.collection = collection
        self.shared = shared
        what = "was not shared in the snapshot and is now" if shared else "was shared in the snapshot and is not now"
        OneRosterError.__init__(
            self, f"{collection} {what}, and changes tell nothing of such rows. Pull everything, with Snapshot.load."
        )


class DistrictNotShared(OneRosterError):
    """ClassLink gives the partner no access to this district.

    Attributes:
        district: The tenant's id, or the application's.
    """

    exit_status = 3

    def __init__(
        self, district: str, problem: str, *, advice: str = "It has to add the app in ClassLink and enable it."
    ) -> None:
        self.district = district
        super().__init__(f"The district {district} cannot be read: {problem}. {advice}")


class NoDirectAccess(OneRosterError):
    """ClassLink gives out no credentials for the district's own server.

    Attributes:
        district: The application's id.
    """

    exit_status = 3

    def __init__(self, district: str, problem: str) -> None:
        self.district = district
        super().__init__(f"There is no direct access to {district} ({problem}): use the proxy, `classlink.client`.")


class UnsafeAddress(OneRosterError):
    """Credentials would go to an address that is open, private or unclear. Nothing was sent.

    Attributes:
        host: Its host, blank where it is unreadable.
        problem: What is wrong with it.
    """

    exit_status = 5

    def __init__(
        self, host: str, problem: str, *, advice: str = "If that is meant, name the host in allow_hosts."
    ) -> None:
        self.host = host
        self.problem = problem
        super().__init__(f"No credentials are sent to {host or 'this address'}: {problem}. {advice}")


class SignInFailed(OneRosterError):
    """A sign-in with ClassLink came to no end; nobody is signed in.

    Attributes:
        code: What OAuth 2 calls it, such as ``invalid_grant``; ``mismatching_state`` if it is not the one begun.
    """

    exit_status = 3
    advice: ClassVar[str] = "Let the person begin anew; a code is good once and for five minutes."

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"The sign-in with ClassLink failed ({code}). {self.advice}")


class SignInDenied(SignInFailed):
    """The person, or ClassLink for them, did not allow the app to know who they are."""

    advice = "It was not allowed: the person can begin anew, or an administrator assign the app in ClassLink."


class NotAnAdministrator(OneRosterError):
    """Someone who signed in may not connect the district: only its administrators may.

    Attributes:
        role: The role that ClassLink told.
    """

    exit_status = 3

    def __init__(self, role: str) -> None:
        self.role = role
        super().__init__("Only an administrator may connect a district: have one sign in with ClassLink.")


STATUS_ERRORS: dict[int, type[AnswerError]] = {
    400: BadRequest,
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    408: ServerFault,
    422: BadRequest,
    429: TooManyRequests,
}
"""Which error an HTTP status raises; other 3xx are `Redirected`, 5xx `ServerFault`, the rest `AnswerError`."""


def error_for(status: int) -> type[AnswerError]:
    """Return the error class of an HTTP *status* outside 2xx."""
    families = {3: Redirected, 5: ServerFault}
    return STATUS_ERRORS.get(status) or families.get(status // 100, AnswerError)
