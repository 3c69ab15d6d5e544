"""What an answer's status, headers and first bytes say."""

import gzip
import json

import pytest

from oneroster_classlink import errors
from oneroster_classlink.wire.answer import Answer, accept, inflate

DATE = "Wed, 04 Nov 2026 10:00:00 GMT"


def answer(*, status=200, body=b"", **headers):
    return Answer(status=status, path="/users", headers={k.replace("_", "-"): v for k, v in headers.items()}, body=body)


@pytest.mark.parametrize(
    ("said", "expected"),
    [("120", 120), (" 7 ", 7), ("0", 0), ("", None), ("-1", None), ("1,000", None), ("many", None), ("٣", None)],
)
def test_total__only_a_plain_number(said, expected):
    assert expected == answer(x_total_count=said).total


def test_total__x_count_counts_one_page_and_is_no_total():
    assert answer(x_count="100").total is None


def test_revision():
    assert ("r1", None, None) == (answer(x_perm_rev="r1").revision, answer(x_perm_rev="").revision, answer().revision)


@pytest.mark.parametrize(
    ("said", "date", "expected"),
    [
        ("30", "", 30.0),
        ("Wed, 04 Nov 2026 10:01:30 GMT", DATE, 90.0),
        ("Wed, 04 Nov 2026 09:00:00 GMT", DATE, 0.0),
        ("Wed, 04 Nov 2026 10:01:30 GMT", "", None),
        ("Wed, 04 Nov 2026 10:01:30", DATE, None),
        ("soon", DATE, None),
        ("", DATE, None),
        ("1.5", DATE, 1.5),
        ("1.5.0", DATE, None),
    ],
)
def test_retry_after__seconds_or_a_date(said, date, expected):
    assert expected == answer(retry_after=said, date=date).retry_after


@pytest.mark.parametrize("status", [200, 201, 204])
def test_accept__every_2xx(status):
    found = answer(status=status)

    assert found is accept(found)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (301, errors.Redirected),
        (400, errors.BadRequest),
        (401, errors.Unauthorized),
        (403, errors.Throttled),
        (404, errors.NotFound),
        (410, errors.AnswerError),
        (429, errors.TooManyRequests),
        (500, errors.ServerFault),
    ],
)
def test_accept__anything_else_is_an_error_with_its_facts(status, expected):
    body = json.dumps({"imsx_codeMinor": "server_busy", "imsx_description": "Ada Lovelace"}).encode()

    with pytest.raises(expected) as caught:
        accept(answer(status=status, body=body, retry_after="5"))

    error = caught.value
    assert (status, "/users", "server_busy", 5.0) == (error.status, error.path, error.code, error.retry_after)
    assert "Ada" not in str(error)


@pytest.mark.parametrize(
    ("said", "expected", "transient"),
    [
        ("5", errors.Throttled, True),
        ("0", errors.Throttled, True),
        ("Wed, 04 Nov 2026 10:01:30 GMT", errors.Throttled, True),
        ("soon", errors.Forbidden, False),
        ("", errors.Forbidden, False),
    ],
)
def test_accept__a_refusal_that_says_when_to_come_again_is_a_pause(said, expected, transient):
    with pytest.raises(errors.Forbidden) as caught:
        accept(answer(status=403, retry_after=said, date=DATE))

    assert expected is type(caught.value)
    assert transient is caught.value.transient


@pytest.mark.parametrize("status", [199, 300])
def test_accept__what_lies_just_beside_2xx(status):
    with pytest.raises(errors.AnswerError):
        accept(answer(status=status))


def test_accept__a_refusal_without_a_word_about_waiting():
    with pytest.raises(errors.Forbidden) as caught:
        accept(answer(status=403))

    assert (403, "/users", None, None) == (
        caught.value.status,
        caught.value.path,
        caught.value.code,
        caught.value.retry_after,
    )


def test_seconds__none_are_known_unless_said():
    assert 0.0 == answer().seconds


def test_answer__a_repr_shows_no_body_and_no_header():
    shown = repr(answer(body=b"Ada", authorization="T0KEN"))

    assert "Ada" not in shown
    assert "T0KEN" not in shown


def test_inflate__by_the_first_bytes():
    assert b"{}" == inflate(b"{}", path="/users")
    assert b"" == inflate(b"", path="/users")
    assert b"{}" == inflate(gzip.compress(b"{}"), path="/users")


def test_inflate__several_members_and_what_pads_them():
    body = gzip.compress(b'{"a"') + gzip.compress(b":1}") + b"\0\0"

    assert b'{"a":1}' == inflate(body, path="/users")


@pytest.mark.parametrize("cut", [3, 12, -4])
def test_inflate__cut_off_is_broken_and_transient(cut):
    with pytest.raises(errors.BrokenBody) as caught:
        inflate(gzip.compress(b"some body that is long enough")[:cut], path="/users")

    assert caught.value.transient


def test_inflate__garbled_is_broken():
    with pytest.raises(errors.BrokenBody, match="garbled"):
        inflate(b"\x1f\x8b" + b"\xff" * 40, path="/users")


def test_inflate__a_bomb_is_refused():
    bomb = gzip.compress(b"0" * 2_000)

    assert 2_000 == len(inflate(bomb, path="/users", most=2_000))
    with pytest.raises(errors.NotOneRoster, match="beyond every sensible size") as caught:
        inflate(bomb, path="/users", most=1_999)
    assert not caught.value.transient


def test_inflate__too_many_members_are_refused():
    """Each is cheap to send and dear to take off the front."""
    assert b"" == inflate(gzip.compress(b"") * 100, path="/users")
    with pytest.raises(errors.NotOneRoster, match="too many gzip parts"):
        inflate(gzip.compress(b"") * 101, path="/users")


def test_inflate__members_share_the_cap():
    with pytest.raises(errors.NotOneRoster, match="sensible size"):
        inflate(gzip.compress(b"0" * 600) * 2, path="/users", most=1_000)
