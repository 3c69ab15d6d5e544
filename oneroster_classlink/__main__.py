"""Run the command line: ``python -m oneroster_classlink``."""

from oneroster_classlink.cli import main

if __name__ == "__main__":
    main()
