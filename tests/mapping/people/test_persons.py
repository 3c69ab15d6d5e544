"""R2, R5, R8, R11 and R13: who becomes a person, and what each lacks."""

from datetime import date

import pytest

from oneroster_classlink.mapping.findings import Code
from oneroster_classlink.mapping.people.accounts import Account
from oneroster_classlink.mapping.policy import Policy, predicate
from oneroster_classlink.mapping.rules.age import AgeBand
from oneroster_classlink.mapping.rules.roles import PersonRole
from oneroster_classlink.models import RoleAssignment, RoleType, Status, UserId
from tests.mapping.people.district import STUDENT, facts_of, judged, people_of, persons_of, told_by
from tests.records import make_demographics, make_user

TEACHER, PARENT, PUPIL = PersonRole.TEACHER, PersonRole.PARENT, PersonRole.STUDENT
SAME = {"given_name": "Made", "family_name": "Up", "email": "made.up@school.example"}


def codes_of(*records, **options):
    """Return the code and user of every finding, but for a student's birth date and guardians."""
    found = people_of(*records, **options)[1]
    return {(code, user) for code, user in found if code is not Code.STUDENT_NO_REACHABLE_GUARDIAN}


def test_judge_people__by_role_without_any_class():
    """Administrators, guardians and students without a class are persons too."""
    found, told = people_of(make_user("A1", role="principal"), make_user("P1", role="proctor"))

    assert {"A1"} == set(found)
    assert (PersonRole.ADMINISTRATOR, ("S1",)) == (found["A1"].role, found["A1"].schools)
    assert {(Code.USER_ROLE_NOT_INGESTED, "P1")} == told


def test_judge_people__every_user_is_a_person_or_has_one_reason():
    found, told = people_of(
        make_user("U1", status=Status.TOBEDELETED),
        make_user("U2", org="S9"),
        make_user("U3", roles=()),
        make_user("U4", role="dean"),
        make_user("U5"),
        make_user("U6", **SAME),
        make_user("U7", **SAME, role="parent"),
        policy=Policy(users=predicate("not the fifth", lambda user: user.sourced_id != "U5"), merge_staff_parents=True),
    )

    assert {"U6"} == set(found)
    assert {
        (Code.USER_TOBEDELETED, "U1"),
        (Code.USER_NOT_IN_SCHOOL, "U2"),
        (Code.USER_ROLE_NOT_INGESTED, "U3"),
        (Code.USER_ROLE_NOT_INGESTED, "U4"),
        (Code.USER_EXCLUDED, "U5"),
        (Code.USER_MERGED, "U7"),
        (Code.GUARDIAN_NO_STUDENT, "U6"),
    } == told


@pytest.mark.parametrize(
    ("code", "record", "expected"),
    [
        (Code.USER_TOBEDELETED, {"status": Status.TOBEDELETED}, {}),
        (Code.USER_ROLE_NOT_INGESTED, {"role": "dean"}, {"roles": "dean"}),
        (Code.USER_ROLE_NOT_INGESTED, {"roles": ()}, {"roles": "none"}),
        (Code.USER_NOT_IN_SCHOOL, {"org": "S9"}, {"roles": "teacher"}),
        (Code.USER_EXCLUDED, {"email": None}, {"roles": "teacher", "predicate": "reachable"}),
    ],
)
def test_judge_people__the_facts_of_a_reason(code, record, expected):
    policy = Policy(users=predicate("reachable", lambda user: user.email is not None))

    assert {"U1": expected} == facts_of(make_user("U1", **record), code=code, policy=policy)


def test_judge_people__in_alphabetical_order():
    found = judged(make_user("U3"), make_user("U1"), make_user("U2"))

    assert ["U1", "U2", "U3"] == found.ids
    assert [1, 2, 0] == list(found.rows)
    assert b"\1\1\1" == found.is_person


def test_judge_people__a_disabled_user_is_suspended_not_removed():
    found, told = people_of(make_user("T1", enabled_user=False), make_user("T2", enabled_user=None))

    assert (True, False) == (found["T1"].suspended, found["T2"].suspended)
    assert {(Code.USER_DISABLED, "T1")} == told


def test_judge_people__able_is_who_can_be_created_and_is_not_suspended():
    found = judged(
        make_user("U1"), make_user("U2", enabled_user=False), make_user("U3", email=None), make_user("U4", org="S9")
    )

    assert b"\1\0\0\0" == found.able


@pytest.mark.parametrize("role", ["teacher", "administrator"])
@pytest.mark.parametrize("email", [None, "nobody", "a@b", "a b@school.example"])
def test_judge_people__staff_without_valid_email_stays_but_is_not_creatable(role, email):
    found, told = people_of(make_user("T1", role=role, email=email))

    assert not found["T1"].creatable
    assert found["T1"].email is None
    assert {(Code.STAFF_NO_EMAIL, "T1")} == told


def test_judge_people__whoever_the_policy_requires_an_email_of():
    policy = Policy(email_required=["aide"])
    found, told = people_of(make_user("T1", email=None), make_user("A1", role="aide", email="x"), policy=policy)

    assert (True, False) == (found["T1"].creatable, found["A1"].creatable)
    assert {(Code.STAFF_NO_EMAIL, "A1")} == told


def test_judge_people__nobody_needs_an_email_that_the_policy_does_not_read():
    found, told = people_of(make_user("T1", email=None), policy=Policy(email=False))

    assert found["T1"].creatable
    assert set() == told


def test_judge_people__a_taken_email_is_an_error_of_staff_and_an_alert_of_others():
    same = {"email": "finch@school.example"}
    records = [
        make_user("T1", **same),
        make_user("T2", **same),
        make_user("A1", role="aide", **same),
    ]
    found, told = people_of(*records)

    assert (True, False, True) == tuple(found[key].creatable for key in ("T1", "T2", "A1"))
    assert ("finch@school.example", None, None) == tuple(found[key].email for key in ("T1", "T2", "A1"))
    assert {(Code.STAFF_EMAIL_TAKEN, "T2"), (Code.EMAIL_TAKEN, "A1")} == told
    assert {"T2": {"roles": "teacher", "winner": "user T1"}} == facts_of(*records, code=Code.STAFF_EMAIL_TAKEN)
    assert {"A1": {"roles": "aide", "winner": "user T1"}} == facts_of(*records, code=Code.EMAIL_TAKEN)


@pytest.mark.parametrize(
    ("over", "mobile", "expected"),
    [
        ({"email": None, "sms": "555-010-1111", "phone": "555-010-2222"}, "555-010-1111", set()),
        ({"email": None, "phone": "555-010-2222"}, "555-010-2222", {Code.MOBILE_FROM_PHONE}),
        ({}, None, set()),
        ({"email": None}, None, {Code.STUDENT_NO_CONTACT}),
        ({"email": "not an address"}, None, {Code.STUDENT_NO_CONTACT, Code.EMAIL_INVALID}),
        ({"sms": "none"}, None, {Code.MOBILE_INVALID}),
        ({"email": None, "sms": "none"}, None, {Code.MOBILE_INVALID, Code.STUDENT_NO_CONTACT}),
    ],
)
def test_judge_people__contact_points_of_a_student(over, mobile, expected):
    found, told = people_of(make_user("P1", **STUDENT | over), make_demographics("P1"))

    assert mobile == found["P1"].mobile
    assert {(code, "P1") for code in expected} == told


def test_judge_people__a_taken_mobile_number():
    records = [make_user("T1", sms="555-010-1111"), make_user("T2", sms="(555) 010 1111")]

    assert {(Code.MOBILE_TAKEN, "T2")} == codes_of(*records)
    assert {"T2": {"roles": "teacher", "winner": "user T1"}} == facts_of(*records, code=Code.MOBILE_TAKEN)
    assert {"T1": {"roles": "teacher", "field": "phone"}} == facts_of(
        make_user("T1", phone="555-010-1111"), code=Code.MOBILE_FROM_PHONE
    )


def test_judge_people__no_contact_point_is_asked_for():
    policy = Policy(email=False, mobile=())

    assert set() == codes_of(make_user("P1", role="student", email=None), policy=policy) - {
        (Code.STUDENT_NO_BIRTH_DATE, "P1")
    }


def test_judge_people__who_outranks_whom_is_the_policys():
    same = {"sms": "555-010-1111"}
    records = [make_user("T1", **same), make_user("A1", role="aide", **same)]

    assert {(Code.MOBILE_TAKEN, "A1")} == codes_of(*records)
    assert {(Code.MOBILE_TAKEN, "T1")} == codes_of(*records, policy=Policy(contact_ranks=[["aide"]]))


def test_judge_people__accounts_of_the_host_are_linked():
    account = Account(id="9", role="teacher", email="t1@school.example")
    found, told = people_of(make_user("T1"), accounts=[account])

    assert "9" == found["T1"].account
    assert {(Code.ACCOUNT_LINKED, "T1")} == told
    assert {"T1": {"roles": "teacher", "account": "9", "by": "its e-mail address"}} == facts_of(
        make_user("T1"), code=Code.ACCOUNT_LINKED, accounts=[account]
    )


@pytest.mark.parametrize(
    ("email", "code"), [("t1@school.example", Code.EMAIL_TAKEN), ("nobody", Code.EMAIL_INVALID), (None, None)]
)
def test_judge_people__whoever_has_an_account_needs_none_created(email, code):
    records = [make_user("T1", email="t1@school.example"), make_user("T2", email=email)]
    found, told = people_of(*records, accounts=[Account(id="9", sourced_id="T2")])

    assert (True, None, "9") == (found["T2"].creatable, found["T2"].email, found["T2"].account)
    assert {(Code.ACCOUNT_LINKED, "T2")} | ({(code, "T2")} if code else set()) == told


def test_judge_people__an_account_of_another_role_is_told():
    account = Account(id="9", role="student", sourced_id="T1")

    assert {(Code.ACCOUNT_LINKED, "T1"), (Code.ACCOUNT_ROLE_DIFFERS, "T1")} == codes_of(
        make_user("T1"), accounts=[account]
    )
    assert {"T1": {"roles": "teacher", "account": "9", "role": "student"}} == facts_of(
        make_user("T1"), code=Code.ACCOUNT_ROLE_DIFFERS, accounts=[account]
    )


def test_judge_people__several_accounts_of_merged_records_are_told():
    records = [make_user("T1", **SAME), make_user("G1", role="parent", **SAME), make_user("G2", role="parent", **SAME)]
    accounts = [Account(id=key, sourced_id=user) for key, user in (("7", "G1"), ("8", "G2"), ("9", "T1"))]
    policy = Policy(merge_staff_parents=True, guardians=False)

    assert {"T1": {"roles": "teacher, parent", "account": "9", "others": "7, 8"}} == facts_of(
        *records, code=Code.ACCOUNTS_SEVERAL, accounts=accounts, policy=policy
    )
    assert {} == facts_of(*records, code=Code.ACCOUNTS_SEVERAL, accounts=accounts)


def test_judge_people__a_disabled_parent_is_not_merged_and_told():
    records = [make_user("T1", **SAME), make_user("G1", role="parent", enabled_user=False, **SAME)]
    found, told = people_of(*records, policy=Policy(merge_staff_parents=True, guardians=False))

    assert {"T1": False, "G1": True} == {key: person.suspended for key, person in found.items()}
    assert {(Code.STAFF_ALSO_PARENT, "T1"), (Code.STAFF_ALSO_PARENT, "G1")} < told
    assert Code.USER_MERGED not in {code for code, _ in told}


@pytest.mark.parametrize(
    ("demographics", "band", "expected"),
    [
        ([make_demographics("P1", birth_date=date(2013, 10, 2))], AgeBand.UNDER, set()),
        ([make_demographics("P1", birth_date=date(2013, 10, 1))], AgeBand.OVER, set()),
        ([make_demographics("P1", birth_date=None)], AgeBand.UNKNOWN, {(Code.STUDENT_NO_BIRTH_DATE, "P1")}),
        ([make_demographics("P9")], AgeBand.UNKNOWN, {(Code.STUDENT_NO_BIRTH_DATE, "P1")}),
        (
            [make_demographics("P1", status=Status.TOBEDELETED)],
            AgeBand.UNKNOWN,
            {(Code.STUDENT_NO_BIRTH_DATE, "P1")},
        ),
    ],
)
def test_judge_people__age_of_a_student_on_the_day_of_the_pull(demographics, band, expected):
    found, told = people_of(make_user("P1", **STUDENT), *demographics)

    assert band is found["P1"].age
    assert expected == told


def test_judge_people__age_on_another_day_and_of_nobody_else():
    found, _ = people_of(
        make_user("P1", **STUDENT),
        make_user("T1"),
        make_demographics("P1", birth_date=date(2013, 10, 2)),
        make_demographics("T1"),
        policy=Policy(today=date(2026, 10, 2)),
    )

    assert (AgeBand.OVER, None) == (found["P1"].age, found["T1"].age)


def test_judge_people__what_the_district_does_not_share_is_told_once():
    found = judged(make_user("P1", **STUDENT), make_user("P2", role="student"))

    assert {Code.DEMOGRAPHICS_NOT_SHARED: 1, Code.GUARDIANS_NOT_SHARED: 1} == told_by(found).counts
    assert {AgeBand.UNKNOWN} == {person.age for person in persons_of(found).values()}


@pytest.mark.parametrize(
    ("records", "policy"),
    [
        ([], Policy()),
        ([make_user()], Policy(birth_dates=False, guardians=False)),
        ([make_user()], Policy(birth_dates=False, ingested=["teacher"])),
        ([make_user(), make_user("G1", role="guardian", org="S9")], Policy(birth_dates=False)),
    ],
)
def test_judge_people__the_district_has_nothing_to_be_told(records, policy):
    found = told_by(judged(*records, policy=policy)).counts

    assert {Code.USER_NOT_IN_SCHOOL} >= set(found)


def test_judge_people__guardians_marked_tobedeleted_are_not_shared():
    found = told_by(judged(make_user("G1", role="guardian", status=Status.TOBEDELETED)))

    assert 1 == found.count(Code.GUARDIANS_NOT_SHARED)


def test_judge_people__birth_dates_off():
    found, told = people_of(make_user("P1", **STUDENT), make_demographics("P1"), policy=Policy(birth_dates=False))

    assert (AgeBand.UNKNOWN, set()) == (found["P1"].age, told)


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [({"lang": " es "}, "es"), ({"lang": " "}, None), ({"lang": 7}, None), ({"other": "es"}, None), ({}, None)],
)
def test_judge_people__the_preferred_language(metadata, expected):
    record = make_user("T1", metadata=metadata)

    assert expected == people_of(record, policy=Policy(language_key="lang"))[0]["T1"].language
    assert people_of(record)[0]["T1"].language is None


def test_judge_people__merged_records_are_one_person():
    records = [
        make_user("T1", **SAME, org="D1"),
        make_user("G1", role="parent", org="S2", sms="555-010-1111", **SAME),
    ]
    found, told = people_of(*records, policy=Policy(merge_staff_parents=True, guardians=False), seats={"S1": ["G1"]})
    person = found["T1"]

    assert {"T1"} == set(found)
    assert (("G1",), (TEACHER, PARENT), TEACHER) == (person.merged, person.roles, person.role)
    assert (("S1", "S2"), ((TEACHER,), (PARENT,))) == (person.schools, person.school_roles)
    assert {(Code.USER_MERGED, "G1")} == told
    assert {"G1": {"roles": "parent", "winner": "user T1"}} == facts_of(
        *records, policy=Policy(merge_staff_parents=True), code=Code.USER_MERGED
    )


def test_judge_people__staff_who_are_also_parents_are_told_and_not_merged():
    records = [make_user("T1", **SAME), make_user("G1", role="parent", **SAME)]
    found, told = people_of(*records, policy=Policy(guardians=False))

    assert {"T1", "G1"} == set(found)
    assert {(Code.STAFF_ALSO_PARENT, "T1"), (Code.STAFF_ALSO_PARENT, "G1")} < told
    assert {"T1": "G1", "G1": "T1"} == {
        user: facts["others"] for user, facts in facts_of(*records, code=Code.STAFF_ALSO_PARENT).items()
    }


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"identifier": "77"}, {"identifier": "77"}, True),
        ({"identifier": "77"}, {"identifier": "78"}, False),
        (
            {"user_ids": (UserId(type="State", identifier="5"),)},
            {"user_ids": (UserId(type="State", identifier="5"),)},
            True,
        ),
        ({}, {}, False),
    ],
)
def test_judge_people__perhaps_twice(one, other, expected):
    """One person who is several records, as where a school each makes one, is told and not merged."""
    same = {"given_name": "Made", "family_name": "Up"}
    records = [make_user("T1", **same | one), make_user("T2", **same | other)]
    found, told = people_of(*records)

    assert {"T1", "T2"} == set(found)
    assert ({(Code.USER_PERHAPS_TWICE, "T1"), (Code.USER_PERHAPS_TWICE, "T2")} if expected else set()) == told
    assert ({"T1": "T2", "T2": "T1"} if expected else {}) == {
        user: facts["others"] for user, facts in facts_of(*records, code=Code.USER_PERHAPS_TWICE).items()
    }


def test_judge_people__a_finding_has_the_first_of_the_persons_schools():
    roles = (
        RoleAssignment(role="teacher", org="S2", role_type=RoleType.PRIMARY),
        RoleAssignment(role="aide", org="S1"),
    )
    found = told_by(judged(make_user("T1", roles=roles, email=None), make_user("T2", org="S9")))

    assert {"T1": "S1", "T2": None} == {told.user: told.school for told in found if told.user}
    assert [{"S1": 1}, {None: 1}] == [
        {school: len(rows) for school, rows in part.by_school(code).items()}
        for code in (Code.STAFF_NO_EMAIL, Code.USER_NOT_IN_SCHOOL)
        for part in judged(make_user("T1", roles=roles, email=None), make_user("T2", org="S9")).findings()
        if part.counts().get(code)
    ]


def test_judge_people__findings_and_reprs_hold_nothing_personal():
    private = {"given_name": "Zaphine", "family_name": "Quibble", "email": "zq@private.example", "sms": "5550104444"}
    found = judged(
        make_user("T1", **private),
        make_user("T2", **private | {"identifier": "3"}),
        make_user("G1", role="parent", **private),
        make_demographics("T1", birth_date=date(1999, 9, 9)),
    )
    text = " ".join([repr(found), *map(repr, persons_of(found).values()), *map(str, told_by(found))])

    assert [] == [value for value in (*private.values(), "1999") if value in text]
