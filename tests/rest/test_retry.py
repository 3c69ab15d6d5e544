"""Patience: what is repeated, how often, and how long is waited."""

import logging

import pytest

from oneroster_classlink import errors
from oneroster_classlink.rest import Retry
from oneroster_classlink.rest.retry import run

BUSY = errors.TooManyRequests(429, "/users", retry_after=7.0)
FAULT = errors.ServerFault(503, "/users")


def failing(*outcomes):
    """Raise or return the next of *outcomes*."""
    left = list(outcomes)

    def attempt():
        outcome = left.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return attempt


def waits(*outcomes, **numbers):
    slept = []
    retry = Retry(random=lambda: 1.0, **numbers)
    try:
        found = run(failing(*outcomes), retry=retry, sleep=slept.append, path="/users")
    except errors.OneRosterError as failed:
        return type(failed), slept
    return found, slept


@pytest.mark.parametrize(
    ("outcomes", "numbers", "expected"),
    [
        (["x"], {}, (("x", 0), [])),
        ([FAULT, "x"], {}, (("x", 1), [1])),
        ([FAULT, FAULT, FAULT, "x"], {}, (("x", 3), [1, 2, 4])),
        ([FAULT, FAULT, FAULT, "x"], {"longest": 3}, (("x", 3), [1, 2, 3])),
        ([BUSY, "x"], {}, (("x", 1), [7.0])),
        ([errors.NoAnswer("h", "hung up"), "x"], {}, (("x", 1), [1])),
        ([errors.BrokenBody("/users", "cut"), "x"], {}, (("x", 1), [1])),
        ([FAULT, FAULT], {"attempts": 2}, (errors.ServerFault, [1])),
        ([FAULT], {"attempts": 1}, (errors.ServerFault, [])),
        ([FAULT] * 4, {"seconds": 6.5}, (errors.ServerFault, [1, 2])),
        ([errors.TooManyRequests(429, "/u", retry_after=3600.0)], {}, (errors.TooManyRequests, [])),
        ([errors.NotFound(404, "/users")], {}, (errors.NotFound, [])),
        ([errors.InsecureAnswer("h", "bad")], {}, (errors.InsecureAnswer, [])),
        ([FAULT, errors.Forbidden(403, "/users")], {}, (errors.Forbidden, [1])),
    ],
)
def test_run__only_what_is_transient_and_within_bounds(outcomes, numbers, expected):
    assert expected == waits(*outcomes, **numbers)


def test_run__other_exceptions_pass():
    with pytest.raises(ZeroDivisionError):
        run(failing(ZeroDivisionError()), retry=Retry(), sleep=lambda _: None, path="/users")


def test_run__each_repetition_is_one_warning(caplog):
    caplog.set_level(logging.DEBUG, "oneroster_classlink")

    waits(FAULT, BUSY, "x")

    assert [
        ("WARNING", "attempt 1 of /users failed (ServerFault), trying again in 1.0 s"),
        ("WARNING", "attempt 2 of /users failed (TooManyRequests), trying again in 7.0 s"),
    ] == [(record.levelname, record.message) for record in caplog.records]


def test_wait__is_spread_by_the_random_number():
    assert [1.0, 1.5, 2.0] == [Retry(random=lambda part=part: part).wait(2, asked=None) for part in (0.0, 0.5, 1.0)]


@pytest.mark.parametrize(
    "numbers", [{"attempts": 0}, {"attempts": True}, {"seconds": -1}, {"first": "1"}, {"longest": None}]
)
def test_retry__numbers_out_of_bounds(numbers):
    with pytest.raises(errors.UsageError, match=f"Retry: {next(iter(numbers))} must be a number"):
        Retry(**numbers)


def test_retry__is_a_value():
    assert Retry() == Retry()
    assert "random" not in repr(Retry())
