"""Every path of ONEROSTER.md, section 1, by name: an own list, so that a route cannot get lost unseen."""

from oneroster_classlink.sandbox.openapi import openapi_document

ROSTERING = """
/academicSessions academicSessions
/academicSessions/{sourcedId} academicSession
/classes classes
/classes/{classSourcedId}/students users
/classes/{classSourcedId}/teachers users
/classes/{sourcedId} class
/courses courses
/courses/{courseSourcedId}/classes classes
/courses/{sourcedId} course
/enrollments enrollments
/enrollments/{sourcedId} enrollment
/gradingPeriods academicSessions
/gradingPeriods/{sourcedId} academicSession
/orgs orgs
/orgs/{sourcedId} org
/schools orgs
/schools/{schoolSourcedId}/classes classes
/schools/{schoolSourcedId}/classes/{classSourcedId}/enrollments enrollments
/schools/{schoolSourcedId}/classes/{classSourcedId}/students users
/schools/{schoolSourcedId}/classes/{classSourcedId}/teachers users
/schools/{schoolSourcedId}/courses courses
/schools/{schoolSourcedId}/enrollments enrollments
/schools/{schoolSourcedId}/students users
/schools/{schoolSourcedId}/teachers users
/schools/{schoolSourcedId}/terms academicSessions
/schools/{sourcedId} org
/students users
/students/{sourcedId} user
/students/{studentSourcedId}/classes classes
/teachers users
/teachers/{sourcedId} user
/teachers/{teacherSourcedId}/classes classes
/terms academicSessions
/terms/{sourcedId} academicSession
/terms/{termSourcedId}/classes classes
/terms/{termSourcedId}/gradingPeriods academicSessions
/users users
/users/{sourcedId} user
/users/{userSourcedId}/classes classes
/demographics demographics
/demographics/{sourcedId} demographics
"""
RESOURCES = """
/classes/{classSourcedId}/resources resources
/courses/{courseSourcedId}/resources resources
/resources resources
/resources/{sourcedId} resource
"""
GRADEBOOK = """
/categories categories
/categories/{sourcedId} category
/classes/{classSourcedId}/lineItems/{lineItemSourcedId}/results results
/classes/{classSourcedId}/lineItems lineItems
/classes/{classSourcedId}/results results
/classes/{classSourcedId}/students/{studentSourcedId}/results results
/lineItems lineItems
/lineItems/{sourcedId} lineItem
/results results
/results/{sourcedId} result
"""
RESOURCES_12 = """
/users/{userSourcedId}/resources resources
"""
GRADEBOOK_12 = """
/scoreScales scoreScales
/scoreScales/{sourcedId} scoreScale
/assessmentLineItems assessmentLineItems
/assessmentLineItems/{sourcedId} assessmentLineItem
/assessmentResults assessmentResults
/assessmentResults/{sourcedId} assessmentResult
/classes/{classSourcedId}/categories categories
/classes/{classSourcedId}/scoreScales scoreScales
/schools/{schoolSourcedId}/scoreScales scoreScales
"""
BASES = {
    "/ims/oneroster/v1p1": ROSTERING + RESOURCES + GRADEBOOK,
    "/ims/oneroster/rostering/v1p2": ROSTERING,
    "/ims/oneroster/resources/v1p2": RESOURCES + RESOURCES_12,
    "/ims/oneroster/gradebook/v1p2": GRADEBOOK + GRADEBOOK_12,
}


def test_routes__are_the_paths_of_the_standard_with_their_keys():
    expected = {
        f"{base}{path}": key
        for base, listed in BASES.items()
        for path, _, key in (line.partition(" ") for line in listed.split("\n") if line)
    }

    assert (55, 120) == (sum(path.startswith("/ims/oneroster/v1p1") for path in expected), len(expected))
    assert expected == {
        path: item["get"]["responses"]["200"]["content"]["application/json"]["schema"]["required"][0]
        for path, item in openapi_document()["paths"].items()
        if path.startswith("/ims/")
    }
