"""The client: what it takes, what it finds out, and what it never shows."""

import json
import logging
import re

import pytest
import requests

from oneroster_classlink import errors
from oneroster_classlink.rest import Bearer, Client, OAuth1, Version
from tests.rest.fake import URL, Said, client_of, orgs, page, session_of

V12 = "/ims/oneroster/rostering/v1p2"


def speaking(base, *, other):
    """Answer with one org below *base* and with *other* elsewhere."""
    return lambda asked: page("orgs", orgs(1), x_total_count="1") if asked.path.startswith(base) else other


@pytest.mark.parametrize(
    "other",
    [
        Said(status=404),
        Said(b"<html>", status=200),
        Said(b'{"hello": 1}'),
        Said(b""),
        Said(b"[", status=404),
        Said(status=400),
        Said(status=405),
        Said(status=410),
    ],
)
@pytest.mark.parametrize(("base", "version"), [("/ims/oneroster/v1p1", "1.1"), (V12, "1.2")])
def test_client__finds_out_the_version(base, version, other):
    client, adapter = client_of(speaking(base, other=other), version=None)

    assert client.version is None
    assert 1 == len(list(client.orgs()))
    assert Version(version) is client.version
    assert ("/ims/oneroster/v1p1/orgs", "limit=1") == (adapter.asked[0].path, adapter.asked[0].query)


def test_client__finds_it_out_once():
    client, adapter = client_of(speaking(V12, other=Said(status=404)), version=None)

    client.org("O0000")
    client.org("O0000")

    assert ["/ims/oneroster/v1p1/orgs", f"{V12}/orgs", f"{V12}/orgs/O0000", f"{V12}/orgs/O0000"] == [
        asked.path for asked in adapter.asked
    ]


def test_client__a_server_that_speaks_neither():
    client, _ = client_of(lambda _: Said(status=404), version=None)

    with pytest.raises(errors.NotOneRoster, match=r"neither OneRoster 1.1 nor 1.2 there; the base URL is what"):
        next(client.orgs())


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, errors.Unauthorized), (403, errors.Forbidden), (302, errors.Redirected), (500, errors.ServerFault)],
)
def test_client__other_answers_say_more_than_the_version(status, error):
    client, _ = client_of(lambda _: Said(status=status), version=None)

    with pytest.raises(error):
        next(client.orgs())


@pytest.mark.parametrize(
    ("url", "options", "paths"),
    [
        (f"{URL}/ims/oneroster/v1p1", {}, ["/ims/oneroster/v1p1/orgs", "/ims/oneroster/v1p1/results"]),
        (f"{URL}{V12}/", {}, [f"{V12}/orgs", "/ims/oneroster/gradebook/v1p2/results"]),
        (
            f"{URL}/MoYPlyQWmG0%3D",
            {"version": Version.V1_1},
            ["/MoYPlyQWmG0%3D/ims/oneroster/v1p1/orgs", "/MoYPlyQWmG0%3D/ims/oneroster/v1p1/results"],
        ),
    ],
)
def test_client__the_url_may_know_the_version(url, options, paths):
    client, adapter = client_of(
        lambda asked: page(asked.path.rpartition("/")[2], []), url=url, **{"version": None, **options}
    )

    list(client.orgs())
    list(client.results())

    assert paths == [asked.path for asked in adapter.asked]


def test_client__waits_by_the_sleep_that_was_given():
    slept = []
    said = [Said(status=429, headers={"Retry-After": "9"}), Said(status=503), page("orgs", [])]
    client, _ = client_of(lambda _: said.pop(0), sleep=slept.append)

    list(client.orgs())

    assert [9.0, 1.0] == slept


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"auth": ("key", "s3cret")}, "auth must be"),
        ({"auth": None}, "auth must be"),
        ({"auth": "s3cret"}, "auth must be"),
        ({"page_size": 0}, "page_size must be a whole number from 1 to 10,000"),
        ({"page_size": 10_001}, "page_size"),
        ({"page_size": True}, "page_size"),
        ({"page_size": "100"}, "page_size"),
        ({"in_flight": 0}, "in_flight must be a whole number from 1 to 32"),
        ({"in_flight": 33}, "in_flight"),
        ({"timeout": "5"}, "timeout must be"),
        ({"timeout": float("inf")}, "timeout must be"),
        ({"timeout": (5,)}, "timeout must be"),
        ({"timeout": (5, None)}, "timeout must be"),
        ({"timeout": (0, 5)}, "timeout must be"),
        ({"timeout": (True, 5)}, "timeout must be"),
        ({"session": "s"}, "session must be"),
        ({"sleep": 1}, "sleep must be callable"),
        ({"progress": 1}, "sleep must be callable"),
        ({"retry": 3}, "retry must be"),
        ({"version": "2.0"}, "version must be"),
    ],
)
def test_client__arguments_that_cannot_be_meant(given, reason):
    with pytest.raises(errors.UsageError, match=reason) as caught:
        Client(URL, **{"auth": Bearer("x"), **given})
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("url", ["https://key:s3cret@d.example", f"{URL}?key=s3cret", "s3cret"])
def test_client__a_url_that_is_refused_is_not_repeated(url):
    with pytest.raises(errors.UsageError) as caught:
        Client(url, auth=Bearer("x"))
    assert "s3cret" not in str(caught.value)


def test_client__a_host_that_cannot_be():
    client = Client("https://*.example", auth=Bearer("x"), version="1.1")

    with pytest.raises(errors.UsageError, match=r"cannot be sent to \(InvalidURL\)"):
        next(client.orgs())


def test_client__shows_host_and_version_only():
    client = Client(f"{URL}/secret-app", auth=OAuth1(key="K3Y", secret="S3CRET"))

    assert "Client(district.example, version=None)" == repr(client)
    for shown in (repr(client._reader), repr(client._reader.connection.transport)):  # noqa: SLF001 - what a debugger shows
        assert "K3Y" not in shown
        assert "S3CRET" not in shown


def test_client__closes_its_own_session_and_no_other(monkeypatch):
    closed = []
    monkeypatch.setattr(requests.Session, "close", lambda session: closed.append(session))  # noqa: PLW0108 - a function binds, a method does not
    mine, _ = session_of(lambda _: page("orgs", []))

    with Client(URL, auth=Bearer("x"), session=mine):
        pass
    assert [] == closed

    with Client(URL, auth=Bearer("x")) as client:
        own = client._reader.connection.transport.session  # noqa: SLF001 - the pool has no other door
        assert 4 == own.get_adapter(URL)._pool_maxsize  # noqa: SLF001 - requests has no other door
    assert [own] == closed


def test_client__logs_paths_without_queries_and_without_secrets(caplog):
    caplog.set_level(logging.DEBUG)
    client, _ = client_of(
        lambda _: page("users", [{"sourcedId": "U1", "givenName": "Ada", "familyName": "L"}]),
        auth=OAuth1(key="K3Y", secret="S3CRET"),
    )

    next(client.users(filter="familyName='Lovelace'"))

    assert re.search(r"GET /ims/oneroster/v1p1/users 200 in \d+ ms", caplog.text)
    for private in ("Lovelace", "filter", "Ada", "K3Y", "S3CRET", "oauth_"):
        assert private not in caplog.text


def test_client__errors_hold_no_query_and_no_body():
    body = json.dumps({"imsx_description": "no such person: Ada Lovelace"}).encode()
    client, _ = client_of(lambda _: Said(body, status=400))

    with pytest.raises(errors.BadRequest) as caught:
        list(client.users(filter="familyName='Lovelace'"))
    assert "Lovelace" not in str(caught.value)
    assert "/ims/oneroster/v1p1/users" == caught.value.path


def test_client__warns_of_a_server_without_tls(caplog):
    Client("http://d.example", auth=Bearer("x"))

    assert ["names and credentials travel unencrypted to d.example: use https"] == [
        record.message for record in caplog.records
    ]
