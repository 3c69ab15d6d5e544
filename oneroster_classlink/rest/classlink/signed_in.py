"""Who signed in with ClassLink, as ``/v2/my/info`` tells (ONEROSTER 5.8)."""

from collections.abc import Collection

import attrs

from oneroster_classlink.errors import NotOneRoster
from oneroster_classlink.rest.classlink.applications import read_object
from oneroster_classlink.rest.classlink.district import text
from oneroster_classlink.wire.answer import Answer


@attrs.frozen(kw_only=True)
class SignedIn:
    """A person whom ClassLink knows. Its repr shows ids and the role, no name.

    Attributes:
        tenant_id: The tenant's number as text, as in the list of applications.
        user_id: ClassLink's own id of the person; it is no id of OneRoster.
        sourced_id: The ``sourcedId`` of the roster's user; blank where the district has none.
        role: The role as ClassLink writes it, such as ``Teacher``; lower case in OneRoster.
        is_administrator: Whether the role is one that may connect the district.
        tenant_name: The tenant's name.
        name: The person's name.
        email: The person's e-mail address.
    """

    tenant_id: str
    user_id: str = ""
    sourced_id: str = ""
    role: str = ""
    is_administrator: bool = False
    tenant_name: str = attrs.field(default="", repr=False)
    name: str = attrs.field(default="", repr=False)
    email: str = attrs.field(default="", repr=False)


def read_info(answer: Answer, *, administrators: Collection[str]) -> SignedIn:
    """Read who signed in; capitals in keys do not matter, for ClassLink's own sample disagrees with the wire.

    Args:
        answer: The answer of ``/v2/my/info``.
        administrators: The roles of administrators; capitals do not matter.

    Raises:
        NotOneRoster: It names no tenant.
    """
    found = {key.lower(): text(value) for key, value in read_object(answer).items()}
    role = found.get("role", "")
    if not found.get("tenantid"):
        raise NotOneRoster(answer.path, "it names no tenant")
    return SignedIn(
        tenant_id=found["tenantid"],
        user_id=found.get("userid", ""),
        sourced_id=found.get("sourcedid", ""),
        role=role,
        is_administrator=role.casefold() in {each.casefold() for each in administrators},
        tenant_name=found.get("tenant", ""),
        name=found.get("displayname", ""),
        email=found.get("email", ""),
    )
