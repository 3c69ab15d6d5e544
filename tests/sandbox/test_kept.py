"""What is kept is made once, until there is too much of it."""

import gzip
from collections import Counter

import pytest
import requests

from oneroster_classlink.sandbox import District, World, make_app, make_district
from oneroster_classlink.sandbox.exchange import Request
from oneroster_classlink.sandbox.hosts import SandboxAdapter
from oneroster_classlink.sandbox.kept import Kept
from oneroster_classlink.sandbox.service import Service
from oneroster_classlink.sandbox.sharing import Permissions
from tests.sandbox.conftest import SMALL, TODAY, V11

HEADERS = {"authorization": "Bearer sandbox-bearer", "accept-encoding": "gzip"}


def test_kept__a_value_is_made_once():
    kept, made = Kept(size=len), Counter()
    for key in "aba":
        assert key.encode() == kept.get(key, lambda key=key: made.update(key) or key.encode())

    assert {"a": 1, "b": 1} == made


def test_kept__all_is_given_up_where_it_grows_too_large():
    kept, made = Kept(size=len, most=2000), Counter()
    for key in "abca":
        kept.get(key, lambda key=key: made.update(key) or b"x" * 400)

    assert {"a": 2, "b": 1, "c": 1} == made


def test_kept__what_is_too_large_by_itself_is_not_kept():
    kept, made = Kept(size=len, most=1000), Counter()
    for key in "aa":
        kept.get(key, lambda key=key: made.update(key) or b"x" * 1000)

    assert {"a": 2} == made


def test_kept__what_another_thread_made_meanwhile_stays():
    """Both get a value of their own; it is counted once."""
    kept = Kept(size=len, most=1200)

    assert b"late" == kept.get("a", lambda: kept.get("a", lambda: b"soon") and b"late")
    assert b"soon" == kept.get("a", lambda: b"never")


@pytest.fixture
def asked(monkeypatch):
    """Count what the service answers."""
    targets, answer = [], Service.answer
    monkeypatch.setattr(
        Service, "answer", lambda self, request: targets.append(request.target) or answer(self, request)
    )
    return targets


def get(app, path="/orgs", **more):
    return app.answer(Request(origin="http://localhost", target=f"{V11}{path}", headers=HEADERS, **more))


def test_world__a_page_is_put_together_once_until_something_changes(asked):
    world = World(district=District(rows=SMALL))
    app = make_app(world, origin="http://localhost")

    assert get(app) == get(app)
    assert 1 == len(asked)

    world.change(permissions=Permissions(schools=["S1"]))

    assert b'"S2"' not in get(app).body
    assert 2 == len(asked)


def test_world__a_page_is_kept_for_its_origin_and_method_only(asked):
    app = make_app(World(district=District(rows=SMALL)), origin="http://localhost")
    for more in ({}, {"method": "HEAD"}, {}):
        get(app, **more)
    app.answer(Request(origin="http://127.0.0.1", target=f"{V11}/orgs", headers=HEADERS))

    assert 3 == len(asked)


def test_world__pages_of_a_district_too_large_to_be_kept_are_not_kept(asked):
    app = make_app(World(district=make_district(size="large", today=TODAY)), origin="http://localhost")
    for _ in range(2):
        assert 200 == get(app, "/orgs?limit=1").status

    assert 2 == len(asked)


@pytest.mark.parametrize(("size", "times"), [("small", 1), ("large", 2)])
def test_app__a_page_is_compressed_once_if_it_is_kept(monkeypatch, size, times):
    packed, compress = [], gzip.compress
    monkeypatch.setattr(gzip, "compress", lambda body, **how: packed.append(len(body)) or compress(body, **how))
    app = make_app(World(district=make_district(size=size, today=TODAY)), origin="http://localhost")
    with requests.Session() as session:
        session.mount("http://", SandboxAdapter(app))
        answers = [session.get(f"http://localhost{V11}/users?limit=20", headers=HEADERS) for _ in range(2)]

    assert times == len(packed)
    assert answers[0].content == answers[1].content
    assert 20 == len(answers[0].json()["users"])
