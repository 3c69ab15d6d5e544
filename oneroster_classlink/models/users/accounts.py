"""The accounts and further ids of a user; a credential's password is only read where it is asked for."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import attrs
import msgspec

from oneroster_classlink.models.kinds import LABEL, TEXT, Kind, listed, mended

V = TypeVar("V")


class PersonalRow(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """Something personal on the wire, whose repr shows none of it."""

    def __repr__(self) -> str:
        """Show the kind of row alone."""
        return f"{type(self).__name__}(...)"


class UserIdRow(PersonalRow, frozen=True):
    """One entry of ``userIds`` on the wire."""

    identifier: str
    type: str | None = None


class CredentialRow(PersonalRow, frozen=True):
    """One credential of a profile on the wire."""

    username: str
    type: str | None = None
    password: str | None = None


class ProfileRow(PersonalRow, frozen=True):
    """One entry of 1.2's ``userProfiles`` on the wire."""

    profile_id: str
    profile_type: str | None = None
    vendor_id: str | None = None
    application_id: str | None = None
    description: str | None = None
    credentials: tuple[CredentialRow, ...] | None = None


@attrs.frozen(kw_only=True)
class UserId:
    """A further id of a user in another system."""

    identifier: str = attrs.field(repr=False)
    type: str | None = None


@attrs.frozen(kw_only=True)
class Credential:
    """A credential of a profile.

    Attributes:
        type: What kind it is.
        username: The name to sign in with.
        password: Only kept when asked for on decoding.
    """

    type: str
    username: str = attrs.field(repr=False)
    password: str | None = attrs.field(default=None, repr=False)


@attrs.frozen(kw_only=True)
class UserProfile:
    """An account of a user in a system (1.2 *UserProfile*)."""

    profile_id: str = attrs.field(repr=False)
    profile_type: str | None = None
    vendor_id: str | None = None
    application_id: str | None = None
    description: str | None = attrs.field(default=None, repr=False)
    credentials: tuple[Credential, ...] = ()


def _present(found: Iterable[V | None]) -> tuple[V, ...]:
    return tuple(item for item in found if item is not None)


def _mend_user_id(raw: Any) -> UserId | None:
    found = raw if isinstance(raw, dict) else {"identifier": raw}
    identifier = mended(TEXT, found.get("identifier"))
    return identifier and UserId(identifier=identifier, type=mended(TEXT, found.get("type")))


def _read_user_ids(raw: tuple[UserIdRow, ...] | None) -> tuple[UserId, ...]:
    return tuple([UserId(identifier=row.identifier, type=row.type or None) for row in raw or () if row.identifier])


def _mend_user_ids(raw: Any) -> tuple[UserId, ...]:
    return _present(map(_mend_user_id, listed(raw)))


def _write_user_ids(value: tuple[UserId, ...]) -> list[dict[str, str]]:
    return [{"type": item.type or "", "identifier": item.identifier} for item in value]


def _read_credential(raw: CredentialRow) -> Credential | None:
    if not raw.username:
        return None
    return Credential(type=LABEL.read(raw.type), username=raw.username, password=TEXT.read(raw.password))


def _mend_credential(raw: Any) -> Credential | None:
    found = raw if isinstance(raw, dict) else {}
    username = mended(TEXT, found.get("username"))
    return username and Credential(
        type=mended(LABEL, found.get("type")) or "",
        username=username,
        password=mended(TEXT, found.get("password")),
    )


def _read_profile(raw: ProfileRow) -> UserProfile | None:
    return (raw.profile_id or None) and UserProfile(
        profile_id=raw.profile_id,
        profile_type=TEXT.read(raw.profile_type),
        vendor_id=TEXT.read(raw.vendor_id),
        application_id=TEXT.read(raw.application_id),
        description=TEXT.read(raw.description),
        credentials=_present(map(_read_credential, raw.credentials or ())),
    )


def _mend_profile(raw: Any) -> UserProfile | None:
    found = raw if isinstance(raw, dict) else {"profileId": raw}
    profile_id = mended(TEXT, found.get("profileId"))
    return profile_id and UserProfile(
        profile_id=profile_id,
        profile_type=mended(TEXT, found.get("profileType")),
        vendor_id=mended(TEXT, found.get("vendorId")),
        application_id=mended(TEXT, found.get("applicationId")),
        description=mended(TEXT, found.get("description")),
        credentials=_present(map(_mend_credential, listed(found.get("credentials")))),
    )


def _read_profiles(raw: tuple[ProfileRow, ...] | None) -> tuple[UserProfile, ...]:
    return _present(map(_read_profile, raw or ()))


def _mend_profiles(raw: Any) -> tuple[UserProfile, ...]:
    return _present(map(_mend_profile, listed(raw)))


def _without_passwords(read: Callable[[Any], tuple[UserProfile, ...]]) -> Callable[[Any], tuple[UserProfile, ...]]:
    def reader(raw: Any) -> tuple[UserProfile, ...]:
        found = read(raw) if raw else ()
        return found and tuple(attrs.evolve(item, credentials=tuple(map(_bare, item.credentials))) for item in found)

    return reader


def _bare(value: Credential) -> Credential:
    return attrs.evolve(value, password=None)


def _write_credential(value: Credential) -> dict[str, str]:
    found = {"type": value.type, "username": value.username, "password": value.password}
    return {key: item for key, item in found.items() if item is not None}


def _write_profile(value: UserProfile) -> dict[str, Any]:
    found = {
        "profileId": value.profile_id,
        "profileType": value.profile_type,
        "vendorId": value.vendor_id,
        "applicationId": value.application_id,
        "description": value.description,
        "credentials": [_write_credential(item) for item in value.credentials] or None,
    }
    return {key: item for key, item in found.items() if item is not None}


def _write_profiles(value: tuple[UserProfile, ...]) -> list[dict[str, Any]]:
    return [_write_profile(item) for item in value]


USER_IDS = Kind(
    name="user ids",
    wire_type=tuple[UserIdRow, ...] | None,
    read=_read_user_ids,
    mend=_mend_user_ids,
    write=_write_user_ids,
    pooled=False,
    missing=(),
)
_WHOLE_PROFILES = Kind(
    name="profiles",
    wire_type=tuple[ProfileRow, ...] | None,
    read=_read_profiles,
    mend=_mend_profiles,
    write=_write_profiles,
    pooled=False,
    missing=(),
)
PROFILES = attrs.evolve(
    _WHOLE_PROFILES,
    read=_without_passwords(_read_profiles),
    mend=_without_passwords(_mend_profiles),
    with_passwords=_WHOLE_PROFILES,
)
"""Without the passwords of their credentials, unless they are asked for."""
