"""The command line, on top of the library."""

from oneroster_classlink.cli.main import main

__all__ = ["main"]
