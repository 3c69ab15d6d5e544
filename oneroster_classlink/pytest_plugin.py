"""A pytest plugin, installed with the package: a running sandbox as a fixture.

It is imported whenever pytest starts, so it imports nothing of weight before a fixture is used.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from oneroster_classlink.sandbox import District, Sandbox


@pytest.fixture(scope="session")
def classlink_district() -> "District":
    """The district that `classlink_sandbox` serves: made up as of today. Override it to serve another."""
    from oneroster_classlink.sandbox import make_district  # noqa: PLC0415 - pytest should start quickly

    return make_district(today=date.today())  # noqa: DTZ011 - a school's day is the local one


@pytest.fixture
def classlink_sandbox(classlink_district: "District") -> Iterator["Sandbox"]:
    """A Roster Server of the test's own, listening on a free port of 127.0.0.1."""
    from oneroster_classlink.sandbox import Sandbox  # noqa: PLC0415 - as above

    with Sandbox(classlink_district) as running:
        yield running


@pytest.fixture
def classlink_faults(classlink_sandbox: "Sandbox") -> Iterator[Callable[..., None]]:
    """Switch on a fault by its name, as in ``classlink_faults("rate_limit", every=3)``; all are mended afterwards."""
    yield classlink_sandbox.break_with
    classlink_sandbox.mend()
