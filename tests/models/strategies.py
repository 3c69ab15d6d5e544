"""Hypothesis strategies: records of every model with canonical values, and JSON rows that are slightly odd."""

from datetime import UTC

import attrs
from hypothesis import strategies as st

from oneroster_classlink.models import (
    ClassType,
    Credential,
    Importance,
    OrgType,
    Role,
    RoleAssignment,
    RoleType,
    ScoreStatus,
    SessionType,
    Sex,
    Status,
    UserId,
    UserProfile,
)
from oneroster_classlink.models.entity import wires
from oneroster_classlink.models.gradebook import ROLE_LIST
from oneroster_classlink.models.keys import stand_ins
from oneroster_classlink.models.kinds import DAY, FLAG, ID, LABEL, MOMENT, NUMBER, OBJECTS, OPEN, TEXT, TEXTS, YEAR
from oneroster_classlink.models.users import ROLE
from oneroster_classlink.models.users.accounts import PROFILES, USER_IDS
from oneroster_classlink.models.users.roles import ROLE_TYPE, ROLES

VOCABULARIES = (ClassType, Importance, OrgType, Role, RoleType, ScoreStatus, SessionType, Sex, Status)
TOKENS = [token.value for vocabulary in VOCABULARIES for token in vocabulary] + ["ext:odd", "Coach"]

texts = st.text(min_size=1, max_size=6)
scalars = st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4)
objects = st.dictionaries(st.text("abc", max_size=3), scalars, max_size=2)
roles = st.builds(
    RoleAssignment,
    role=st.sampled_from(TOKENS).map(ROLE.read),
    org=st.none() | texts,
    role_type=st.none() | st.sampled_from(TOKENS).map(ROLE_TYPE.read),
    user_profile=st.none() | texts,
    begin_date=st.none() | st.dates(),
    end_date=st.none() | st.dates(),
)
credentials = st.builds(Credential, type=st.text(max_size=3), username=texts, password=st.none() | texts)
profiles = st.builds(
    UserProfile,
    profile_id=texts,
    profile_type=st.none() | texts,
    vendor_id=st.none() | texts,
    application_id=st.none() | texts,
    description=st.none() | texts,
    credentials=st.lists(credentials, max_size=2).map(tuple),
)
user_ids = st.builds(UserId, identifier=texts, type=st.none() | texts)

VALUES = {
    ID.name: texts,
    TEXT.name: st.none() | texts,
    FLAG.name: st.none() | st.booleans(),
    DAY.name: st.none() | st.dates(),
    MOMENT.name: st.none() | st.datetimes(timezones=st.just(UTC)),
    YEAR.name: st.none() | texts,
    NUMBER.name: st.none() | st.floats(allow_nan=False, allow_infinity=False),
    TEXTS.name: st.lists(texts, max_size=3).map(tuple),
    OPEN.name: objects,
    OBJECTS.name: st.lists(objects, max_size=2).map(tuple),
    USER_IDS.name: st.lists(user_ids, max_size=2).map(tuple),
    PROFILES.name: st.lists(profiles, max_size=2).map(tuple),
    "list of references": st.lists(texts, max_size=3).map(tuple),
}


def values_of(kind):
    """Return the strategy of the canonical values of *kind*."""
    if kind.name == "token":
        return st.sampled_from(TOKENS).map(kind.read) | st.just(kind.missing)
    if kind.name == "reference":
        return texts if kind.missing is attrs.NOTHING else st.none() | texts
    if kind is ROLE_LIST:
        return st.lists(st.sampled_from(TOKENS).map(ROLE.read), max_size=3, unique=True).map(tuple)
    if kind is ROLES:
        return st.lists(roles, max_size=3).map(tuple)
    return texts | st.just("") if kind is LABEL else VALUES[kind.name]


def records_of(model):
    """Return the strategy of the records of *model*."""
    extensions = st.dictionaries(st.sampled_from(["x-vendor", "userId"]), scalars | objects, max_size=2)
    return st.builds(
        model, extensions=extensions, **{name: values_of(wire.kind) for name, wire in wires(model).items()}
    )


ODD = (
    scalars
    | objects
    | st.sampled_from(["", " ", "true", "FALSE", "yes", "a, b", " Teacher ", "2026-08-15T08:00:00Z", "8/15/2026"])
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | st.lists(texts | st.just({"sourcedId": "R1"}) | objects | st.just(""), max_size=2)
    | st.just({"sourcedId": ""})
    | st.just([{"role": "Aide", "org": {"sourcedId": "S1"}, "beginDate": "garbage"}, {"role": ""}])
    | st.just([{"identifier": "", "type": "Fed"}, {"identifier": 7}])
    | st.just([{"profileId": "p", "credentials": [{"username": "", "type": "x", "password": "hidden"}]}])
)


@st.composite
def rows_of(draw, model, converter):
    """Draw a row of *model* that is canonical but for a few keys, which are odd, absent or the vendor's own."""
    row = converter.unstructure(draw(records_of(model)))
    keys = sorted({key for wire in wires(model).values() for key in wire.names} | {"userId", *stand_ins(model)})
    for key in draw(st.lists(st.sampled_from(keys), max_size=3)):
        row[key] = draw(ODD)
    for key in draw(st.lists(st.sampled_from(keys), max_size=2)):
        row.pop(key, None)
    return row
