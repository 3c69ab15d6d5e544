"""Who passes: OAuth 1 signatures, bearers and tokens, at a given time."""

import base64

import msgspec
import pytest
from oauthlib.oauth1 import Client

from oneroster_classlink.sandbox.access import Gate, SandboxCredentials, oauth1
from oneroster_classlink.sandbox.access.nonces import WINDOW, Nonces
from oneroster_classlink.sandbox.access.tokens import LIFETIME
from oneroster_classlink.sandbox.exchange import Refused, Request

NOW = 1_700_000_000.0
URL = (
    "https://district.example/ims/oneroster/v1p1/users?limit=2&filter=status%3D%27active%27%20AND%20role%3D%27a%2Fb%27"
)
SCOPE = "https://purl.imsglobal.org/spec/or/v1p1/scope/roster.readonly"


@pytest.fixture
def gate():
    return Gate(credentials=SandboxCredentials(key="made-up key", secret="made:up/secret"))


def request_of(url, authorization, **more):
    scheme, _, rest = url.partition("://")
    host, _, target = rest.partition("/")
    return Request(origin=f"{scheme}://{host}", target=f"/{target}", headers={"authorization": authorization}, **more)


def signed(url=URL, **changes):
    """Sign *url* by the library that clients use, which is not the code under test."""
    options = {"signature_method": "HMAC-SHA256", "nonce": "n1", "timestamp": str(int(NOW)), **changes}
    key, secret = options.pop("key", "made-up key"), options.pop("secret", "made:up/secret")
    _, headers, _ = Client(key, secret, **options).sign(url)
    return headers["Authorization"]


def passes(gate, request, *, now=NOW):
    try:
        gate.check(request, now=now)
    except Refused:
        return False
    return True


def test_check__a_refusal_says_how_to_come_in_and_not_what_was_wrong(gate):
    with pytest.raises(Refused) as caught:
        gate.check(request_of(URL, signed(secret="wrong")), now=NOW)

    assert (401, "unauthorisedrequest") == (caught.value.status, caught.value.code)
    assert {"WWW-Authenticate": 'OAuth realm="sandbox", Bearer realm="sandbox"'} == caught.value.headers
    assert "The credentials are not accepted." == caught.value.description


@pytest.mark.parametrize("method", ["HMAC-SHA1", "HMAC-SHA256"])
@pytest.mark.parametrize(
    "url",
    [
        URL,
        "http://127.0.0.1:8000/ims/oneroster/v1p1/users/STU%2F99%20%7C1?fields=a,b&fields=c&empty=",
        "http://District.Example:80/ims/oneroster/v1p1/users",
        "https://district.example:443/ims/oneroster/v1p1/users?plus=a%2Bb+c&tilde=~&star=*",
    ],
)
def test_check__a_right_signature(gate, method, url):
    assert passes(gate, request_of(url, signed(url, signature_method=method)))


def test_signature__the_reference_vector():
    """ONEROSTER 4.1: base string and both signatures of a filtered page, worked out elsewhere."""
    given = (
        ("oauth_consumer_key", "0123456789abcdef01234567"),
        ("oauth_nonce", "abcdefghij"),
        ("oauth_signature_method", "HMAC-SHA256"),
        ("oauth_timestamp", "1700000000"),
    )
    request = Request(
        origin="https://example-ca-v2.rosterserver.com",
        target="/ims/oneroster/v1p1/users?limit=10000&offset=0&filter=status%3D'active'+AND+role%3D%27student%27",
    )
    sha1 = tuple((name, text.replace("SHA256", "SHA1")) for name, text in given)
    secret = "fedcba987654321001234567"

    assert "q+X9xUbr6nJwOe1bH9XIf+rw+ER6hdu6FtqHz6q355k=" == oauth1.signature(request, given=given, secret=secret)
    assert "qkjQZ1x5oxrUBBB9Kx4lK5HUuSM=" == oauth1.signature(request, given=sha1, secret=secret)
    assert oauth1.base_string(request, signed=(*request.parameters, *given)).startswith(
        "GET&https%3A%2F%2Fexample-ca-v2.rosterserver.com%2Fims%2Foneroster%2Fv1p1%2Fusers&filter%3Dstatus%253D%2527"
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"key": "another key"},
        {"secret": "another secret"},
        {"timestamp": str(int(NOW) - WINDOW - 1)},
        {"timestamp": str(int(NOW) + WINDOW + 1)},
        {"timestamp": "yesterday"},
        {"timestamp": "1" * 5000},
        {"resource_owner_key": "a token"},
        {"signature_method": "PLAINTEXT"},
    ],
)
def test_check__a_signature_that_is_not_taken(gate, changes):
    assert not passes(gate, request_of(URL, signed(**changes)))


@pytest.mark.parametrize(
    "edit",
    [
        lambda header: header.replace("oauth_nonce", "oauth_once"),
        lambda header: header + ', oauth_nonce="n2"',
        lambda header: header.replace('oauth_version="1.0"', 'oauth_version="2.0"'),
        lambda header: header.replace('oauth_signature="', 'oauth_signature="A'),
        lambda _header: "OAuth ",
    ],
)
def test_check__a_header_that_was_changed(gate, edit):
    assert not passes(gate, request_of(URL, edit(signed())))


def test_check__another_url_or_method_than_was_signed(gate):
    assert not passes(gate, request_of(URL.replace("limit=2", "limit=3"), signed()))
    assert not passes(gate, request_of(URL, signed(), method="POST"))
    assert passes(gate, request_of(URL, signed().replace("OAuth ", 'oauth realm="x", ')))


def test_check__a_nonce_is_taken_once_and_only_by_a_right_signature(gate):
    wrong, right = request_of(URL, signed(secret="wrong")), request_of(URL, signed())

    assert not passes(gate, wrong)
    assert passes(gate, right)
    assert not passes(gate, right)
    assert not passes(gate, right, now=NOW + WINDOW)


def test_nonces__are_forgotten_when_their_timestamp_is_too_old():
    nonces = Nonces()

    assert nonces.take("n", timestamp=1000, now=1000)
    assert not nonces.take("n", timestamp=1000 + WINDOW, now=1000 + WINDOW)
    assert nonces.take("n", timestamp=1000 + WINDOW, now=1001 + WINDOW)


@pytest.mark.parametrize(
    ("authorization", "expected"),
    [
        ("Bearer sandbox-bearer", True),
        ("bearer sandbox-bearer", True),
        ("Bearer sandbox-bearer-not", False),
        ("Bearer ", False),
        ("Basic c2FuZGJveC1rZXk6c2FuZGJveC1zZWNyZXQ=", False),
        ("", False),
    ],
)
def test_check__bearers(gate, authorization, expected):
    assert expected is passes(gate, request_of(URL, authorization))


def basic(secret="made%3Aup%2Fsecret", *, key="made-up+key"):  # noqa: S107 - made up
    return "Basic " + base64.b64encode(f"{key}:{secret}".encode()).decode()


def ask(gate, body=f"grant_type=client_credentials&scope={SCOPE}", authorization=None, method="POST"):
    request = request_of(
        "http://sandbox.example/token", authorization or basic(), method=method, body=body.encode("latin-1")
    )
    answer = gate.tokens.issue(request, now=NOW)
    return answer, msgspec.json.decode(answer.body)


def test_issue__a_token_that_passes_until_it_expires(gate):
    answer, body = ask(gate)
    request = request_of(URL, f"Bearer {body['access_token']}")

    assert (200, "Bearer", LIFETIME, SCOPE) == (
        answer.status,
        body["token_type"],
        body["expires_in"],
        body["scope"],
    )
    assert passes(gate, request, now=NOW + LIFETIME - 1)
    assert not passes(gate, request, now=NOW + LIFETIME)
    assert body["access_token"] != ask(gate)[1]["access_token"]


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"method": "GET"}, 405, "invalid_request"),
        ({"authorization": basic(secret="wrong")}, 401, "invalid_client"),
        ({"authorization": basic(key="wrong")}, 401, "invalid_client"),
        ({"authorization": basic(secret="made:up/secret").replace("Basic", "Digest")}, 401, "invalid_client"),
        ({"authorization": "Basic !"}, 401, "invalid_client"),
        ({"authorization": "Basic /w=="}, 401, "invalid_client"),
        ({"body": f"scope={SCOPE}"}, 400, "unsupported_grant_type"),
        ({"body": f"grant_type=password&scope={SCOPE}"}, 400, "unsupported_grant_type"),
        ({"body": "\xff"}, 400, "unsupported_grant_type"),
        ({"body": "grant_type=client_credentials"}, 400, "invalid_scope"),
        (
            {"body": f"grant_type=client_credentials&scope={SCOPE.replace('https', 'http')}"},
            400,
            "invalid_scope",
        ),
    ],
)
def test_issue__refusals(gate, changes, status, error):
    answer, body = ask(gate, **changes)

    assert (status, error) == (answer.status, body["error"])
    assert ("WWW-Authenticate" in answer.headers) is (status == 401)


def test_issue__a_secret_that_was_not_form_encoded_may_hold_a_colon(gate):
    """Only the first colon separates; the rest belongs to the secret (RFC 6749, 2.3.1)."""
    answer, _ = ask(gate, authorization=basic(secret="made:up/secret"))

    assert 200 == answer.status


def test_credentials__a_repr_shows_none(gate):
    assert "made" not in repr(gate)
