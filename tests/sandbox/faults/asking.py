"""Asks a sandbox's application without a socket, with a time that stands still and sleeps that are noted."""

import attrs
import msgspec
from oauthlib.oauth1 import Client as Signer

from oneroster_classlink.sandbox import World
from oneroster_classlink.sandbox.access import Gate, SandboxCredentials
from oneroster_classlink.sandbox.app import App
from oneroster_classlink.sandbox.exchange import Request
from oneroster_classlink.sandbox.faults import Faults
from tests.sandbox.faults.district import DISTRICT

NOW = 1_700_000_000.0
ORIGIN = "https://sandbox.example"
V11 = "/ims/oneroster/v1p1"
BEARER = {"authorization": "Bearer sandbox-bearer"}


@attrs.define
class Asking:
    """An application with the faults *orders* on; *slept* are the seconds it slept."""

    orders: tuple = ()
    district: object = DISTRICT
    slept: list = attrs.field(factory=list, init=False)
    world: World = attrs.field(init=False)
    app: App = attrs.field(init=False)

    def __attrs_post_init__(self):
        self.world = World(district=self.district, faults=Faults(self.orders))
        gate = Gate(credentials=SandboxCredentials())
        self.app = App(world=self.world, gate=gate, clock=lambda: NOW, sleep=self.slept.append)

    def get(self, path, *, base=V11, **headers):
        """Ask for *path* below *base*."""
        return self.app.answer(Request(origin=ORIGIN, target=f"{base}{path}", headers={**BEARER, **headers}))

    def body(self, path):
        """Ask for *path*, and return the decoded body."""
        return msgspec.json.decode(self.get(path).body)

    def ids(self, path):
        """Ask for *path*, and return the ids of its rows, in order."""
        return [row.get("sourcedId") for row in next(iter(self.body(path).values()))]

    def statuses(self, *paths):
        """Ask for *paths* in order, and return the statuses."""
        return [self.get(path).status for path in paths]


def asking(*orders, **more):
    """Make an application with the faults *orders* on."""
    return Asking(orders, **more)


def signed(path, *, method):
    """Return the headers with which *path* is asked for under OAuth 1, the same each time."""
    signer = Signer("sandbox-key", "sandbox-secret", signature_method=method, nonce="once", timestamp=str(int(NOW)))
    return {"authorization": signer.sign(f"{ORIGIN}{V11}{path}")[1]["Authorization"]}
