"""The paths of OneRoster (ONEROSTER 1) and what stands behind each."""

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import unquote

import attrs

from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.sandbox.exchange import Refused, Version
from oneroster_classlink.sandbox.service import views
from oneroster_classlink.sandbox.service.views import View


@attrs.frozen(kw_only=True)
class Route:
    """One path.

    Attributes:
        path: Its segments under the base path; an id is ``*``.
        collection: The collection whose rows it shows.
        view: Which of them.
        single: Whether it shows one record.
    """

    path: tuple[str, ...]
    collection: str
    view: View
    single: bool = False

    @property
    def key(self) -> str:
        """The envelope key, named after the entity and not after the path."""
        if not self.single:
            return self.collection
        known = COLLECTIONS.get(self.collection)
        return known.single_keys[0] if known else self.collection.removesuffix("s")


@attrs.frozen(kw_only=True)
class Match:
    """A route that a path took.

    Attributes:
        version: The version of its base path.
        route: The route.
        ids: The decoded ids of the path, in its order.
    """

    version: Version
    route: Route
    ids: tuple[str, ...]


def _route(path: str, collection: str, view: View) -> Route:
    return Route(path=tuple(path.split("/")), collection=collection, view=view)


def _reads(name: str) -> tuple[Route, ...]:
    """Return the list of ``/<name>`` and the single ``/<name>/{sourcedId}``."""
    collection = views.collection_of(name)
    return (
        _route(name, collection, views.all_of(name)),
        Route(path=(name, "*"), collection=collection, view=views.one_of(name), single=True),
    )


ROSTERING = (
    *_reads("academicSessions"),
    *_reads("classes"),
    *_reads("courses"),
    *_reads("demographics"),
    *_reads("enrollments"),
    *_reads("gradingPeriods"),
    *_reads("orgs"),
    *_reads("schools"),
    *_reads("students"),
    *_reads("teachers"),
    *_reads("terms"),
    *_reads("users"),
    _route("classes/*/students", "users", views.seated("student")),
    _route("classes/*/teachers", "users", views.seated("teacher")),
    _route("courses/*/classes", "classes", views.under("courses", "classes", "course.sourcedId")),
    _route("schools/*/classes", "classes", views.under("schools", "classes", "school.sourcedId")),
    _route(
        "schools/*/classes/*/enrollments",
        "enrollments",
        views.in_school(views.under("classes", "enrollments", "class.sourcedId")),
    ),
    _route("schools/*/classes/*/students", "users", views.in_school(views.seated("student"))),
    _route("schools/*/classes/*/teachers", "users", views.in_school(views.seated("teacher"))),
    _route("schools/*/courses", "courses", views.courses_of_school),
    _route("schools/*/enrollments", "enrollments", views.under("schools", "enrollments", "school.sourcedId")),
    _route("schools/*/students", "users", views.people_of_school("student")),
    _route("schools/*/teachers", "users", views.people_of_school("teacher")),
    _route("schools/*/terms", "academicSessions", views.terms_of_school),
    _route("students/*/classes", "classes", views.classes_of("students")),
    _route("teachers/*/classes", "classes", views.classes_of("teachers")),
    _route("terms/*/classes", "classes", views.under("terms", "classes", "terms.sourcedId")),
    _route("terms/*/gradingPeriods", "academicSessions", views.grading_periods_of_term),
    _route("users/*/classes", "classes", views.classes_of("users")),
)
"""The 41 reads of rostering and demographics, the same in both versions."""

RESOURCES = (
    *_reads("resources"),
    _route("classes/*/resources", "resources", views.referred("classes", "resources", "resources.sourcedId")),
    _route("courses/*/resources", "resources", views.referred("courses", "resources", "resources.sourcedId")),
)
RESOURCES_12 = (
    *RESOURCES,
    _route("users/*/resources", "resources", views.referred("users", "resources", "resources.sourcedId")),
)

GRADEBOOK = (
    *_reads("categories"),
    *_reads("lineItems"),
    *_reads("results"),
    _route("classes/*/lineItems", "lineItems", views.under("classes", "lineItems", "class.sourcedId")),
    _route("classes/*/lineItems/*/results", "results", views.results_of_line_item),
    _route("classes/*/results", "results", views.results_of_class),
    _route("classes/*/students/*/results", "results", views.results_of_student),
)
GRADEBOOK_12 = (
    *GRADEBOOK,
    *_reads("scoreScales"),
    *_reads("assessmentLineItems"),
    *_reads("assessmentResults"),
    _route("classes/*/categories", "categories", views.categories_of_class),
    _route("classes/*/scoreScales", "scoreScales", views.under("classes", "scoreScales", "class.sourcedId")),
    _route("schools/*/scoreScales", "scoreScales", views.score_scales_of_school),
)


def _shapes(routes: tuple[Route, ...]) -> Mapping[tuple[str, ...], Route]:
    return MappingProxyType({route.path: route for route in routes})


BASES = MappingProxyType(
    {
        "/ims/oneroster/v1p1": (Version.V11, _shapes((*ROSTERING, *RESOURCES, *GRADEBOOK))),
        "/ims/oneroster/rostering/v1p2": (Version.V12, _shapes(ROSTERING)),
        "/ims/oneroster/resources/v1p2": (Version.V12, _shapes(RESOURCES_12)),
        "/ims/oneroster/gradebook/v1p2": (Version.V12, _shapes(GRADEBOOK_12)),
    }
)
"""Version and routes by base path."""


def version_of(path: str) -> Version:
    """Return the version in whose form an error at *path* is told; 1.1 where the path does not say."""
    return Version.V12 if "/v1p2/" in f"{path}/" else Version.V11


def match(path: str) -> Match:
    """Return the route of a *path* as it was sent.

    The path is split before its ids are decoded, so an id may hold an encoded slash.

    Raises:
        Refused: 404, there is no such path.
    """
    for base, (version, routes) in BASES.items():
        if path.startswith(f"{base}/"):
            segments = path.removeprefix(f"{base}/").split("/")
            # Ids stand at every second place: "classes/*/students".
            shape = tuple("*" if place % 2 else segment for place, segment in enumerate(segments))
            if shape in routes and all(segments):
                return Match(version=version, route=routes[shape], ids=tuple(map(unquote, segments[1::2])))
    raise Refused(404, "unknownobject", "There is no such path.")
