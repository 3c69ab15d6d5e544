"""R6 and R10: which schools are taken."""

from oneroster_classlink.mapping.classes import take_schools
from oneroster_classlink.mapping.findings import Code
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.models import OrgType, Status
from tests.records import make_org, make_snapshot


def took(*orgs, **policy):
    taken, findings = take_schools(make_snapshot(*orgs).orgs, Policy(**policy))
    assert list(taken) == [school.sourced_id for school in taken.values()]
    return {key: school.name for key, school in taken.items()}, [(found.code, found.school) for found in findings]


def test_take_schools__only_active_orgs_of_type_school():
    orgs = [
        make_org("S3", name=" "),
        make_org("S1", name=" Elm Street "),
        make_org("S2", status=Status.TOBEDELETED),
        make_org("D1", type=OrgType.DISTRICT),
    ]

    assert ({"S1": "Elm Street", "S3": "S3"}, []) == took(*orgs)


def test_take_schools__only_the_chosen_ones_in_order():
    orgs = [make_org("S3"), make_org("S1"), make_org("S2"), make_org("D1", type=OrgType.DISTRICT)]
    taken, findings = took(*orgs, schools=["S2", "S3", "S9", "D1"])

    assert ["S2", "S3"] == list(taken)
    assert [(Code.SCHOOL_UNKNOWN, "D1"), (Code.SCHOOL_UNKNOWN, "S9")] == findings


def test_take_schools__a_long_name_is_cut_with_a_finding():
    name = "The Academy of Very Long Names for Schools That Go On and On Forever"
    taken, findings = take_schools(make_snapshot(make_org("S1", name=name)).orgs, Policy())

    assert "The Academy of Very Long Names for Schools That Go On and On" == taken["S1"].name
    assert [(("length", "68"), ("limit", "60"))] == [found.facts for found in findings]
