"""Faults before the answer, by what comes back."""

import msgspec
import pytest

from tests.sandbox.faults.asking import NOW, asking, signed

EVERY = "every=1"


def test_latency():
    app = asking("latency:seconds=1.5,every=2")
    app.statuses("/users", "/users", "/users")

    assert [1.5] == app.slept


def test_jitter__is_drawn_from_the_seed():
    first, again, other = asking("jitter"), asking("jitter"), asking("jitter:seed=2")
    for app in (first, again, other):
        app.statuses("/users", "/users", "/orgs")

    assert first.slept == again.slept != other.slept
    assert 3 == len({seconds for seconds in first.slept if 0 <= seconds <= 1})


@pytest.mark.parametrize(
    ("order", "status", "headers"),
    [
        ("rate_limit:seconds=7", 429, {"Retry-After": "7"}),
        ("rate_limit:retry_after=none", 429, {}),
        (
            "rate_limit:retry_after=date,seconds=60",
            429,
            {"Retry-After": "Tue, 14 Nov 2023 22:14:20 GMT", "Date": "Tue, 14 Nov 2023 22:13:20 GMT"},
        ),
        ("rate_limit:status=503,retry_after=none", 503, {}),
        ("rate_limit:status=403,retry_after=none", 403, {}),
    ],
)
def test_rate_limit(order, status, headers):
    app = asking(order)
    found = [app.get("/users") for _ in range(3)]

    assert [200, 200, status] == [answer.status for answer in found]
    assert {"Content-Type": "text/plain; charset=utf-8", **headers} == found[2].headers
    assert b"Too many requests, wait.\n" == found[2].body


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_server_error(status):
    answer = asking(f"server_error:status={status},{EVERY}").get("/users")

    assert (status, b"internal_server_error" in answer.body) == (answer.status, True)


@pytest.mark.parametrize("status", [200, 404, 500, 502, 503])
@pytest.mark.parametrize(
    ("name", "kind", "begins"),
    [("html_error", "text/html", b"<!DOCTYPE html>"), ("text_error", "text/plain", b"It does not work.\n")],
)
def test_errors_that_are_not_json(name, kind, begins, status):
    answer = asking(f"{name}:status={status},{EVERY}").get("/users")

    assert (status, f"{kind}; charset=utf-8") == (answer.status, answer.headers["Content-Type"])
    assert answer.body.startswith(begins)


def test_forbidden():
    answer = asking("forbidden").get("/users")

    assert 403 == answer.status
    assert "forbidden" == msgspec.json.decode(answer.body)["statusInfoSet"][0]["imsx_codeMinor"]


SHAPES = [
    ("list", lambda body: body["statusInfoSet"][0]["imsx_codeMinor"]),
    ("root", lambda body: body["imsx_CodeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"]),
    (
        "wrapped",
        lambda body: body["imsx_statusInfo"]["imsx_CodeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"],
    ),
    (
        "capital",
        lambda body: body["imsx_StatusInfo"]["imsx_CodeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"],
    ),
    ("flat", lambda body: body["imsx_codeMinor"]),
    ("oauth", lambda body: body["error"]),
    ("proxy", lambda body: {404: "unknown object", 500: "internal_server_error"}[body["status"]]),
]


@pytest.mark.parametrize(("shape", "code"), SHAPES)
def test_error_with_200(shape, code):
    answer = asking(f"error_with_200:shape={shape}").get("/users")

    assert (200, "internal_server_error") == (answer.status, code(msgspec.json.decode(answer.body)))


@pytest.mark.parametrize(("shape", "code"), SHAPES)
def test_error_shape__of_whatever_error_there_is(shape, code):
    app = asking(f"error_shape:shape={shape}", "server_error:after=1,every=1,collection=orgs")
    missing, whole = app.get("/users/nobody"), app.get("/orgs")
    failed = app.get("/orgs")

    assert (404, 200, 500) == (missing.status, whole.status, failed.status)
    assert {"unknownobject", "unknown object"} & {code(msgspec.json.decode(missing.body))}
    assert "internal_server_error" == code(msgspec.json.decode(failed.body))
    assert b"orgs" in whole.body


def test_expired_token__each_credential_expires_by_itself():
    app = asking("expired_token:uses=2")
    old = app.statuses("/users", "/orgs", "/users")
    token = app.app.gate.tokens._granted([], now=NOW)  # noqa: SLF001 - a second token, without its request
    fresh = {"authorization": f"Bearer {msgspec.json.decode(token.body)['access_token']}"}

    assert [200, 200, 401] == old
    assert [200, 200, 401] == [app.get("/users", **fresh).status for _ in range(3)]
    assert 'Bearer error="invalid_token"' == app.get("/users").headers["WWW-Authenticate"]


def test_skewed_clock__the_date_tells_and_tokens_have_expired():
    app = asking("skewed_clock:seconds=7200")
    token = app.app.gate.tokens._granted([], now=NOW)  # noqa: SLF001 - as above
    fresh = {"authorization": f"Bearer {msgspec.json.decode(token.body)['access_token']}"}

    assert "Wed, 15 Nov 2023 00:13:20 GMT" == app.get("/users").headers["Date"]
    assert 401 == app.get("/users", **fresh).status


@pytest.mark.parametrize(
    ("to", "location"),
    [
        ("same_host", "https://sandbox.example/moved/ims/oneroster/v1p1/users?limit=1"),
        ("other_host", "https://elsewhere.example/moved/ims/oneroster/v1p1/users?limit=1"),
        ("http", "http://sandbox.example/moved/ims/oneroster/v1p1/users?limit=1"),
    ],
)
def test_redirect(to, location):
    answer = asking(f"redirect:to={to},status=307").get("/users?limit=1")

    assert (307, location) == (answer.status, answer.headers["Location"])


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/users?filter=role%3D'student'", 500),
        ("/users?filter=role%3D%27student%27", 200),
        ("/users/O'Hara", 404),
    ],
)
def test_apostrophe_refused__in_the_query_alone(path, status):
    assert status == asking("apostrophe_refused").get(path).status


@pytest.mark.parametrize(("method", "status"), [("HMAC-SHA1", 200), ("HMAC-SHA256", 401)])
def test_sha1_only(method, status):
    headers = signed("/users", method=method)

    assert status == asking("sha1_only").get("/users", **headers).status
    assert 200 == asking().get("/users", **headers).status


def test_sha1_only__a_bearer_is_not_signed():
    assert 200 == asking("sha1_only").get("/users").status
