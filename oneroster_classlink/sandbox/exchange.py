"""A request, its answer and a refusal, as plain values that know no server library."""

from collections.abc import Mapping
from enum import StrEnum
from urllib.parse import parse_qsl

import attrs
import msgspec


class Version(StrEnum):
    """The OneRoster version that a path speaks."""

    V11 = "1.1"
    V12 = "1.2"


@attrs.frozen(kw_only=True)
class Request:
    """What a client sent.

    Attributes:
        method: The HTTP method.
        origin: Scheme and host as the client addressed them, such as ``http://127.0.0.1:8000``.
        target: Path and query exactly as they were sent, still percent-encoded.
        headers: The headers, by lower-case name.
        body: The body.
    """

    method: str = "GET"
    origin: str
    target: str = attrs.field(repr=False)
    headers: Mapping[str, str] = attrs.field(factory=dict, repr=False)
    body: bytes = attrs.field(default=b"", repr=False)

    @property
    def path(self) -> str:
        """The path as it was sent, so that an encoded slash inside an id stays one."""
        return self.target.partition("?")[0]

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """The decoded query parameters, in the order sent."""
        return tuple(parse_qsl(self.target.partition("?")[2], keep_blank_values=True))


@attrs.frozen(kw_only=True)
class Delivery:
    """How an answer goes wrong on its way; without a socket, as a body that ends early.

    Attributes:
        after: How many bytes of the body get through first; ``None`` means not even the headers do.
        pause: The silence that follows, in seconds.
        hangs_up: Whether the connection ends then; else the rest is sent.
    """

    after: int | None = None
    pause: float = 0.0
    hangs_up: bool = False


@attrs.frozen(kw_only=True)
class Answer:
    """What goes back.

    Attributes:
        status: The HTTP status.
        body: The JSON body.
        headers: Headers beyond those that every answer has.
        delivery: What goes wrong on the way, if something does.
    """

    status: int = 200
    body: bytes = attrs.field(repr=False)
    headers: Mapping[str, str] = attrs.field(factory=dict)
    delivery: Delivery | None = None


class Refused(Exception):
    """A request that is not served; it becomes an error payload.

    Attributes:
        status: The HTTP status.
        code: The minor code as 1.2 spells it, such as ``unknownobject``.
        description: A sentence for people, without any value of the request.
        headers: Headers of the answer.
    """

    def __init__(self, status: int, code: str, description: str, *, headers: Mapping[str, str] | None = None) -> None:
        self.status = status
        self.code = code
        self.description = description
        self.headers = headers or {}
        super().__init__(f"{status} {code}: {description}")


_CODES_11 = {
    "unknownobject": "unknown object",
    "unauthorisedrequest": "unauthorized",
    "invaliddata": "invalid data",
}
"""The minor codes that 1.1 spells in another way than 1.2 (ONEROSTER 3.5)."""


def refusal(refused: Refused, *, version: Version) -> Answer:
    """Return the error payload of *refused* in the form of *version* (ONEROSTER 3.5, shapes a and b)."""
    if version is Version.V11:
        body: object = {"statusInfoSet": [status_info(refused.code, refused.description, severity="error")]}
    else:
        body = _status_info_12(refused)
    return Answer(status=refused.status, body=msgspec.json.encode(body), headers=refused.headers)


def status_info(code: str, description: str, *, severity: str) -> dict[str, str]:
    """Return one entry of 1.1's ``statusInfoSet``; it may also ride on an answer with data, as a warning."""
    return {
        "imsx_codeMajor": "failure" if severity == "error" else "success",
        "imsx_severity": severity,
        "imsx_messageRefIdentifier": "sandbox",
        "imsx_operationRefIdentifier": "sandbox",
        "imsx_description": description,
        "imsx_codeMinor": _CODES_11.get(code, code),
    }


def _status_info_12(refused: Refused) -> dict[str, object]:
    field = {"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": refused.code}
    return {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_description": refused.description,
        "imsx_CodeMinor": {"imsx_codeMinorField": [field]},
    }
