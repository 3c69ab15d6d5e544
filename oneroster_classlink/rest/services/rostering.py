"""The 41 reads of the rostering service, demographics among them."""

from collections.abc import Iterable, Iterator
from typing import Unpack

from oneroster_classlink.models.rostering import AcademicSession, Class, Course, Demographics, Enrollment, Org
from oneroster_classlink.models.users import User
from oneroster_classlink.rest.services.reads import EVERY, Id, Options, Reads


class Rostering(Reads):
    """Reads orgs, sessions, courses, classes, users, enrollments and demographics.

    A method in the plural yields all records or, with an id, those that belong to it, in server order; the
    keywords of `Options` filter, sort and narrow. It raises `UsageError` at once, and while it is iterated what
    the server gives reason for; at the end `IncompletePull` unless every row was proven to have come once.
    A method in the singular returns one record or raises `NotFound`; *fields* narrow it, which came with 1.2.
    """

    def orgs(self, **options: Unpack[Options]) -> Iterator[Org]:
        """Read every org."""
        return self._list(Org, "orgs", options)

    def org(self, sourced_id: str, *, fields: Iterable[str] | None = None) -> Org:
        """Read one org."""
        return self._one(Org, "org", sourced_id, fields=fields)

    def schools(self, **options: Unpack[Options]) -> Iterator[Org]:
        """Read the orgs of type school."""
        return self._list(Org, "schools", options)

    def school(self, sourced_id: str, *, fields: Iterable[str] | None = None) -> Org:
        """Read one school."""
        return self._one(Org, "school", sourced_id, fields=fields)

    def academic_sessions(self, **options: Unpack[Options]) -> Iterator[AcademicSession]:
        """Read the academic sessions of every type."""
        return self._list(AcademicSession, "academic_sessions", options)

    def academic_session(self, sourced_id: str, *, fields: Iterable[str] | None = None) -> AcademicSession:
        """Read one academic session."""
        return self._one(AcademicSession, "academic_session", sourced_id, fields=fields)

    def terms(self, *, school: Id = EVERY, **options: Unpack[Options]) -> Iterator[AcademicSession]:
        """Read the terms, of all or of a school; servers differ on whether semesters and years are among them."""
        return self._list(AcademicSession, "terms", options, school=school)

    def term(self, sourced_id: str, *, fields: Iterable[str] | None = None) -> AcademicSession:
        """Read one term."""
        return self._one(AcademicSession, "term", sourced_id, fields=fields)

    def grading_periods(self, *, term: Id = EVERY, **options: Unpack[Options]) -> Iterator[AcademicSession]:
        """Read the grading periods, of all or of a term."""
        return self._list(AcademicSession, "grading_periods", options, term=term)

    def grading_period(self, sourced_id: str, *, fields: Iterable[str] | None = None) -> AcademicSession:
        """Read one grading period."""
        return self._one(AcademicSession, "grading_period", sourced_id, fields=fields)

    def courses(self, *, school: Id = EVERY, **options: Unpack[Options]) -> Iterator[Course]:
        """Read the courses, of all or of a school."""
        return self._list(Course, "courses", options, school=school)

    def course(self, sourced_id: str, *, fields: Iterable[str] | None = None) -> Course:
        """Read one course."""
        return self._one(Course, "course", sourced_id, fields=fields)

    def classes(
        self,
        *,
        school: Id = EVERY,
        course: Id = EVERY,
        term: Id = EVERY,
        student: Id = EVERY,
        teacher: Id = EVERY,
        user: Id = EVERY,
        **options: Unpack[Options],
    ) -> Iterator[Class]:
        """Read the classes: all, or those of one school, course, term, student, teacher or user."""
        ids = {"school": school, "course": course, "term": term, "student": student, "teacher": teacher, "user": user}
        return self._list(Class, "classes", options, **ids)

    def klass(self, sourced_id: str, *, fields: Iterable[str] | None = None) -> Class:
        """Read one class."""
        return self._one(Class, "klass", sourced_id, fields=fields)

    def students(self, *, school: Id = EVERY, klass: Id = EVERY, **options: Unpack[Options]) -> Iterator[User]:
        """Read the students: all, or those of a school, a class, or a class in a school.

        ClassLink may give a class's teachers too: look at the role.
        """
        return self._list(User, "students", options, school=school, klass=klass)

    def student(self, sourced_id: str, *, fields: Iterable[str] | None = None) -> User:
        """Read one student."""
        return self._one(User, "student", sourced_id, fields=fields)

    def teachers(self, *, school: Id = EVERY, klass: Id = EVERY, **options: Unpack[Options]) -> Iterator[User]:
        """Read the teachers: all, or those of a school, a class, or a class in a school.

        Who of them is primary only enrollments say.
        """
        return self._list(User, "teachers", options, school=school, klass=klass)

    def teacher(self, sourced_id: str, *, fields: Iterable[str] | None = None) -> User:
        """Read one teacher."""
        return self._one(User, "teacher", sourced_id, fields=fields)

    def users(self, **options: Unpack[Options]) -> Iterator[User]:
        """Read the users of every role."""
        return self._list(User, "users", options)

    def user(self, sourced_id: str, *, fields: Iterable[str] | None = None) -> User:
        """Read one user."""
        return self._one(User, "user", sourced_id, fields=fields)

    def enrollments(self, *, school: Id = EVERY, klass: Id = EVERY, **options: Unpack[Options]) -> Iterator[Enrollment]:
        """Read the enrollments: all, or those of a school, or of a class in a school."""
        return self._list(Enrollment, "enrollments", options, school=school, klass=klass)

    def enrollment(self, sourced_id: str, *, fields: Iterable[str] | None = None) -> Enrollment:
        """Read one enrollment."""
        return self._one(Enrollment, "enrollment", sourced_id, fields=fields)

    def demographics(self, **options: Unpack[Options]) -> Iterator[Demographics]:
        """Read the demographics of every user; a district may not share them."""
        return self._list(Demographics, "demographics", options)

    def demographic(self, sourced_id: str, *, fields: Iterable[str] | None = None) -> Demographics:
        """Read the demographics of one user, by the user's id."""
        return self._one(Demographics, "demographic", sourced_id, fields=fields)
