"""A server in a few lines: a requests adapter that answers from a function, and a district as pages."""

import io
import json
import threading
from urllib.parse import parse_qs, urlsplit

import attrs
import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3 import HTTPResponse

from oneroster_classlink.rest import Bearer, Client, Retry

URL = "https://district.example"
BASE_11 = "/ims/oneroster/v1p1"


@attrs.frozen
class Asked:
    """What a request asked."""

    method: str
    path: str
    query: str
    headers: dict
    body: str | None
    host: str = ""

    @property
    def asks(self):
        return {name: values[0] for name, values in parse_qs(self.query).items()}


@attrs.frozen
class Said:
    """What the server says."""

    body: bytes = b""
    status: int = 200
    headers: dict = attrs.field(factory=dict)


class Adapter(BaseAdapter):
    """Answers each request by a function from `Asked` to `Said` or an exception to raise."""

    def __init__(self, answer):
        super().__init__()
        self.answer = answer
        self.asked = []
        self.settings = []
        self._lock = threading.Lock()

    def send(self, request, **settings):
        parts = urlsplit(request.url)
        asked = Asked(request.method, parts.path, parts.query, dict(request.headers), request.body, parts.netloc)
        with self._lock:
            self.asked.append(asked)
            self.settings.append(settings)
        said = self.answer(asked)
        if isinstance(said, Exception):
            raise said
        raw = HTTPResponse(body=io.BytesIO(said.body), headers=said.headers, status=said.status, preload_content=False)
        return HTTPAdapter().build_response(request, raw)

    def close(self):
        """Do nothing."""


def session_of(answer):
    """Return a session that is answered by *answer*, and its adapter."""
    session, adapter = requests.Session(), Adapter(answer)
    session.mount("https://", adapter)
    return session, adapter


def scripted(*said):
    """Answer each request with the next of *said*."""
    left = list(said)
    return lambda _: left.pop(0)


def client_of(answer, **options):
    """Return a client of OneRoster 1.1 that is answered by *answer*, and the adapter."""
    session, adapter = session_of(answer)
    given = {"version": "1.1", "auth": Bearer("T0KEN"), "sleep": lambda _: None, "retry": Retry(random=lambda: 0.0)}
    return Client(options.pop("url", URL), session=session, **{**given, **options}), adapter


def page(collection, rows, **headers):
    """Say one page; a server that counts the collection counts the page too."""
    if "x_total_count" in headers:
        headers = {"x_count": str(len(rows)), **headers}
    return Said(json.dumps({collection: rows}).encode(), headers={k.replace("_", "-"): v for k, v in headers.items()})


def orgs(count):
    """Return rows of orgs whose ids sort as they stand."""
    return [{"sourcedId": f"O{n:04}", "status": "active", "name": f"Org {n}", "type": "school"} for n in range(count)]


def serving(rows, *, collection="orgs", most=10_000, total=True):
    """Answer pages of *rows*, at most *most* at once, with or without the header that counts them."""

    def answer(asked):
        offset, limit = int(asked.asks["offset"]), min(int(asked.asks["limit"]), most)
        part = rows[offset : offset + limit]
        headers = {"X-Total-Count": str(len(rows)), "X-Count": str(len(part))} if total else {}
        return Said(json.dumps({collection: part}).encode(), headers=headers)

    return answer
