"""Sending: settings of each request, and what a failure becomes."""

import gzip
import io

import pytest
import requests
from requests import exceptions
from urllib3 import HTTPResponse
from urllib3.exceptions import ProtocolError, ReadTimeoutError

from oneroster_classlink import errors
from oneroster_classlink.rest.transport import make_transport
from tests.rest.fake import Adapter, Bearer, Said, client_of, orgs, page, session_of

ANY = "https://district.example/ims/oneroster/v1p1/orgs?filter=s3cret"


def transport_of(answer):
    session, adapter = session_of(answer)
    return make_transport(auth=Bearer("x"), session=session, timeout=(3, 7), width=1), adapter


@pytest.fixture(autouse=True)
def _no_bundle(monkeypatch):
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)


def test_get__asks_for_json_in_gzip_with_both_timeouts():
    transport, adapter = transport_of(lambda _: Said(b"{}"))

    transport.get(ANY)

    headers, settings = adapter.asked[0].headers, adapter.settings[0]
    assert ("gzip", "application/json") == (headers["Accept-Encoding"], headers["Accept"])
    assert ((3, 7), True, True) == (settings["timeout"], settings["stream"], settings["verify"])


def test_get__certificates_that_cannot_be_read_are_a_fault_of_the_set_up():
    """The library raises a bare OSError that names the path; the sentence names the variable."""
    transport, _ = transport_of(lambda _: OSError("Could not find a suitable TLS CA certificate bundle: /no/such"))

    with pytest.raises(errors.UsageError, match=r"check REQUESTS_CA_BUNDLE") as raised:
        transport.get(ANY)
    assert "/no/such" not in str(raised.value)


def test_get__honours_the_session_that_was_given(monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/environment.pem")
    transport, adapter = transport_of(lambda _: Said(b"{}"))
    transport.session.verify = "/ca.pem"
    transport.session.headers["X-Trace"] = "1"

    transport.get(ANY)

    assert "/ca.pem" == adapter.settings[0]["verify"]
    assert "1" == adapter.asked[0].headers["X-Trace"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://localhost:4711/a", {}),
        ("http://127.0.0.1/a", {}),
        ("http://127.8.8.8:1/a", {}),
        ("http://[::1]:5/a", {}),
        ("https://LOCALHOST/a", {}),
        ("http://district.example/a", {"http": "http://proxy.example:3128"}),
    ],
)
def test_get__no_proxy_is_told_what_goes_to_this_machine(monkeypatch, url, expected):
    """By http it would read the credentials."""
    for name in ("NO_PROXY", "no_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    session, adapter = session_of(lambda _: Said(b"{}"))
    session.mount("http://", adapter)
    make_transport(auth=Bearer("T0KEN"), session=session, timeout=5, width=1).get(url)

    assert [expected] == [dict(settings["proxies"]) for settings in adapter.settings]


@pytest.mark.parametrize("label", ["gzip", "identity", None])
def test_get__inflates_by_the_first_bytes_whatever_the_label(label):
    """Recorders such as vcrpy keep the label on an inflated body, and some servers forget it."""
    headers = {"Content-Encoding": label} if label else {}
    for body in (b"{}", gzip.compress(b"{}")):
        transport, _ = transport_of(lambda _, body=body: Said(body, headers=headers))

        assert b"{}" == transport.get(ANY).body


def test_get__never_sends_a_cookie_back():
    transport, adapter = transport_of(lambda _: Said(b"{}", headers={"Set-Cookie": "sid=1"}))

    transport.get(ANY)
    transport.get(ANY)

    assert "Cookie" not in adapter.asked[1].headers


@pytest.mark.parametrize("location", ["https://elsewhere.example/", "/ims/oneroster/v1p1/orgs", "http://[bad"])
def test_records__a_redirect_is_an_error_and_not_followed(location):
    client, adapter = client_of(lambda _: Said(b"moved", status=302, headers={"Location": location}))

    with pytest.raises(errors.Redirected):
        list(client.orgs())
    assert 1 == len(adapter.asked)


def test_records__links_are_not_followed():
    link = '<https://elsewhere.example/orgs?offset=1>; rel="next"'
    client, adapter = client_of(lambda _: page("orgs", orgs(1), link=link, x_total_count="1"))

    list(client.orgs())

    assert {"district.example"} == {asked.host for asked in adapter.asked}


@pytest.mark.parametrize(
    ("failure", "error", "problem"),
    [
        (exceptions.ConnectTimeout("s3cret"), errors.NoAnswer, "connecting took too long"),
        (exceptions.ReadTimeout("s3cret"), errors.NoAnswer, "answering took too long"),
        (exceptions.ProxyError("s3cret"), errors.NoAnswer, "the proxy failed"),
        (exceptions.ConnectionError("s3cret"), errors.NoAnswer, "the connection failed"),
        (exceptions.SSLError("EOF s3cret"), errors.NoAnswer, "TLS failed"),
        (exceptions.SSLError("certificate verify failed: s3cret"), errors.InsecureAnswer, "cannot be trusted"),
        (exceptions.InvalidHeader("s3cret"), errors.NoAnswer, "InvalidHeader"),
        (ReadTimeoutError(None, "s3cret", "s3cret"), errors.NoAnswer, "reading took too long"),
        (ProtocolError("s3cret"), errors.NoAnswer, "it hung up"),
    ],
)
def test_get__failures_are_clean_values(failure, error, problem):
    transport, _ = transport_of(lambda _: failure)

    with pytest.raises(error, match=problem) as caught:
        transport.get(ANY)

    assert error is type(caught.value)
    assert "district.example" == caught.value.host
    assert "s3cret" not in str(caught.value)
    assert (None, True) == (caught.value.__cause__, caught.value.__suppress_context__)


def test_get__reads_an_answer_whose_body_is_any_file():
    """An adapter of the caller's own may hand over something else than urllib3's answer."""

    class Files(Adapter):
        def send(self, request, **settings):
            found = super().send(request, **settings)
            found.raw = io.BytesIO(b'{"a": 1}')
            return found

    session = requests.Session()
    session.mount("https://", Files(lambda _: Said(b"")))
    transport = make_transport(auth=Bearer("x"), session=session, timeout=(1, 1), width=1)

    assert b'{"a": 1}' == transport.get(ANY).body


def test_get__a_body_that_breaks_off_is_no_answer():
    class Breaking(HTTPResponse):
        def read(self, *_, **__):
            raise ProtocolError("s3cret")

    class Adapting(Adapter):
        def send(self, request, **settings):
            found = super().send(request, **settings)
            found.raw = Breaking(body=io.BytesIO(), preload_content=False)
            return found

    session = requests.Session()
    session.mount("https://", Adapting(lambda _: Said(b"")))
    transport = make_transport(auth=Bearer("x"), session=session, timeout=(1, 1), width=1)

    with pytest.raises(errors.NoAnswer, match="it hung up"):
        transport.get(ANY)
