"""The PyPI package ``oneroster`` (0.0.17, of 2020) pulls users from the sandbox by its own signing and paging.

Run by ``make peers`` in an environment of its own: the package brings a top-level ``tests`` with it, and from
Python 3.10 on it needs the name ``collections.MutableMapping`` back, which this file lends it.
"""

import collections
import collections.abc
import warnings

import pytest

from oneroster_classlink.sandbox import District, Sandbox
from tests.sandbox.conftest import SMALL, V11

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SyntaxWarning)  # it compares a status by `is`
    collections.MutableMapping = collections.abc.MutableMapping
    oneroster = pytest.importorskip("oneroster")


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(District(rows=SMALL)) as running:
        yield running


@pytest.fixture
def connector(sandbox):
    key, secret = sandbox.credentials.key, sandbox.credentials.secret
    return oneroster.ClasslinkConnector(host=f"{sandbox.url}{V11}/", client_id=key, client_secret=secret, page_size=2)


def ids(users):
    return sorted(user["sourcedId"] for user in users)


def test_oneroster__pulls_all_users_page_by_page(connector, sandbox):
    """Five users by two make three pages; the package finds the next one in the ``Link`` header."""
    before = len(sandbox.world.seen)

    assert ["ad1", "pr1", "st1", "st2", "te1"] == ids(connector.get_users(user_filter="users"))
    assert [200] * 3 == [seen.status for seen in list(sandbox.world.seen)[before:]]


@pytest.mark.parametrize(("kind", "expected"), [("students", ["st1", "st2"]), ("teachers", ["te1"])])
def test_oneroster__pulls_a_kind_of_users(connector, kind, expected):
    assert expected == ids(connector.get_users(user_filter=kind))


@pytest.mark.parametrize(
    ("group", "name", "kind", "expected"),
    [
        ("schools", "Two", "students", ["st2"]),
        ("classes", "k1", "students", ["st1"]),
        ("classes", "K1", "teachers", ["te1"]),
    ],
)
def test_oneroster__pulls_the_users_of_a_group(connector, group, name, kind, expected):
    assert expected == ids(connector.get_users(group_filter=group, group_name=name, user_filter=kind))


def test_oneroster__courses_fail_by_its_trailing_slash(connector):
    """It asks for ``courses/``; the standard has no such path, and the sandbox takes it for a blank id."""
    with pytest.raises(Exception, match="404"):
        connector.get_users(group_filter="courses", group_name="C1", user_filter="students")


def test_oneroster__a_wrong_secret(sandbox):
    wrong = oneroster.ClasslinkConnector(host=f"{sandbox.url}{V11}/", client_id="sandbox-key", client_secret="wrong")

    with pytest.raises(Exception, match="401"):
        wrong.get_users(user_filter="users")
