"""Serve a district until stopped: ``python -m oneroster_classlink.sandbox`` is ``oneroster-classlink sandbox``."""

import sys

from oneroster_classlink.cli import main

if __name__ == "__main__":
    main(["sandbox", *sys.argv[1:]])
