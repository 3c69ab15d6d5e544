"""How fast this library is beside its rivals: `make bench`, or a part of it with ``--only decode``.

Every job runs in a fresh process, by turns with those that it is compared with, several rounds; the ratio is the median
of the rounds' ratios, and the times are medians with their spread.
"""

import argparse
import multiprocessing
import platform
import sys
from pathlib import Path

from speed.peers import install_timeback
from speed.suite import PARTS, Asked

HEAD = "| Work | Reach | Measured | Median and spread |\n|---|---|---|---|"


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only", nargs="+", choices=PARTS, default=list(PARTS), help="The parts to run; all by default."
    )
    for name in ("rounds", "users", "enrollments", "most", "scale"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Asked(), name))
    parser.add_argument("--pages", type=Path, default=Asked().pages, help="Where the large district's pages are kept.")
    return parser.parse_args()


def main() -> None:
    """Measure, and print a row of the table as soon as it is known."""
    given = vars(arguments())
    parts = given.pop("only")
    why_not = install_timeback() if "pull" in parts else None
    machine = f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}"
    sys.stdout.write(f"{machine}, {multiprocessing.cpu_count()} cores; {given['rounds']} rounds.\n\n{HEAD}\n")
    for part in parts:
        for line in PARTS[part](Asked(**given)):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
    sys.stdout.write(f"\ntimeback-oneroster was left out: {why_not}\n" if why_not else "")


if __name__ == "__main__":
    main()
