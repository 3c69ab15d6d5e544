"""Every read of OneRoster 1.1 and 1.2: its name, its path, its collection and its service."""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import chain
from urllib.parse import quote

import attrs

from oneroster_classlink.errors import UsageError

_PLACE = re.compile(r"{(\w+)}")
_UNSENDABLE = frozenset({"", ".", ".."})


class Version(StrEnum):
    """A version of OneRoster."""

    V1_1 = "1.1"
    V1_2 = "1.2"


class Service(StrEnum):
    """A service of OneRoster; 1.1 has one base path for all, 1.2 one for each."""

    ROSTERING = "rostering"
    GRADEBOOK = "gradebook"
    RESOURCES = "resources"


BOTH = frozenset(Version)


@attrs.frozen(kw_only=True)
class Endpoint:
    """One read.

    Attributes:
        name: What the client calls it: ``classes``, ``klass``.
        path: Below the base path, with a place for each id: ``/schools/{school}/classes``.
        collection: The collection whose records it gives.
        service: The service it belongs to; demographics belong to rostering.
        versions: The versions that have it.
    """

    name: str
    path: str
    collection: str
    service: Service = Service.ROSTERING
    versions: frozenset[Version] = BOTH

    @property
    def places(self) -> tuple[str, ...]:
        """The names of the ids in the path, in order."""
        return tuple(_PLACE.findall(self.path))

    def fill(self, ids: Mapping[str, str]) -> str:
        """Return the path with the percent-encoded *ids*.

        Raises:
            UsageError: An id cannot stand in a path.
        """
        return self.path.format_map({name: _segment(name, ids[name]) for name in self.places})

    def __str__(self) -> str:
        """Say it as it is called: ``classes(school=…)``."""
        return f"{self.name}({', '.join(f'{name}=…' for name in self.places)})"


def base_path(service: Service, *, version: Version) -> str:
    """Return the base path of *service* (ONEROSTER 1.1 section 3, 1.2 the three bindings)."""
    return "/ims/oneroster/v1p1" if version is Version.V1_1 else f"/ims/oneroster/{service}/v1p2"


def find(name: str, *, given: Iterable[str] = ()) -> Endpoint:
    """Return the read called *name* that takes exactly the ids *given* by name.

    Raises:
        UsageError: OneRoster has no such path; the message names those that exist.
    """
    wanted = frozenset(given)
    known = [endpoint for endpoint in ENDPOINTS if endpoint.name == name]
    for endpoint in known:
        if wanted == frozenset(endpoint.places):
            return endpoint
    asked = f"{name}({', '.join(f'{place}=…' for place in sorted(wanted))})"
    raise UsageError(f"OneRoster has no path for {asked}. It has {', '.join(map(str, known))}.")


def list_of(collection: str) -> Endpoint:
    """Return the read of the whole of *collection*, such as ``academicSessions``.

    Raises:
        UsageError: There is no such collection.
    """
    for endpoint in ENDPOINTS:
        if endpoint.path == f"/{collection}" and endpoint.collection == collection:
            return endpoint
    known = ", ".join(endpoint.collection for endpoint in ENDPOINTS if endpoint.path == f"/{endpoint.collection}")
    raise UsageError(f"There is no such collection. There are {known}.")


def _segment(name: str, value: object) -> str:
    if not isinstance(value, str) or value in _UNSENDABLE:
        raise UsageError(f"{name} must be a sourcedId: a string that is not empty, not '.' and not '..'.")
    return quote(value, safe="")


def _reads(
    name: str,
    *paths: str,
    of: str,
    one: str,
    service: Service = Service.ROSTERING,
    newer: tuple[str, ...] = (),
) -> Iterator[Endpoint]:
    """Yield the reads of one name: its list, the nested lists (*newer* came with 1.2), and *one* record."""
    for path in paths:
        yield Endpoint(name=name, path=path, collection=of, service=service)
    for path in newer:
        yield Endpoint(name=name, path=path, collection=of, service=service, versions=frozenset({Version.V1_2}))
    yield Endpoint(name=one, path=f"{paths[0]}/{{sourced_id}}", collection=of, service=service)


ENDPOINTS: tuple[Endpoint, ...] = tuple(
    chain(
        _reads("orgs", "/orgs", of="orgs", one="org"),
        _reads("schools", "/schools", of="orgs", one="school"),
        _reads("academic_sessions", "/academicSessions", of="academicSessions", one="academic_session"),
        _reads("terms", "/terms", "/schools/{school}/terms", of="academicSessions", one="term"),
        _reads(
            "grading_periods",
            "/gradingPeriods",
            "/terms/{term}/gradingPeriods",
            of="academicSessions",
            one="grading_period",
        ),
        _reads("courses", "/courses", "/schools/{school}/courses", of="courses", one="course"),
        _reads(
            "classes",
            "/classes",
            "/schools/{school}/classes",
            "/courses/{course}/classes",
            "/terms/{term}/classes",
            "/students/{student}/classes",
            "/teachers/{teacher}/classes",
            "/users/{user}/classes",
            of="classes",
            one="klass",
        ),
        _reads(
            "students",
            "/students",
            "/schools/{school}/students",
            "/classes/{klass}/students",
            "/schools/{school}/classes/{klass}/students",
            of="users",
            one="student",
        ),
        _reads(
            "teachers",
            "/teachers",
            "/schools/{school}/teachers",
            "/classes/{klass}/teachers",
            "/schools/{school}/classes/{klass}/teachers",
            of="users",
            one="teacher",
        ),
        _reads("users", "/users", of="users", one="user"),
        _reads(
            "enrollments",
            "/enrollments",
            "/schools/{school}/enrollments",
            "/schools/{school}/classes/{klass}/enrollments",
            of="enrollments",
            one="enrollment",
        ),
        _reads("demographics", "/demographics", of="demographics", one="demographic"),
        _reads(
            "resources",
            "/resources",
            "/classes/{klass}/resources",
            "/courses/{course}/resources",
            newer=("/users/{user}/resources",),
            of="resources",
            one="resource",
            service=Service.RESOURCES,
        ),
        _reads(
            "categories",
            "/categories",
            newer=("/classes/{klass}/categories",),
            of="categories",
            one="category",
            service=Service.GRADEBOOK,
        ),
        _reads(
            "line_items",
            "/lineItems",
            "/classes/{klass}/lineItems",
            of="lineItems",
            one="line_item",
            service=Service.GRADEBOOK,
        ),
        _reads(
            "results",
            "/results",
            "/classes/{klass}/results",
            "/classes/{klass}/lineItems/{line_item}/results",
            "/classes/{klass}/students/{student}/results",
            of="results",
            one="result",
            service=Service.GRADEBOOK,
        ),
    )
)
"""Every read, in the order in which a district is pulled."""
