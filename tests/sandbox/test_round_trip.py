"""A folder that is served and pulled is the folder that is read directly, in both versions."""

from collections import Counter

import attrs
import msgspec
import pytest
import requests

from oneroster_classlink import Bearer, Client, Policy, Snapshot, map_roster, read_folder
from oneroster_classlink.models import Role, RoleType
from oneroster_classlink.sandbox import World, make_app, read_district
from oneroster_classlink.sandbox.hosts import SandboxAdapter
from tests.records import NOW
from tests.shared_data import SHARED_DATA, needs_shared_data

pytestmark = pytest.mark.disable_socket

URL = "http://sandbox.example"
BESIDE_USERS = ("orgs", "academic_sessions", "courses", "classes", "enrollments", "demographics")
TABLES = (*BESIDE_USERS, "users")

NEEDS_12 = {"primary_org": None, "preferred_first_name": None, "preferred_last_name": None, "user_profiles": ()}
"""What a user of these districts has in 1.2 and cannot have in 1.1, with the value it comes back as."""
MADE_OF_ADMINISTRATORS = {Role.DISTRICT_ADMINISTRATOR, Role.SITE_ADMINISTRATOR}
"""The roles of 1.2 that a 1.1 ``administrator`` becomes, by the type of the org."""
ADMINISTRATORS = {*MADE_OF_ADMINISTRATORS, Role.PRINCIPAL}
"""The roles of 1.2 that 1.1 calls ``administrator``."""


def pull(folder, version):
    """Serve *folder* and pull it in *version*."""
    with requests.Session() as session:
        session.mount(URL, SandboxAdapter(make_app(World(district=read_district(folder)), origin=URL)))
        with Client(URL, auth=Bearer("sandbox-bearer"), version=version, session=session, page_size=999) as client:
            return Snapshot.load(client, now=NOW)


def read(folder):
    return Snapshot.load(read_folder(folder), now=NOW)


def same_tables(ours, theirs, *, names=TABLES):
    """Return which tables of two snapshots are equal."""
    return {name: getattr(ours, name) == getattr(theirs, name) for name in names}


def odd_rows(snapshot):
    """Return the ledger without the places of the rows: a server sorts, a folder does not."""
    return Counter(attrs.evolve(entry, index=0) for entry in snapshot.ledger)


def assert_same_roster(ours, theirs):
    mapped = [map_roster(snapshot, Policy()) for snapshot in (ours, theirs)]

    assert mapped[0].roster == mapped[1].roster
    assert mapped[0].findings == mapped[1].findings


@pytest.fixture(scope="module")
def rows_11(tmp_path_factory, made_up):
    """Write a folder of the made-up district's rows that are in 1.1 form: all but principals and counselors."""
    folder = tmp_path_factory.mktemp("rows-11")
    for name, rows in made_up.rows.items():
        kept = [row for row in rows if "roles" not in row]
        (folder / f"{name}.json").write_bytes(msgspec.json.encode(kept))
    return folder


@pytest.fixture(scope="module")
def rows_of_both(tmp_path_factory, made_up):
    """Write the whole made-up district into a folder."""
    folder = tmp_path_factory.mktemp("rows-of-both")
    for name, rows in made_up.rows.items():
        (folder / f"{name}.json").write_bytes(msgspec.json.encode(rows))
    return folder


def test_round_trip__rows_of_1_1_asked_as_1_1(rows_11):
    """Everything is equal, even what a ledger says of the unreadable rows."""
    direct, pulled = read(rows_11), pull(rows_11, "1.1")

    assert dict.fromkeys(TABLES, True) == same_tables(direct, pulled)
    assert odd_rows(direct) == odd_rows(pulled)
    assert 0 < len(direct.ledger)
    assert_same_roster(direct, pulled)


def test_round_trip__rows_of_1_1_asked_as_1_2(rows_11):
    """All that changes: 1.2 has no plain administrator, so the org's type says which one it is."""
    direct, pulled = read(rows_11), pull(rows_11, "1.2")

    assert dict.fromkeys(BESIDE_USERS, True) == same_tables(direct, pulled, names=BESIDE_USERS)
    assert [as_administrator(user) for user in pulled.users] == [direct.users[user] for user in pulled.users.ids]
    assert MADE_OF_ADMINISTRATORS == {user.role for user in pulled.users} & ADMINISTRATORS
    assert set(direct.users.ids) == set(pulled.users.ids)
    assert odd_rows(direct) == odd_rows(pulled)
    assert_same_roster(direct, pulled)


def as_administrator(user):
    """Return *user* with 1.1's word for every administrator."""
    roles = tuple(
        attrs.evolve(role, role=Role.ADMINISTRATOR if role.role in ADMINISTRATORS else role.role) for role in user.roles
    )
    return attrs.evolve(user, roles=roles)


def test_round_trip__rows_of_both_versions_give_one_roster_in_either(rows_of_both):
    direct = read(rows_of_both)

    assert_same_roster(direct, pull(rows_of_both, "1.1"))
    assert_same_roster(direct, pull(rows_of_both, "1.2"))


@needs_shared_data
def test_round_trip__a_real_district_of_1_2_asked_as_1_2():
    folder = SHARED_DATA / "grand-bend-v1p2"
    direct, pulled = read(folder), pull(folder, "1.2")

    assert dict.fromkeys(TABLES, True) == same_tables(direct, pulled)
    assert () == direct.ledger == pulled.ledger
    assert_same_roster(direct, pulled)


@needs_shared_data
def test_round_trip__a_real_district_of_1_2_asked_as_1_1():
    """All that is lost: preferred names, which org is the secondary one (``roleType``), and the word principal."""
    folder = SHARED_DATA / "grand-bend-v1p2"
    direct, pulled = read(folder), pull(folder, "1.1")

    assert dict.fromkeys(BESIDE_USERS, True) == same_tables(direct, pulled, names=BESIDE_USERS)
    assert [as_11(direct.users[user.sourced_id]) for user in pulled.users] == list(pulled.users)
    assert set(direct.users.ids) == set(pulled.users.ids)
    assert {"preferred_first_name", "preferred_last_name", "roles"} == {
        field.name
        for user in pulled.users
        for field in attrs.fields(type(user))
        if getattr(user, field.name) != getattr(direct.users[user.sourced_id], field.name)
    }
    assert_same_roster(direct, pulled)


def as_11(user):
    """Return *user* without what 1.1 cannot say."""
    roles = tuple(attrs.evolve(role, role_type=RoleType.PRIMARY) for role in as_administrator(user).roles)
    return attrs.evolve(user, roles=roles, **NEEDS_12)
