"""Every field of every entity of OneRoster 1.1 and 1.2 has its place, and none of them shows a person."""

from datetime import UTC, date, datetime

import attrs
import pytest

from oneroster_classlink.models import (
    AcademicSession,
    Category,
    Class,
    ClassType,
    Course,
    Credential,
    Demographics,
    Enrollment,
    Importance,
    LineItem,
    Org,
    OrgType,
    Resource,
    Result,
    Role,
    RoleAssignment,
    RoleType,
    ScoreStatus,
    SessionType,
    Sex,
    Status,
    User,
    UserId,
    UserProfile,
    make_converter,
)
from oneroster_classlink.models.collections import COLLECTIONS, NEEDED, ROSTERING
from oneroster_classlink.models.entity import camel, wires

STAMP = {
    "sourcedId": "X1",
    "status": "tobedeleted",
    "dateLastModified": "2026-08-15T12:00:00.000Z",
    "metadata": {"a": 1},
}
STAMPED = {
    "sourced_id": "X1",
    "status": Status.TOBEDELETED,
    "date_last_modified": datetime(2026, 8, 15, 12, tzinfo=UTC),
    "metadata": {"a": 1},
}


def guid(sourced_id, target):
    return {"href": f"https://server.example/{sourced_id}", "sourcedId": sourced_id, "type": target}


WHOLE = [
    (
        {
            "name": "North",
            "type": "school",
            "identifier": "NCES-1",
            "parent": guid("D1", "org"),
            "children": [guid("S2", "org")],
        },
        Org(**STAMPED, name="North", type=OrgType.SCHOOL, identifier="NCES-1", parent="D1", children=("S2",)),
    ),
    (
        {
            "title": "Fall",
            "startDate": "2026-08-15",
            "endDate": "2026-12-20",
            "type": "term",
            "parent": guid("Y1", "academicSession"),
            "children": [guid("G1", "academicSession")],
            "schoolYear": "2027",
        },
        AcademicSession(
            **STAMPED,
            title="Fall",
            start_date=date(2026, 8, 15),
            end_date=date(2026, 12, 20),
            type=SessionType.TERM,
            parent="Y1",
            children=("G1",),
            school_year="2027",
        ),
    ),
    (
        {
            "title": "Algebra",
            "schoolYear": guid("Y1", "academicSession"),
            "courseCode": "ALG",
            "grades": ["09"],
            "subjects": ["Mathematics"],
            "subjectCodes": ["02052"],
            "org": guid("S1", "org"),
            "resources": [guid("R1", "resource")],
        },
        Course(
            **STAMPED,
            title="Algebra",
            school_year="Y1",
            course_code="ALG",
            grades=("09",),
            subjects=("Mathematics",),
            subject_codes=("02052",),
            org="S1",
            resources=("R1",),
        ),
    ),
    (
        {
            "title": "Algebra 1",
            "classCode": "ALG-1",
            "classType": "scheduled",
            "location": "B 12",
            "grades": ["09"],
            "subjects": ["Mathematics"],
            "subjectCodes": ["02052"],
            "course": guid("K1", "course"),
            "school": guid("S1", "org"),
            "terms": [guid("T1", "academicSession"), guid("T2", "academicSession")],
            "periods": ["1"],
            "resources": [guid("R1", "resource")],
        },
        Class(
            **STAMPED,
            title="Algebra 1",
            class_code="ALG-1",
            class_type=ClassType.SCHEDULED,
            location="B 12",
            grades=("09",),
            subjects=("Mathematics",),
            subject_codes=("02052",),
            course="K1",
            school="S1",
            terms=("T1", "T2"),
            periods=("1",),
            resources=("R1",),
        ),
    ),
    (
        {
            "username": "ana.b",
            "userIds": [{"type": "Fed", "identifier": "F-1"}],
            "enabledUser": "true",
            "givenName": "Ana",
            "familyName": "Berg",
            "middleName": "Cleo",
            "role": "administrator",
            "identifier": "I-1",
            "email": "ana@school.example",
            "sms": "555-0101",
            "phone": "555-0102",
            "agents": [guid("U2", "user")],
            "orgs": [guid("S1", "org"), guid("S2", "org")],
            "grades": ["09"],
        },
        User(
            **STAMPED,
            username="ana.b",
            user_ids=(UserId(type="Fed", identifier="F-1"),),
            enabled_user=True,
            given_name="Ana",
            family_name="Berg",
            middle_name="Cleo",
            roles=(
                RoleAssignment(role=Role.ADMINISTRATOR, org="S1", role_type=RoleType.PRIMARY),
                RoleAssignment(role=Role.ADMINISTRATOR, org="S2", role_type=RoleType.PRIMARY),
            ),
            identifier="I-1",
            email="ana@school.example",
            sms="555-0101",
            phone="555-0102",
            agents=("U2",),
            grades=("09",),
        ),
    ),
    (
        {
            "enabledUser": "false",
            "givenName": "Ana",
            "familyName": "Berg",
            "roles": [
                {
                    "roleType": "secondary",
                    "role": "counselor",
                    "org": guid("S1", "org"),
                    "userProfile": "p-1",
                    "beginDate": "2026-08-15",
                    "endDate": "2027-06-05",
                }
            ],
            "userProfiles": [
                {
                    "profileId": "p-1",
                    "profileType": "lms",
                    "vendorId": "v-1",
                    "applicationId": "a-1",
                    "description": "her account",
                    "credentials": [{"type": "basic", "username": "ana.b", "password": "hidden"}],
                }
            ],
            "primaryOrg": guid("S1", "org"),
            "userMasterIdentifier": "M-1",
            "preferredFirstName": "Annie",
            "preferredMiddleName": "C.",
            "preferredLastName": "B.",
            "pronouns": "she/her",
            "resources": [guid("R1", "resource")],
        },
        User(
            **STAMPED,
            enabled_user=False,
            given_name="Ana",
            family_name="Berg",
            roles=(
                RoleAssignment(
                    role_type=RoleType.SECONDARY,
                    role=Role.COUNSELOR,
                    org="S1",
                    user_profile="p-1",
                    begin_date=date(2026, 8, 15),
                    end_date=date(2027, 6, 5),
                ),
            ),
            user_profiles=(
                UserProfile(
                    profile_id="p-1",
                    profile_type="lms",
                    vendor_id="v-1",
                    application_id="a-1",
                    description="her account",
                    credentials=(Credential(type="basic", username="ana.b"),),
                ),
            ),
            primary_org="S1",
            user_master_identifier="M-1",
            preferred_first_name="Annie",
            preferred_middle_name="C.",
            preferred_last_name="B.",
            pronouns="she/her",
            resources=("R1",),
        ),
    ),
    (
        {
            "user": guid("U1", "user"),
            "class": guid("C1", "class"),
            "school": guid("S1", "org"),
            "role": "proctor",
            "primary": "true",
            "beginDate": "2026-08-15",
            "endDate": "2027-06-05",
        },
        Enrollment(
            **STAMPED,
            user="U1",
            klass="C1",
            school="S1",
            role=Role.PROCTOR,
            primary=True,
            begin_date=date(2026, 8, 15),
            end_date=date(2027, 6, 5),
        ),
    ),
    (
        {
            "birthDate": "2012-03-04",
            "sex": "unspecified",
            "americanIndianOrAlaskaNative": "true",
            "asian": "false",
            "blackOrAfricanAmerican": "true",
            "nativeHawaiianOrOtherPacificIslander": "false",
            "white": "true",
            "demographicRaceTwoOrMoreRaces": "false",
            "hispanicOrLatinoEthnicity": "true",
            "countryOfBirthCode": "US",
            "stateOfBirthAbbreviation": "TX",
            "cityOfBirth": "Austin",
            "publicSchoolResidenceStatus": "01652",
        },
        Demographics(
            **STAMPED,
            birth_date=date(2012, 3, 4),
            sex=Sex.UNSPECIFIED,
            american_indian_or_alaska_native=True,
            asian=False,
            black_or_african_american=True,
            native_hawaiian_or_other_pacific_islander=False,
            white=True,
            demographic_race_two_or_more_races=False,
            hispanic_or_latino_ethnicity=True,
            country_of_birth_code="US",
            state_of_birth_abbreviation="TX",
            city_of_birth="Austin",
            public_school_residence_status="01652",
        ),
    ),
    (
        {
            "title": "Book",
            "roles": ["student"],
            "importance": "secondary",
            "vendorResourceId": "vr",
            "vendorId": "v",
            "applicationId": "a",
        },
        Resource(
            **STAMPED,
            title="Book",
            roles=(Role.STUDENT,),
            importance=Importance.SECONDARY,
            vendor_resource_id="vr",
            vendor_id="v",
            application_id="a",
        ),
    ),
    (
        {"role": "teacher", "vendorResourceId": "vr"},
        Resource(**STAMPED, roles=(Role.TEACHER,), vendor_resource_id="vr"),
    ),
    ({"title": "Homework", "weight": 0.5}, Category(**STAMPED, title="Homework", weight=0.5)),
    (
        {
            "title": "Quiz",
            "description": "Chapter 1",
            "assignDate": "2026-08-15T12:00:00.000Z",
            "dueDate": "2026-08-15T12:00:00.000Z",
            "class": guid("C1", "class"),
            "school": guid("S1", "org"),
            "category": guid("H1", "category"),
            "gradingPeriod": guid("G1", "academicSession"),
            "academicSession": guid("T1", "academicSession"),
            "scoreScale": guid("Z1", "scoreScale"),
            "resultValueMin": 0,
            "resultValueMax": 10.5,
            "learningObjectiveSet": [{"source": "case"}],
        },
        LineItem(
            **STAMPED,
            title="Quiz",
            description="Chapter 1",
            assign_date=datetime(2026, 8, 15, 12, tzinfo=UTC),
            due_date=datetime(2026, 8, 15, 12, tzinfo=UTC),
            klass="C1",
            school="S1",
            category="H1",
            grading_period="G1",
            academic_session="T1",
            score_scale="Z1",
            result_value_min=0.0,
            result_value_max=10.5,
            learning_objective_set=({"source": "case"},),
        ),
    ),
    (
        {
            "lineItem": guid("L1", "lineItem"),
            "student": guid("U1", "user"),
            "class": guid("C1", "class"),
            "scoreScale": guid("Z1", "scoreScale"),
            "scoreStatus": "fully graded",
            "score": 9.5,
            "textScore": "A",
            "scoreDate": "2026-08-15",
            "comment": "Well done",
            "inProgress": "false",
            "incomplete": "true",
            "late": "false",
            "missing": "true",
            "learningObjectiveSet": [{"source": "case"}],
        },
        Result(
            **STAMPED,
            line_item="L1",
            student="U1",
            klass="C1",
            score_scale="Z1",
            score_status=ScoreStatus.FULLY_GRADED,
            score=9.5,
            text_score="A",
            score_date=date(2026, 8, 15),
            comment="Well done",
            in_progress=False,
            incomplete=True,
            late=False,
            missing=True,
            learning_objective_set=({"source": "case"},),
        ),
    ),
]


@pytest.mark.parametrize(("row", "expected"), WHOLE, ids=lambda value: type(value).__name__)
def test_structure__every_field(row, expected):
    assert expected == make_converter().structure(STAMP | row, type(expected))


def test_whole_rows__name_every_field_of_every_model():
    """The table above forgets no field, so that none is only declared."""
    said = {(type(record), field) for _, record in WHOLE for field in attrs.asdict(record, recurse=False)}
    filled = {
        (type(record), name)
        for _, record in WHOLE
        for name, value in attrs.asdict(record, recurse=False).items()
        if value not in (None, (), "", {})
    }

    assert {
        (User, "password"),
        *((model, "extensions") for model in {type(record) for _, record in WHOLE}),
    } == said - filled


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (Category(sourced_id="H1", status="odd", title="Homework"), "Category(sourced_id='H1', status='odd')"),
        (
            RoleAssignment(role=Role.AIDE, org="S1", user_profile="p"),
            ("RoleAssignment(role=<Role.AIDE: 'aide'>, org='S1', role_type=None, begin_date=None, end_date=None)"),
        ),
        (UserId(identifier="F-1", type="Fed"), "UserId(type='Fed')"),
        (
            Demographics(sourced_id="U1", city_of_birth="Austin"),
            "Demographics(sourced_id='U1', status=<Status.ACTIVE: 'active'>)",
        ),
    ],
)
def test_repr__shows_ids_and_what_is_no_person(record, expected):
    assert expected == repr(record)


SECRETS = (
    "Zoe9",
    "2012",
    "3, 4",
    "secret-word",
    "555-0199",
    "zoe@",
    "Austin",
    "she/her",
    "female",
    "Zoe's class",
    "9.75",
)
PERSONAL = [
    User(
        sourced_id="U1",
        **dict.fromkeys(
            ("username", "given_name", "family_name", "middle_name", "identifier", "user_master_identifier"), "Zoe9"
        ),
        **dict.fromkeys(("preferred_first_name", "preferred_middle_name", "preferred_last_name"), "Zoe9"),
        email="zoe@school.example",
        sms="555-0199",
        phone="555-0199",
        pronouns="she/her",
        password="secret-word",
        user_ids=(UserId(identifier="Zoe9", type="Fed"),),
        user_profiles=(
            UserProfile(
                profile_id="Zoe9", description="Zoe9", credentials=(Credential(type="basic", username="Zoe9"),)
            ),
        ),
        roles=(RoleAssignment(role=Role.STUDENT, user_profile="Zoe9"),),
        agents=("Zoe9",),
        metadata={"guardian": "Zoe9"},
        extensions={"birthDate": "2012-03-04"},
    ),
    Demographics(
        sourced_id="U1", birth_date=date(2012, 3, 4), sex=Sex.FEMALE, city_of_birth="Austin", metadata={"a": "Zoe9"}
    ),
    Class(sourced_id="C1", title="Zoe's class", class_code="Zoe9", location="Zoe9"),
    Result(sourced_id="R1", score=9.75, text_score="Zoe9", comment="Zoe9"),
    LineItem(sourced_id="L1", title="Zoe9", description="Zoe9", learning_objective_set=({"a": "Zoe9"},)),
]


@pytest.mark.parametrize("record", PERSONAL, ids=lambda record: type(record).__name__)
def test_repr__shows_no_person(record):
    shown = repr(record) + str(record)

    assert [] == [secret for secret in SECRETS if secret in shown]
    assert record.sourced_id in shown


def test_records__are_hashable_although_metadata_is_open():
    assert 1 == len({Org(sourced_id="S1", metadata={"a": []}), Org(sourced_id="S1", metadata={"a": []})})


@pytest.mark.parametrize(
    ("status", "expected"), [(Status.ACTIVE, True), ("pending", True), (Status.TOBEDELETED, False)]
)
def test_is_active__only_tobedeleted_is_not(status, expected):
    assert expected is Org(sourced_id="S1", status=status).is_active


@pytest.mark.parametrize(
    ("kind", "status", "expected"),
    [("school", Status.ACTIVE, True), ("school", Status.TOBEDELETED, False), ("district", Status.ACTIVE, False)],
)
def test_is_active_school__by_type_and_status(kind, status, expected):
    assert expected is Org(sourced_id="S1", type=kind, status=status).is_active_school


AIDE, TEACHER = RoleAssignment(role=Role.AIDE, org="S1"), RoleAssignment(role=Role.TEACHER, org="S2")


@pytest.mark.parametrize(
    ("roles", "primary_org", "expected"),
    [
        ((), None, None),
        ((AIDE, TEACHER), None, Role.AIDE),
        ((AIDE, TEACHER), "S2", Role.TEACHER),
        ((AIDE, attrs.evolve(TEACHER, org="S1", role_type=RoleType.PRIMARY)), "S1", Role.TEACHER),
    ],
)
def test_user_role__the_primary_org_speaks_first(roles, primary_org, expected):
    assert expected == User(sourced_id="U1", roles=roles, primary_org=primary_org).role


def test_user_orgs__each_once_in_wire_order():
    roles = (TEACHER, AIDE, attrs.evolve(AIDE, role=Role.TEACHER), attrs.evolve(AIDE, org=None))

    assert ("S2", "S1") == User(sourced_id="U1", roles=roles).orgs


def test_camel__as_the_wire_writes_it():
    assert "demographicRaceTwoOrMoreRaces" == camel("demographic_race_two_or_more_races")


def test_wires__klass_is_class_on_the_wire():
    assert (("class",), ("dateLastModified",)) == tuple(
        wires(Enrollment)[name].names for name in ("klass", "date_last_modified")
    )


def test_collections__what_is_referred_to_comes_before_what_refers():
    assert ["orgs", "academicSessions", "courses", "classes", "users", "enrollments", "demographics"] == list(ROSTERING)
    assert {"resources", "categories", "lineItems", "results"} == COLLECTIONS.keys() - ROSTERING.keys()
    assert ROSTERING.keys() >= NEEDED


@pytest.mark.parametrize(
    ("name", "keys", "single"),
    [
        ("orgs", ("orgs", "schools", "school", "org"), "org"),
        ("users", ("users", "students", "teachers", "student", "teacher", "user"), "user"),
        ("demographics", ("demographics", "demographic"), "demographics"),
        ("classes", ("classes", "class"), "class"),
    ],
)
def test_collection_keys__the_standards_name_first(name, keys, single):
    assert (name, keys, single) == (ROSTERING[name].name, ROSTERING[name].keys, ROSTERING[name].single_keys[0])
    assert set(keys) == set(ROSTERING[name].single_keys)
