"""The preflight on servers that do not filter, sort or count, that clamp, refuse and fail: no false alarm."""

import pytest

from oneroster_classlink.checkup import Outcome, preflight
from oneroster_classlink.checkup.checks.judge import RULES
from oneroster_classlink.errors import NoAnswer, NotFound, UsageError
from oneroster_classlink.sandbox.sharing import RULE_BASED, Permissions
from tests.checkup.conftest import TODAY, client_of
from tests.rest.fake import Said
from tests.rest.fake import client_of as faked

COUNTS = frozenset({"x-total-count", "x-count", "link"})
PEOPLE = {rule.name for rule in RULES if rule.name.startswith("role_")} | {
    "unenrolled_users",
    "teacher_emails",
    "guardians_reachable",
    "birth_dates",
}
SERVERS = {
    "ignores filters": {"drops": {"filter"}},
    "refuses filters": {"refuses": {"filter"}},
    "ignores sort": {"drops": {"sort", "orderBy"}},
    "ignores orderBy": {"drops": {"orderBy"}},
    "refuses sort": {"refuses": {"sort"}},
    "does not count": {"hides": COUNTS},
    "clamps at 50": {"most": 50},
    "clamps at 50 and does not count": {"most": 50, "hides": COUNTS},
    "does nothing": {"drops": {"filter", "sort", "orderBy", "fields"}, "hides": COUNTS},
    "refuses everything": {"refuses": {"filter", "sort", "fields"}, "hides": COUNTS},
}


@pytest.mark.parametrize("version", ["1.1", "1.2"])
@pytest.mark.parametrize("twists", SERVERS.values(), ids=SERVERS)
def test_preflight__no_false_alarm(district, twists, version):
    """What such a server cannot tell is unknown, never an alarm; and it is not asked much more often."""
    client, world = client_of(district, version=version, **twists)
    found = preflight(client, today=TODAY)

    assert set() == {name for name, outcome in found.outcomes.items() if outcome in {Outcome.MISSING, Outcome.WARNING}}
    assert len(world.seen) <= found.requests <= 60


@pytest.mark.parametrize(
    ("twists", "unseen"),
    [
        ({"drops": {"filter"}}, {"role_administrator", "role_aide", "unenrolled_users", "co_teachers"}),
        ({"hides": COUNTS}, set()),
        ({"drops": {"sort", "orderBy"}}, set()),
        ({"most": 50}, set()),
    ],
)
def test_preflight__what_cannot_be_told_is_little(district, twists, unseen):
    client, _ = client_of(district, **twists)
    outcomes = preflight(client, today=TODAY).outcomes

    assert unseen >= {name for name, outcome in outcomes.items() if outcome is not Outcome.OK}


@pytest.mark.parametrize("twists", SERVERS.values(), ids=SERVERS)
def test_preflight__the_plain_alarms_sound_on_every_server(district, twists):
    """Refused demographics and absent primary flags are seen without filters, counts and sort."""
    permissions = Permissions(demographics="403", primary_flags=False, withheld_fields={"users.email"})
    client, _ = client_of(district, permissions=permissions, **twists)
    outcomes = preflight(client, today=TODAY).outcomes

    assert Outcome.MISSING is outcomes["demographics"]
    assert outcomes["primary_flags"] in {Outcome.MISSING, Outcome.UNKNOWN}
    assert Outcome.MISSING is outcomes["teacher_emails"]


def test_preflight__is_deterministic(district):
    first, second = (preflight(client_of(district, permissions=RULE_BASED)[0], today=TODAY) for _ in range(2))

    assert first == second


def test_preflight__small_requests_only(district):
    """No page is larger than 100 rows but the one of ids alone, and there are some thirty requests."""
    client, world = client_of(district, version=None)
    found = preflight(client, today=TODAY, most_rows=300)

    assert 35 >= found.requests == len(world.seen)
    assert 300 == found.fingerprint.uncut_page


def test_preflight__shows_no_person(district):
    """Neither the result nor its repr holds a name, an address or an id of the district."""
    found = preflight(client_of(district)[0], today=TODAY)
    said = repr(found) + str(found.document())
    people = [row for row in district.rows["users"] if row.get("sourcedId") != "sourcedId"]
    words = {row[key] for row in people for key in ("givenName", "familyName", "email") if row.get(key)}

    assert set() == {word for word in words if word in said}
    assert "STU" not in said


def test_preflight__wrong_credentials(district):
    client, _ = client_of(district, bearer="wrong")
    found = preflight(client, today=TODAY)

    assert (Outcome.MISSING, Outcome.UNKNOWN) == (found.outcomes["credentials"], found.outcomes["app_enabled"])
    assert {Outcome.UNKNOWN} == {found.outcomes[name] for name in found.outcomes if name != "credentials"}
    assert 1 == found.requests


@pytest.mark.parametrize("version", ["1.1", None])
def test_preflight__an_app_that_is_not_enabled(district, version):
    client, _ = client_of(district, permissions=Permissions(enabled=False), version=version)

    assert Outcome.MISSING is preflight(client, today=TODAY).outcomes["app_enabled"]


def test_preflight__orgs_alone_are_refused():
    """403 on one collection does not mean that the app is not enabled."""

    def answer(asked):
        if asked.path.endswith(("/orgs", "/schools")):
            return Said(status=403)
        return Said(b'{"%s": []}' % asked.path.rpartition("/")[2].encode())

    client, _ = faked(answer)
    outcomes = preflight(client, today=TODAY).outcomes

    assert (Outcome.OK, Outcome.MISSING) == (outcomes["app_enabled"], outcomes["schools"])


@pytest.mark.parametrize(
    ("collection", "checks"),
    [
        ("/demographics", {"demographics", "birth_dates"}),
        ("/enrollments", {"primary_flags", "co_teachers"}),
        ("/classes", {"active_classes"}),
        ("/schools", {"schools", "school_ids"}),
        ("/users", PEOPLE),
    ],
)
def test_preflight__a_collection_that_fails(district, collection, checks):
    """An error of the server is no permission: the checks that need it are unknown, the others go on."""
    client, _ = client_of(district, fails=collection)
    outcomes = preflight(client, today=TODAY).outcomes

    assert dict.fromkeys(checks, Outcome.UNKNOWN) == {
        name: outcome for name, outcome in outcomes.items() if outcome is not Outcome.OK
    }


def test_preflight__nobody_answers():
    client, _ = faked(lambda _asked: NoAnswer("district.example", "the connection failed"))
    with pytest.raises(NoAnswer):
        preflight(client, today=TODAY)


def test_preflight__no_oneroster_server():
    client, _ = faked(lambda _asked: Said(status=404))
    with pytest.raises(NotFound):
        preflight(client, today=TODAY)


@pytest.mark.parametrize("most_rows", [0, -1, 20_001, True, "100", 1.5])
def test_preflight__most_rows_that_cannot_be_meant(most_rows):
    client, adapter = faked(lambda _asked: Said())
    with pytest.raises(UsageError, match="most_rows must be a whole number from 1 to 20,000"):
        preflight(client, most_rows=most_rows)
    assert [] == adapter.asked


def test_preflight__leaves_the_client_as_it_is(district):
    client, _ = client_of(district, version=None)
    connection = client.connection
    preflight(client, today=TODAY)

    assert (None, connection) == (client.version, client.connection)
