"""The accounts that the host already has (R7)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import attrs

from oneroster_classlink.errors import UsageError
from oneroster_classlink.mapping.people.points import email_keys
from oneroster_classlink.mapping.rules.roles import PersonRole


class AccountRole(StrEnum):
    """The one role of an account; administrators and aides have a teacher's (DETAILS B)."""

    TEACHER = "teacher"
    PARENT = "parent"
    STUDENT = "student"


ACCOUNT_ROLES: Mapping[PersonRole, AccountRole] = MappingProxyType(
    {
        PersonRole.TEACHER: AccountRole.TEACHER,
        PersonRole.ADMINISTRATOR: AccountRole.TEACHER,
        PersonRole.AIDE: AccountRole.TEACHER,
        PersonRole.GUARDIAN: AccountRole.PARENT,
        PersonRole.PARENT: AccountRole.PARENT,
        PersonRole.STUDENT: AccountRole.STUDENT,
    }
)
"""The account role of each role on the roster side."""


def _role(raw: AccountRole | PersonRole | str | None) -> AccountRole | None:
    try:
        return None if raw is None else ACCOUNT_ROLES[PersonRole(raw)]
    except ValueError:
        raise UsageError(f"An account's role is one of {', '.join(AccountRole)}, or None where unknown.") from None


def _is_id(_owner: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    if not (isinstance(value, str) and value) and (value is not None or attribute.name == "id"):
        raise UsageError(f"An account's {attribute.name} is a text that is not empty.")


def _is_text(_owner: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    if value is not None and not isinstance(value, str):
        raise UsageError(f"An account's {attribute.name} is a text, or None.")


@attrs.frozen(kw_only=True)
class Account:
    """An account that the host already has.

    Attributes:
        id: The host's own id of it.
        role: Its role; a role on the roster side will do. ``None`` fits everybody.
        email: Its e-mail address.
        mobile: Its mobile number.
        sourced_id: The id of the user that the host linked it to before.
    """

    id: str = attrs.field(validator=_is_id)
    role: AccountRole | None = attrs.field(default=None, converter=_role)
    email: str | None = attrs.field(default=None, repr=False, validator=_is_text)
    mobile: str | None = attrs.field(default=None, repr=False, validator=_is_text)
    sourced_id: str | None = attrs.field(default=None, validator=_is_id)


def read_accounts(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """Return *accounts* in alphabetical order of their ids.

    Raises:
        UsageError: Two of them have the same id, source id or e-mail address, which belong to one account each.
    """
    found = tuple(sorted(accounts, key=lambda account: account.id))
    _all_differ([account.id for account in found], found, what="id")
    _all_differ([account.sourced_id for account in found], found, what="sourced_id")
    _all_differ(email_keys([account.email for account in found]), found, what="e-mail address")
    return found


def _all_differ(values: Sequence[str | None], accounts: Sequence[Account], *, what: str) -> None:
    known = [value for value in values if value is not None]
    if len(set(known)) == len(known):
        return
    ((twice, _),) = Counter(known).most_common(1)
    first, second, *_ = (account.id for value, account in zip(values, accounts, strict=True) if value == twice)
    raise UsageError(f"The accounts {first} and {second} have the same {what}: give each account once.")
