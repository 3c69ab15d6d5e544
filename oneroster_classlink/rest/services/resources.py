"""The reads of the resources service."""

from collections.abc import Iterable, Iterator
from typing import Unpack

from oneroster_classlink.models.gradebook import Resource
from oneroster_classlink.rest.services.reads import EVERY, Id, Options, Reads


class Resources(Reads):
    """Reads digital resources; the rules are those of `Rostering`."""

    def resources(
        self, *, klass: Id = EVERY, course: Id = EVERY, user: Id = EVERY, **options: Unpack[Options]
    ) -> Iterator[Resource]:
        """Read the resources: all, or those of a class, a course or (1.2) a user."""
        return self._list(Resource, "resources", options, klass=klass, course=course, user=user)

    def resource(self, sourced_id: str, *, fields: Iterable[str] | None = None) -> Resource:
        """Read one resource."""
        return self._one(Resource, "resource", sourced_id, fields=fields)
