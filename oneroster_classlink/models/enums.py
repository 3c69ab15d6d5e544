"""The vocabularies of OneRoster as open enums: an unknown token stays a string."""

from enum import StrEnum


class Status(StrEnum):
    """Whether a record stands or may be deleted (1.0's ``inactive`` reads as `TOBEDELETED`)."""

    ACTIVE = "active"
    TOBEDELETED = "tobedeleted"


class OrgType(StrEnum):
    """The type of an org (OneRoster 1.1 and 1.2, *OrgType*)."""

    DEPARTMENT = "department"
    DISTRICT = "district"
    LOCAL = "local"
    NATIONAL = "national"
    SCHOOL = "school"
    STATE = "state"


class SessionType(StrEnum):
    """The type of an academic session."""

    GRADING_PERIOD = "gradingPeriod"
    SEMESTER = "semester"
    SCHOOL_YEAR = "schoolYear"
    TERM = "term"


class ClassType(StrEnum):
    """The type of a class."""

    HOMEROOM = "homeroom"
    SCHEDULED = "scheduled"


class Role(StrEnum):
    """The role of a user or of an enrollment: 1.1's eight values and those that 1.2 added."""

    ADMINISTRATOR = "administrator"
    AIDE = "aide"
    COUNSELOR = "counselor"
    DISTRICT_ADMINISTRATOR = "districtAdministrator"
    GUARDIAN = "guardian"
    PARENT = "parent"
    PRINCIPAL = "principal"
    PROCTOR = "proctor"
    RELATIVE = "relative"
    SITE_ADMINISTRATOR = "siteAdministrator"
    STUDENT = "student"
    SYSTEM_ADMINISTRATOR = "systemAdministrator"
    TEACHER = "teacher"


class RoleType(StrEnum):
    """Whether a 1.2 role is the primary one in its org."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


class Sex(StrEnum):
    """The ``sex`` of demographics; 1.1 knows the first two."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNSPECIFIED = "unspecified"


class Importance(StrEnum):
    """The importance of a resource."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


class ScoreStatus(StrEnum):
    """The status of a result; the wire values contain spaces."""

    EXEMPT = "exempt"
    FULLY_GRADED = "fully graded"
    NOT_SUBMITTED = "not submitted"
    PARTIALLY_GRADED = "partially graded"
    SUBMITTED = "submitted"
