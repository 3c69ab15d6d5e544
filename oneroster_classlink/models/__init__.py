"""The records of OneRoster 1.1 and 1.2 as frozen values."""

from oneroster_classlink.models.converter import make_converter
from oneroster_classlink.models.enums import (
    ClassType,
    Importance,
    OrgType,
    Role,
    RoleType,
    ScoreStatus,
    SessionType,
    Sex,
    Status,
)
from oneroster_classlink.models.gradebook import Category, LineItem, Resource, Result
from oneroster_classlink.models.ledger import LedgerEntry
from oneroster_classlink.models.rostering import AcademicSession, Class, Course, Demographics, Enrollment, Org
from oneroster_classlink.models.users import Credential, RoleAssignment, User, UserId, UserProfile

__all__ = [
    "AcademicSession",
    "Category",
    "Class",
    "ClassType",
    "Course",
    "Credential",
    "Demographics",
    "Enrollment",
    "Importance",
    "LedgerEntry",
    "LineItem",
    "Org",
    "OrgType",
    "Resource",
    "Result",
    "Role",
    "RoleAssignment",
    "RoleType",
    "ScoreStatus",
    "SessionType",
    "Sex",
    "Status",
    "User",
    "UserId",
    "UserProfile",
    "make_converter",
]
