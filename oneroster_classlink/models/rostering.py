"""The records of the rostering service but users: orgs, sessions, courses, classes, enrollments, demographics."""

from datetime import date

import attrs

from oneroster_classlink.models.entity import Entity, field
from oneroster_classlink.models.enums import ClassType, OrgType, Role, SessionType, Sex
from oneroster_classlink.models.kinds import DAY, FLAG, LABEL, TEXT, TEXTS, YEAR, ref, refs, token
from oneroster_classlink.models.users import ROLE


@attrs.frozen(kw_only=True)
class Org(Entity):
    """A school, a district or another organisation. The identifier is often an NCES id, often absent."""

    name: str = field(LABEL, shown=True)
    type: OrgType | str | None = field(token(OrgType), shown=True)
    identifier: str | None = field(TEXT, shown=True)
    parent: str | None = field(ref("org"), shown=True)
    children: tuple[str, ...] = field(refs("org"))

    @property
    def is_active_school(self) -> bool:
        """Whether it is a school and not marked ``tobedeleted``."""
        return self.is_active and self.type == OrgType.SCHOOL


@attrs.frozen(kw_only=True)
class AcademicSession(Entity):
    """A school year, semester, term or grading period. *start_date* is inclusive, *end_date* exclusive (1.2)."""

    title: str = field(LABEL, shown=True)
    type: SessionType | str | None = field(token(SessionType), shown=True)
    start_date: date | None = field(DAY, shown=True)
    end_date: date | None = field(DAY, shown=True)
    school_year: str | None = field(YEAR, shown=True)
    parent: str | None = field(ref("academicSession"), shown=True)
    children: tuple[str, ...] = field(refs("academicSession"))


@attrs.frozen(kw_only=True)
class Course(Entity):
    """A course of study; classes are its sections. *school_year* is a session's id."""

    title: str = field(LABEL, shown=True)
    course_code: str | None = field(TEXT, shown=True)
    school_year: str | None = field(ref("academicSession"))
    grades: tuple[str, ...] = field(TEXTS)
    subjects: tuple[str, ...] = field(TEXTS)
    subject_codes: tuple[str, ...] = field(TEXTS)
    org: str | None = field(ref("org"), shown=True)
    resources: tuple[str, ...] = field(refs("resource"))


@attrs.frozen(kw_only=True)
class Class(Entity):
    """A section that is taught; its title may hold a teacher's name, so a repr does not show it."""

    title: str = field(LABEL)
    class_code: str | None = field(TEXT)
    class_type: ClassType | str | None = field(token(ClassType), shown=True)
    location: str | None = field(TEXT)
    grades: tuple[str, ...] = field(TEXTS)
    subjects: tuple[str, ...] = field(TEXTS)
    subject_codes: tuple[str, ...] = field(TEXTS)
    course: str | None = field(ref("course"), shown=True)
    school: str | None = field(ref("org"), shown=True)
    terms: tuple[str, ...] = field(refs("academicSession"), shown=True)
    periods: tuple[str, ...] = field(TEXTS)
    resources: tuple[str, ...] = field(refs("resource"))


@attrs.frozen(kw_only=True)
class Enrollment(Entity):
    """A seat: one user in one class. *primary* means something for teachers only; *end_date* is exclusive."""

    user: str = field(ref("user", needed=True), shown=True)
    klass: str = field(ref("class", needed=True), "class", shown=True)
    school: str | None = field(ref("org"), shown=True)
    role: Role | str | None = field(ROLE, shown=True)
    primary: bool | None = field(FLAG, shown=True)
    begin_date: date | None = field(DAY, shown=True)
    end_date: date | None = field(DAY, shown=True)


@attrs.frozen(kw_only=True)
class Demographics(Entity):
    """A user's demographics, under the user's own id. A repr shows none of it."""

    birth_date: date | None = field(DAY)
    sex: Sex | str | None = field(token(Sex))
    american_indian_or_alaska_native: bool | None = field(FLAG)
    asian: bool | None = field(FLAG)
    black_or_african_american: bool | None = field(FLAG)
    native_hawaiian_or_other_pacific_islander: bool | None = field(FLAG)
    white: bool | None = field(FLAG)
    demographic_race_two_or_more_races: bool | None = field(FLAG)
    hispanic_or_latino_ethnicity: bool | None = field(FLAG)
    country_of_birth_code: str | None = field(TEXT)
    state_of_birth_abbreviation: str | None = field(TEXT)
    city_of_birth: str | None = field(TEXT)
    public_school_residence_status: str | None = field(TEXT)
