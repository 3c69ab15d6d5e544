"""Signing, tokens and addresses (quirks 7.26 to 7.30), on the bytes that are sent."""

import base64
import hashlib
import hmac
from urllib.parse import parse_qs, quote

import pytest

from oneroster_classlink.errors import UsageError
from oneroster_classlink.rest import Bearer, ClientCredentials, OAuth1
from oneroster_classlink.wire.query import Field
from tests.quirks.server import opening, serving
from tests.rest.fake import URL, Said, client_of

ROW = b'{"sourcedId": "U1", "role": "student"}'
TOKEN_URL = "https://district.example/oauth/token"
SCOPES = ["https://purl.imsglobal.org/spec/or/v1p2/scope/roster.readonly", "https://x.example/demographics"]
STUDENTS = Field("role") == "student"


def users(*, answer=None, filter=None, **options):  # noqa: A002 - OneRoster's own word
    client, adapter = client_of(answer or serving(ROW, before=opening("users")), **options)
    assert ["U1"] == [user.sourced_id for user in client.users(filter=filter)]
    return adapter.asked


def test_quirk__7_26__an_apostrophe_is_percent_encoded():
    asked = users(filter=STUDENTS)

    assert {"role='student'"} == {one.asks["filter"] for one in asked}
    assert all("filter=role%3D%27student%27" in one.query and "'" not in one.query for one in asked)


@pytest.mark.parametrize(
    ("method", "digest"), [("HMAC-SHA256", hashlib.sha256), ("HMAC-SHA1", hashlib.sha1)], ids=["sha256", "sha1"]
)
def test_quirk__7_26__exactly_what_is_sent_is_signed(method, digest):
    """The signature is computed here a second time, from the request as it arrived."""
    auth = OAuth1(key="key", secret="s/3", method=method)
    one = users(filter=Field("familyName") == "a/b &+", auth=auth)[0]
    said = {name: text.strip('"') for name, text in _parts(one.headers["Authorization"])}
    signature = said.pop("oauth_signature")
    pairs = [*(pair.split("=") for pair in one.query.split("&")), *said.items()]
    joined = quote("&".join("=".join(pair) for pair in sorted(map(tuple, pairs))), safe="")
    text = f"GET&{quote(URL + one.path, safe='')}&{joined}"
    expected = base64.b64encode(hmac.new(b"s%2F3&", text.encode(), digest).digest()).decode()

    assert quote(expected, safe="") == signature


def test_quirk__7_26__an_apostrophe_inside_a_value_is_refused_before_it_is_sent():
    with pytest.raises(UsageError):
        Field("familyName") == "O'Brien"  # noqa: B015 - comparing makes the filter


@pytest.mark.parametrize("method", ["HMAC-SHA256", "HMAC-SHA1"])
def test_quirk__7_27__a_signature_stands_in_the_header_by_either_method(method):
    for one in users(auth=OAuth1(key="key", secret="secret", method=method)):
        assert "oauth_" not in one.query
        assert f'oauth_signature_method="{method}"' in one.headers["Authorization"]


@pytest.mark.parametrize("kind", ["bearer", "Bearer", "BEARER"])
def test_quirk__7_28__a_token_is_asked_for_with_its_scopes(kind):
    token, *rest = users(
        answer=_with_token(kind), auth=ClientCredentials(TOKEN_URL, key="key", secret="secret", scopes=SCOPES)
    )

    assert ("POST", "/oauth/token") == (token.method, token.path)
    assert {"grant_type": ["client_credentials"], "scope": [" ".join(SCOPES)]} == parse_qs(token.body)
    assert "Basic a2V5OnNlY3JldA==" == token.headers["Authorization"]
    assert {"Bearer T-1"} == {one.headers["Authorization"] for one in rest}


def test_quirk__7_29__odd_signs_in_key_and_secret_are_form_encoded_first():
    token, *_ = users(
        answer=_with_token("bearer"),
        auth=ClientCredentials(TOKEN_URL, key="a:b", secret="c/d&e f", scopes=SCOPES),
    )
    sent = base64.b64decode(token.headers["Authorization"].removeprefix("Basic ")).decode()

    assert "a%3Ab:c%2Fd%26e+f" == sent


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://acme-ca-v2.rosterserver.com", "/ims/oneroster/v1p1/users"),
        ("https://acme-ca-v2.rosterserver.com/ims/oneroster/v1p1/", "/ims/oneroster/v1p1/users"),
        ("https://oneroster-proxy.classlink.io/MoYPlyQWmG0%3D", "/MoYPlyQWmG0%3D/ims/oneroster/v1p1/users"),
        (
            "https://oneroster-proxy.apis.classlink.com/proxy/v1p0/a%2Fb%3D",
            "/proxy/v1p0/a%2Fb%3D/ims/oneroster/v1p1/users",
        ),
    ],
)
@pytest.mark.parametrize("auth", [OAuth1(key="key", secret="secret"), Bearer("9f-tok")], ids=["direct", "proxy"])
def test_quirk__7_30__version_1_1_is_tried_first_and_an_application_id_is_sent_as_it_is(url, path, auth):
    """Whatever the portal says of 1.2."""
    asked = users(answer=_speaking_1_1, url=url, version=None, auth=auth)

    assert path == asked[-1].path
    assert not any("v1p2" in one.path for one in asked)


def test_quirk__7_30__version_1_2_where_1_1_is_not_spoken():
    def answer(asked):
        if "v1p1" in asked.path:
            return Said(b"<html>Not Found</html>", status=404)
        return _speaking_1_1(asked)

    assert "/ims/oneroster/rostering/v1p2/users" == users(answer=answer, version=None)[-1].path


def _with_token(kind):
    def answer(asked):
        if asked.method == "POST":
            return Said(b'{"access_token": "T-1", "expires_in": 3600, "token_type": "' + kind.encode() + b'"}')
        return serving(ROW, before=opening("users"))(asked)

    return answer


def _speaking_1_1(asked):
    if asked.path.endswith("/orgs"):
        return Said(b'{"orgs": [{"sourcedId": "O1"}]}')
    return serving(ROW, before=opening("users"))(asked)


def _parts(header):
    return (part.split("=", 1) for part in header.removeprefix("OAuth ").split(", "))
