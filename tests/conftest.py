"""What every test lives by: no network but loopback, and system programs by name."""

import os
import shutil

import pytest


def pytest_runtest_setup(item):
    """Skip a test whose system program is absent, unless skipping is an error (as in the gate)."""
    for marker in item.iter_markers("system"):
        missing = [program for program in marker.args if shutil.which(program) is None]
        if missing and os.environ.get("ONEROSTER_TESTS_NEED_SYSTEM"):
            pytest.fail(f"the system program {missing[0]} is not installed, and nothing may be skipped here")
        if missing:
            pytest.skip(f"needs the system program {missing[0]}")
