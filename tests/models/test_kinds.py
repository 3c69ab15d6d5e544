"""One table for each kind of value: canonical, mended, unreadable."""

from datetime import UTC, date, datetime, timedelta, timezone

import attrs
import pytest

from oneroster_classlink.models import OrgType, Role, RoleAssignment, RoleType, Status, UserId
from oneroster_classlink.models.entity import STATUS
from oneroster_classlink.models.gradebook import ROLE_LIST
from oneroster_classlink.models.kinds import (
    DAY,
    FLAG,
    ID,
    LABEL,
    METADATA,
    MOMENT,
    NUMBER,
    OBJECTS,
    OPEN,
    TEXT,
    TEXTS,
    YEAR,
    Ambiguous,
    Order,
    Unreadable,
    is_clean,
    keeping,
    listed,
    mended,
    readings,
    ref,
    refs,
    token,
)
from oneroster_classlink.models.users import Credential, UserProfile
from oneroster_classlink.models.users.accounts import PROFILES, USER_IDS
from oneroster_classlink.models.users.roles import ROLES

ORG_TYPE = token(OrgType)
ORG, NEEDED_ORG, ORGS = ref("org"), ref("org", needed=True), refs("org")
NOON = datetime(2026, 8, 15, 12, tzinfo=UTC)
A_DAY = date(2026, 8, 15)
STUDENT_AT_S1 = RoleAssignment(role=Role.STUDENT, org="S1", role_type=RoleType.PRIMARY)

CANONICAL = [
    (ID, "A-1", "A-1"),
    (TEXT, "Ana", "Ana"),
    (TEXT, "", None),
    (TEXT, None, None),
    (LABEL, "Algebra", "Algebra"),
    (LABEL, None, ""),
    (FLAG, "true", True),
    (FLAG, "false", False),
    (FLAG, True, True),
    (FLAG, False, False),
    (FLAG, "TRUE", True),
    (FLAG, "1", True),
    (FLAG, "0", False),
    (FLAG, "", None),
    (FLAG, None, None),
    (DAY, "2026-08-15", A_DAY),
    (DAY, "", None),
    (DAY, None, None),
    (MOMENT, "2026-08-15T12:00:00.000Z", NOON),
    (MOMENT, "2026-08-15T12:00:00Z", NOON),
    (MOMENT, "2026-08-15T14:00:00+02:00", NOON),
    (MOMENT, "2026-08-15T12:00:00.1234567Z", NOON.replace(microsecond=123456)),
    (MOMENT, "", None),
    (YEAR, "2027", "2027"),
    (YEAR, "2026-2027", "2026-2027"),
    (YEAR, "", None),
    (NUMBER, 1.5, 1.5),
    (NUMBER, 2, 2.0),
    (NUMBER, None, None),
    (TEXTS, ["09", "10"], ("09", "10")),
    (TEXTS, ["", "10"], ("10",)),
    (TEXTS, [], ()),
    (TEXTS, None, ()),
    (OPEN, {"edfi": {"a": 1}}, {"edfi": {"a": 1}}),
    (METADATA, {"a": [{"Password": 1, "b": []}, "x"]}, {"a": [{"b": []}, "x"]}),
    (METADATA, None, {}),
    (keeping(METADATA, passwords=True), {"password": 1}, {"password": 1}),
    (OPEN, None, {}),
    (OBJECTS, [{"a": 1}], ({"a": 1},)),
    (OBJECTS, None, ()),
    (ORG_TYPE, "school", OrgType.SCHOOL),
    (ORG_TYPE, "School", OrgType.SCHOOL),
    (ORG_TYPE, " school ", OrgType.SCHOOL),
    (ORG_TYPE, "ext:campus", "ext:campus"),
    (ORG_TYPE, "", None),
    (STATUS, "active", Status.ACTIVE),
    (STATUS, "inactive", Status.TOBEDELETED),
    (STATUS, None, Status.ACTIVE),
    (STATUS, " ", Status.ACTIVE),
    (ORG, {"sourcedId": "S1", "href": "hhttp://nowhere", "type": "school"}, "S1"),
    (ORG, {"sourcedId": "S1"}, "S1"),
    (ORG, {"sourcedId": ""}, None),
    (ORG, None, None),
    (NEEDED_ORG, {"sourcedId": "S1"}, "S1"),
    (ORGS, [{"sourcedId": "S1"}, {"sourcedId": ""}], ("S1",)),
    (ORGS, None, ()),
    (ROLE_LIST, ("teacher", None), (Role.TEACHER,)),
    (ROLE_LIST, (None, ["student", "Student", "", " "]), (Role.STUDENT,)),
    (ROLES, ("student", [{"sourcedId": "S1"}], None), (STUDENT_AT_S1,)),
    (ROLES, ("student", None, None), (attrs.evolve(STUDENT_AT_S1, org=None),)),
    (ROLES, (None, [{"sourcedId": "S1"}], None), ()),
    (
        ROLES,
        (None, None, [{"role": "student", "roleType": "primary", "org": {"sourcedId": "S1"}}, {"role": ""}]),
        (STUDENT_AT_S1,),
    ),
    (
        ROLES,
        ("student", None, [{"role": "student", "org": {"sourcedId": "S1"}}]),
        (attrs.evolve(STUDENT_AT_S1, role_type=None),),
    ),
    (
        ROLES,
        ("student", [{"sourcedId": "S1"}, {"sourcedId": "S2"}], [{"role": "aide", "org": {"sourcedId": "S1"}}]),
        (RoleAssignment(role=Role.AIDE, org="S1"), STUDENT_AT_S1, attrs.evolve(STUDENT_AT_S1, org="S2")),
    ),
    (USER_IDS, [{"identifier": "7", "type": "Fed"}, {"identifier": ""}], (UserId(identifier="7", type="Fed"),)),
    (USER_IDS, None, ()),
    (PROFILES, [{"profileId": "p", "vendorId": ""}, {"profileId": ""}], (UserProfile(profile_id="p"),)),
    (
        PROFILES,
        [{"profileId": "p", "credentials": [{"type": "x", "username": "u", "password": "w"}, {"username": ""}]}],
        (UserProfile(profile_id="p", credentials=(Credential(type="x", username="u"),)),),
    ),
    (PROFILES, None, ()),
    (
        keeping(PROFILES, passwords=True),
        [{"profileId": "p", "credentials": [{"type": "x", "username": "u", "password": "w"}]}],
        (UserProfile(profile_id="p", credentials=(Credential(type="x", username="u", password="w"),)),),
    ),
    (
        keeping(PROFILES, passwords=False),
        [{"profileId": "p", "credentials": [{"type": "x", "username": "u", "password": "w"}]}],
        (UserProfile(profile_id="p", credentials=(Credential(type="x", username="u"),)),),
    ),
]

MENDED = [
    (ID, 12, "12"),
    (ID, 12.0, "12"),
    (TEXT, 7, "7"),
    (TEXT, 7.5, "7.5"),
    (LABEL, 7, "7"),
    (FLAG, 1, True),
    (FLAG, 0, False),
    (FLAG, " true ", True),
    (DAY, "2026-08-15T00:00:00.000Z", A_DAY),
    (DAY, "2026-08-15 00:00:00", A_DAY),
    (DAY, "8/15/2026", A_DAY),
    (DAY, "08/15/2026 12:00:00 AM", A_DAY),
    (DAY, "15/8/2026", A_DAY),
    (DAY, "15-08-2026", A_DAY),
    (DAY, "15.8.2026", A_DAY),
    (DAY, "08/08/2026", A_DAY.replace(day=8)),
    (DAY, "2026/08/15", A_DAY),
    (DAY, "2026-8-15", A_DAY),
    (DAY, "20260815", A_DAY),
    (DAY, " ", None),
    (MOMENT, "2026-08-15T12:00:00", NOON),
    (MOMENT, "2026-08-15", NOON.replace(hour=0)),
    (MOMENT, " 2026-08-15T12:00:00Z ", NOON),
    (MOMENT, " ", None),
    (YEAR, 2027, "2027"),
    (YEAR, {"sourcedId": "Y1"}, "Y1"),
    (NUMBER, "1.5", 1.5),
    (NUMBER, "", None),
    (TEXTS, "09, 10", ("09", "10")),
    (TEXTS, "1st", ("1st",)),
    (TEXTS, "", ()),
    (TEXTS, 9, ("9",)),
    (TEXTS, [9, None], ("9",)),
    (OPEN, "", {}),
    (OPEN, [], {}),
    (OBJECTS, {"a": 1}, ({"a": 1},)),
    (OBJECTS, [{"a": 1}, 2], ({"a": 1},)),
    (ORG_TYPE, 5, "5"),
    (ORG, "S1", "S1"),
    (ORG, 1, "1"),
    (ORG, {"href": "/orgs/S1"}, None),
    (NEEDED_ORG, "S1", "S1"),
    (ORGS, "S1,S2", ("S1", "S2")),
    (ORGS, ["S1", {"sourcedId": 2}, None], ("S1", "2")),
    (ORGS, {"sourcedId": "S1"}, ("S1",)),
    (ROLE_LIST, (None, "teacher,student"), (Role.TEACHER, Role.STUDENT)),
    (ROLES, ("student", "S1", None), (STUDENT_AT_S1,)),
    (ROLES, ("student", [True], None), (attrs.evolve(STUDENT_AT_S1, org=None),)),
    (ROLES, (None, None, {"role": "student", "org": "S1", "roleType": "primary"}), (STUDENT_AT_S1,)),
    (ROLES, (None, None, ["student", True, {"org": "S1"}]), (RoleAssignment(role=Role.STUDENT),)),
    (ROLES, (None, None, [{"role": "student", "endDate": "soon"}]), (RoleAssignment(role=Role.STUDENT),)),
    (USER_IDS, "7", (UserId(identifier="7"),)),
    (USER_IDS, [{"identifier": 7, "type": True}, True], (UserId(identifier="7"),)),
    (PROFILES, "p", (UserProfile(profile_id="p"),)),
    (
        PROFILES,
        [{"profileId": 5, "credentials": {"type": True, "username": "u", "password": "w"}}, {"profileId": True}],
        (UserProfile(profile_id="5", credentials=(Credential(type="", username="u"),)),),
    ),
    (PROFILES, [{"profileId": 5, "credentials": [3]}], (UserProfile(profile_id="5"),)),
    (
        keeping(PROFILES, passwords=True),
        [{"profileId": "p", "credentials": [{"username": "u", "password": 7}]}],
        (UserProfile(profile_id="p", credentials=(Credential(type="", username="u", password="7"),)),),
    ),
]

UNREADABLE = [
    (ID, ""),
    (ID, None),
    (ID, True),
    (TEXT, ["a"]),
    (TEXT, True),
    (LABEL, {}),
    (FLAG, "maybe"),
    (FLAG, 2),
    (FLAG, []),
    (DAY, "2026-W40-4"),
    (DAY, "31/31/2026"),
    (DAY, "3/4/2026"),
    (DAY, "03-04-2026 00:00"),
    (DAY, "3/4-2026"),
    (DAY, "8.15.2026"),
    (DAY, "2026-13-01"),
    (DAY, "2026111"),
    (DAY, "2026-08-15x"),
    (DAY, "soon"),
    (DAY, 20260815),
    (MOMENT, "soon"),
    (MOMENT, 5),
    (MOMENT, "0001-01-01T00:00:00+05:00"),
    (YEAR, [2027]),
    (NUMBER, "A+"),
    (NUMBER, "nan"),
    (NUMBER, "inf"),
    (NUMBER, 10**400),
    (NUMBER, True),
    (NUMBER, []),
    (TEXTS, [["a"]]),
    (OPEN, "text"),
    (OPEN, [1]),
    (ORG_TYPE, {}),
    (ORG, ["S1"]),
    (NEEDED_ORG, None),
    (NEEDED_ORG, {"sourcedId": ""}),
    (ORGS, [True]),
    (ROLE_LIST, (None, [True])),
]


@pytest.mark.parametrize(("kind", "raw", "expected"), CANONICAL)
def test_mend__canonical(kind, raw, expected):
    """The fast lane takes it as it is, and mending gives the value."""
    assert is_clean(kind, raw)
    assert expected == kind.mend(raw)
    assert type(expected) is type(kind.mend(raw))


@pytest.mark.parametrize(("kind", "raw", "expected"), MENDED)
def test_mend__another_form(kind, raw, expected):
    """The fast lane refuses it; mending gives the value."""
    assert not is_clean(kind, raw)
    assert expected == kind.mend(raw)


@pytest.mark.parametrize(("kind", "raw"), UNREADABLE)
def test_mend__gives_up(kind, raw):
    """Neither lane reads it, and the error does not repeat it."""
    assert not is_clean(kind, raw)
    with pytest.raises(Unreadable) as caught:
        kind.mend(raw)
    assert str(caught.value) in {kind.name, "text", "id", "reference"}


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (FLAG, True, "true"),
        (FLAG, None, None),
        (DAY, A_DAY, "2026-08-15"),
        (DAY, None, None),
        (MOMENT, NOON, "2026-08-15T12:00:00.000Z"),
        (MOMENT, NOON.replace(microsecond=5), "2026-08-15T12:00:00.000005Z"),
        (MOMENT, NOON.astimezone(timezone(timedelta(hours=2))), "2026-08-15T12:00:00.000Z"),
        (MOMENT, NOON.replace(tzinfo=None), "2026-08-15T12:00:00.000Z"),
        (MOMENT, None, None),
        (ORG, "S1", {"sourcedId": "S1", "type": "org"}),
        (ORG, None, None),
        (ORGS, ("S1",), [{"sourcedId": "S1", "type": "org"}]),
        (TEXTS, ("09",), ["09"]),
        (
            ROLES,
            (attrs.evolve(STUDENT_AT_S1, begin_date=A_DAY),),
            [
                {
                    "roleType": "primary",
                    "role": "student",
                    "org": {"sourcedId": "S1", "type": "org"},
                    "beginDate": "2026-08-15",
                }
            ],
        ),
        (USER_IDS, (UserId(identifier="7"),), [{"type": "", "identifier": "7"}]),
        (
            PROFILES,
            (UserProfile(profile_id="p", credentials=(Credential(type="x", username="u"),)),),
            [{"profileId": "p", "credentials": [{"type": "x", "username": "u"}]}],
        ),
        (
            PROFILES,
            (UserProfile(profile_id="p", credentials=(Credential(type="x", username="u", password="w"),)),),
            [{"profileId": "p", "credentials": [{"type": "x", "username": "u", "password": "w"}]}],
        ),
    ],
)
def test_write__the_form_of_1_2(kind, value, expected):
    assert expected == kind.write(value)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("3/4/2012", {Order.DAY_FIRST: date(2012, 4, 3), Order.MONTH_FIRST: date(2012, 3, 4)}),
        (" 03-04-2012 00:00", {Order.DAY_FIRST: date(2012, 4, 3), Order.MONTH_FIRST: date(2012, 3, 4)}),
        ("13/4/2012", {Order.DAY_FIRST: date(2012, 4, 13)}),
        ("4/13/2012", {Order.MONTH_FIRST: date(2012, 4, 13)}),
        ("13/13/2012", {}),
        ("3/4-2012", {}),
        ("3.4.2012", {}),
        ("2012-04-03", {}),
        ("", {}),
        (None, {}),
        (20120403, {}),
    ],
)
def test_readings__of_a_date_that_ends_with_its_year(raw, expected):
    assert expected == readings(raw)


def test_mend__a_date_with_two_readings_is_ambiguous():
    with pytest.raises(Ambiguous):
        DAY.mend("3/4/2012")


def test_mended__what_may_be_absent_is_none():
    assert mended(DAY, "soon") is None


def test_mended__what_may_not_be_absent_raises():
    with pytest.raises(Unreadable):
        mended(NEEDED_ORG, None)


@pytest.mark.parametrize(
    ("raw", "expected"), [(None, []), ("a, b", ["a", "b"]), ([1, 2], [1, 2]), ((1,), [1]), ({"a": 1}, [{"a": 1}])]
)
def test_listed__every_way_to_write_a_list(raw, expected):
    assert expected == list(listed(raw))
