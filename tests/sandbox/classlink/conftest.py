"""A sandbox with ClassLink in front of the small district, asked through werkzeug's client at a set time."""

import msgspec
import pytest
from werkzeug.test import Client

from oneroster_classlink.sandbox import ClassLink, District, World, make_app
from oneroster_classlink.sandbox.district import LazyRows
from oneroster_classlink.sandbox.exchange import Version
from tests.sandbox.conftest import SMALL

ORIGIN = "http://sandbox.example"
NOW = 1_700_000_000.0


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


class FewRows(LazyRows):
    """Two users that are worked out when they are asked for."""

    def __len__(self):
        return 2

    def page(self, places, *, version=Version.V11):
        rows = ({"sourcedId": f"te{place + 1}", "role": "teacher", "orgs": [], "form": version} for place in places)
        return [msgspec.json.encode(row) for row in rows]

    def place(self, sourced_id):
        return {"te1": 0, "te2": 1}.get(sourced_id)

    def at(self, path, value):
        return [1] if (path, value) == ("role", "teacher") else None


def bearer(value):
    return {"Authorization": f"Bearer {value}"}


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def classlink():
    return ClassLink()


@pytest.fixture
def world():
    return World(district=District(rows=SMALL))


@pytest.fixture
def client(world, classlink, clock):
    return Client(make_app(world, origin=ORIGIN, classlink=classlink, clock=clock))
