"""The page at ``/``: what it tells, that it is escaped, what its forms do, and who may use them."""

import re
import sys
from html import unescape
from urllib.parse import urlencode

import pytest

from oneroster_classlink.sandbox import District, SandboxCredentials, World, make_app
from oneroster_classlink.sandbox.exchange import Request
from oneroster_classlink.sandbox.faults import FAULTS
from tests.sandbox.conftest import SMALL, V11

ORIGIN = "http://127.0.0.1:8765"
BEARER = {"authorization": "Bearer sandbox-bearer"}


@pytest.fixture
def world():
    return World(district=District(rows=SMALL))


@pytest.fixture
def app(world):
    return make_app(world, origin=ORIGIN, clock=lambda: 1_795_000_000.0)


def get(app, target="/", *, origin=ORIGIN, method="GET", **headers):
    return app.answer(Request(method=method, origin=origin, target=target, headers=headers))


def page(app):
    return get(app).body.decode()


def post(app, *, origin=ORIGIN, sent_from=ORIGIN, token=None, **form):
    found = re.search(r'name="token" value="([^"]+)"', page(app))[1]
    body = urlencode({"token": found if token is None else token, **form}).encode()
    headers = {} if sent_from is None else {"origin": sent_from}
    return app.answer(Request(method="POST", origin=origin, target="/", headers=headers, body=body))


def row(app, at):
    """Return the row of the page with the id *at*, as text."""
    found = re.search(rf'<(form|div)[^>]* id="{re.escape(at)}">.*?</\1>', page(app), re.DOTALL)
    return unescape(found[0])


def pressed(app, at):
    """Return which choice of the row *at* is pressed."""
    return re.findall(r'value="([^"]*)" aria-pressed="true"', row(app, at))


def test_page__tells_what_is_served_and_how_to_ask(app):
    shown = unescape(page(app))

    assert re.search(r"<td>users</td><td class=\"n\">5</td><td class=\"n\">5</td>", shown)
    assert 'Revision <strong id="revision">1</strong>' in shown
    for expected in (
        'One <code class="soft">S1</code>',
        f"<dt>OneRoster 1.1</dt><dd><code>{ORIGIN}{V11}</code></dd>",
        "<dt>OneRoster 1.2</dt>",
        "<dt>Bearer</dt><dd><code>sandbox-bearer</code></dd>",
        f"<dd><code>{ORIGIN}/token</code></dd>",
        "<dd><code>sandbox-partner-key</code></dd>",
        f"curl -H 'Authorization: Bearer sandbox-bearer' '{ORIGIN}{V11}/users?limit=3'",
        f"with Client('{ORIGIN}', auth=OAuth1(key='sandbox-key', secret='sandbox-secret')) as client:",
        f"oneroster-classlink plan --url {ORIGIN} --secret-file -",
    ):
        assert expected in shown


def test_page__a_command_keeps_odd_credentials_in_one_word(world):
    app = make_app(world, origin=ORIGIN, credentials=SandboxCredentials(bearer="it's $HOME"))

    assert "'Authorization: Bearer it'\"'\"'s $HOME'" in unescape(page(app))


def test_page__tells_who_asked_for_what(app):
    assert "Nobody has asked" in page(app)
    get(app, f"{V11}/users?filter=familyName%3D%27Secret%27", **BEARER)
    get(app, f"{V11}/orgs/<b>")

    shown = page(app)

    assert "Secret" not in shown
    assert [
        f'11:06:40</td><td class="error">401</td><td><code>GET {V11}/orgs/&lt;b&gt;</code>',
        f'11:06:40</td><td class="good">200</td><td><code>GET {V11}/users</code>',
    ] == re.findall(r'<td class="t">(.*?</code>)', shown)


def test_page__shows_the_latest_fifty(app):
    for number in range(60):
        get(app, f"{V11}/orgs/{number}")

    assert [f"{number}" for number in range(59, 9, -1)] == re.findall(r"/orgs/(\d+)</code>", page(app))


def test_page__escapes_and_loads_nothing():
    rows = {"orgs": [{"sourcedId": '"><script>', "type": "school", "name": "<script>alert(1)</script>"}]}
    answer = get(make_app(World(district=District(rows=rows)), origin=ORIGIN))
    shown = answer.body.decode()

    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert [] == re.findall(r"src\s*=|url\(|@import|href=\"(?!/\"|data:,\")", shown)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_page__a_district_without_schools():
    assert "The district has no school." in page(make_app(World(district=District(rows={})), origin=ORIGIN))


def test_page__a_permission_is_switched(app, world):
    """The next request is answered by it, and the page says so."""
    assert ["shared"] == pressed(app, "permission-demographics")

    done = post(app, do="share", name="demographics", to="403", at="permission-demographics")

    assert (303, "/#permission-demographics") == (done.status, done.headers["Location"])
    assert 403 == get(app, f"{V11}/demographics", **BEARER).status
    assert ["403"] == pressed(app, "permission-demographics")
    assert 2 == world.revision


def test_page__schools_are_shared_one_by_one(app, world):
    post(app, do="school", id="S1", to="off")

    assert frozenset({"S2"}) == world.permissions.schools
    assert (["off"], ["on"]) == (pressed(app, "school-S1"), pressed(app, "school-S2"))
    assert b'"S1"' not in get(app, f"{V11}/schools", **BEARER).body
    assert '<td>orgs</td><td class="n alert">2</td><td class="n">3</td>' in page(app)

    post(app, do="school", id="S1", to="on")

    assert world.permissions.schools is None


@pytest.mark.parametrize("name", FAULTS)
def test_page__every_fault_is_switched_on_and_off(app, world, name):
    post(app, do="break", order=name)

    assert [name] == [fault.name for fault in world.faults.on]
    assert f'<code class="alert">{name}</code>' in row(app, f"fault-{name}")

    post(app, do="mend", name=name)

    assert () == world.faults.on
    assert "None is on." in page(app)


def test_page__a_fault_with_options_and_all_mended(app, world):
    name = next(iter(FAULTS))
    post(app, do="break", order=f"{name}:every=3,collection=users")
    post(app, do="break", order=name)

    assert [f"{name}:collection=users,every=3", name] == re.findall(
        r'<code class="alert">(.*?)</code>', row(app, f"fault-{name}")
    )
    assert f'<strong class="alert">1 on:</strong> <a href="#fault-{name}">' in page(app)

    post(app, do="mend")

    assert () == world.faults.on


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ({"do": "break", "order": "latencies"}, "There is no fault 'latencies'"),
        ({"do": "share", "name": "nothing", "to": "on"}, "There is no such permission"),
        ({"do": "share", "name": "demographics", "to": "maybe"}, "demographics is one of"),
        ({"do": "share", "name": "enabled", "to": "maybe"}, "Enabled is on or off"),
        ({"do": "something"}, "The page has no such switch"),
        ({}, "The page has no such switch"),
    ],
)
def test_page__a_form_that_cannot_be_done(app, world, form, problem):
    answer = post(app, **form)

    assert 400 == answer.status
    assert f'role="alert">{problem}' in unescape(answer.body.decode())
    assert (1, ()) == (world.revision, world.faults.on)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"token": ""}, "an earlier sandbox"),
        ({"token": "wrong"}, "an earlier sandbox"),
        ({"sent_from": None}, "does not come from this page"),
        ({"sent_from": "null"}, "does not come from this page"),
        ({"sent_from": "http://127.0.0.1:8766"}, "does not come from this page"),
        ({"sent_from": "http://evil.example", "origin": "http://evil.example"}, "at an address only"),
    ],
)
def test_page__a_form_from_elsewhere_does_nothing(app, world, options, problem):
    world.break_with("latency")
    answer = post(app, do="mend", **options)

    assert 403 == answer.status
    assert problem in answer.body.decode()
    assert ["latency"] == [fault.name for fault in world.faults.on]


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:8765", 200),
        ("http://[::1]:8765", 200),
        ("http://localhost", 200),
        ("http://a.localhost:1", 200),
        ("http://sandbox.example", 403),
        ("http://127.0.0.1.evil.example", 403),
        ("http://[::1", 403),
        ("http://", 403),
    ],
)
def test_page__is_at_an_address_only(app, origin, status):
    """A name of another site that leads here would make the page readable for that site."""
    assert status == get(app, origin=origin).status


def test_page__other_methods(app):
    assert 200 == get(app, method="HEAD").status
    assert 405 == get(app, method="DELETE").status


def test_page__is_not_among_what_was_asked(app, world):
    page(app)

    assert [] == list(world.seen)


def test_page__without_jinja(app, monkeypatch):
    monkeypatch.setitem(sys.modules, "jinja2", None)
    answer = get(app)

    assert (501, True) == (answer.status, b"oneroster-classlink[sandbox]" in answer.body)
