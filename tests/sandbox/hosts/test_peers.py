"""Clients by others pull users: requests-oauthlib's sessions, and oauthlib over the standard library."""

import json
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import pytest
from oauthlib.oauth1 import Client
from oauthlib.oauth2 import BackendApplicationClient
from requests_oauthlib import OAuth1Session, OAuth2Session

from oneroster_classlink.sandbox import District, Sandbox
from tests.sandbox.conftest import SMALL, V11, V12

METHODS = ["HMAC-SHA1", "HMAC-SHA256"]
EVERYBODY = ["ad1", "pr1", "st1", "st2", "te1"]
CALLBACK = "http://127.0.0.1:8080/callback"


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(District(rows=SMALL)) as running:
        yield running


@pytest.mark.parametrize("method", METHODS)
def test_requests_oauthlib__pulls_users_by_the_link_header(sandbox, method):
    """With a filter that no two libraries write alike: spaces, quotes, and a slash."""
    key, secret = sandbox.credentials.key, sandbox.credentials.secret
    url, found = f"{sandbox.url}{V11}/users", []
    question = {"limit": 2, "sort": "sourcedId", "filter": "sourcedId!='K/2' AND sourcedId!='a b+c'"}
    with OAuth1Session(key, client_secret=secret, signature_method=method) as session:
        while url:
            answer = session.get(url, params=question, timeout=5)
            assert (200, "5") == (answer.status_code, answer.headers["X-Total-Count"])
            found += [row["sourcedId"] for row in answer.json()["users"]]
            url, question = answer.links.get("next", {}).get("url"), None

    assert EVERYBODY == found


@pytest.mark.parametrize("method", METHODS)
def test_oauthlib__pulls_users_over_urllib(sandbox, method):
    signer = Client(sandbox.credentials.key, sandbox.credentials.secret, signature_method=method)
    found = []
    for offset in (0, 3):
        url, headers, _ = signer.sign(f"{sandbox.url}{V11}/users?limit=3&offset={offset}&filter=status%21%3D%27%2F%27")
        with urlopen(Request(url, headers=headers), timeout=5) as answer:  # noqa: S310 - loopback
            found += [row["sourcedId"] for row in json.load(answer)["users"]]

    assert EVERYBODY == found


def test_oauthlib__a_wrong_secret(sandbox):
    with OAuth1Session(sandbox.credentials.key, client_secret="wrong") as session:
        assert 401 == session.get(f"{sandbox.url}{V11}/users", timeout=5).status_code


def test_requests_oauthlib__client_credentials(sandbox, monkeypatch):
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    scope = ["https://purl.imsglobal.org/spec/or/v1p2/scope/roster.readonly"]
    client = BackendApplicationClient(client_id=sandbox.credentials.key, scope=scope)
    with OAuth2Session(client=client) as session:
        session.fetch_token(sandbox.credentials.token_url, client_secret=sandbox.credentials.secret)
        rows = session.get(f"{sandbox.url}{V12}/users", timeout=5).json()["users"]

    assert EVERYBODY == [row["sourcedId"] for row in rows]


def test_requests_oauthlib__signs_in_with_classlink(sandbox, monkeypatch):
    """Code flow with PKCE, the person's decision, and who it was."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    partner = sandbox.classlink
    with OAuth2Session(partner.client_id, redirect_uri=CALLBACK, scope=["profile"], pkce="S256") as session:
        address, state = session.authorization_url(f"{sandbox.url}/oauth2/v2/auth")
        form = {name: value for name, (value,) in parse_qs(urlsplit(address).query).items()}
        allowed = session.post(address.partition("?")[0], data={**form, "as": "501"}, allow_redirects=False, timeout=5)
        back = allowed.headers["Location"]
        session.fetch_token(
            f"{sandbox.url}/oauth2/v2/token", authorization_response=back, client_secret=partner.client_secret
        )
        info = session.get(f"{sandbox.url}/v2/my/info", timeout=5).json()

    assert [state] == parse_qs(urlsplit(back).query)["state"]
    assert ("2222", "ad1") == (info["TenantId"], info["SourcedId"])
