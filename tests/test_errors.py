"""The error tree: facts as fields, a sentence that says what to do."""

import pytest

from oneroster_classlink import errors
from oneroster_classlink.errors import OneRosterError, error_for


@pytest.mark.parametrize(
    ("status", "expected", "transient"),
    [
        (302, errors.Redirected, False),
        (400, errors.BadRequest, False),
        (401, errors.Unauthorized, False),
        (403, errors.Forbidden, False),
        (404, errors.NotFound, False),
        (418, errors.AnswerError, False),
        (422, errors.BadRequest, False),
        (429, errors.TooManyRequests, True),
        (503, errors.ServerFault, True),
    ],
)
def test_error_for__each_status_family(status, expected, transient):
    assert expected is error_for(status)
    assert transient is expected.transient


def test_answer_error__carries_its_facts():
    error = errors.TooManyRequests(429, "/users", code="server_busy", retry_after=2.0)

    assert (429, "/users", "server_busy", 2.0) == (error.status, error.path, error.code, error.retry_after)
    assert str(error).startswith("The server answered /users with status 429 and the code 'server_busy'. ")


def test_every_error__has_the_one_base_and_an_exit_status():
    made = [
        errors.UsageError("limit must be positive"),
        errors.MissingExtra("cli", feature="The command line"),
        errors.SourceError("users.json", "is not JSON"),
        errors.NoAnswer("district.example", "timed out"),
        errors.NotOneRoster("/users", "no key 'users'"),
        errors.IncompletePull("users", "a page repeats"),
    ]

    assert all(isinstance(error, OneRosterError) for error in made)
    assert [2, 2, 6, 4, 5, 7] == [error.exit_status for error in made]
    assert "pip install 'oneroster-classlink[cli]'" in str(made[1])
