"""Answers and examples of other servers: each decodes without a lost row, or is told to be no data."""

from datetime import date

import pytest

from oneroster_classlink.errors import NotOneRoster
from oneroster_classlink.models import ClassType, OrgType, Role, RoleType, SessionType, Sex
from oneroster_classlink.models.collections import ROSTERING
from oneroster_classlink.wire.decode import Decoder, decode_single
from tests.shared_data import SHARED_DATA, needs_shared_data

pytestmark = needs_shared_data
WIRE = SHARED_DATA / "wire"

PAGES = {
    "edfi-academicSessions": ("academicSessions", 3),
    "edfi-classes": ("classes", 3),
    "edfi-courses": ("courses", 3),
    "edfi-demographics": ("demographics", 3),
    "edfi-enrollments": ("enrollments", 3),
    "edfi-gradingPeriods": ("academicSessions", 3),
    "edfi-orgs": ("orgs", 3),
    "edfi-schools": ("orgs", 2),
    "edfi-students": ("users", 3),
    "edfi-teachers": ("users", 3),
    "edfi-terms": ("academicSessions", 2),
    "edfi-users": ("users", 3),
    "fint-academicSession": ("academicSessions", 2),
    "fint-class": ("classes", 3),
    "fint-course": ("courses", 2),
    "fint-enrollment": ("enrollments", 2),
    "fint-org": ("orgs", 2),
    "fint-user": ("users", 2),
    "doc-timeback-v1p2-users": ("users", 1),
}
SINGLES = {
    "doc-classlink-v2-oneroster-my-info": "users",
    "doc-educacional-v1p1-user": "users",
    "edfi-demographics-single": "demographics",
    "edfi-user-single": "users",
}
NO_DATA = {"doc-aeries-v1p1-token"}


def body(name):
    return (WIRE / f"{name}.json").read_bytes()


def rows_of(name):
    return Decoder(collection=ROSTERING[PAGES[name][0]]).page(body(name), path=f"/{name}")


def records_of(name):
    return list(Decoder(collection=ROSTERING[PAGES[name][0]]).records(rows_of(name).structs))


def single_of(name):
    return decode_single(body(name), decoder=Decoder(collection=ROSTERING[SINGLES[name]]), path=f"/{name}")


def test_files__each_is_looked_at():
    assert {path.stem for path in WIRE.glob("*.json")} == PAGES.keys() | SINGLES.keys() | NO_DATA


@pytest.mark.parametrize(("name", "expected"), [(name, count) for name, (_, count) in PAGES.items()])
def test_page__every_row_is_read_as_it_came(name, expected):
    rows = rows_of(name)

    assert (expected, expected, ()) == (rows.received, len(rows.structs), rows.ledger)


@pytest.mark.parametrize("collection", ROSTERING)
@pytest.mark.parametrize("name", NO_DATA)
def test_page__a_token_is_no_page(name, collection):
    with pytest.raises(NotOneRoster, match=f"it has no '{collection}'"):
        Decoder(collection=ROSTERING[collection]).page(body(name), path="/x")


def test_page__fint_speaks_1_1_with_json_booleans():
    users = records_of("fint-user")

    assert [True, True] == [user.enabled_user for user in users]
    assert [Role.STUDENT, Role.TEACHER] == [user.role for user in users]
    assert [("11004",)] * 2 == [user.orgs for user in users]
    assert {RoleType.PRIMARY} == {role.role_type for user in users for role in user.roles}
    assert ["Feide"] * 2 == [item.type for user in users for item in user.user_ids]


def test_page__fint_classes_have_broken_hrefs_and_two_terms():
    classes = records_of("fint-class")

    assert ["VG1", "VG1", "NOR1260"] == [klass.course for klass in classes]
    assert {2} == {len(klass.terms) for klass in classes}
    assert [ClassType.HOMEROOM, ClassType.HOMEROOM, ClassType.SCHEDULED] == [klass.class_type for klass in classes]
    assert [{}, {"additionalClassType": "mentor"}, {}] == [dict(klass.metadata) for klass in classes]


def test_page__fint_text_is_utf_8():
    assert ["Skoleeier", "Videregående skole"] == [org.name for org in records_of("fint-org")]
    assert [OrgType.DISTRICT, OrgType.SCHOOL] == [org.type for org in records_of("fint-org")]
    assert [("11004",), ()] == [org.children for org in records_of("fint-org")]


def test_page__fint_enrollments_say_nothing_of_primary():
    seats = records_of("fint-enrollment")

    assert [(Role.STUDENT, None), (Role.TEACHER, None)] == [(seat.role, seat.primary) for seat in seats]
    assert {("1002683", "11004")} == {(seat.klass, seat.school) for seat in seats}


def test_page__fint_sessions_and_courses():
    assert [(SessionType.TERM, "2021", date(2020, 8, 1)), (SessionType.TERM, "2021", date(2021, 1, 1))] == [
        (session.type, session.school_year, session.start_date) for session in records_of("fint-academicSession")
    ]
    assert [None, None] == [course.school_year for course in records_of("fint-course")]


def test_page__edfi_views_use_the_base_name():
    assert {SessionType.GRADING_PERIOD} == {found.type for found in records_of("edfi-gradingPeriods")}
    assert {SessionType.TERM} == {found.type for found in records_of("edfi-terms")}
    assert {OrgType.SCHOOL} == {found.type for found in records_of("edfi-schools")}
    assert {Role.STUDENT} == {found.role for found in records_of("edfi-students")}
    assert {Role.TEACHER} == {found.role for found in records_of("edfi-teachers")}


def test_page__edfi_writes_empty_texts_for_absent_ones():
    assert "" == records_of("edfi-classes")[0].title
    assert ("02 - Traditional",) == records_of("edfi-classes")[0].periods
    assert None is records_of("edfi-teachers")[0].username
    assert ("Sixth grade",) == records_of("edfi-students")[0].grades


def test_page__edfi_courses_refer_to_a_session_as_their_year():
    assert "20611f49c2e718ee85047541aeff38d4" == records_of("edfi-courses")[0].school_year
    assert "2022" == records_of("edfi-academicSessions")[0].school_year


def test_page__edfi_enrollments_and_demographics_write_flags_as_texts():
    assert (False, date(2021, 8, 23)) == (
        records_of("edfi-enrollments")[0].primary,
        records_of("edfi-enrollments")[0].begin_date,
    )
    assert (Sex.FEMALE, True, False) == (
        records_of("edfi-demographics")[0].sex,
        records_of("edfi-demographics")[0].asian,
        records_of("edfi-demographics")[0].white,
    )


def test_page__timeback_has_counts_beside_the_rows_and_a_password():
    (user,) = records_of("doc-timeback-v1p2-users")

    assert ((), "<string>", None, ("3",)) == (user.roles, user.primary_org, user.password, user.grades)


def test_single__classlinks_my_info_capitalises_its_envelope():
    user = single_of("doc-classlink-v2-oneroster-my-info")

    assert ("4801508017", Role.STUDENT, ("671",), None) == (user.sourced_id, user.role, user.orgs, user.email)
    assert {"userId", "demographics"} == user.extensions.keys()
    assert {"grade": "10"} == user.metadata


def test_single__educacional_sends_a_bare_record_with_nulls_and_a_demographic():
    user = single_of("doc-educacional-v1p1-user")

    assert (Role.STUDENT, ("example",), None, None, {}) == (
        user.role,
        user.orgs,
        user.password,
        user.sms,
        user.metadata,
    )
    assert {"demographic"} == user.extensions.keys()


def test_single__edfi_calls_one_demographics_demographic():
    assert date(2016, 9, 29) == single_of("edfi-demographics-single").birth_date
    assert Role.PARENT is single_of("edfi-user-single").role
