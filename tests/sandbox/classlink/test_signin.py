"""The sign-in with ClassLink: consent, code, token, who signed in."""

import base64
import hashlib
import hmac
import json
import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from werkzeug.test import Client

from oneroster_classlink.sandbox import ClassLink, District, World, make_app
from oneroster_classlink.sandbox.classlink.accounts import ACCOUNTS, Account
from oneroster_classlink.sandbox.classlink.signin.asked import Unfit, read_asked
from oneroster_classlink.sandbox.classlink.signin.grants import Tickets
from tests.sandbox.classlink.conftest import NOW, ORIGIN, FewRows, bearer

AUTH, TOKEN, INFO = "/oauth2/v2/auth", "/oauth2/v2/token", "/v2/my/info"
BACK = "http://127.0.0.1:8080/callback"
ASKED = {
    "client_id": "sandbox-client",
    "redirect_uri": BACK,
    "response_type": "code",
    "scope": "profile oneroster",
    "state": "a&b <c>",
}
CLIENT = {"client_id": "sandbox-client", "client_secret": "sandbox-client-secret"}
VERIFIER = "made-up-verifier-made-up-verifier-made-up-verifier"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
PKCE = {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}


class Form(HTMLParser):
    """What a browser would send for a button of a page."""

    def __init__(self, page):
        super().__init__()
        self.hidden, self.buttons = {}, {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "input":
            self.hidden[found["name"]] = found["value"]
        if tag == "button":
            self.buttons[found["value"]] = found["name"]

    def pressed(self, value):
        return {**self.hidden, self.buttons[value]: value}


def decide(client, choice="501", **more):
    """Open the consent page, press a button, and return where it leads with the parameters there."""
    page = client.get(f"{AUTH}?{urlencode({**ASKED, **more})}")
    answer = client.post(AUTH, data=Form(page.text).pressed(choice))
    assert 302 == answer.status_code
    return told(answer)


def told(answer):
    address, _, query = answer.headers["Location"].partition("?")
    return address, dict(parse_qsl(query))


def exchange(client, code, **more):
    return client.post(TOKEN, data={**CLIENT, "code": code, **more})


def code_of(client, choice="501", **more):
    return decide(client, choice, **more)[1]["code"]


def info_of(client, choice="501"):
    token = exchange(client, code_of(client, choice)).json["access_token"]
    return client.get(INFO, headers=bearer(token))


def test_consent__shows_who_can_sign_in(client):
    page = client.get(f"{AUTH}?{urlencode(ASKED)}")

    assert (200, "text/html; charset=utf-8") == (page.status_code, page.headers["Content-Type"])
    assert {"501": "as", "502": "as", "503": "as", "504": "as", "": "as"} == Form(page.text).buttons
    assert all(account.name in page.text and account.role in page.text for account in ACCOUNTS)
    assert "made up" in page.text


def test_consent__keeps_what_was_sent_and_runs_none_of_it(client):
    state = "\"'><script>alert(1)</script>"
    page = client.get(f"{AUTH}?{urlencode({**ASKED, 'state': state, state: 'x'})}")

    assert {**ASKED, "state": state, state: "x"} == Form(page.text).hidden
    assert "<script" not in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_consent__allow_leads_back_with_code_and_state(client):
    address, given = decide(client)

    assert (BACK, {"code", "state"}) == (address, given.keys())
    assert ASKED["state"] == given["state"]


def test_consent__without_state_none_comes_back(client):
    assert {"code"} == decide(client, state="")[1].keys()


def test_consent__deny(client):
    assert (BACK, {"error": "access_denied", "state": ASKED["state"]}) == decide(client, "")


def test_consent__an_account_that_is_not_there(client):
    answer = client.post(AUTH, data={**ASKED, "as": "999"})

    assert "access_denied" == told(answer)[1]["error"]


def test_consent__a_redirect_uri_with_a_query():
    classlink = ClassLink(redirect_uris=("https://app.example/back?tab=1",))
    client = Client(make_app(World(district=District(rows={})), origin=ORIGIN, classlink=classlink))
    page = client.get(f"{AUTH}?{urlencode({**ASKED, 'redirect_uri': 'https://app.example/back?tab=1'})}")
    answer = client.post(AUTH, data=Form(page.text).pressed(""))

    assert answer.headers["Location"].startswith("https://app.example/back?tab=1&error=access_denied")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"client_id": "other"}, "client_id is not known"),
        ({"redirect_uri": f"{BACK}/"}, "redirect_uri is not one that was registered"),
        ({"redirect_uri": "https://elsewhere.example"}, "redirect_uri is not one that was registered"),
        ({"scope": ["profile", "full"]}, "sent twice"),
    ],
)
def test_auth__what_may_be_sent_nowhere(client, method, changed, reason):
    sent = {**ASKED, **changed}
    query = f"?{urlencode(sent, doseq=True)}"
    answer = client.get(f"{AUTH}{query}") if method == "get" else client.post(AUTH, data={**sent, "as": "501"})

    assert (400, None) == (answer.status_code, answer.headers.get("Location"))
    assert reason in unescape(answer.text)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": ""}, "invalid_scope"),
        ({"scope": "profile everything"}, "invalid_scope"),
        ({"code_challenge": CHALLENGE}, "invalid_request"),
        ({"code_challenge": CHALLENGE, "code_challenge_method": "plain"}, "invalid_request"),
    ],
)
def test_auth__what_is_told_to_the_app(client, changed, code):
    address, given = told(client.get(f"{AUTH}?{urlencode({**ASKED, **changed})}"))

    assert (BACK, code, ASKED["state"]) == (address, given["error"], given["state"])


def test_read_asked__the_error_shows_no_value():
    with pytest.raises(Unfit, match=r"^unauthorized_client: The client_id is not known here\.$"):
        read_asked([("client_id", "secret-thing")], classlink=ClassLink())


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [("put", AUTH, "GET, HEAD, POST"), ("get", TOKEN, "POST"), ("post", INFO, "GET, HEAD")],
)
def test_signin__other_methods(client, method, path, allow):
    answer = getattr(client, method)(path)

    assert (405, allow) == (answer.status_code, answer.headers["Allow"])


def test_token__for_a_code(client):
    answer = exchange(client, code_of(client))

    assert (200, "no-store") == (answer.status_code, answer.headers["Cache-Control"])
    assert {"access_token", "token_type", "expires_in", "response_type", "id_token"} == answer.json.keys()
    assert ("Bearer", "code", 86400) == (
        answer.json["token_type"],
        answer.json["response_type"],
        answer.json["expires_in"],
    )


def test_token__by_http_basic_and_with_all_that_rfc_6749_has(client):
    form = {"grant_type": "authorization_code", "code": code_of(client), "redirect_uri": BACK}

    assert 200 == client.post(TOKEN, data=form, auth=("sandbox-client", "sandbox-client-secret")).status_code


@pytest.mark.parametrize(("seconds", "expected"), [(299, 200), (300, 400)])
def test_token__a_code_lives_five_minutes(client, clock, seconds, expected):
    code = code_of(client)
    clock.now += seconds

    assert expected == exchange(client, code).status_code


def test_token__a_code_is_good_for_once(client):
    code = code_of(client)

    assert [200, 400] == [exchange(client, code).status_code for _ in range(2)]


def test_token__a_code_is_good_for_once_among_threads():
    tickets = Tickets(prefix="", lifetime=300)
    word = tickets.put("value", now=NOW)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: tickets.take(word, now=NOW), range(64)))

    assert ["value"] == [each for each in found if each is not None]


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"code": "guessed"}, 400, "invalid_grant"),
        ({"redirect_uri": "https://app.example/callback"}, 400, "invalid_grant"),
        ({"code_verifier": VERIFIER}, 400, "invalid_grant"),
        ({"grant_type": "refresh_token"}, 400, "unsupported_grant_type"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "wrong"}, 401, "invalid_client"),
    ],
)
def test_token__refused(client, more, status, code):
    answer = client.post(TOKEN, data={**CLIENT, "code": code_of(client), **more})

    assert (status, code) == (answer.status_code, answer.json["error"])


@pytest.mark.parametrize("authorization", ["Basic !", f"Basic {base64.b64encode(b'sandbox-client').decode()}", "Basic"])
def test_token__unreadable_basic(client, authorization):
    answer = client.post(TOKEN, data={"code": "x"}, headers={"Authorization": authorization})

    assert (401, 'Basic realm="sandbox"') == (answer.status_code, answer.headers["WWW-Authenticate"])


@pytest.mark.parametrize(("verifier", "expected"), [(VERIFIER, 200), ("wrong", 400), ("", 400), (None, 400)])
def test_token__pkce(client, verifier, expected):
    more = {} if verifier is None else {"code_verifier": verifier}

    assert expected == exchange(client, code_of(client, **PKCE), **more).status_code


def test_id_token__is_signed_with_the_client_secret(client):
    token = exchange(client, code_of(client, nonce="n1", scope="openid email")).json["id_token"]
    head, body, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    right = hmac.digest(b"sandbox-client-secret", f"{head}.{body}".encode(), "sha256")

    assert base64.urlsafe_b64encode(right).rstrip(b"=").decode() == signature
    assert {"alg": "HS256", "typ": "JWT"} == json.loads(base64.urlsafe_b64decode(head + "=="))
    assert {
        "iss": "http://localhost",
        "sub": "501",
        "aud": "sandbox-client",
        "nonce": "n1",
        "iat": int(NOW),
        "auth_time": int(NOW),
        "exp": int(NOW) + 86400,
        "login_hint": "ada.madeup@example.org",
        "email": "ada.madeup@example.org",
        "email_verified": True,
        "name": "Ada Madeup",
        "given_name": "Ada",
        "family_name": "Madeup",
        "profile": "Administrator",
        "address": {"locality": "Sandbox District (made up)"},
    } == claims


def test_info__who_signed_in(client):
    answer = info_of(client)

    assert (200, "no-store") == (answer.status_code, answer.headers["Cache-Control"])
    assert {
        "UserId": 501,
        "TenantId": "2222",
        "BuildingId": 1,
        "AuthenticationType": "Sandbox",
        "DisplayName": "Ada Madeup",
        "FirstName": "Ada",
        "LastName": "Madeup",
        "Email": "ada.madeup@example.org",
        "LoginId": "ada.madeup",
        "Profile": "Administrator",
        "ProfileId": 1,
        "Tenant": "Sandbox District (made up)",
        "Building": "Made-up building",
        "Role": "Administrator",
        "LastAccessTime": "2023-11-14T22:13:20+00:00",
        "SourcedId": "ad1",
        "OrgId": "",
    } == answer.json


@pytest.mark.parametrize(
    ("choice", "tenant", "role", "sourced_id"),
    [
        ("501", "2222", "Administrator", "ad1"),
        ("502", "2222", "Teacher", "te1"),
        ("503", "2223", "Administrator", ""),
        ("504", "9999", "Administrator", ""),
    ],
)
def test_info__joins_with_applications_and_roster(client, choice, tenant, role, sourced_id):
    """The last two are of a tenant that has not enabled the app, and of one that is not listed."""
    info = info_of(client, choice).json

    assert (tenant, role, sourced_id) == (info["TenantId"], info["Role"], info["SourcedId"])


def test_info__blank_where_the_district_has_no_such_user(client, world):
    world.change(district=District(rows={"users": [{"sourcedId": 7, "role": "teacher", "orgs": []}]}))

    assert "" == info_of(client, "502").json["SourcedId"]


def test_info__a_role_of_an_own_account_that_no_roster_knows(client, classlink):
    classlink.accounts = (Account(user_id=9, tenant_id=2222, tenant_name="T", role="Janitor", given_name="J"),)

    assert "" == info_of(client, "9").json["SourcedId"]


def test_info__of_a_large_district_without_reading_it_all(client, world):
    """Its rows say where teachers are, and of administrators nothing."""
    world.change(district=District(rows={"users": FewRows()}))

    assert ["", "te2"] == [info_of(client, choice).json["SourcedId"] for choice in ("501", "502")]


@pytest.mark.parametrize(("seconds", "expected"), [(86_399, 200), (86_400, 401)])
def test_info__a_token_lives_a_day(client, clock, seconds, expected):
    token = exchange(client, code_of(client)).json["access_token"]
    clock.now += seconds

    assert expected == client.get(INFO, headers=bearer(token)).status_code


@pytest.mark.parametrize("headers", [{}, bearer("guessed"), bearer("sandbox-bearer")])
def test_info__without_a_token(client, headers):
    answer = client.get(INFO, headers=headers)

    assert (401, "Unauthorized") == (answer.status_code, answer.json["message"])


def test_tickets__forget_what_is_over():
    tickets = Tickets(prefix="t-", lifetime=10)
    old = tickets.put("old", now=NOW)
    new = tickets.put("new", now=NOW + 10)

    assert re.fullmatch(r"t-[\w-]{32}", new)
    assert {new} == tickets._held.keys()  # noqa: SLF001 - memory is what the test is about
    assert (None, "new") == (tickets.get(old, now=NOW), tickets.get(new, now=NOW + 10))


def test_story__from_the_button_to_the_list_of_schools(client, classlink):
    """What the set-up article calls: sign in with ClassLink to pull your school list."""
    tenant = info_of(client).json["TenantId"]
    rows = client.get("/applications", headers=bearer(classlink.partner_key)).json["applications"]
    (row,) = [row for row in rows if str(row["tenant_id"]) == tenant and row["enabled"] == "true"]
    path = f"/{row['oneroster_application_id']}/ims/oneroster/v1p1/schools"

    assert "" == urlsplit(path).query
    assert ["S1", "S2"] == [org["sourcedId"] for org in client.get(path, headers=bearer(row["bearer"])).json["orgs"]]
