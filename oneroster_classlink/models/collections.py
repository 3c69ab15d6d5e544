"""The collections of OneRoster: their record, and the envelope keys that servers use for them."""

from types import MappingProxyType

import attrs

from oneroster_classlink.models.entity import Model
from oneroster_classlink.models.gradebook import Category, LineItem, Resource, Result
from oneroster_classlink.models.rostering import AcademicSession, Class, Course, Demographics, Enrollment, Org
from oneroster_classlink.models.users import User


@attrs.frozen(kw_only=True)
class Collection:
    """One collection.

    Attributes:
        name: Its path segment and first envelope key.
        model: The record of one row.
        keys: Envelope keys under which a list of it was seen.
        single_keys: Envelope keys under which one record of it was seen.
    """

    name: str
    model: Model
    keys: tuple[str, ...]
    single_keys: tuple[str, ...]


def _collection(name: str, model: Model, *, single: str, also: tuple[str, ...] = ()) -> Collection:
    keys = (name, *also, single)
    return Collection(
        name=name, model=model, keys=tuple(dict.fromkeys(keys)), single_keys=tuple(dict.fromkeys((single, *keys)))
    )


ROSTERING = MappingProxyType(
    {
        found.name: found
        for found in (
            _collection("orgs", Org, single="org", also=("schools", "school")),
            _collection(
                "academicSessions",
                AcademicSession,
                single="academicSession",
                also=("terms", "gradingPeriods", "term", "gradingPeriod"),
            ),
            _collection("courses", Course, single="course"),
            _collection("classes", Class, single="class"),
            _collection("users", User, single="user", also=("students", "teachers", "student", "teacher")),
            _collection("enrollments", Enrollment, single="enrollment"),
            _collection("demographics", Demographics, single="demographics", also=("demographic",)),
        )
    }
)
"""What a snapshot holds, in the order it is pulled; what is referred to comes before what refers."""

COLLECTIONS = MappingProxyType(
    {
        **ROSTERING,
        "resources": _collection("resources", Resource, single="resource"),
        "categories": _collection("categories", Category, single="category"),
        "lineItems": _collection("lineItems", LineItem, single="lineItem"),
        "results": _collection("results", Result, single="result"),
    }
)
"""Every collection that this package reads."""

NEEDED = frozenset({"orgs", "classes", "users", "enrollments"})
"""The collections without which there is no roster."""
