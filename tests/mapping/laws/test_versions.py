"""The law of versions: the 1.1 and 1.2 renderings of one district give the same roster."""

import attrs
import msgspec
from hypothesis import given
from hypothesis import strategies as st

from oneroster_classlink.mapping import Policy, map_roster
from oneroster_classlink.models.collections import ROSTERING
from oneroster_classlink.sandbox.exchange import Version
from oneroster_classlink.sandbox.service.render import rendered
from oneroster_classlink.snapshot import Snapshot
from oneroster_classlink.wire.decode import Decoder
from oneroster_classlink.wire.proof import Batch, End
from tests.mapping.laws.districts import MODEST
from tests.records import NOW

TYPES = {"S1": "school", "S2": "school", "D1": "district"}
IDS = ["U0", "U1", "U2", "U3", "U4"]
STAMP = "2026-09-01T02:00:00.000Z"

roles = st.sampled_from(["teacher", "administrator", "aide", "student", "parent", "guardian", "relative", "proctor"])
refs = st.lists(st.sampled_from([*TYPES, "S9"]), unique=True, max_size=2)


@attrs.frozen
class Lists:
    """Rows by collection, as a source."""

    rows: dict

    def batches(self, collection):
        """Yield all rows of *collection*."""
        rows = Decoder(collection=ROSTERING[collection]).page(
            msgspec.json.encode(self.rows[collection]), path=collection
        )
        yield Batch(structs=rows.structs, ledger=rows.ledger, received=rows.received, end=End.WHOLE_LIST)


def ref(key):
    return {"sourcedId": key}


def row(key, **values):
    return {"sourcedId": key, "status": "active", "dateLastModified": STAMP} | values


@st.composite
def users(draw, key):
    """Draw a user in 1.1 form."""
    return row(
        key,
        status=draw(st.sampled_from(["active", "active", "tobedeleted"])),
        role=draw(roles),
        orgs=[ref(org) for org in draw(refs)],
        agents=[ref(agent) for agent in draw(st.lists(st.sampled_from([*IDS, "U9"]), max_size=2))],
        enabledUser=draw(st.sampled_from(["true", "false"])),
        username=key,
        givenName=draw(st.sampled_from(["Made", "Up"])),
        familyName="Name",
        email=draw(st.sampled_from(["", "one@school.example", f"{key}@school.example"])),
        sms=draw(st.sampled_from(["", "212-555-0199"])),
        identifier=draw(st.sampled_from(["", "N-1"])),
    )


@st.composite
def districts(draw):
    """Draw rows in 1.1 form."""
    seats = st.tuples(
        st.sampled_from(IDS), st.sampled_from(["C0", "C1", "C9"]), roles, st.sampled_from(["true", "false"])
    )
    return {
        "orgs": [row(key, name=f"Org {key}", type=kind) for key, kind in TYPES.items()],
        "academicSessions": [row("T1", title="Fall", type="term", startDate="2026-08-01", endDate="2027-01-15")],
        "courses": [row("K1", title="Algebra", org=ref("S1"))],
        "classes": [
            row(key, title=title, classType="scheduled", school=ref("S1"), course=ref("K1"), terms=[ref("T1")])
            for key, title in (("C0", ""), ("C1", "Art"))
        ],
        "users": [draw(users(key)) for key in draw(st.lists(st.sampled_from(IDS), unique=True, min_size=1))],
        "enrollments": [
            row(f"E{number}", user=ref(user), role=role, primary=primary, school=ref("S1"), **{"class": ref(klass)})
            for number, (user, klass, role, primary) in enumerate(draw(st.lists(seats, min_size=1, max_size=8)))
        ],
        "demographics": [row(key, birthDate="2012-03-04") for key in IDS],
    }


policies = st.builds(
    Policy, deciding=st.sampled_from(["both", "user", "enrollment"]), merge_staff_parents=st.booleans()
)


@MODEST
@given(districts(), policies)
def test_versions__of_one_district_give_one_roster(rows, policy):
    """Of the findings all is the same, too, but for 1.2's words for an administrator."""
    rendered_12 = [rendered(user, version=Version.V12, org_types=TYPES) for user in rows["users"]]
    one, other = (
        map_roster(Snapshot.load(Lists(rows | {"users": each}), now=NOW), policy)
        for each in (rows["users"], rendered_12)
    )

    assert one.roster == other.roster
    assert dict(one.decisions) == dict(other.decisions)
    assert one.coverage == other.coverage
    assert [attrs.evolve(found, facts=()) for found in one.findings] == [
        attrs.evolve(found, facts=()) for found in other.findings
    ]
