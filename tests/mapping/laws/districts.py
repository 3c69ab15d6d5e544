"""Made-up districts of any kind: dangling references, several roles, schools and accounts, shared contact points."""

from datetime import date

import attrs
from hypothesis import settings
from hypothesis import strategies as st

from oneroster_classlink.mapping import (
    Account,
    ContactPoint,
    Deciding,
    NamedBy,
    PersonRole,
    Policy,
    Window,
    field_in,
    map_roster,
    predicate,
)
from oneroster_classlink.models import OrgType, Role, RoleAssignment, RoleType, Status, UserId
from tests.records import (
    make_class,
    make_course,
    make_demographics,
    make_enrollment,
    make_org,
    make_session,
    make_snapshot,
    make_user,
)

MODEST = settings(max_examples=60, deadline=None)
"""So many districts for each law."""

PERSONAL = (
    "zoraya",
    "ottoline",
    "quillfeather",
    "brumblewick",
    "pii.example",
    "555",
    "2013-07-19",
    "2019-07-19",
    "2013, 7",
    "2019, 7",
)
"""What the personal data of every drawn district can be told by, in lower case."""

USERS = [f"U{number}" for number in range(7)]
CLASSES = [f"C{number}" for number in range(4)]
DATES = [None, date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1), date(2026, 10, 2), date(2027, 2, 1)]

some_users = st.sampled_from([*USERS, *USERS[:3], "U99"])
statuses = st.sampled_from([Status.ACTIVE] * 7 + [Status.TOBEDELETED])
orgs = st.sampled_from(["S1"] * 5 + ["S2", "S2", "D1", "S9", None])
dates = st.sampled_from(DATES)
emails = [None, "", " ", "no address", "one@pii.example", " ONE@PII.example", "two@pii.example"]
phones = [None, "", "555", "555-0199", "(212) 555-0199", "+1 212 555 0199", "212-555-0100"]
roles = st.sampled_from([*[Role.TEACHER, Role.STUDENT, Role.PARENT] * 4, *Role, "dean", "ext:coach", ""])


@attrs.frozen
class District:
    """Records, what the host decides, and the accounts it has."""

    records: list
    policy: Policy
    accounts: list

    @property
    def users(self):
        """Return the user records."""
        return [record for record in self.records if type(record) is type(make_user())]

    def snapshot(self, records=None):
        """Return the snapshot of the records, or of *records* in their place."""
        return make_snapshot(*(self.records if records is None else records), allow_empty=("enrollments", "users"))

    def mapped(self, records=None, **over):
        """Return the mapping; *over* are fields of the policy to change."""
        return map_roster(self.snapshot(records), attrs.evolve(self.policy, **over), accounts=self.accounts)

    def with_user(self, user):
        """Return the records with *user* in the place of the record of the same id."""
        kept = [
            record for record in self.records if type(record) is not type(user) or record.sourced_id != user.sourced_id
        ]
        return [*kept, user]


@st.composite
def users(draw, key):
    """Draw a user of any kind."""
    held = st.builds(RoleAssignment, role=roles, org=orgs, role_type=st.sampled_from([*RoleType, None]))
    return make_user(
        key,
        roles=tuple(draw(st.lists(held, min_size=draw(st.sampled_from([0, 1, 1, 1])), max_size=3))),
        status=draw(statuses),
        agents=tuple(draw(st.lists(some_users, max_size=3))),
        given_name=draw(st.sampled_from(["Zoraya"] * 4 + ["Ottoline", ""])),
        family_name=draw(st.sampled_from(["Quillfeather"] * 4 + ["Brumblewick", ""])),
        email=draw(st.sampled_from([*emails, "one@pii.example", f"{key}@pii.example"])),
        sms=draw(st.sampled_from(phones)),
        phone=draw(st.sampled_from(phones)),
        enabled_user=draw(st.sampled_from([True, True, False, None])),
        identifier=draw(st.sampled_from([None, "N-1"])),
        user_ids=tuple(draw(st.lists(st.just(UserId(type="LDAP", identifier="L-1")), max_size=1))),
        primary_org=draw(orgs),
        metadata=draw(st.sampled_from([{}, {"language": "es"}])),
    )


@st.composite
def enrollments(draw, number):
    """Draw an enrollment of any kind."""
    return make_enrollment(
        f"E{number}",
        user=draw(some_users),
        klass=draw(st.sampled_from(["C0", "C0", "C0", *CLASSES[1:], "C99"])),
        role=draw(roles),
        primary=draw(st.sampled_from([True, True, False, None])),
        status=draw(statuses),
        begin_date=draw(dates),
        end_date=draw(dates),
    )


@st.composite
def classes(draw, key):
    """Draw a class of any kind."""
    return make_class(
        key,
        school=draw(orgs),
        status=draw(statuses),
        title=draw(st.sampled_from(["", "Quillfeather 4", "Art", "Art", "Quillfeather " * 30])),
        course=draw(st.sampled_from([None, "K1", "K9"])),
        terms=tuple(draw(st.lists(st.sampled_from(["T1", "T1", "T2", "T9"]), max_size=2))),
        periods=tuple(draw(st.lists(st.sampled_from(["1", "2"]), max_size=1))),
    )


@st.composite
def accounts(draw):
    """Draw accounts that do not contradict each other."""
    ids = draw(st.lists(st.sampled_from(["A1", "A2", "A3"]), unique=True))
    linked = draw(st.lists(st.none() | some_users, min_size=3, max_size=3, unique_by=lambda key: key or object()))
    addresses = draw(st.permutations([None, "one@pii.example", "two@pii.example", "u1@pii.example"]))
    return [
        Account(id=key, role=draw(_account_roles), email=email, mobile=draw(st.sampled_from(phones)), sourced_id=user)
        for key, user, email in zip(ids, linked, addresses, strict=False)
    ]


_account_roles = st.sampled_from([None, *PersonRole])

policies = st.builds(
    Policy,
    schools=st.sampled_from([None, None, {"S1"}, {"S1", "S2", "S9"}]),
    ingested=st.sampled_from([list(PersonRole)] * 3 + [["student", "teacher"]]),
    deciding=st.sampled_from(Deciding),
    owner_roles=st.sampled_from([["teacher", "administrator"], ["teacher"]]),
    primary_required=st.booleans(),
    classes=st.sampled_from(
        [None, field_in("title", "Art"), predicate("not the last", lambda k: k.sourced_id != "C3")]
    ),
    users=st.sampled_from([None, predicate("not the last", lambda user: user.sourced_id != "U2")]),
    seats=st.sampled_from(
        [
            None,
            predicate(
                "agrees", lambda seat: seat.primary or seat.user.enabled_user, reads={"primary", "user.enabled_user"}
            ),
            predicate("not odd", lambda seat: seat.sourced_id not in {"E1", "E5"}),
        ]
    ),
    window=st.none()
    | st.builds(Window, before=st.integers(0, 40), without_term=st.booleans(), enrollments=st.booleans()),
    birth_dates=st.booleans(),
    guardians=st.sampled_from([True, True, False]),
    email=st.sampled_from([True, True, False]),
    mobile=st.sampled_from([["sms", "phone"], ["sms", "phone"], ["phone"], []]),
    unique=st.sampled_from([list(ContactPoint)] * 3 + [["email"], []]),
    merge_staff_parents=st.booleans(),
    language_key=st.sampled_from([None, "language"]),
    class_names=st.sampled_from([list(NamedBy), ["owner", "course"]]),
    distinct_names=st.booleans(),
    many_guardians=st.integers(1, 3),
)


@st.composite
def districts(draw, *, hosted=True):
    """Draw a district, a policy and, if it is *hosted*, accounts."""
    keys = USERS[: draw(st.sampled_from([0, 3, 4, 5]))]
    records = [
        make_org("S1"),
        make_org("S2", status=draw(statuses), name=draw(st.sampled_from(["Two", "Two " * 30]))),
        make_org("D1", type=OrgType.DISTRICT),
        make_session("T1", start_date=draw(dates), end_date=draw(dates)),
        make_session("T2", start_date=draw(dates), end_date=draw(dates), status=draw(statuses)),
        make_course("K1"),
        *(draw(users(key)) for key in keys),
        *_twins(draw),
        *(draw(classes(key)) for key in CLASSES[: draw(st.integers(0, 4))]),
        *(draw(enrollments(number)) for number in range(draw(st.sampled_from([0, 4, 8, 12])))),
        *(_born(draw, key) for key in draw(st.lists(some_users, unique=True, max_size=3))),
    ]
    return District(records, draw(policies), draw(accounts()) if hosted else [])


def _twins(draw):
    """Draw the two records of a teacher who is also a parent, or nobody."""
    same = {"given_name": "Zoraya", "family_name": "Quillfeather", "email": "one@pii.example"}
    pair = [
        make_user("U5", role="teacher", org=draw(orgs), sms=draw(st.sampled_from(phones)), **same),
        make_user("U6", role="parent", org=draw(orgs), sms="212-555-0100", agents=(draw(some_users),), **same),
    ]
    return pair if draw(st.booleans()) else []


def _born(draw, key):
    return make_demographics(key, birth_date=draw(st.sampled_from([None, date(2013, 7, 19), date(2019, 7, 19)])))


def personal_data_in(text):
    """Return what of the personal data of the drawn districts can be found in *text*."""
    found = text.casefold()
    return [word for word in PERSONAL if word in found]
