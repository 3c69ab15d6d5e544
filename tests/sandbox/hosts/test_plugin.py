"""The pytest plugin: a sandbox of its own for each test, a district that can be overridden, faults that are mended."""

import pytest

from oneroster_classlink import Bearer, Client, OAuth1, Snapshot
from oneroster_classlink.errors import TooManyRequests
from oneroster_classlink.rest import Retry

pytest_plugins = ["pytester"]

HOSTS_OWN = """
    import pytest
    from oneroster_classlink import Bearer, Client, Snapshot
    from oneroster_classlink.sandbox import District
    from oneroster_classlink.sandbox.sharing import Permissions

    @pytest.fixture
    def classlink_district():
        return District(rows={"orgs": [{"sourcedId": "S1", "type": "school", "name": "Own"}]})

    @pytest.mark.parametrize("number", range(6))
    def test_each_has_a_world_of_its_own(classlink_sandbox, classlink_faults, number):
        world = classlink_sandbox.world
        assert (1, [], ()) == (world.revision, list(world.seen), world.faults.on)
        with Client(classlink_sandbox.url, auth=Bearer(classlink_sandbox.credentials.bearer)) as client:
            assert ["S1"] == Snapshot.load(client).orgs.ids
        world.change(permissions=Permissions(enabled=False))
        classlink_faults("latency")
"""

WIDER = """
    import pytest
    from oneroster_classlink.sandbox import District, Sandbox

    @pytest.fixture(scope="session")
    def classlink_sandbox():
        with Sandbox(District(rows={})) as running:
            yield running

    @pytest.mark.parametrize("number", range(2))
    def test_nothing_is_broken_before(classlink_sandbox, classlink_faults, number):
        assert () == classlink_sandbox.world.faults.on
        classlink_faults("latency")
"""

IMPORTS = """
    import sys

    LOADED = {"attrs", "jinja2", "msgspec", "requests", "werkzeug", "oneroster_classlink.sandbox"} & set(sys.modules)

    def test_nothing_of_weight_is_imported_yet():
        assert set() == LOADED
"""


def test_classlink_sandbox__serves_the_made_up_district_on_loopback(classlink_sandbox, classlink_district):
    with Client(classlink_sandbox.url, auth=OAuth1(key="sandbox-key", secret="sandbox-secret")) as client:
        snapshot = Snapshot.load(client)

    assert classlink_sandbox.url.startswith("http://127.0.0.1:")
    assert len(classlink_district.rows["enrollments"]) == snapshot.certificate.collections["enrollments"].rows


def test_classlink_faults__are_switched_on_by_name(classlink_sandbox, classlink_faults):
    classlink_faults("rate_limit", every=1)
    retry = Retry(attempts=1)
    with (
        Client(classlink_sandbox.url, auth=Bearer("sandbox-bearer"), version="1.1", retry=retry) as client,
        pytest.raises(TooManyRequests),
    ):
        list(client.orgs())


def test_plugin__in_two_processes_at_once_with_a_hosts_own_district(pytester):
    """What a test changes is not seen by the next one, nor by those of another process."""
    pytester.makepyfile(HOSTS_OWN)

    pytester.runpytest_subprocess("-n", "2", "-p", "no:cacheprovider").assert_outcomes(passed=6)


def test_plugin__faults_are_mended_in_a_sandbox_that_many_tests_share(pytester):
    pytester.makepyfile(WIDER)

    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=2)


def test_plugin__costs_nothing_until_a_fixture_is_used(pytester):
    pytester.makepyfile(IMPORTS)

    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)
