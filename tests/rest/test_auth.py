"""Credentials: the known signatures, the tokens, and that nothing of them is ever shown."""

import base64
import copy
import json
import pickle
from urllib.parse import parse_qs, unquote

import pytest
import requests

from oneroster_classlink import errors
from oneroster_classlink.rest import Bearer, ClientCredentials, OAuth1
from oneroster_classlink.rest.auth import base_string
from oneroster_classlink.wire.query import encode
from tests.rest.fake import Said, client_of, orgs, page, serving, session_of

KEY, SECRET = "0123456789abcdef01234567", "fedcba987654321001234567"
SIGNED_URL = "https://example-ca-v2.rosterserver.com/ims/oneroster/v1p1/users?" + encode(
    {"limit": "10000", "offset": "0", "filter": "status='active' AND role='student'"}
)
TOKEN_URL = "https://district.example/token"


def signed(url, *, method="HMAC-SHA256"):
    auth = OAuth1(key=KEY, secret=SECRET, method=method, nonce=lambda: "abcdefghij", clock=lambda: 1_700_000_000.9)
    return requests.Request("GET", url, auth=auth).prepare().headers["Authorization"]


def test_base_string__the_known_one():
    """ONEROSTER.md 4.1: the RFC's algorithm and ClassLink's sample agree on it."""
    said = [
        ("oauth_consumer_key", KEY),
        ("oauth_nonce", "abcdefghij"),
        ("oauth_signature_method", "HMAC-SHA256"),
        ("oauth_timestamp", "1700000000"),
    ]

    assert (
        "GET&https%3A%2F%2Fexample-ca-v2.rosterserver.com%2Fims%2Foneroster%2Fv1p1%2Fusers&filter%3Dstatus%253D%2527"
        "active%2527%2520AND%2520role%253D%2527student%2527%26limit%3D10000%26oauth_consumer_key%3D"
        "0123456789abcdef01234567%26oauth_nonce%3Dabcdefghij%26oauth_signature_method%3DHMAC-SHA256%26"
        "oauth_timestamp%3D1700000000%26offset%3D0" == base_string("GET", SIGNED_URL, said=said)
    )


@pytest.mark.parametrize(
    ("method", "signature"),
    [("HMAC-SHA256", "q+X9xUbr6nJwOe1bH9XIf+rw+ER6hdu6FtqHz6q355k="), ("HMAC-SHA1", "qkjQZ1x5oxrUBBB9Kx4lK5HUuSM=")],
)
def test_oauth1__the_known_signatures(method, signature):
    header = signed(SIGNED_URL, method=method)
    said = dict(part.split("=", 1) for part in header.removeprefix("OAuth ").split(", "))

    assert signature == unquote(said.pop("oauth_signature").strip('"'))
    assert {
        "oauth_consumer_key": f'"{KEY}"',
        "oauth_nonce": '"abcdefghij"',
        "oauth_signature_method": f'"{method}"',
        "oauth_timestamp": '"1700000000"',
    } == said


def test_base_string__an_escaped_id_is_escaped_again_and_default_ports_go():
    assert "GET&https%3A%2F%2Fd.example%2Fusers%2Fa%252Fb&" == base_string(
        "GET", "https://d.example:443/users/a%2Fb", said=[]
    )


def test_oauth1__every_attempt_signs_anew():
    whole, failures = serving(orgs(3)), [Said(status=503)]
    client, adapter = client_of(
        lambda asked: failures.pop() if failures else whole(asked), auth=OAuth1(key="k", secret="s")
    )

    list(client.orgs())

    assert 3 == len({asked.headers["Authorization"] for asked in adapter.asked})


def test_bearer__is_sent_as_it_is():
    client, adapter = client_of(lambda _: page("orgs", []), auth=Bearer("9f-tok"))

    list(client.orgs())

    assert "Bearer 9f-tok" == adapter.asked[0].headers["Authorization"]


def test_auth__netrc_does_not_replace_it(tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("machine district.example login other password other\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    client, adapter = client_of(lambda _: page("orgs", []), auth=Bearer("9f-tok"))

    list(client.orgs())

    assert "Bearer 9f-tok" == adapter.asked[0].headers["Authorization"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: OAuth1(key="", secret="s"),
        lambda: OAuth1(key="k", secret=" "),
        lambda: OAuth1(key=None, secret="s"),
        lambda: OAuth1(key="k", secret="s", method="PLAINTEXT"),
        lambda: Bearer(""),
        lambda: Bearer("two words"),
        lambda: Bearer("line\nbreak"),
        lambda: Bearer("tökn"),
        lambda: Bearer(None),
        lambda: ClientCredentials("", key="k", secret="s"),
        lambda: ClientCredentials(None, key="k", secret="s"),
        lambda: ClientCredentials("https://k:s@d.example/token", key="k", secret="s"),
        lambda: ClientCredentials(TOKEN_URL, key="", secret="s"),
        lambda: ClientCredentials(TOKEN_URL, key="k", secret=""),
        lambda: ClientCredentials(TOKEN_URL, key="k", secret="s", scopes="a b"),
        lambda: ClientCredentials(TOKEN_URL, key="k", secret="s", scopes=[1]),
        lambda: ClientCredentials(TOKEN_URL, key="k", secret="s", scopes=7),
    ],
)
def test_credentials__that_cannot_be_meant(make):
    with pytest.raises(errors.UsageError):
        make()


@pytest.mark.parametrize(
    "auth",
    [
        OAuth1(key="K3Y", secret="S3CRET"),
        Bearer("S3CRET"),
        ClientCredentials(TOKEN_URL, key="K3Y", secret="S3CRET"),
    ],
)
def test_credentials__never_show_themselves(auth):
    assert f"{type(auth).__name__}(…)" == repr(auth) == str(auth)
    for give_away in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(errors.UsageError, match="not pickled or copied"):
            give_away(auth)


class TokenServer:
    """Gives out tokens, and serves orgs to those that it has not revoked."""

    def __init__(self, said=None, **more):
        self.said = said
        self.more = more
        self.given = 0
        self.revoked = set()
        self.forms = []

    def __call__(self, asked):
        if asked.path == "/token":
            return self._token(asked)
        return Said(status=401) if asked.headers["Authorization"] in self.revoked else page("orgs", orgs(1))

    def _token(self, asked):
        self.forms.append(asked)
        self.given += 1
        granted = {"access_token": f"t{self.given}", "token_type": "bearer", **self.more}
        return self.said or Said(json.dumps(granted).encode())


def credentials(server, *, clock=lambda: 0.0, key="k", secret="s", scopes=()):  # noqa: S107 - made up
    return ClientCredentials(
        TOKEN_URL, key=key, secret=secret, scopes=scopes, clock=clock, session=session_of(server)[0]
    )


def header(auth):
    return requests.Request("GET", "https://district.example/x", auth=auth).prepare().headers["Authorization"]


def test_client_credentials__the_request_is_rfc_6749():
    server = TokenServer()
    scopes = ["https://purl.imsglobal.org/spec/or/v1p2/scope/roster.readonly", "b"]

    assert "Bearer t1" == header(credentials(server, key="a:b", secret="c/d& e", scopes=scopes))

    (form,) = server.forms
    basic = base64.b64decode(form.headers["Authorization"].removeprefix("Basic ")).decode()
    assert ("POST", "a%3Ab:c%2Fd%26+e") == (form.method, basic)
    assert "application/x-www-form-urlencoded" == form.headers["Content-Type"]
    assert {"grant_type": ["client_credentials"], "scope": [" ".join(scopes)]} == parse_qs(form.body)


def test_client_credentials__no_scope_is_not_sent():
    server = TokenServer()

    header(credentials(server))

    assert "grant_type=client_credentials" == server.forms[0].body


@pytest.mark.parametrize(
    ("lasts", "now", "expected"),
    [
        (3600, 3539, 1),
        (3600, 3541, 2),
        ("3600", 3541, 2),
        (30, 14, 1),
        (30, 16, 2),
        (0, 0, 2),
        (-5, 0, 2),
        (None, 10**9, 1),
        ("soon", 10**9, 1),
        (10**400, 10**9, 1),
    ],
)
def test_client_credentials__keeps_a_token_until_shortly_before_its_end(lasts, now, expected):
    server, time = TokenServer(expires_in=lasts), [0.0]
    auth = credentials(server, clock=lambda: time[0])
    header(auth)
    time[0] = now
    header(auth)

    assert expected == server.given


def test_client_credentials__a_refused_token_is_fetched_again_once():
    server = TokenServer()
    server.revoked = {"Bearer t1"}
    client, _ = client_of(server, auth=ClientCredentials(TOKEN_URL, key="k", secret="s"))

    assert "O0000" == next(client.orgs()).sourced_id
    assert 2 == server.given


def test_client_credentials__refused_twice_is_unauthorized():
    server = TokenServer()
    server.revoked = {f"Bearer t{n}" for n in range(9)}
    client, _ = client_of(server, auth=ClientCredentials(TOKEN_URL, key="k", secret="s"))

    with pytest.raises(errors.Unauthorized):
        next(client.orgs())
    assert 2 == server.given


def test_renew__a_token_that_another_thread_has_fetched_is_kept():
    server = TokenServer()
    auth = credentials(server)
    header(auth)
    auth.renew("Bearer t0")
    header(auth)

    assert 1 == server.given


def test_client_credentials__alone_makes_a_session_of_its_own(monkeypatch):
    """Used with plain requests it has no client to take one from."""
    server = TokenServer()
    monkeypatch.setattr("oneroster_classlink.rest.auth.make_session", lambda **_: session_of(server)[0])

    assert "Bearer t1" == header(ClientCredentials(TOKEN_URL, key="k", secret="s"))


@pytest.mark.parametrize(
    ("said", "error", "code"),
    [
        (Said(b'{"error":"invalid_client"}', status=400), errors.Unauthorized, "invalid_client"),
        (Said(b'{"error":"invalid_client"}', status=401), errors.Unauthorized, "invalid_client"),
        (Said(status=403), errors.Unauthorized, None),
        (Said(status=302), errors.Redirected, None),
        (Said(status=404), errors.NotFound, None),
        (Said(status=503), errors.ServerFault, None),
    ],
)
def test_client_credentials__refusals(said, error, code):
    with pytest.raises(error) as caught:
        header(credentials(TokenServer(said)))
    assert (code, "/token") == (caught.value.code, caught.value.path)


@pytest.mark.parametrize(
    "lasts",
    [b"1e999", b"9" * 5_000, b"[" * 300 + b"]" * 300, b'"1e999"', b"{}"],
    ids=["1e999", "big", "deep", "text", "object"],
)
def test_client_credentials__a_token_whose_end_cannot_be_read_is_kept(lasts):
    server = TokenServer(Said(b'{"access_token": "t1", "expires_in": ' + lasts + b"}"))
    auth = credentials(server)

    assert "Bearer t1" == header(auth) == header(auth)
    assert 1 == server.given


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"[]",
        b"{}",
        b'{"access_token": "a b"}',
        b'{"access_token": 7}',
        b"\xff",
        b'{"access_token": "\xff"}',
        pytest.param(b"[" * 9_000, id="deep list"),
        pytest.param(b'{"access_token":' * 9_000, id="deep object"),
    ],
)
def test_client_credentials__what_is_no_token(body):
    with pytest.raises(errors.NotOneRoster, match="no access token"):
        header(credentials(TokenServer(Said(body))))
