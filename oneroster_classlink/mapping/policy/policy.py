"""What a host decides about the rules, as one value; the defaults are the set-up article's behaviour."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import attrs

from oneroster_classlink.mapping.policy import document, reading
from oneroster_classlink.mapping.policy.fields import CLASS_FIELDS, SEAT_FIELDS, USER_FIELDS
from oneroster_classlink.mapping.policy.predicates import Predicate, as_predicate
from oneroster_classlink.mapping.policy.window import Window
from oneroster_classlink.mapping.roster.roster import NamedBy
from oneroster_classlink.mapping.rules.roles import STAFF, PersonRole


class Deciding(StrEnum):
    """Which role makes an owner where the user's and the enrollment's can disagree (R3).

    Whichever decides, nobody who is only an aide, student, parent or guardian ever owns a class (R4); wherever the two
    disagree about a primary seat, a finding says so.
    """

    BOTH = "both"
    USER = "user"
    ENROLLMENT = "enrollment"


class ContactPoint(StrEnum):
    """A way to reach somebody (R7)."""

    EMAIL = "email"
    MOBILE = "mobile"


MOBILE_FIELDS = ("sms", "phone")
"""The fields of a OneRoster user that can hold a mobile number."""

_RANKS = (
    STAFF,
    frozenset({PersonRole.AIDE}),
    frozenset({PersonRole.GUARDIAN, PersonRole.PARENT}),
    frozenset({PersonRole.STUDENT}),
)


def _ingested(raw: Iterable[PersonRole | str]) -> frozenset[PersonRole]:
    return frozenset(reading.ordered(PersonRole, raw, name="ingested"))


def _owner_roles(raw: Iterable[PersonRole | str]) -> frozenset[PersonRole]:
    return frozenset(reading.ordered(PersonRole, raw, name="owner_roles"))


def _email_required(raw: Iterable[PersonRole | str]) -> frozenset[PersonRole]:
    return frozenset(reading.ordered(PersonRole, raw, name="email_required"))


def _deciding(raw: Deciding | str) -> Deciding:
    return reading.choice(Deciding, raw, name="deciding")


def _points(raw: Iterable[ContactPoint | str]) -> frozenset[ContactPoint]:
    return frozenset(reading.ordered(ContactPoint, raw, name="unique"))


def _mobile(raw: Iterable[str]) -> tuple[str, ...]:
    return reading.texts_among(MOBILE_FIELDS, raw, name="mobile")


def _class_names(raw: Iterable[NamedBy | str]) -> tuple[NamedBy, ...]:
    return reading.ordered(NamedBy, raw, name="class_names")


def _shown(value: object) -> str:
    """Return *value* as text, the same each time, with the words of enums."""
    if isinstance(value, frozenset):
        return f"{{{', '.join(sorted(map(_shown, value)))}}}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_shown, value))}]"
    return repr(str(value) if isinstance(value, StrEnum) else value)


@attrs.frozen(kw_only=True)
class Policy:
    """What the rules ask the host.

    Attributes:
        schools: ``sourcedId`` of the schools to take, those matched and confirmed; ``None`` takes every school,
            for exploring (R6).
        today: The day on which ages and terms are told; ``None`` means the day of the pull, in UTC.
        ingested: Roles that become persons (R2).
        owner_roles: Roles that can own a class (R3).
        deciding: Whose role decides: the user's, the enrollment's or both (R3).
        primary_required: Whether only a primary teacher or administrator owns the class (R3).
        classes: Which classes are taken; ``None`` takes all. A function of your own with a name will do.
        users: Which users are taken; likewise.
        seats: Which enrollments are taken; likewise.
        window: Judges classes and enrollments by date, with days of grace; ``None`` takes them as they are shared.
        birth_dates: Whether birth dates are read to tell who is under 13 (R5).
        guardians: Whether guardians are linked to students (R12).
        email: Whether the e-mail address is a contact point (R7).
        mobile: The fields that can hold the mobile number, the first that is not empty counts; none switches it off.
        unique: The contact points that belong to one account (R7).
        contact_ranks: Who gets a contact point that several persons carry: groups of roles, the first outranks the
            second; a role in no group comes last (R7).
        email_required: Roles that cannot be created without a valid, unique e-mail address (R8).
        merge_staff_parents: Whether a staff member's and a parent's record of one person become one person.
        language_key: The key of a user's ``metadata`` that tells the preferred language.
        class_names: Where a class's name comes from: the first that is not empty, and the id where all are (R1).
        distinct_names: Whether classes of one owner that are named alike get their period, code or id added.
        many_guardians: From how many guardians on a student is an alert (R12).
    """

    schools: frozenset[str] | None = attrs.field(default=None, converter=reading.ids)
    today: date | None = attrs.field(default=None, validator=reading.is_day)
    ingested: frozenset[PersonRole] = attrs.field(default=frozenset(PersonRole), converter=_ingested)
    owner_roles: frozenset[PersonRole] = attrs.field(
        default=STAFF, converter=_owner_roles, validator=reading.never_beyond(STAFF, "can never own a class")
    )
    deciding: Deciding = attrs.field(default=Deciding.BOTH, converter=_deciding)
    primary_required: bool = attrs.field(default=True, validator=reading.is_flag)
    classes: Predicate | None = attrs.field(
        default=None, converter=as_predicate, validator=reading.reads_only(CLASS_FIELDS)
    )
    users: Predicate | None = attrs.field(
        default=None, converter=as_predicate, validator=reading.reads_only(USER_FIELDS)
    )
    seats: Predicate | None = attrs.field(
        default=None, converter=as_predicate, validator=reading.reads_only(SEAT_FIELDS)
    )
    window: Window | None = attrs.field(default=None, validator=reading.is_window)
    birth_dates: bool = attrs.field(default=True, validator=reading.is_flag)
    guardians: bool = attrs.field(default=True, validator=reading.is_flag)
    email: bool = attrs.field(default=True, validator=reading.is_flag)
    mobile: tuple[str, ...] = attrs.field(default=MOBILE_FIELDS, converter=_mobile)
    unique: frozenset[ContactPoint] = attrs.field(default=frozenset(ContactPoint), converter=_points)
    contact_ranks: tuple[frozenset[PersonRole], ...] = attrs.field(default=_RANKS, converter=reading.ranks)
    email_required: frozenset[PersonRole] = attrs.field(default=STAFF, converter=_email_required)
    merge_staff_parents: bool = attrs.field(default=False, validator=reading.is_flag)
    language_key: str | None = attrs.field(default=None, validator=reading.is_key)
    class_names: tuple[NamedBy, ...] = attrs.field(default=tuple(NamedBy), converter=_class_names)
    distinct_names: bool = attrs.field(default=False, validator=reading.is_flag)
    many_guardians: int = attrs.field(default=6, validator=reading.is_count)

    def __repr__(self) -> str:
        """Show what is not as by default."""
        fields = ((found, getattr(self, found.name)) for found in attrs.fields(type(self)))
        shown = (f"{found.name}={_shown(value)}" for found, value in fields if value != found.default)
        return f"Policy({', '.join(shown)})"

    def to_json(self) -> bytes:
        """Return this policy as a JSON document, the same for equal policies.

        Raises:
            UsageError: A predicate is a function of the host's own, which JSON cannot hold.
        """
        return document.write(attrs.asdict(self, recurse=False))

    @classmethod
    def from_json(cls, raw: bytes | str) -> "Policy":
        """Return the policy of a JSON document; what the document leaves out is as by default.

        Raises:
            UsageError: It is no JSON object, has a key twice or one that no policy has, or a value that cannot be
                meant; the message names the key.
        """
        return cls(**document.read(raw, known=[found.name for found in attrs.fields(cls)]))
