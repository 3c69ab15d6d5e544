"""A district as an app sees it, on one small enough to know by heart."""

import pytest

from oneroster_classlink.errors import UsageError
from oneroster_classlink.sandbox import District, World
from oneroster_classlink.sandbox.district import LazyRows
from oneroster_classlink.sandbox.sharing import Permissions, check_shareable, share


def to(sourced_id):
    return {"sourcedId": sourced_id}


def seat(sourced_id, user, klass, role, *, primary="false", status="active"):
    return {"sourcedId": sourced_id, "status": status, "role": role, "primary": primary, "user": to(user),
            "class": to(klass)}  # fmt: skip


def user(sourced_id, role, *orgs, **more):
    return {"sourcedId": sourced_id, "role": role, "orgs": [to(org) for org in orgs], "email": "a@b.example", **more}


DISTRICT = District(
    rows={
        "orgs": [
            {"sourcedId": "D", "type": "district"},
            {"sourcedId": "S1", "type": "school", "identifier": "1"},
            {"sourcedId": "S2", "type": "school"},
        ],
        "academicSessions": [{"sourcedId": "T1"}],
        "courses": [{"sourcedId": "A", "org": to("D")}, {"sourcedId": "B", "org": to("S2")}],
        "classes": [
            {"sourcedId": "C1", "school": to("S1"), "course": to("B"), "title": "Art"},
            {"sourcedId": "C2", "school": to("S2"), "course": to("B"), "title": "Band"},
            {"sourcedId": "C3", "school": to("GONE"), "title": "Art"},
        ],
        "users": [
            user("st1", "student", "S1", agents=[to("gu1")]),
            user("st2", "student", "S2"),
            user("st3", "student", "S2"),
            user("te1", "teacher", "S1"),
            user("te2", "teacher", "S2"),
            user("te3", "teacher", "S1", "S2"),
            user("gu1", "guardian", "S1", agents=[to("st1")]),
            user("gu2", "parent", "S2"),
            user("ad1", "administrator", "D"),
            {"sourcedId": "pr1", "roles": [{"role": "principal", "org": to("S2")}], "primaryOrg": to("S2")},
            {"sourcedId": "mx1", "roles": [{"role": "principal", "org": to("S1")}, {"role": "teacher"}]},
            {"role": "student", "orgs": "S1"},
        ],
        "enrollments": [
            seat("E1", "st1", "C1", "student"),
            seat("E2", "te1", "C1", "teacher", primary="TRUE"),
            seat("E3", "te3", "C1", "teacher"),
            seat("E4", "st2", "C2", "student"),
            seat("E5", "te2", "C2", "teacher", primary=True),
            seat("E6", "st3", "C2", "student", status="tobedeleted"),
            seat("E7", "te2", "C1", "student"),
            seat("E8", "st1", "NOWHERE", "student"),
            {"sourcedId": "E9", "role": "student"},
        ],
        "demographics": [
            {"sourcedId": name, "birthDate": "2015-02-03", "sex": "female"}
            for name in ("st1", "st2", "te1", "gu1", "no")
        ],
        "lineItems": [{"sourcedId": "L1", "class": to("C1")}, {"sourcedId": "L2", "class": to("C2")}],
        "results": [
            {"sourcedId": "R1", "lineItem": to("L1"), "student": to("st1")},
            {"sourcedId": "R2", "lineItem": to("L2"), "student": to("st2")},
        ],
        "scoreScales": [{"sourcedId": "P1", "class": to("C1")}, {"sourcedId": "P2", "class": to("C2")}],
        "resources": [{"sourcedId": "M1"}],
    },
    oddities={"odd": ["st1"]},
)  # fmt: skip


def gone(**permissions):
    """Return the ids that are no longer there, by collection."""
    found = share(DISTRICT, Permissions(**permissions))
    ids = {name: {row.get("sourcedId") for row in rows} for name, rows in DISTRICT.rows.items()}
    left = {name: ids[name] - {row.get("sourcedId") for row in rows} for name, rows in found.rows.items()}
    assert ids.keys() == left.keys()
    return {name: missing for name, missing in left.items() if missing}


def test_share__everything_is_the_district_itself():
    assert DISTRICT is share(DISTRICT, Permissions())


@pytest.mark.parametrize("permissions", [{"enabled": False}, {"co_teachers": True}, {"schools": ("S1", "S2")}])
def test_share__nothing_is_lost_that_is_shared(permissions):
    """With both schools chosen, only what belongs to no school of the district goes."""
    dangling = {"classes": {"C3"}, "enrollments": {"E8", "E9"}} if "schools" in permissions else {}

    assert dangling == gone(**permissions)


def test_share__only_orgs():
    found = share(DISTRICT, Permissions(only_orgs=True))

    assert {"orgs"} == {name for name, rows in found.rows.items() if rows}
    assert DISTRICT.rows["orgs"] == found.rows["orgs"]


def test_share__one_school():
    """Orgs of another type stay; who has a seat in a shared class stays, whatever the home; references dangle."""
    assert {
        "orgs": {"S2"},
        "courses": {"B"},
        "classes": {"C2", "C3"},
        "enrollments": {"E4", "E5", "E6", "E8", "E9"},
        "users": {"st2", "st3", "gu2", "pr1"},
        "demographics": {"st2"},
        "lineItems": {"L2"},
        "results": {"R2"},
        "scoreScales": {"P2"},
    } == gone(schools=("S1",))
    shared = share(DISTRICT, Permissions(schools=("S1",)))
    assert to("B") == shared.rows["classes"][0]["course"]


@pytest.mark.parametrize("classes", [("C2", "C3"), lambda row: row["sourcedId"] != "C1"])
def test_share__some_classes_by_id_or_by_predicate(classes):
    """People of the schools stay: they are unenrolled users now."""
    assert {
        "classes": {"C1"},
        "enrollments": {"E1", "E2", "E3", "E7", "E8", "E9"},
        "lineItems": {"L1"},
        "results": {"R1"},
        "scoreScales": {"P1"},
    } == gone(classes=classes)


def test_share__enrolled_users_only():
    """A seat that may be deleted is none; guardians and administrators have none."""
    assert {"users": {"st3", "gu1", "gu2", "ad1", "pr1", "mx1", None}, "demographics": {"gu1"}} == gone(
        unenrolled_users=False
    )


def test_share__enrolled_users_of_some_classes():
    found = share(DISTRICT, Permissions(unenrolled_users=False, classes=("C2",)))

    assert ["st2", "te2"] == [row["sourcedId"] for row in found.rows["users"]]


def test_share__a_user_without_any_org_belongs_to_no_school_that_was_left_out():
    found = share(District(rows={"users": [{"sourcedId": "u1"}]}), Permissions(schools=()))

    assert ["u1"] == [row["sourcedId"] for row in found.rows["users"]]


@pytest.mark.parametrize(
    ("roles", "users", "demographics"),
    [
        (("parent", "guardian"), {"gu1", "gu2"}, {"gu1"}),
        (("administrator",), {"ad1", "pr1"}, set()),
        (("administrator", "teacher"), {"ad1", "pr1", "mx1", "te1", "te2", "te3"}, {"te1"}),
        (("aide",), set(), set()),
    ],
)
def test_share__roles_withheld(roles, users, demographics):
    """A user goes when every role is withheld; 1.2's kinds of administrator are administrators; seats dangle."""
    wanted = {"users": users, "demographics": demographics}

    assert {name: ids for name, ids in wanted.items() if ids} == gone(withheld_roles=roles)


def test_share__students_withheld_take_their_results_along():
    found = gone(withheld_roles=("student",))

    assert {"R1", "R2"} == found["results"]
    assert "enrollments" not in found


def test_share__co_teachers_not_imported():
    """Who then has no seat left is unenrolled."""
    assert {"enrollments": {"E3"}} == gone(co_teachers=False)
    assert "te3" in gone(co_teachers=False, unenrolled_users=False)["users"]


@pytest.mark.parametrize("demographics", ["403", "404", "empty"])
def test_share__no_demographics(demographics):
    assert {"demographics": {"st1", "st2", "te1", "gu1", "no"}} == gone(demographics=demographics)


@pytest.mark.parametrize(
    ("birth_dates", "left"),
    [("all", {"st1", "st2", "te1", "gu1", "no"}), ("students", {"st1", "st2"}), ("nobody", set())],
)
def test_share__birth_dates(birth_dates, left):
    found = share(DISTRICT, Permissions(birth_dates=birth_dates, enabled=False))

    assert left == {row["sourcedId"] for row in found.rows["demographics"] if "birthDate" in row}
    assert {"female"} == {row["sex"] for row in found.rows["demographics"]}


@pytest.mark.parametrize(
    ("permissions", "collection", "field"),
    [
        ({"withheld_fields": ["users.email", "scales.x"]}, "users", "email"),
        ({"withheld_fields": ["orgs.identifier"]}, "orgs", "identifier"),
        ({"agents": False}, "users", "agents"),
        ({"primary_flags": False}, "enrollments", "primary"),
    ],
)
def test_share__fields_withheld(permissions, collection, field):
    found = share(DISTRICT, Permissions(**permissions))

    assert any(field in row for row in DISTRICT.rows[collection])
    assert not any(field in row for row in found.rows[collection])
    assert {} == gone(**permissions)


def test_share__keeps_the_rest_of_the_district():
    found = share(DISTRICT, Permissions(agents=False))

    assert DISTRICT.oddities == found.oddities


class Lazy(LazyRows):
    """Rows that are not kept."""

    def __len__(self):
        return 1

    def page(self, places, **_version):
        return [b'{"sourcedId": "U1"}' for _ in places]

    def place(self, _sourced_id):
        return None

    def at(self, _path, _value):
        return None


LAZY = District(rows={"orgs": Lazy(), "users": Lazy(), "demographics": Lazy()})


@pytest.mark.parametrize("permissions", [{"enabled": False}, {"demographics": "empty"}, {"only_orgs": True}])
def test_share__a_large_district_by_whole_collections(permissions):
    found = share(LAZY, Permissions(**permissions))

    assert LAZY.rows["orgs"] is found.rows["orgs"]
    assert ("demographics" in permissions or "only_orgs" in permissions) is not bool(found.rows["demographics"])


@pytest.mark.parametrize("permissions", [{"agents": False}, {"schools": ()}, {"unenrolled_users": False}])
def test_share__a_large_district_is_not_narrowed(permissions):
    """The world says so at once and stays as it was."""
    with pytest.raises(UsageError, match="switch whole collections off"):
        check_shareable(LAZY, Permissions(**permissions))
    world = World(district=LAZY)
    with pytest.raises(UsageError, match="cannot be narrowed"):
        world.change(permissions=Permissions(**permissions))
    assert (Permissions(), 1) == (world.permissions, world.revision)
