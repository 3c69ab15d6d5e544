"""The client against a real HTTP server on the loopback: timeouts, dropped connections, cut bodies, gzip."""

import gzip
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from oneroster_classlink import errors
from oneroster_classlink.rest import Client, OAuth1, Retry
from tests.rest.fake import orgs

pytestmark = pytest.mark.enable_socket


@contextmanager
def served(*behaviours):
    """Serve on a free port: the n-th request is handled by the n-th of *behaviours*, later ones by the last."""
    left, paths, over = list(behaviours), [], threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        released = over

        def do_GET(self):
            paths.append(self.path)
            (left.pop(0) if len(left) > 1 else left[0])(self)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", paths
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def client_at(url, **options):
    given = {"version": "1.1", "sleep": lambda _: None, "retry": Retry(attempts=2), "timeout": (2.0, 2.0)}
    return Client(url, auth=OAuth1(key="k", secret="s"), **{**given, **options})


def whole(*, rows=None, zipped=True, chunked=False):
    """Answer pages of *rows*."""
    found = orgs(3) if rows is None else rows

    def behave(handler):
        asks = parse_qs(urlsplit(handler.path).query)
        start, limit = int(asks["offset"][0]), int(asks["limit"][0])
        part = found[start : start + limit]
        body = json.dumps({"orgs": part}).encode()
        body = gzip.compress(body) if zipped else body
        handler.send_response(200)
        handler.send_header("X-Total-Count", str(len(found)))
        handler.send_header("X-Count", str(len(part)))
        if zipped:
            handler.send_header("Content-Encoding", "gzip")
        if chunked:
            handler.send_header("Transfer-Encoding", "chunked")
        else:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body) if chunked else body)

    return behave


def cut(*, gzipped=False):
    """Promise a whole body and hang up in the middle of it."""

    def behave(handler):
        body = json.dumps({"orgs": orgs(3)}).encode()
        body = gzip.compress(body) if gzipped else body
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[:20])
        handler.close_connection = True

    return behave


def cut_chunked(handler):
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b'b\r\n{"orgs": [{\r\n')
    handler.close_connection = True


def hang_up(handler):
    handler.close_connection = True
    handler.connection.close()


def silent(handler):
    handler.released.wait(10)
    handler.close_connection = True


@pytest.mark.parametrize("options", [{}, {"zipped": False}, {"chunked": True}])
def test_orgs__pages_over_real_connections(options):
    rows = orgs(11)
    with served(whole(rows=rows, **options)) as (url, paths), client_at(url, page_size=3) as client:
        assert [row["sourcedId"] for row in rows] == [org.sourced_id for org in client.orgs()]
    assert 6 == len(paths)


@pytest.mark.parametrize("failing", [hang_up, cut(), cut(gzipped=True), cut_chunked])
def test_orgs__a_broken_answer_is_asked_for_again(failing):
    with served(failing, whole()) as (url, paths), client_at(url) as client:
        assert 3 == len(list(client.orgs()))
    assert ["0", "0", "2"] == [parse_qs(urlsplit(path).query)["offset"][0] for path in paths]


@pytest.mark.parametrize("failing", [hang_up, cut(), cut_chunked])
def test_orgs__a_broken_answer_that_lasts_is_no_answer(failing):
    with served(failing) as (url, paths), client_at(url) as client, pytest.raises(errors.NoAnswer) as caught:
        list(client.orgs())
    assert 2 == len(paths)
    assert "127.0.0.1" == caught.value.host


def test_orgs__a_silent_server_is_no_answer():
    with (
        served(silent) as (url, _),
        client_at(url, timeout=(2.0, 0.05), retry=Retry(attempts=1)) as client,
        pytest.raises(errors.NoAnswer, match="took too long"),
    ):
        list(client.orgs())


def test_orgs__nobody_there_is_no_answer():
    with served(silent) as (url, _):
        pass
    with client_at(url) as client, pytest.raises(errors.NoAnswer, match="the connection failed"):
        list(client.orgs())


def test_org__ids_and_prefixes_reach_the_server_as_they_were_encoded():
    def single(handler):
        body = json.dumps({"org": orgs(1)[0]}).encode()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    with served(single) as (url, paths), client_at(f"{url}/Mo%2FmG0%3D") as client:
        client.org("a/b|c %é")
    assert ["/Mo%2FmG0%3D/ims/oneroster/v1p1/orgs/a%2Fb%7Cc%20%25%C3%A9"] == paths
