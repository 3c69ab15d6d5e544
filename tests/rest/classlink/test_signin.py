"""The sign-in with ClassLink, from the button to the school list."""

import base64
import hashlib
import json
import logging
import pickle
import secrets
from html.parser import HTMLParser
from urllib.parse import parse_qs, parse_qsl, urlsplit

import attrs
import pytest
import requests

from oneroster_classlink import errors
from oneroster_classlink.rest import Retry
from oneroster_classlink.rest.classlink import Begun, ClassLink, SignedIn, SignIn, schools_of
from oneroster_classlink.sandbox import District as Rows
from oneroster_classlink.sandbox import Permissions, Sandbox
from tests.rest.fake import Said, scripted, session_of
from tests.sandbox.conftest import SMALL

BACK = "https://app.example/callback"
SECRET = "s3cret-of-the-app"
INFO = {"UserId": 501, "TenantId": 2222, "Role": "Administrator", "SourcedId": "ad1", "DisplayName": "Ada Madeup"}
BEGUN = Begun(state="st4te", code_verifier="v3rifier")
quick = {"sleep": lambda _: None, "retry": Retry(attempts=2, random=lambda: 0.0)}


def say(value, status=200):
    return Said(json.dumps(value).encode(), status=status)


TOKEN = say({"access_token": "t0ken", "token_type": "Bearer", "response_type": "code", "id_token": "x.y.z"})


def sign_in_of(*said, **options):
    session, adapter = session_of(scripted(*said))
    given = {"client_secret": SECRET, "redirect_uri": BACK, "session": session, **quick}
    return SignIn("app", **{**given, **options}), adapter


def back(**told):
    return {"code": "c0de", "state": "st4te", **told}


class Form(HTMLParser):
    """The fields that the consent page sends back."""

    def __init__(self, page):
        super().__init__()
        self.hidden = {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "input":
            self.hidden[dict(attrs)["name"]] = dict(attrs)["value"]


def press(begun, choice):
    """Press a button of the sandbox's consent page, and return where the browser is sent."""
    page = requests.get(begun.url, timeout=5)
    form = {**Form(page.text).hidden, "as": choice}
    answer = requests.post(begun.url, data=form, allow_redirects=False, timeout=5)
    return answer.headers["Location"]


@pytest.fixture
def sandbox():
    with Sandbox(Rows(rows=SMALL)) as running:
        yield running


def sign_in_at(sandbox, **options):
    app = sandbox.classlink
    given = {"client_secret": app.client_secret, "redirect_uri": app.redirect_uris[0], "pkce": True, **quick}
    return SignIn(app.client_id, launchpad=sandbox.url, node_api=sandbox.url, **{**given, **options})


@pytest.mark.enable_socket
@pytest.mark.parametrize("pkce", [False, True])
def test_sign_in__from_the_button_to_the_school_list(sandbox, pkce):
    sandbox.world.change(permissions=Permissions(only_orgs=True))
    with (
        sign_in_at(sandbox, pkce=pkce, scopes=("profile", "oneroster")) as sign_in,
        ClassLink(sandbox.classlink.partner_key, host=sandbox.url, **quick) as classlink,
    ):
        begun = Begun(**json.loads(json.dumps(attrs.asdict(sign_in.begin()))))
        signed_in = sign_in.finish(press(begun, "501"), begun)
        with classlink.client(classlink.district_of(signed_in)) as client:
            schools = [school.sourced_id for school in schools_of(client)]

    assert [row["sourcedId"] for row in SMALL["orgs"] if row["type"] == "school"] == schools
    assert (
        SignedIn(
            tenant_id="2222",
            user_id="501",
            sourced_id="ad1",
            role="Administrator",
            is_administrator=True,
            tenant_name="Sandbox District (made up)",
            name="Ada Madeup",
            email="ada.madeup@example.org",
        )
        == signed_in
    )


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    ("choice", "error"),
    [("502", errors.NotAnAdministrator), ("504", errors.DistrictNotShared)],
    ids=["a teacher", "of a tenant that has not added the app"],
)
def test_district_of__somebody_who_may_not_connect(sandbox, choice, error):
    with (
        sign_in_at(sandbox) as sign_in,
        ClassLink(sandbox.classlink.partner_key, host=sandbox.url, **quick) as classlink,
    ):
        begun = sign_in.begin()
        signed_in = sign_in.finish(press(begun, choice), begun)
        with pytest.raises(error):
            classlink.district_of(signed_in)


@pytest.mark.enable_socket
def test_finish__denied_at_the_consent_page(sandbox):
    with sign_in_at(sandbox) as sign_in:
        begun = sign_in.begin()
        with pytest.raises(errors.SignInDenied) as caught:
            sign_in.finish(press(begun, ""), begun)
    assert "access_denied" == caught.value.code


@pytest.mark.enable_socket
def test_finish__a_code_is_good_once(sandbox):
    with sign_in_at(sandbox) as sign_in:
        begun = sign_in.begin()
        location = press(begun, "501")
        sign_in.finish(location, begun)
        with pytest.raises(errors.SignInFailed) as caught:
            sign_in.finish(location, begun)
    assert "invalid_grant" == caught.value.code


@pytest.mark.enable_socket
@pytest.mark.parametrize("changed", [{"code_verifier": "x" * 64}, {"code_verifier": ""}])
def test_finish__another_verifier(sandbox, changed):
    with sign_in_at(sandbox) as sign_in:
        begun = sign_in.begin()
        with pytest.raises(errors.SignInFailed, match="invalid_grant"):
            sign_in.finish(press(begun, "501"), attrs.evolve(begun, **changed))


@pytest.mark.enable_socket
def test_finish__a_wrong_client_secret(sandbox):
    with sign_in_at(sandbox, client_secret="wr0ng-secret") as sign_in:
        begun = sign_in.begin()
        with pytest.raises(errors.PartnerRefused, match="Partner Portal") as caught:
            sign_in.finish(press(begun, "501"), begun)
    assert "invalid_client" == caught.value.code
    assert "wr0ng" not in str(caught.value)


def test_begin__the_address():
    sign_in, _ = sign_in_of(scopes=["profile", "oneroster"], nonce=lambda: "a state & more")
    begun = sign_in.begin()
    address, _, query = begun.url.partition("?")

    assert "https://launchpad.classlink.com/oauth2/v2/auth" == address
    assert {
        "client_id": "app",
        "response_type": "code",
        "redirect_uri": BACK,
        "scope": "profile oneroster",
        "state": "a state & more",
    } == dict(parse_qsl(query))
    assert ("a state & more", "") == (begun.state, begun.code_verifier)


def test_begin__with_pkce():
    begun = sign_in_of(pkce=True)[0].begin()
    asked = parse_qs(urlsplit(begun.url).query)
    digest = hashlib.sha256(begun.code_verifier.encode()).digest()

    assert [base64.urlsafe_b64encode(digest).rstrip(b"=").decode()] == asked["code_challenge"]
    assert ["S256"] == asked["code_challenge_method"]
    assert 64 == len(begun.code_verifier)


def test_begin__nobody_can_guess_it_and_no_repr_tells():
    sign_in, _ = sign_in_of(pkce=True)
    first, second = sign_in.begin(), sign_in.begin()

    assert first.state != second.state
    assert first.code_verifier != second.code_verifier
    assert "Begun()" == repr(first)
    assert "SignIn(https://launchpad.classlink.com)" == repr(sign_in)


@pytest.mark.parametrize(
    "callback", [back(), f"{BACK}?code=c0de&state=st4te#x", f"{BACK}?tab=1&tab=2&state=st4te&code=c0de"]
)
def test_finish__each_secret_goes_to_its_own_host(callback):
    sign_in, adapter = sign_in_of(TOKEN, say(INFO))
    found = sign_in.finish(callback, BEGUN)
    exchange, info = adapter.asked

    assert ("POST", "/oauth2/v2/token", "GET", "/v2/my/info") == (
        exchange.method,
        exchange.path,
        info.method,
        info.path,
    )
    assert {
        "grant_type": "authorization_code",
        "client_id": "app",
        "client_secret": SECRET,
        "redirect_uri": BACK,
        "code": "c0de",
        "code_verifier": "v3rifier",
    } == dict(parse_qsl(exchange.body))
    assert "Authorization" not in exchange.headers
    assert ("Bearer t0ken", None) == (info.headers["Authorization"], info.body)
    assert "2222" == found.tenant_id


def test_finish__without_pkce_no_verifier_is_sent():
    sign_in, adapter = sign_in_of(TOKEN, say(INFO))
    sign_in.finish(back(), Begun(state="st4te"))

    assert "code_verifier" not in adapter.asked[0].body


@pytest.mark.parametrize(
    ("callback", "state", "code"),
    [
        (back(state="other"), "st4te", "mismatching_state"),
        ({"code": "c0de"}, "st4te", "mismatching_state"),
        (back(state="stäte"), "st4te", "mismatching_state"),
        ({"code": "c0de"}, "", "mismatching_state"),
        (back(state=""), "", "mismatching_state"),
        ({"state": "st4te"}, "st4te", "missing_code"),
        ("https://app.example/callback", "st4te", "missing_code"),
        (f"{BACK}?code=a&code=b&state=st4te", "st4te", "missing_code"),
        (f"{BACK}?code=a&state=other&state=st4te", "st4te", "mismatching_state"),
        ({"error": "server_error", "state": "st4te"}, "st4te", "server_error"),
        ({"error": "Ada Madeup", "state": "st4te"}, "st4te", "unknown"),
        ("https://[?error=invalid_scope&error_description=Ada", "st4te", "invalid_scope"),
    ],
)
def test_finish__not_the_sign_in_that_was_begun(callback, state, code):
    sign_in, adapter = sign_in_of()

    with pytest.raises(errors.SignInFailed) as caught:
        sign_in.finish(callback, Begun(state=state))
    assert code == caught.value.code
    assert "Ada" not in str(caught.value)
    assert [] == adapter.asked


@pytest.mark.parametrize("callback", [f"{BACK}?error=access_denied", {"error": "access_denied", "state": "st4te"}])
def test_finish__a_refusal_with_or_without_state(callback):
    with pytest.raises(errors.SignInDenied, match="It was not allowed"):
        sign_in_of()[0].finish(callback, BEGUN)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (say({"error": "invalid_grant"}, 400), errors.SignInFailed),
        (say({"error": "access_denied"}, 403), errors.SignInDenied),
        (Said(status=400), errors.SignInFailed),
        (say({"error": "invalid_grant"}), errors.SignInFailed),
        (say({"token_type": "Bearer"}), errors.SignInFailed),
        (say({"access_token": "two words"}), errors.SignInFailed),
        (say({"access_token": None}), errors.SignInFailed),
        (say({"access_token": "a", "expires_in": []}), errors.SignInFailed),
        (say([1]), errors.SignInFailed),
        (say(7), errors.SignInFailed),
        (Said(b"\xff"), errors.SignInFailed),
        (say({"access_token": "a", "scope": 5}), errors.SignInFailed),
        (Said(b'{"access_token": "a", "expires_in": 1e999}'), errors.SignInFailed),
        (Said(b'{"access_token": "a", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"), errors.SignInFailed),
        (say({"error": "invalid_client"}, 401), errors.PartnerRefused),
        (Said(b"<html>"), errors.SignInFailed),
        (Said(status=503), errors.ServerFault),
        (Said(status=302, headers={"Location": "https://elsewhere.example"}), errors.Redirected),
    ],
)
def test_finish__no_token_for_the_code(said, error):
    """An exchange is not repeated: the code is used up."""
    sign_in, adapter = sign_in_of(said)

    with pytest.raises(error):
        sign_in.finish(back(), BEGUN)
    assert 1 == len(adapter.asked)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (say({**INFO, "TenantId": ""}), errors.NotOneRoster),
        (say([INFO]), errors.NotOneRoster),
        (Said(b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"), errors.NotOneRoster),
        (Said(status=401), errors.SignInFailed),
        (Said(status=302, headers={"Location": "https://elsewhere.example"}), errors.Redirected),
    ],
)
def test_finish__nobody_who_signed_in(said, error):
    sign_in, adapter = sign_in_of(TOKEN, said)

    with pytest.raises(error):
        sign_in.finish(back(), BEGUN)
    assert 2 == len(adapter.asked)


def test_finish__asks_again_who_it_was():
    sign_in, adapter = sign_in_of(TOKEN, Said(status=503), say(INFO))

    assert "501" == sign_in.finish(back(), BEGUN).user_id
    assert 3 == len(adapter.asked)


def test_finish__logs_no_secret(caplog):
    sign_in, _ = sign_in_of(TOKEN, say(INFO))
    with caplog.at_level(logging.DEBUG):
        sign_in.finish(back(), BEGUN)

    assert "/oauth2/v2/token" in caplog.text
    assert not any(secret in caplog.text for secret in (SECRET, "c0de", "t0ken", "st4te", "v3rifier", "Ada"))


@pytest.mark.parametrize(
    ("role", "expected"),
    [("Administrator", True), ("administrator", True), ("Teacher", False), ("", False), (None, False)],
)
def test_signed_in__who_is_an_administrator(role, expected):
    sign_in, _ = sign_in_of(TOKEN, say({**INFO, "Role": role}))

    assert expected is sign_in.finish(back(), BEGUN).is_administrator


def test_signed_in__other_roles_of_administrators():
    sign_in, _ = sign_in_of(
        TOKEN, say({**INFO, "Role": "Tenant Administrator"}), administrators=["tenant administrator"]
    )

    assert sign_in.finish(back(), BEGUN).is_administrator


def test_signed_in__keys_in_small_letters_and_no_name_in_the_repr():
    info = {
        "tenantId": "7",
        "userId": "u1",
        "sourcedId": None,
        "role": "Teacher",
        "displayName": "Ada",
        "email": "a@b.c",
    }
    found = sign_in_of(TOKEN, say(info))[0].finish(back(), BEGUN)

    assert ("7", "u1", "", "Ada", "a@b.c") == (
        found.tenant_id,
        found.user_id,
        found.sourced_id,
        found.name,
        found.email,
    )
    assert "SignedIn(tenant_id='7', user_id='u1', sourced_id='', role='Teacher', is_administrator=False)" == repr(found)


@pytest.mark.parametrize(
    "options",
    [
        {"client_secret": ""},
        {"client_secret": 5},
        {"redirect_uri": "http://app.example/callback"},
        {"redirect_uri": f"{BACK}#x"},
        {"redirect_uri": None},
        {"scopes": "profile"},
        {"scopes": []},
        {"scopes": [1]},
        {"scopes": 5},
        {"administrators": [1]},
        {"administrators": "Administrator"},
        {"launchpad": "http://launchpad.example"},
        {"node_api": "http://node.example"},
        {"retry": 3},
        {"session": "none"},
        {"timeout": 0},
    ],
)
def test_sign_in__what_cannot_be_meant(options):
    with pytest.raises(errors.UsageError):
        sign_in_of(**options)


@pytest.mark.parametrize("callback", [None, b"https://app.example/callback?code=c&state=st4te", 5, ["code"]])
def test_finish__no_callback(callback):
    sign_in, adapter = sign_in_of()

    with pytest.raises(errors.UsageError, match="callback must be the URL"):
        sign_in.finish(callback, BEGUN)
    assert [] == adapter.asked


@pytest.mark.parametrize(
    ("callback", "code"),
    [
        (back(state="\udc80"), "mismatching_state"),
        (back(code="\udc80"), "missing_code"),
        (back(code=["c0de"]), "missing_code"),
        (back(code=None), "missing_code"),
        (f"{BACK}?code=c0de&state=\udc80", "mismatching_state"),
    ],
)
def test_finish__what_could_not_have_come_by_a_url(callback, code):
    with pytest.raises(errors.SignInFailed) as caught:
        sign_in_of()[0].finish(callback, BEGUN)
    assert code == caught.value.code


def test_finish__a_byte_order_mark_before_the_token():
    sign_in, _ = sign_in_of(Said(b"\xef\xbb\xbf" + TOKEN.body), say(INFO))

    assert "501" == sign_in.finish(back(), BEGUN).user_id


def test_sign_in__is_not_pickled():
    with pytest.raises(errors.UsageError, match="Credentials are not pickled"):
        pickle.dumps(sign_in_of(nonce=secrets.token_urlsafe)[0])


def test_sign_in__a_redirect_uri_with_a_query_or_on_the_loopback():
    for uri in (f"{BACK}?tab=1", "http://127.0.0.1:8080/callback"):
        begun = sign_in_of(redirect_uri=uri)[0].begin()

        assert [uri] == parse_qs(urlsplit(begun.url).query)["redirect_uri"]


def test_close__leaves_a_given_session_open():
    sign_in, adapter = sign_in_of()
    closed = []
    adapter.close = lambda: closed.append(True)
    with sign_in:
        pass

    assert [] == closed
