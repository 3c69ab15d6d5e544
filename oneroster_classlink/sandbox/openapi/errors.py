"""The refusals of reads, in the form of each version."""

from http import HTTPStatus

import msgspec

from oneroster_classlink.sandbox.exchange import Refused, Version, refusal
from oneroster_classlink.sandbox.openapi.schemas import Schema, pointer, schema_of


def error_name(version: Version) -> str:
    """Return the name of the component of *version*'s error payload."""
    return f"Error{version.replace('.', '')}"


def error_schemas() -> dict[str, Schema]:
    """Return the error payload of each version, by the component's name."""
    refused = Refused(400, "invaliddata", "An example.")
    return {
        error_name(version): schema_of(msgspec.json.decode(refusal(refused, version=version).body))
        for version in Version
    }


def failures(*, version: Version, unknown: bool) -> dict[str, Schema]:
    """Return the responses of a read that is refused.

    Args:
        version: In whose form they are told.
        unknown: Whether a record of the path may be unknown.
    """
    content = {"application/json": {"schema": pointer(error_name(version))}}
    statuses = [400, 401, 403, *([404] if unknown else [])]
    return {str(status): {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}
