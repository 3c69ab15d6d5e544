"""R1, R6 and R10: which schools and classes are taken, and what a class is called."""

import pytest

from oneroster_classlink.mapping import Code, NamedBy, Policy, map_roster
from oneroster_classlink.mapping.classes import cut, name_class
from oneroster_classlink.models import OrgType, Status
from tests.records import make_class, make_course, make_enrollment, make_org, make_snapshot, make_user


def codes(mapping):
    return {(found.code, found.school, found.klass) for found in mapping.findings if found.user is None}


def test_take_schools__only_active_orgs_of_type_school():
    mapping = map_roster(
        make_snapshot(
            make_org("S1"),
            make_org("S2", status=Status.TOBEDELETED),
            make_org("D1", type=OrgType.DISTRICT),
            make_org("S3", name=""),
        )
    )

    assert [("S1", "School S1"), ("S3", "S3")] == [(found.sourced_id, found.name) for found in mapping.roster.schools]


def test_take_schools__only_the_chosen_ones():
    mapping = map_roster(make_snapshot(make_org("S1"), make_org("S2")), Policy(schools=["S2", "S9"]))

    assert ["S2"] == [found.sourced_id for found in mapping.roster.schools]
    assert {(Code.SCHOOL_UNKNOWN, "S9", None)} == codes(mapping)


def test_take_schools__a_long_name_is_cut_with_a_finding():
    name = "The Academy of Very Long Names for Schools That Go On and On Forever"
    mapping = map_roster(make_snapshot(make_org("S1", name=name)))

    assert "The Academy of Very Long Names for Schools That Go On and On" == mapping.roster.schools[0].name
    assert ["The name of school S1 has 68 characters and was cut to 60."] == [
        found.sentence for found in mapping.findings
    ]


@pytest.mark.parametrize(
    ("klass", "expected"),
    [
        ({"school": "S1", "status": Status.TOBEDELETED}, Code.CLASS_TOBEDELETED),
        ({"school": "S9"}, Code.CLASS_SCHOOL_MISSING),
        ({"school": None}, Code.CLASS_SCHOOL_MISSING),
        ({"school": "D1"}, Code.CLASS_NOT_IN_SCHOOL),
        ({"school": "S0"}, Code.CLASS_NOT_IN_SCHOOL),
        ({"school": "S2"}, Code.CLASS_SCHOOL_NOT_TAKEN),
    ],
)
def test_take_classes__each_reason_why_not(klass, expected):
    orgs = [
        make_org("S1"),
        make_org("S2"),
        make_org("S0", status=Status.TOBEDELETED),
        make_org("D1", type=OrgType.DISTRICT),
    ]
    mapping = map_roster(make_snapshot(*orgs, make_class("C1", **klass)), Policy(schools=["S1"]))

    assert () == mapping.roster.classes
    assert {(expected, klass["school"], "C1")} == codes(mapping)


def test_take_classes__an_org_that_is_no_school_is_named():
    mapping = map_roster(make_snapshot(make_org("D1", type=OrgType.DISTRICT), make_class("C1", school="D1")))

    assert ["Class C1 belongs to D1, which is no active school but active district."] == [
        found.sentence for found in mapping.findings
    ]


@pytest.mark.parametrize(
    ("klass", "course", "owner", "expected"),
    [
        ({"title": "Algebra 2"}, "Algebra", "Finch", ("Algebra 2", NamedBy.TITLE)),
        ({"title": " ", "class_code": "ALG-2"}, "Algebra", "Finch", ("Algebra (ALG-2)", NamedBy.COURSE)),
        ({"title": "", "periods": ("3", "4")}, "Algebra", "Finch", ("Algebra (3, 4)", NamedBy.COURSE)),
        ({"title": ""}, "Algebra", None, ("Algebra", NamedBy.COURSE)),
        ({"title": "", "periods": ("3",)}, "", "Finch", ("Finch (3)", NamedBy.OWNER)),
        ({"title": "", "grades": ("05",)}, None, "Finch", ("Finch (05)", NamedBy.OWNER)),
        ({"title": ""}, None, "Finch", ("Finch", NamedBy.OWNER)),
        ({"title": "", "class_code": "ALG-2"}, None, None, ("C1", NamedBy.ID)),
    ],
)
def test_name_class__the_first_that_is_not_empty(klass, course, owner, expected):
    found = None if course is None else make_course(title=course)

    assert expected == name_class(make_class(**klass), course=found, owner=owner)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("short", "short"),
        ("exactly ten", "exactly"),
        ("ten chars! more", "ten chars!"),
        ("onelongwordonly", "onelongwor"),
        ("  indented words", "indented"),
        ("   padded    ", "padded"),
        ("two words  and", "two words"),
    ],
)
def test_cut__at_a_word(name, expected):
    assert expected == cut(name, limit=10)
    assert len(cut(name, limit=10)) <= 10


def test_classes__named_by_course_and_owner_and_cut():
    """A class of a roster gets its name from what the district shares."""
    mapping = map_roster(
        make_snapshot(
            make_org(),
            make_course("K1", title="Biology"),
            make_class("C1", title="", course="K1"),
            make_class("C2", title="", course="K9", periods=("2",)),
            make_class("C3", title="word " * 60),
            make_user("T1", family_name="Finch"),
            make_enrollment("E1", klass="C2", user="T1", role="teacher", primary=True),
        )
    )

    assert ["Biology", "Finch (2)", ("word " * 51).strip()] == [found.name.strip() for found in mapping.roster.classes]
    assert (Code.CLASS_NAME_CUT, "S1", "C3") in codes(mapping)


def test_classes__without_owner_and_without_member_are_kept_and_told():
    mapping = map_roster(make_snapshot(make_org(), make_class("C1")))

    assert ["C1"] == [found.sourced_id for found in mapping.roster.classes]
    assert {(Code.CLASS_NO_OWNER, "S1", "C1"), (Code.CLASS_NO_MEMBER, "S1", "C1")} == codes(mapping)
