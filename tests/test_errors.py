"""The error tree: facts as fields, a sentence that says what to do."""

import inspect
import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

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


EVERY = [found for found in vars(errors).values() if isinstance(found, type) and issubclass(found, OneRosterError)]
SAMPLES = {
    str: "word",
    int: 429,
    bool: True,
    float: 2.5,
    int | None: 7,
    float | None: 1.5,
    str | None: "server_busy",
    tuple[str, ...]: ("missing @ $.user",),
}


def made(cls):
    """Make an error of *cls* with every argument that it takes."""
    if cls in {OneRosterError, errors.UsageError}:
        return cls("a sentence")
    plain, named = [], {}
    for name, taken in inspect.signature(cls).parameters.items():
        if taken.kind is taken.KEYWORD_ONLY:
            named[name] = SAMPLES[taken.annotation]
        else:
            plain.append(SAMPLES[taken.annotation])
    return cls(*plain, **named)


@pytest.mark.parametrize("cls", EVERY)
def test_every_error__is_the_same_in_another_process(cls):
    error = made(cls)
    error.add_note("in the night of the import")
    found = pickle.loads(pickle.dumps(error))  # noqa: S301 - it was written in the line before

    assert cls is type(found)
    assert (str(error), error.args, vars(error)) == (str(found), found.args, vars(found))
    assert repr(error) == repr(found)


def test_every_error__is_tried():
    assert {errors.UsageError, errors.OddRow, errors.SignInDenied, errors.SharingChanged} <= set(EVERY)


def test_missing_extra__is_still_a_whole_import_error():
    found = pickle.loads(pickle.dumps(errors.MissingExtra("cli", feature="It")))  # noqa: S301 - as above

    assert str(found) == found.msg


def refused():
    """Fail as a worker of a host would."""
    raise errors.TooManyRequests(429, "/users", code="server_busy", retry_after=2.0)


def test_every_error__comes_out_of_a_pool_of_processes():
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        caught = pool.submit(refused).exception(timeout=60)

    assert errors.TooManyRequests is type(caught)
    assert (429, "/users", 2.0) == (caught.status, caught.path, caught.retry_after)


@pytest.mark.parametrize(("shared", "said"), [(True, "and is now,"), (False, "and is not now,")])
def test_sharing_changed__says_to_pull_everything(shared, said):
    error = errors.SharingChanged("demographics", shared=shared)

    assert ("demographics", shared, 7) == (error.collection, error.shared, error.exit_status)
    assert said in str(error)
    assert str(error).endswith("Pull everything, with Snapshot.load.")
