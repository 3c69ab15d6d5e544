"""Records of a made-up district with sensible defaults, and a snapshot of them."""

from datetime import UTC, date, datetime

from oneroster_classlink.bundle import read_records
from oneroster_classlink.models import (
    AcademicSession,
    Class,
    ClassType,
    Course,
    Demographics,
    Enrollment,
    Org,
    OrgType,
    Role,
    RoleAssignment,
    RoleType,
    SessionType,
    User,
)
from oneroster_classlink.snapshot import Snapshot

NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)
"""The moment at which every snapshot of `make_snapshot` was pulled."""


def make_org(sourced_id="S1", **over):
    """Make a school."""
    return Org(**{"sourced_id": sourced_id, "name": f"School {sourced_id}", "type": OrgType.SCHOOL} | over)


def make_session(sourced_id="T1", **over):
    """Make the term that `NOW` lies in."""
    values = {
        "sourced_id": sourced_id,
        "title": f"Term {sourced_id}",
        "type": SessionType.TERM,
        "start_date": date(2026, 8, 17),
        "end_date": date(2027, 6, 5),
        "school_year": "2027",
    }
    return AcademicSession(**values | over)


def make_course(sourced_id="K1", org="S1", **over):
    """Make a course of *org*."""
    return Course(**{"sourced_id": sourced_id, "title": f"Course {sourced_id}", "org": org} | over)


def make_class(sourced_id="C1", school="S1", **over):
    """Make a scheduled class of *school* in the term ``T1``, without a course."""
    values = {
        "sourced_id": sourced_id,
        "title": f"Class {sourced_id}",
        "class_type": ClassType.SCHEDULED,
        "school": school,
        "terms": ("T1",),
    }
    return Class(**values | over)


def make_user(sourced_id="U1", role="teacher", org="S1", **over):
    """Make an enabled user with one primary *role* in *org*; ``roles=`` gives others."""
    values = {
        "sourced_id": sourced_id,
        "given_name": f"Given{sourced_id}",
        "family_name": f"Family{sourced_id}",
        "roles": (RoleAssignment(role=_role(role), org=org, role_type=RoleType.PRIMARY),),
        "enabled_user": True,
        "email": f"{sourced_id}@school.example".lower(),
        "primary_org": org,
    }
    return User(**values | over)


def make_enrollment(sourced_id="E1", *, user="U1", klass="C1", role="student", primary=None, **over):
    """Make a seat of *user* in *klass* at the school ``S1``."""
    values = {
        "sourced_id": sourced_id,
        "user": user,
        "klass": klass,
        "school": "S1",
        "role": _role(role),
        "primary": primary,
    }
    return Enrollment(**values | over)


def make_demographics(sourced_id="U1", **over):
    """Make the demographics of the user *sourced_id*."""
    return Demographics(**{"sourced_id": sourced_id, "birth_date": date(2012, 3, 4)} | over)


def make_snapshot(*records, allow_empty=("enrollments",), **options):
    """Make the certified snapshot of *records*, pulled at `NOW`; seats are not needed."""
    return Snapshot.load(read_records(records), now=NOW, allow_empty=allow_empty, **options)


def _role(role):
    return Role(role) if role in set(Role) else role
