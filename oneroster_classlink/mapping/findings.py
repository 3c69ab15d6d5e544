"""What the rules have to say beyond the roster: findings, and the one table of all their codes."""

from collections.abc import Iterable
from enum import StrEnum
from types import MappingProxyType

import attrs


class Severity(StrEnum):
    """How much a finding matters: an error was not created, an alert lacks something, a note explains."""

    ERROR = "error"
    ALERT = "alert"
    NOTE = "note"


class Code(StrEnum):
    """The stable code of a finding; `KINDS` says the rest."""

    SCHOOL_UNKNOWN = "school-unknown"
    SCHOOL_NAME_CUT = "school-name-cut"
    DEMOGRAPHICS_NOT_SHARED = "demographics-not-shared"
    CLASS_TOBEDELETED = "class-tobedeleted"
    CLASS_SCHOOL_MISSING = "class-school-missing"
    CLASS_NOT_IN_SCHOOL = "class-not-in-school"
    CLASS_SCHOOL_NOT_TAKEN = "class-school-not-taken"
    CLASS_NO_OWNER = "class-no-owner"
    CLASS_NO_MEMBER = "class-no-member"
    CLASS_NAME_CUT = "class-name-cut"
    SEAT_TOBEDELETED = "seat-tobedeleted"
    SEAT_USER_MISSING = "seat-user-missing"
    SEAT_USER_TOBEDELETED = "seat-user-tobedeleted"
    SEAT_CLASS_MISSING = "seat-class-missing"
    SEAT_CLASS_NOT_TAKEN = "seat-class-not-taken"
    SEAT_ROLE_NOT_INGESTED = "seat-role-not-ingested"
    SEAT_ROLES_DISAGREE = "seat-roles-disagree"
    SEAT_PRIMARY_IGNORED = "seat-primary-ignored"
    SEAT_DOUBLED = "seat-doubled"
    USER_TOBEDELETED = "user-tobedeleted"
    USER_ROLE_NOT_INGESTED = "user-role-not-ingested"
    USER_NOT_IN_SCHOOL = "user-not-in-school"
    USER_DISABLED = "user-disabled"
    STAFF_NO_EMAIL = "staff-no-email"
    EMAIL_SHARED = "email-shared"
    USER_PERHAPS_TWICE = "user-perhaps-twice"
    STUDENT_NO_CONTACT = "student-no-contact"
    STUDENT_NO_BIRTH_DATE = "student-no-birth-date"
    STUDENT_MANY_GUARDIANS = "student-many-guardians"
    GUARDIAN_NO_STUDENT = "guardian-no-student"
    AGENT_MISSING = "agent-missing"


@attrs.frozen(kw_only=True)
class FindingKind:
    """What every finding of one code has in common.

    Attributes:
        severity: How much it matters.
        text: The sentence, with the finding's facts as fields.
        advice: What to do, and where.
    """

    severity: Severity
    text: str
    advice: str


def _error(text: str, advice: str) -> FindingKind:
    return FindingKind(severity=Severity.ERROR, text=text, advice=advice)


def _alert(text: str, advice: str) -> FindingKind:
    return FindingKind(severity=Severity.ALERT, text=text, advice=advice)


def _note(text: str, advice: str = "Nothing needs to be done.") -> FindingKind:
    return FindingKind(severity=Severity.NOTE, text=text, advice=advice)


_SHARING = "Widen the app's permissions in ClassLink Roster Server, or mend the record in the SIS."

KINDS = MappingProxyType(
    {
        Code.SCHOOL_UNKNOWN: _error(
            "School {school} is to be taken but is not among the shared active schools.",
            "Share the school with the app in ClassLink Roster Server, or match it anew.",
        ),
        Code.SCHOOL_NAME_CUT: _alert(
            "The name of school {school} has {length} characters and was cut to {limit}.",
            "Shorten the name in the SIS.",
        ),
        Code.DEMOGRAPHICS_NOT_SHARED: _alert(
            "Demographics are not shared, so every student's age is unknown.",
            "In ClassLink, under the app's Filter Fields (or Shared Fields), enable Demographics and select birthDate.",
        ),
        Code.CLASS_TOBEDELETED: _note("Class {klass} is marked tobedeleted."),
        Code.CLASS_SCHOOL_MISSING: _alert("Class {klass} names school {school}, which is not shared.", _SHARING),
        Code.CLASS_NOT_IN_SCHOOL: _alert(
            "Class {klass} belongs to {school}, which is no active school but {type}.",
            "Move the class to a school in the SIS.",
        ),
        Code.CLASS_SCHOOL_NOT_TAKEN: _note(
            "Class {klass} belongs to school {school}, which was not chosen.",
            "Match and confirm the school to take it.",
        ),
        Code.CLASS_NO_OWNER: _alert(
            "Class {klass} has no owner, so nobody can claim it.",
            "Mark its teacher as primary in the SIS; in ClassLink, share teachers and their primary flag.",
        ),
        Code.CLASS_NO_MEMBER: _note("Class {klass} has no member.", "Check its enrollments in the SIS."),
        Code.CLASS_NAME_CUT: _alert(
            "The name of class {klass} has {length} characters and was cut to {limit}.",
            "Shorten the class title in the SIS.",
        ),
        Code.SEAT_TOBEDELETED: _note("Enrollment {enrollment} is marked tobedeleted."),
        Code.SEAT_USER_MISSING: _alert("Enrollment {enrollment} names user {user}, who is not shared.", _SHARING),
        Code.SEAT_USER_TOBEDELETED: _note(
            "Enrollment {enrollment} is of user {user}, who is marked tobedeleted.",
            "End the enrollment in the SIS if the user really left.",
        ),
        Code.SEAT_CLASS_MISSING: _alert("Enrollment {enrollment} names class {klass}, which is not shared.", _SHARING),
        Code.SEAT_CLASS_NOT_TAKEN: _note(
            "Enrollment {enrollment} is in class {klass}, which is not taken.", "See the finding of the class."
        ),
        Code.SEAT_ROLE_NOT_INGESTED: _note(
            "Enrollment {enrollment} is of user {user}, who has no role that is ingested ({roles}).",
            "Give the user an ingested role in the SIS if the person should be in the class.",
        ),
        Code.SEAT_ROLES_DISAGREE: _alert(
            "User {user} ({roles}) is primary in class {klass} as {role}: the roles disagree; by the policy {outcome}.",
            "Make the user's role and the enrollment's role agree in the SIS.",
        ),
        Code.SEAT_PRIMARY_IGNORED: _note(
            "User {user} ({roles}) is marked primary in class {klass} as {role}: this role never owns a class.",
            "Take the primary flag off in the SIS.",
        ),
        Code.SEAT_DOUBLED: _note(
            "Enrollment {enrollment} gives user {user} a second seat in class {klass}; enrollment {other} counts.",
            "End one of the enrollments in the SIS.",
        ),
        Code.USER_TOBEDELETED: _note("User {user} is marked tobedeleted."),
        Code.USER_ROLE_NOT_INGESTED: _note("User {user} has no role that is ingested ({roles})."),
        Code.USER_NOT_IN_SCHOOL: _note(
            "User {user} ({roles}) belongs to no school that is taken and has no seat in a class that is.",
            "Match and confirm the user's school to take the user.",
        ),
        Code.USER_DISABLED: _note("User {user} is disabled (enabledUser false), so suspended and not removed."),
        Code.STAFF_NO_EMAIL: _error(
            "User {user} ({roles}) has no valid e-mail address, so no account can be created.",
            "Enter a valid e-mail address in the SIS and share the field email in ClassLink.",
        ),
        Code.EMAIL_SHARED: _alert(
            "User {user} ({roles}) has the same e-mail address as {others}: perhaps one person, kept as several.",
            "Give each person an e-mail address of their own in the SIS.",
        ),
        Code.USER_PERHAPS_TWICE: _alert(
            "User {user} ({roles}) has the same name and the same further id as {others}: perhaps one person, kept as "
            "several.",
            "Keep one record for each person in the SIS, with a role in each school.",
        ),
        Code.STUDENT_NO_CONTACT: _alert(
            "Student {user} has neither an e-mail address nor a phone number.",
            "Enter one in the SIS, or share the fields email, sms and phone in ClassLink.",
        ),
        Code.STUDENT_NO_BIRTH_DATE: _alert(
            "Student {user} has no readable birth date, so the age is unknown.",
            "Enter it in the SIS; in ClassLink, share Demographics with birthDate for all users.",
        ),
        Code.STUDENT_MANY_GUARDIANS: _alert(
            "Student {user} has {count} guardians.",
            "Check in the SIS that none is only an emergency contact.",
        ),
        Code.GUARDIAN_NO_STUDENT: _alert(
            "User {user} ({roles}) is linked to no student that is taken.",
            "Link the guardian in the SIS, and share agents in ClassLink.",
        ),
        Code.AGENT_MISSING: _note("User {user} names agent {agent}, who is not shared.", _SHARING),
    }
)
"""Every code: severity, sentence and advice. The documentation's table is made from it."""


@attrs.frozen(kw_only=True)
class Finding:
    """One thing that a person should know, in ids, roles, statuses and flags.

    Attributes:
        code: Its stable code.
        school: The school it belongs to, where it belongs to one.
        user: The user it is about.
        klass: The class it is about.
        enrollment: The enrollment it is about.
        facts: Further facts of the sentence, by name.
    """

    code: Code
    school: str | None = None
    user: str | None = None
    klass: str | None = None
    enrollment: str | None = None
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return KINDS[self.code].severity

    @property
    def advice(self) -> str:
        """What to do, and where."""
        return KINDS[self.code].advice

    @property
    def sentence(self) -> str:
        """Say it for people; no name, contact point or birth date is in it."""
        ids = {"school": self.school, "user": self.user, "klass": self.klass, "enrollment": self.enrollment}
        shown = {name: found or "none" for name, found in ids.items()}
        return KINDS[self.code].text.format(**shown, **dict(self.facts))

    def __str__(self) -> str:
        """Say it for people."""
        return f"{self.severity}: {self.sentence}"


def listing(items: Iterable[str]) -> str:
    """Return *items* as one text, each once, for the facts of a finding."""
    return ", ".join(dict.fromkeys(items)) or "none"


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return *findings* in an order that does not depend on the records' order: errors first, then by code and ids."""
    severities, codes = list(Severity), list(Code)
    ids = ("school", "klass", "user", "enrollment")

    def rank(found: Finding) -> tuple[object, ...]:
        named = (getattr(found, name) or "" for name in ids)
        return (severities.index(found.severity), codes.index(found.code), *named, found.facts)

    return tuple(sorted(findings, key=rank))
