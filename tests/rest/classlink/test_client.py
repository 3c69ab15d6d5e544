"""A client for a district, through the proxy and directly, against the sandbox on the loopback."""

import copy
import json
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor

import attrs
import pytest

from oneroster_classlink import errors
from oneroster_classlink.rest import OAuth1, Retry
from oneroster_classlink.rest.classlink import ClassLink, District, schools_of
from oneroster_classlink.rest.classlink.bearer import DistrictBearer
from oneroster_classlink.rest.transport import Renewable
from oneroster_classlink.sandbox import ClassLink as Served
from oneroster_classlink.sandbox import District as Rows
from oneroster_classlink.sandbox import Permissions, Sandbox
from tests.rest.classlink.test_districts import KEY, ROW, paging, partner_of
from tests.rest.fake import Said, page
from tests.rest.test_loopback import served
from tests.sandbox.conftest import SMALL

ID = "sand%2Fbox%2BQ4%3D"
DISTRICT = District(tenant_id="2222", oneroster_application_id="MoYPlyQWmG0%3D", bearer="b-1")
LOOPBACK = {"127.0.0.1"}
quick = {"sleep": lambda _: None, "retry": Retry(attempts=2, random=lambda: 0.0)}


@pytest.fixture
def sandbox():
    with Sandbox(Rows(rows=SMALL)) as running:
        yield running


@pytest.fixture
def partner(sandbox):
    with ClassLink(sandbox.classlink.partner_key, host=sandbox.url, allow_hosts=LOOPBACK, **quick) as found:
        yield found


@pytest.mark.enable_socket
def test_districts__of_the_sandbox(partner):
    assert [("2222", True), ("2223", False), ("2224", False), ("2225", True)] == [
        (district.tenant_id, district.is_active) for district in partner.districts()
    ]


@pytest.mark.enable_socket
@pytest.mark.parametrize("path_form", ["short", "long"])
def test_client__reads_through_the_proxy(sandbox, path_form):
    given = {"host": sandbox.url, "path_form": path_form, **quick}
    with ClassLink(sandbox.classlink.partner_key, **given) as partner:
        district = partner.district(application_id=ID)
        with partner.client(district, page_size=2, in_flight=2) as client:
            assert {row["sourcedId"] for row in SMALL["users"]} == {user.sourced_id for user in client.users()}
            assert "1.1" == client.version


def say_org(handler):
    body = json.dumps({"org": {"sourcedId": "a/b", "name": "School", "type": "school"}}).encode()
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.mark.enable_socket
@pytest.mark.parametrize(("path_form", "prefix"), [("short", ""), ("long", "/proxy/v1p0")])
@pytest.mark.parametrize(
    ("expected", "id_"),
    [
        ("MoYPlyQWmG0%3D", "MoYPlyQWmG0%3D"),
        ("a%2Fb%2BMoY~0%3D%25", "a%2Fb%2BMoY~0%3D%25"),
        ("plain-_.~0=", "plain-_.~0="),
        ("a%2Fb%3D", "a%2fb%3d"),
    ],
    ids=["as captured", "slash, plus, percent", "nothing to encode", "small hex digits"],
)
def test_client__the_id_arrives_verbatim(path_form, prefix, expected, id_):
    """But for small hex digits: urllib3 writes them large, which means the same (RFC 3986, 6.2.2.1)."""
    district = attrs.evolve(DISTRICT, oneroster_application_id=id_)
    with (
        served(say_org) as (url, paths),
        ClassLink(KEY, host=url, path_form=path_form) as partner,
        partner.client(district) as client,
    ):
        client.org("a/b")
    assert [f"{prefix}/{expected}/ims/oneroster/v1p1/orgs/a%2Fb"] == paths


@pytest.mark.enable_socket
def test_client__a_bearer_that_was_changed_is_looked_up(sandbox, partner):
    with partner.client(partner.district(tenant_id=2222)) as client:
        assert len(SMALL["users"]) == len(list(client.users()))
        sandbox.rotate_bearer()
        assert len(SMALL["users"]) == len(list(client.users()))


@pytest.mark.enable_socket
def test_client__a_bearer_that_changes_while_pages_are_in_flight(sandbox, partner):
    rotated = []

    def progress(_):
        if not rotated:
            rotated.append(sandbox.rotate_bearer())

    with partner.client(partner.district(tenant_id=2222), page_size=1, in_flight=4, progress=progress) as client:
        assert {row["sourcedId"] for row in SMALL["users"]} == {user.sourced_id for user in client.users()}
    assert 1 == len(rotated)


def bearer_server(current):
    """Serve a district by the bearer that *current* holds, which `/applications` tells too."""

    def answer(asked):
        if asked.path == "/applications":
            return paging([{**ROW, "bearer": current["told"]}])(asked)
        if asked.headers["Authorization"] != f"Bearer {current['open']}":
            return Said(status=401)
        return page("orgs", [], x_total_count="0")

    return answer


def asked_for(adapter):
    return ["list" if asked.path == "/applications" else "data" for asked in adapter.asked]


def test_client__a_bearer_that_did_not_change_is_not_tried_again():
    partner, adapter = partner_of(bearer_server({"told": "b-1", "open": "b-2"}))

    with pytest.raises(errors.BearerRefused) as caught:
        list(partner.client(DISTRICT).orgs())
    assert ["data", "list", "list"] == asked_for(adapter)
    assert "b-1" not in str(caught.value)
    assert "/MoYPlyQWmG0%3D" == caught.value.path


def test_client__a_new_bearer_that_is_refused_too_ends_it():
    partner, adapter = partner_of(bearer_server({"told": "b-3", "open": "b-2"}))

    with pytest.raises(errors.Unauthorized):
        list(partner.client(DISTRICT).orgs())
    assert ["data", "list", "list", "data"] == asked_for(adapter)


def test_client__a_new_bearer_opens():
    partner, adapter = partner_of(bearer_server({"told": "b-2", "open": "b-2"}))

    assert [] == list(partner.client(DISTRICT).orgs())
    assert ["data", "list", "list", "data"] == asked_for(adapter)[:4]
    assert "list" not in asked_for(adapter)[4:]


@pytest.mark.parametrize("changed", [{"enabled": "false"}, {"bearer": None}, {"oneroster_application_id": "gone"}])
def test_client__a_district_that_has_left(changed):
    def answer(asked):
        return paging([{**ROW, **changed}])(asked) if asked.path == "/applications" else Said(status=401)

    partner, _ = partner_of(answer)
    with pytest.raises(errors.DistrictNotShared):
        list(partner.client(DISTRICT).orgs())


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"enabled": False}, "the app is not enabled"),
        ({"status": "Inactive"}, "its ClassLink account is not active"),
        ({"bearer": ""}, "no bearer is given out"),
    ],
)
def test_client__of_a_district_that_does_not_share(changed, problem):
    partner, adapter = partner_of(paging([]))

    with pytest.raises(errors.DistrictNotShared, match=problem):
        partner.client(attrs.evolve(DISTRICT, **changed))
    assert [] == adapter.asked


def test_client__options_are_the_clients():
    partner, adapter = partner_of(lambda _: page("orgs", [], x_total_count="0"))
    client = partner.client(DISTRICT, version="1.2", page_size=7)
    list(client.orgs())

    assert ("1.2", "/MoYPlyQWmG0%3D/ims/oneroster/rostering/v1p2/orgs") == (client.version, adapter.asked[0].path)
    assert "7" == adapter.asked[0].asks["limit"]
    with pytest.raises(TypeError):
        partner.client(DISTRICT, no_such_option=1)


def test_bearer__is_renewable_and_shows_nothing():
    bearer = DistrictBearer("b-1", path="/x", look_up=lambda: "b-2")

    assert isinstance(bearer, Renewable)
    assert "DistrictBearer(…)" == repr(bearer)


def test_bearer__threads_look_it_up_once():
    looked, ready = [], threading.Barrier(8)

    def look_up():
        looked.append(True)
        return "b-2"

    bearer = DistrictBearer("b-1", path="/x", look_up=look_up)

    def refused(_):
        ready.wait(10)
        bearer.renew("Bearer b-1")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(refused, range(8)))
    bearer.renew("Bearer b-1")

    assert [True] == looked


def test_bearer__whoever_waited_for_a_look_in_vain_does_not_look_again():
    started, inside = threading.Event(), threading.Event()
    looked = []

    def look_up():
        looked.append(True)
        started.set()
        inside.wait(10)
        return "b-1"

    bearer = DistrictBearer("b-1", path="/x", look_up=look_up)
    waiting = threading.Event()

    class Lock:
        """The lock, telling that somebody is before it."""

        def __init__(self, lock):
            self.lock = lock

        def __enter__(self):
            if started.is_set():
                waiting.set()
            self.lock.acquire()

        def __exit__(self, *_):
            self.lock.release()

    bearer._lock = Lock(bearer._lock)  # noqa: SLF001 - to know when the second thread waits

    def refused():
        with pytest.raises(errors.BearerRefused):
            bearer.renew("Bearer b-1")

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(refused)
        started.wait(10)
        second = threads.submit(refused)
        waiting.wait(10)
        inside.set()
        first.result(10)
        second.result(10)

    assert [True] == looked


@pytest.mark.enable_socket
def test_direct_client__signs_at_the_districts_own_server(partner):
    with partner.direct_client(partner.district(tenant_id=2222)) as client:
        assert len(SMALL["users"]) == len(list(client.users()))


@pytest.mark.enable_socket
def test_direct_client__the_loopback_is_refused_unless_allowed_by_name(sandbox):
    with (
        ClassLink(sandbox.classlink.partner_key, host=sandbox.url, **quick) as partner,
        pytest.raises(errors.UnsafeAddress, match=r"127\.0\.0\.1: it is http") as caught,
    ):
        partner.direct_client(partner.district(tenant_id=2222))
    assert "127.0.0.1" == caught.value.host


@pytest.mark.enable_socket
def test_direct_client__without_a_secret_there_is_the_proxy(partner):
    with pytest.raises(errors.NoDirectAccess, match=r"client_secret is blank.*use the proxy") as caught:
        partner.direct_client(partner.district(tenant_id=2225))
    assert "bareShelf04%3D" == caught.value.district


@pytest.mark.enable_socket
def test_direct_client__of_a_district_that_is_not_enabled(partner):
    with pytest.raises(errors.DistrictNotShared):
        partner.direct_client(partner.district(tenant_id=2223))


def server_of(**more):
    server = {"client_id": "k3y", "client_secret": "s3cret", "endpoint_url": "https://server.example.com", **more}
    return Said(json.dumps({"status": 1, "server": server, "message": ""}).encode())


def test_direct_client__asks_with_the_partner_key_and_goes_there_without_it():
    def answer(asked):
        return server_of() if asked.path.endswith("/server") else page("orgs", [], x_total_count="0")

    partner, adapter = partner_of(answer, resolve=lambda _: ["8.8.8.8"])
    list(partner.direct_client(DISTRICT, method="HMAC-SHA1").orgs())
    asked, read = adapter.asked[:2]

    assert ("/applications/MoYPlyQWmG0%3D/server", f"Bearer {KEY}") == (asked.path, asked.headers["Authorization"])
    assert "/ims/oneroster/v1p1/orgs" == read.path
    assert 'oauth_signature_method="HMAC-SHA1"' in read.headers["Authorization"]
    assert KEY not in str(read.headers)


@pytest.mark.parametrize(
    "said",
    [
        Said(b'{"status": 0, "message": "no"}'),
        Said(b'{"status": 0, "server": {"client_id": "a", "client_secret": "b"}}'),
        Said(b'{"status": 1, "server": null}'),
        Said(b"{}"),
        server_of(client_secret=" "),
        server_of(client_secret=None),
        server_of(client_id=""),
    ],
)
def test_server__no_direct_access(said):
    partner, _ = partner_of(lambda _: said)

    with pytest.raises(errors.NoDirectAccess) as caught:
        partner.server(DISTRICT)
    assert "s3cret" not in str(caught.value)


def test_server__shows_nothing_and_signs():
    partner, _ = partner_of(lambda _: server_of())
    server = partner.server(DISTRICT)

    assert "Server()" == repr(server)
    assert isinstance(server.auth(), OAuth1)


@pytest.mark.parametrize(
    "url", ["http://server.example.com", "https://a:b@server.example.com", "https://10.0.0.1", "https://localhost", ""]
)
def test_direct_client__an_endpoint_that_is_not_safe(url):
    partner, adapter = partner_of(lambda _: server_of(endpoint_url=url), resolve=lambda _: [])

    with pytest.raises(errors.UnsafeAddress) as caught:
        partner.direct_client(DISTRICT)
    assert 1 == len(adapter.asked)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "path",
    ["", "/", "/ims/oneroster", "/ims/oneroster/v1p1/", "/ims/oneroster/v1p1/users", "/ims/oneroster/rostering/v1p2"],
)
@pytest.mark.parametrize(("version", "base"), [("1.1", "v1p1"), ("1.2", "rostering/v1p2")])
def test_direct_client__whatever_stands_after_the_root(path, version, base):
    """The version is the caller's, and the district's address is not the caller's fault."""

    def answer(asked):
        if asked.path.endswith("/server"):
            return server_of(endpoint_url=f"https://server.example.com/a{path}")
        return page("orgs", [], x_total_count="0")

    partner, adapter = partner_of(answer, resolve=lambda _: ["8.8.8.8"])
    list(partner.direct_client(DISTRICT, version=version).orgs())

    assert f"/a/ims/oneroster/{base}/orgs" == adapter.asked[1].path


def test_server__an_answer_nested_too_deeply():
    partner, adapter = partner_of(lambda _: Said(b'{"server": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"))

    with pytest.raises(errors.NotOneRoster, match="nested too deeply"):
        partner.server(DISTRICT)
    assert 1 == len(adapter.asked)


@pytest.mark.parametrize(("status", "error"), [(401, errors.PartnerRefused), (403, errors.Forbidden)])
def test_server__refused(status, error):
    partner, _ = partner_of(lambda _: Said(status=status))

    with pytest.raises(error) as caught:
        partner.server(DISTRICT)
    assert error is type(caught.value)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"enabled": False}, "the app is not enabled. It has to add the app in ClassLink and enable it."),
        ({"status": "Asleep"}, "its ClassLink account is not active. It has to settle this with ClassLink."),
        ({"bearer": ""}, "no bearer is given out for it. See in the Partner Portal what it says."),
    ],
)
def test_client__of_a_district_that_cannot_be_read(changed, said):
    partner, _ = partner_of(lambda _: Said())

    with pytest.raises(errors.DistrictNotShared) as caught:
        partner.client(attrs.evolve(DISTRICT, **changed))
    assert f"The district 2222 cannot be read: {said}" == str(caught.value)


@pytest.mark.parametrize("make", [pickle.dumps, copy.copy, copy.deepcopy])
def test_values__with_a_secret_are_neither_pickled_nor_copied(make):
    partner, _ = partner_of(lambda _: server_of())

    for value in (DISTRICT, partner.server(DISTRICT)):
        with pytest.raises(errors.UsageError, match="Credentials are not pickled or copied"):
            make(value)


def test_district__is_pickled_without_a_bearer():
    bare = attrs.evolve(DISTRICT, bearer="")

    assert bare == pickle.loads(pickle.dumps(bare))  # noqa: S301 - it was written here
    assert bare == copy.deepcopy(bare)


def test_direct_client__a_name_that_leads_inside():
    partner, _ = partner_of(lambda _: server_of(), resolve=lambda _: ["169.254.169.254"])

    with pytest.raises(errors.UnsafeAddress):
        partner.direct_client(DISTRICT)


@pytest.mark.parametrize("make", [ClassLink.client, ClassLink.direct_client])
def test_clients__a_redirect_takes_nothing_along(make):
    def answer(asked):
        if asked.path.endswith("/server"):
            return server_of()
        return Said(status=307, headers={"Location": "https://elsewhere.example/ims/oneroster/v1p1/orgs"})

    partner, adapter = partner_of(answer, resolve=lambda _: ["8.8.8.8"])
    client = make(partner, DISTRICT)
    before = len(adapter.asked)

    with pytest.raises(errors.Redirected):
        list(client.orgs())
    assert before + 1 == len(adapter.asked)


@pytest.mark.enable_socket
def test_schools_of__while_only_orgs_are_shared(sandbox, partner):
    sandbox.world.change(permissions=Permissions(only_orgs=True))
    with partner.client(partner.district(tenant_id=2222)) as client:
        assert [row["sourcedId"] for row in SMALL["orgs"] if row["type"] == "school"] == [
            org.sourced_id for org in schools_of(client)
        ]


@pytest.mark.enable_socket
def test_districts__many_pages_of_the_sandbox():
    own, *others = Served().applications
    many = tuple(attrs.evolve(others[0], tenant_id=n, oneroster_application_id=f"a{n}") for n in range(3_000, 3_023))
    with (
        Sandbox(Rows(rows=SMALL), classlink=Served(applications=(own, *others, *many))) as sandbox,
        ClassLink(sandbox.classlink.partner_key, host=sandbox.url, page_size=10) as partner,
    ):
        found = [district.tenant_id for district in partner.districts()]

    assert ["2222", "2223", "2224", "2225", *map(str, range(3_000, 3_023))] == found
