"""A made-up district that is small enough to be looked at hundreds of times, and clients of it without a socket."""

from datetime import date
from urllib.parse import parse_qsl, quote

import attrs
import pytest
import requests

from oneroster_classlink.rest import Bearer, Client, Retry
from oneroster_classlink.sandbox import World, make_app, make_district
from oneroster_classlink.sandbox.hosts import SandboxAdapter
from oneroster_classlink.sandbox.sharing import Permissions, share

URL = "http://sandbox.example"
TODAY = date(2026, 11, 24)
SCHOOLS = ("7_1100", "7_1101")


@attrs.frozen
class Twisted:
    """A sandbox's application behind a server that does not take some parameters and does not send some headers."""

    app: object
    drops: frozenset = frozenset()
    refuses: frozenset = frozenset()
    hides: frozenset = frozenset()
    most: int | None = None
    fails: str | None = None

    def __call__(self, environ, start_response):
        path, _, query = environ["REQUEST_URI"].partition("?")
        asked = dict(parse_qsl(query))
        if self.refuses & asked.keys():
            return self._say(start_response, "400 Bad Request")
        if self.fails is not None and path.endswith(self.fails):
            return self._say(start_response, "500 Internal Server Error")
        kept = {name: value for name, value in asked.items() if name not in self.drops}
        if self.most is not None:
            kept["limit"] = str(min(self.most, int(kept.get("limit", "100"))))
        joined = "&".join(f"{name}={quote(value, safe='')}" for name, value in kept.items())
        return self.app({**environ, "REQUEST_URI": f"{path}?{joined}"}, self._hiding(start_response))

    def _say(self, start_response, status):
        start_response(status, [("Content-Length", "0")])
        return [b""]

    def _hiding(self, start_response):
        def start(status, headers):
            return start_response(status, [pair for pair in headers if pair[0].lower() not in self.hides])

        return start


def client_of(district, *, permissions=None, version="1.1", bearer="sandbox-bearer", **twists):
    """Return a client of a sandbox that serves *district*, and its world."""
    world = World(district=district, permissions=permissions or Permissions())
    app = make_app(world, origin=URL)
    session = requests.Session()
    session.mount(URL, SandboxAdapter(Twisted(app, **twists)))
    options = {"retry": Retry(random=lambda: 0.0), "sleep": lambda _seconds: None}
    return Client(URL, auth=Bearer(bearer), session=session, version=version, **options), world


def thinned(district, *, schools=SCHOOLS):
    """Return what *schools* have of a district, with a few classes and those who sit in them, their guardians, staff.

    The classes are two with a co-teacher, with an aide, with an administrator, and a homeroom, for each school.
    """
    shared = share(district, Permissions(schools=schools))
    chosen = {klass for school in schools for klass in _classes(shared, school)}
    found = share(shared, Permissions(classes=chosen))
    seated = {seat["user"]["sourcedId"] for seat in found.rows["enrollments"] if "user" in seat}
    students = [row for row in found.rows["users"] if row.get("role") == "student" and row.get("sourcedId") in seated]
    family = seated | {link["sourcedId"] for row in students for link in row["agents"]}
    users = [row for row in found.rows["users"] if not _is_elsewhere(row, family)]
    ids = {row.get("sourcedId") for row in users}
    demographics = [row for row in found.rows["demographics"] if row["sourcedId"] in ids]
    return attrs.evolve(found, rows={**found.rows, "users": users, "demographics": demographics})


def _is_elsewhere(row, family):
    """Tell whether a student, parent or guardian has nothing to do with the classes that are kept."""
    links = row.get("agents", [])
    related = row.get("sourcedId") in family or any(link["sourcedId"] in family for link in links)
    return row.get("role") in {"student", "parent", "guardian"} and not related


def _classes(district, school):
    seats = [seat for seat in district.rows["enrollments"] if seat["school"]["sourcedId"] == school]
    for role in ("teacher", "aide", "administrator"):
        seconds = [seat for seat in seats if seat["role"] == role and (role != "teacher" or seat["primary"] == "false")]
        yield from (seat["class"]["sourcedId"] for seat in seconds[:2])
    rooms = (row for row in district.rows["classes"] if row["school"]["sourcedId"] == school)
    homerooms = [row for row in rooms if row["classType"] == "homeroom" and row["terms"][0]["sourcedId"] == "FY2027"]
    yield from (row["sourcedId"] for row in homerooms[:1])


@pytest.fixture(scope="session")
def whole():
    return make_district(seed=1, today=TODAY)


@pytest.fixture(scope="session")
def district(whole):
    return thinned(whole)
