"""Which rows each path shows."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from oneroster_classlink.sandbox.exchange import Refused
from oneroster_classlink.sandbox.service.render import roles_of
from oneroster_classlink.sandbox.service.tables import Positions, Tables

View = Callable[..., Collection[int]]
"""Takes the tables and the ids of a path, in its order, and returns places in the view's own collection."""

SUBSETS = {
    "schools": ("orgs", "type", "school"),
    "terms": ("academicSessions", "type", "term"),
    "gradingPeriods": ("academicSessions", "type", "gradingPeriod"),
}
"""Paths that show the rows of another collection with one value: the collection, the field, the value."""
ROLES = {"students": "student", "teachers": "teacher"}
"""Paths that show the users with one role."""


def collection_of(name: str) -> str:
    """Return the collection whose rows the path segment *name* shows: ``/students`` shows users."""
    return "users" if name in ROLES else SUBSETS.get(name, (name,))[0]


def all_of(name: str) -> View:
    """Return the view of the path ``/<name>``."""

    def view(tables: Tables) -> Collection[int]:
        if name in ROLES:
            return _with_role(tables, ROLES[name])
        if name in SUBSETS:
            collection, path, value = SUBSETS[name]
            return tables[collection].at(path, value)
        return range(len(tables[name].rows))

    return view


def one_of(name: str) -> View:
    """Return the view of the path ``/<name>/{sourcedId}``."""

    def view(tables: Tables, sourced_id: str) -> Collection[int]:
        return (_parent(tables, name, sourced_id),)

    return view


def under(name: str, collection: str, path: str) -> View:
    """Return the view of rows of *collection* that refer, at the dotted *path*, to one of ``/<name>``."""

    def view(tables: Tables, sourced_id: str) -> Collection[int]:
        _parent(tables, name, sourced_id)
        return tables[collection].at(path, sourced_id)

    return view


def referred(name: str, collection: str, path: str) -> View:
    """Return the view of rows of *collection* that one of ``/<name>`` refers to, at its dotted *path*."""

    def view(tables: Tables, sourced_id: str) -> Collection[int]:
        place = _parent(tables, name, sourced_id)
        return tables[collection].found(tables[collection_of(name)].values((place,), path))

    return view


def classes_of(name: str) -> View:
    """Return the view of the classes in which one of ``/<name>``, a kind of users, has a seat."""

    def view(tables: Tables, sourced_id: str) -> Collection[int]:
        _parent(tables, name, sourced_id)
        seats = tables["enrollments"]
        return tables["classes"].found(seats.values(seats.at("user.sourcedId", sourced_id), "class.sourcedId"))

    return view


def seated(role: str) -> View:
    """Return the view of the users whose seat in one class has *role*."""

    def view(tables: Tables, klass: str) -> Collection[int]:
        _parent(tables, "classes", klass)
        seats = tables["enrollments"]
        chosen = (place for place in seats.at("class.sourcedId", klass) if seats.rows[place].get("role") == role)
        return tables["users"].found(seats.values(chosen, "user.sourcedId"))

    return view


def in_school(view: View) -> View:
    """Return *view* of one class, but under the path of its school."""

    def inner(tables: Tables, school: str, klass: str) -> Collection[int]:
        _parent(tables, "schools", school)
        place = _parent(tables, "classes", klass)
        if place not in tables["classes"].at("school.sourcedId", school):
            raise _unknown()
        return view(tables, klass)

    return inner


def people_of_school(role: str) -> View:
    """Return the view of the users who have *role* in one school."""

    def view(tables: Tables, school: str) -> Collection[int]:
        _parent(tables, "schools", school)
        return tables["users"].grouped("role and org", roles_of).get((role, school), ())

    return view


def courses_of_school(tables: Tables, school: str) -> Collection[int]:
    """Show the courses that belong to a school or that one of its classes is a section of."""
    _parent(tables, "schools", school)
    taught = _of_classes(tables, school, collection="courses", path="course.sourcedId")
    return {*tables["courses"].at("org.sourcedId", school), *taught}


def terms_of_school(tables: Tables, school: str) -> Collection[int]:
    """Show the terms in which a school has classes; a session itself does not know its school."""
    _parent(tables, "schools", school)
    used = _of_classes(tables, school, collection="academicSessions", path="terms.sourcedId")
    return set(used) & set(all_of("terms")(tables))


def grading_periods_of_term(tables: Tables, term: str) -> Collection[int]:
    """Show the grading periods within a term."""
    _parent(tables, "terms", term)
    return set(tables["academicSessions"].at("parent.sourcedId", term)) & set(all_of("gradingPeriods")(tables))


def categories_of_class(tables: Tables, klass: str) -> Collection[int]:
    """Show the categories of the line items of a class."""
    _parent(tables, "classes", klass)
    items = tables["lineItems"]
    return tables["categories"].found(items.values(items.at("class.sourcedId", klass), "category.sourcedId"))


def results_of_class(tables: Tables, klass: str) -> Collection[int]:
    """Show the results for the line items of a class."""
    _parent(tables, "classes", klass)
    items = tables["lineItems"]
    return _results(tables, items.values(items.at("class.sourcedId", klass), "sourcedId"))


def results_of_line_item(tables: Tables, klass: str, item: str) -> Collection[int]:
    """Show the results for one line item of a class."""
    _parent(tables, "classes", klass)
    if _parent(tables, "lineItems", item) not in tables["lineItems"].at("class.sourcedId", klass):
        raise _unknown()
    return _results(tables, (item,))


def results_of_student(tables: Tables, klass: str, student: str) -> Collection[int]:
    """Show one student's results in a class."""
    _parent(tables, "students", student)
    return set(results_of_class(tables, klass)) & set(tables["results"].at("student.sourcedId", student))


def score_scales_of_school(tables: Tables, school: str) -> Collection[int]:
    """Show the score scales of the classes of a school."""
    _parent(tables, "schools", school)
    classes = tables["classes"]
    ids = classes.values(classes.at("school.sourcedId", school), "sourcedId")
    return [place for item in ids for place in tables["scoreScales"].at("class.sourcedId", item)]


def _with_role(tables: Tables, role: str) -> Positions:
    return tables["users"].grouped("role", lambda row: (found for found, _ in roles_of(row))).get(role, ())


def _of_classes(tables: Tables, school: str, *, collection: str, path: str) -> Positions:
    classes = tables["classes"]
    return tables[collection].found(classes.values(classes.at("school.sourcedId", school), path))


def _results(tables: Tables, items: Iterable[Any]) -> Collection[int]:
    return [place for item in items for place in tables["results"].at("lineItem.sourcedId", item)]


def _parent(tables: Tables, name: str, sourced_id: str) -> int:
    """Return the place of the record at ``/<name>/<sourced_id>``."""
    place = tables[collection_of(name)].places.get(sourced_id)
    if place is None or place not in all_of(name)(tables):
        raise _unknown()
    return place


def _unknown() -> Refused:
    return Refused(404, "unknownobject", "There is no such record.")
