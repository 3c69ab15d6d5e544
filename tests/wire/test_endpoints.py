"""The table of reads and how their paths are filled."""

import pytest

from oneroster_classlink.errors import UsageError
from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.wire.endpoints import ENDPOINTS, Service, Version, base_path, find, list_of


@pytest.mark.parametrize(("version", "rostering", "gradebook", "resources"), [("1.1", 41, 10, 4), ("1.2", 41, 11, 5)])
def test_endpoints__every_get_of_the_standard_is_there(version, rostering, gradebook, resources):
    """1.1 has 41 + 10 + 4 GETs (ONEROSTER.md section 1); 1.2 adds two to the last."""
    known = [endpoint.service for endpoint in ENDPOINTS if version in endpoint.versions]

    assert rostering == known.count(Service.ROSTERING)
    assert gradebook == known.count(Service.GRADEBOOK)
    assert resources == known.count(Service.RESOURCES)


def test_endpoints__each_path_once_and_of_a_known_collection():
    assert len(ENDPOINTS) == len({endpoint.path for endpoint in ENDPOINTS})
    assert {endpoint.collection for endpoint in ENDPOINTS} == set(COLLECTIONS)


@pytest.mark.parametrize(
    ("service", "version", "expected"),
    [
        (Service.ROSTERING, Version.V1_1, "/ims/oneroster/v1p1"),
        (Service.GRADEBOOK, Version.V1_1, "/ims/oneroster/v1p1"),
        (Service.ROSTERING, Version.V1_2, "/ims/oneroster/rostering/v1p2"),
        (Service.GRADEBOOK, Version.V1_2, "/ims/oneroster/gradebook/v1p2"),
        (Service.RESOURCES, Version.V1_2, "/ims/oneroster/resources/v1p2"),
    ],
)
def test_base_path__one_for_1_1_and_three_for_1_2(service, version, expected):
    assert expected == base_path(service, version=version)


def test_find__by_name_and_ids():
    assert "/schools/{school}/classes/{klass}/students" == find("students", given=["klass", "school"]).path


def test_find__no_such_path_names_those_that_exist():
    with pytest.raises(UsageError) as caught:
        find("enrollments", given=["klass"])

    assert (
        "OneRoster has no path for enrollments(klass=…). It has enrollments(), enrollments(school=…), "
        "enrollments(school=…, klass=…)." == str(caught.value)
    )


def test_list_of__a_collection():
    assert "academic_sessions" == list_of("academicSessions").name


@pytest.mark.parametrize("collection", ["schools", "terms", "people", ""])
def test_list_of__views_and_unknown_names_are_no_collections(collection):
    with pytest.raises(UsageError, match="There are orgs, academicSessions, courses, classes, users, enrollments"):
        list_of(collection)


@pytest.mark.parametrize(
    ("sourced_id", "expected"),
    [
        ("a1", "/orgs/a1"),
        ("a/b|c", "/orgs/a%2Fb%7Cc"),
        ("50%", "/orgs/50%25"),
        ("é x", "/orgs/%C3%A9%20x"),
        ("7_1.1-~", "/orgs/7_1.1-~"),
        ("...", "/orgs/..."),
    ],
)
def test_fill__percent_encodes_everything_but_unreserved(sourced_id, expected):
    assert expected == find("org", given=["sourced_id"]).fill({"sourced_id": sourced_id})


@pytest.mark.parametrize("sourced_id", ["", ".", "..", None, 7])
def test_fill__ids_that_cannot_stand_in_a_path(sourced_id):
    """A path of dots would be folded away on its way and read another record."""
    with pytest.raises(UsageError, match="sourced_id must be a sourcedId"):
        find("org", given=["sourced_id"]).fill({"sourced_id": sourced_id})
