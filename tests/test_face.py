"""The face of the package: its public names, imported when they are asked for."""

import subprocess
import sys

import pytest

import oneroster_classlink


@pytest.mark.parametrize("name", oneroster_classlink.__all__)
def test_face__every_public_name_is_there(name):
    assert name in dir(oneroster_classlink)
    assert name == getattr(oneroster_classlink, name).__name__


def test_face__no_other_name():
    with pytest.raises(AttributeError, match=r"has no attribute 'Clyent'"):
        _ = oneroster_classlink.Clyent


def test_face__importing_it_imports_no_library():
    """Bare import costs no more than Python itself."""
    code = "import sys, oneroster_classlink; print({'requests', 'attrs', 'msgspec', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own code

    assert "set()\n" == done.stdout
