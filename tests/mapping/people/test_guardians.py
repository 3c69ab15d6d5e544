"""R12: who is guardian of whom."""

import pytest

from oneroster_classlink.mapping.findings import Code
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.rules.roles import PersonRole
from oneroster_classlink.models import RoleAssignment, Status
from tests.mapping.people.district import STUDENT, facts_of, judged, people_of, told_by
from tests.records import make_demographics, make_user

PARENT, PUPIL = PersonRole.PARENT, PersonRole.STUDENT
BOTH = {"roles": (RoleAssignment(role="student", org="S1"), RoleAssignment(role="parent", org="S1"))}


@pytest.mark.parametrize("word", ["guardian", "parent"])
@pytest.mark.parametrize(("student", "guardian"), [(("G1",), ()), ((), ("P1",)), (("G1",), ("P1",)), (("G1",) * 2, ())])
def test_guardians__seen_from_either_side(word, student, guardian):
    found, told = people_of(
        make_user("P1", agents=student, **STUDENT),
        make_user("G1", role=word, agents=guardian),
        make_demographics("P1"),
    )

    assert (("G1",), ()) == (found["P1"].guardians, found["G1"].guardians)
    assert (True, None) == (found["P1"].guardian_reachable, found["G1"].guardian_reachable)
    assert set() == told


def test_guardians__belong_to_their_students_schools():
    """A guardian of the district alone is on the roster through the student, as a guardian."""
    roles = (RoleAssignment(role="teacher", org="S9"), RoleAssignment(role="parent", org="D1"))
    found, _ = people_of(
        make_user("P1", agents=("G1", "G2"), **STUDENT),
        make_user("G1", role="guardian", org="D1"),
        make_user("G2", roles=roles),
    )

    assert ("S1",) == found["G1"].schools
    assert (("S1",), ((PARENT,),)) == (found["G2"].schools, found["G2"].school_roles)


def test_guardians__a_student_who_is_nowhere_brings_nobody():
    found, told = people_of(
        make_user("P1", agents=("G1",), org="S9", role="student"), make_user("G1", role="guardian", org="D1")
    )

    assert {} == found
    assert {(Code.USER_NOT_IN_SCHOOL, "P1"), (Code.USER_NOT_IN_SCHOOL, "G1")} == told


def test_guardians__a_student_who_is_only_a_parent_here_brings_nobody():
    """What leads a parent here is the child's school, and there the parent is no student."""
    found, told = people_of(
        make_user("P1", agents=("G1",), **STUDENT),
        make_user(
            "G1", agents=("G2",), **BOTH | {"roles": (RoleAssignment(role="student"), RoleAssignment(role="parent"))}
        ),
        make_user("G2", role="guardian", org="D1"),
    )

    assert {"P1", "G1"} == set(found)
    assert ((PARENT,),) == found["G1"].school_roles
    assert () == found["G1"].guardians
    assert (Code.USER_NOT_IN_SCHOOL, "G2") in told


def test_guardians__without_a_student_are_told():
    found, told = people_of(
        make_user("G1", role="guardian", agents=("T1", "P9", "G1")),
        make_user("T1", agents=("G1",)),
        make_user("P2", org="S9", **STUDENT | {"agents": ("G2",)}),
        make_user("G2", role="parent"),
    )

    assert {"G1", "G2", "T1"} == set(found)
    assert {
        (Code.GUARDIAN_NO_STUDENT, "G1"),
        (Code.GUARDIAN_NO_STUDENT, "G2"),
        (Code.AGENT_MISSING, "G1"),
        (Code.AGENT_NOT_GUARDIAN, "G1"),
        (Code.AGENT_NOT_GUARDIAN, "T1"),
        (Code.USER_NOT_IN_SCHOOL, "P2"),
    } == told


def test_guardians__agents_that_do_not_fit_are_named():
    records = [
        make_user("P1", agents=("G1", "P2", "R1", "G7", "G8", "P1"), **STUDENT),
        make_user("P2", role="student"),
        make_user("R1", role="relative"),
        make_user("G1", role="guardian"),
        make_user("G7", role="guardian", status=Status.TOBEDELETED),
    ]

    assert {"P1": {"roles": "student", "agents": "P2, R1"}} == facts_of(*records, code=Code.AGENT_NOT_GUARDIAN)
    assert {"P1": {"roles": "student", "agents": "G8"}} == facts_of(*records, code=Code.AGENT_MISSING)


def test_guardians__oneself_is_nobodys_agent():
    found, told = people_of(make_user("G1", agents=("G1",), **BOTH), make_demographics("G1"))

    assert () == found["G1"].guardians
    assert {
        (Code.GUARDIAN_NO_STUDENT, "G1"),
        (Code.STUDENT_NO_REACHABLE_GUARDIAN, "G1"),
    } == told


@pytest.mark.parametrize("naming", ["B1", "other"])
@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"role": "student"}, {"B1": (), "other": ("B1",)}),
        ({"role": "guardian"}, {"B1": ("other",), "other": ()}),
        (BOTH, {"B1": ("other",), "other": ("B1",)}),
    ],
)
def test_guardians__a_parent_who_is_also_a_student_is_what_the_other_is_not(naming, other, expected):
    agents = {"B1": ("other",), "other": ("B1",)}
    found, _ = people_of(
        make_user("B1", **BOTH, agents=agents["B1"] if naming == "B1" else ()),
        make_user("other", **other, agents=agents["other"] if naming == "other" else ()),
    )

    assert expected == {key: person.guardians for key, person in found.items()}


@pytest.mark.parametrize(("count", "expected"), [(5, set()), (6, {(Code.STUDENT_MANY_GUARDIANS, "P1")})])
def test_guardians__six_are_told(count, expected):
    ids = tuple(f"G{number}" for number in range(count))
    records = [
        make_user("P1", agents=ids, **STUDENT),
        make_demographics("P1"),
        *(make_user(key, role="guardian") for key in ids),
    ]
    found, told = people_of(*records)

    assert ids == found["P1"].guardians
    assert expected == told
    assert {"P1": {"roles": "student", "count": "3"}} == facts_of(
        make_user("P1", agents=ids[:3], **STUDENT),
        *records[1:],
        code=Code.STUDENT_MANY_GUARDIANS,
        policy=Policy(many_guardians=3),
    )


def test_guardians__whether_one_can_be_reached():
    records = [
        make_user("P1", agents=("G1",), **STUDENT),
        make_user("P2", role="student", agents=("G2",)),
        make_user("P3", role="student"),
        make_user("G1", role="guardian", email=None),
        make_user("G2", role="guardian", email=None, sms="555-010-1111"),
    ]
    found, told = people_of(*records, policy=Policy(birth_dates=False))

    assert (False, True, False) == tuple(found[key].guardian_reachable for key in ("P1", "P2", "P3"))
    assert {
        (Code.STUDENT_NO_REACHABLE_GUARDIAN, "P1"),
        (Code.STUDENT_NO_REACHABLE_GUARDIAN, "P3"),
        (Code.GUARDIAN_NO_CONTACT, "G1"),
    } == told
    assert {"P1": "1", "P3": "0"} == {
        user: facts["count"] for user, facts in facts_of(*records, code=Code.STUDENT_NO_REACHABLE_GUARDIAN).items()
    }


def test_guardians__whoever_has_none_at_all_is_not_told_one_by_one():
    assert 0 == told_by(judged(make_user("P1", **STUDENT))).count(Code.STUDENT_NO_REACHABLE_GUARDIAN)


def test_guardians__off():
    found, told = people_of(
        make_user("P1", agents=("G1", "P9"), **STUDENT),
        make_user("G1", role="guardian"),
        make_demographics("P1"),
        policy=Policy(guardians=False),
    )

    assert ((), None) == (found["P1"].guardians, found["P1"].guardian_reachable)
    assert set() == told


def test_guardians__a_merged_record_counts_for_the_one_it_is_merged_into():
    same = {"given_name": "Made", "family_name": "Up", "email": "made.up@school.example"}
    records = [
        make_user("P1", agents=("G1", "P8"), **STUDENT),
        make_user("P2", role="student", org="S2"),
        make_user("T1", agents=("P9",), org="D1", **same),
        make_user("G1", role="parent", org="D1", agents=("P2", "T1", "P7"), **same),
    ]
    policy = Policy(merge_staff_parents=True, birth_dates=False)
    found, told = people_of(*records, policy=policy)

    assert {"P1": ("T1",), "P2": ("T1",), "T1": ()} == {key: person.guardians for key, person in found.items()}
    assert (("S1", "S2"), ((PARENT,), (PARENT,))) == (found["T1"].schools, found["T1"].school_roles)
    assert {(Code.USER_MERGED, "G1"), (Code.AGENT_MISSING, "P1"), (Code.AGENT_MISSING, "T1")} == told
    assert "P7, P9" == facts_of(*records, code=Code.AGENT_MISSING, policy=policy)["T1"]["agents"]


def test_guardians__by_row_both_ways():
    found = judged(
        make_user("P2", role="student", agents=("G1", "G2")),
        make_user("G2", role="guardian"),
        make_user("G1", role="guardian", agents=("P1", "P3")),
        make_user("P1", role="student"),
        make_user("P3", role="student", org="S9"),
    )

    assert [2, 1] == found.guardian_rows(0)
    assert [3, 0] == found.student_rows(2)
