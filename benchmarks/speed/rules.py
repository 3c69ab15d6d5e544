"""The rows of the table about the rule engine: the large district from pages to a roster, beside bare decoding."""

from collections.abc import Iterator
from pathlib import Path

from speed.pages import made
from speed.rounds import Found, Job, middle, ratio, run_rounds

TENTH = 10
JOBS: dict[str, tuple[str, dict[str, bool]]] = {
    "N": ("bare", {}),
    "lean": ("load", {"lean": True}),
    "whole": ("load", {"lean": False}),
    "streamed": ("streamed", {}),
    "kept": ("kept", {}),
    "polars": ("frames", {}),
    "numpy": ("mapped", {"numpy": True}),
    "plain": ("mapped", {"numpy": False}),
}


def measure(*, folder: Path, part: int, rounds: int) -> Iterator[str]:
    """Measure one *part*-th of the large district, and how what is whole has grown since a tenth of that."""
    found, less = (_run(made(folder, part=each), rounds=rounds) for each in (part, part * TENTH))
    yield f"| N: bare decoding of {middle(found, 'N', 'rows'):,.0f} rows | | | {_seconds(found, 'N')} |"
    for name, work, most, memory in (
        ("lean", "load of the fields that rules read", "", ""),
        ("whole", "load of a whole snapshot", "", ""),
        ("streamed", "pages to roster with findings, streamed", "at most 4.5", "0.8"),
        ("kept", "pages to snapshot to roster, with reasons", "at most 6.5", "1.3"),
    ):
        reach = f"{most} N, {memory} GB" if most else ""
        measured = f"{ratio(found, name, 'N'):.2f} N, {middle(found, name, 'peak'):.2f} GB"
        yield f"| {work} | {reach} | {measured} | {_seconds(found, name)} |"
    for name, work, most in (("numpy", "with numpy", 5), ("plain", "without numpy", 12)):
        measured = f"{ratio(found, name, 'polars'):.2f}"
        spread = f"{_seconds(found, name)} to {_seconds(found, 'polars')}"
        yield f"| kept snapshot to roster {work} / bare polars joins | at most {most} | {measured} | {spread} |"
    for name in ("N", "streamed", "kept"):
        grown = (middle(found, name) / middle(found, "N", "rows")) / (middle(less, name) / middle(less, "N", "rows"))
        reach = "" if name == "N" else "at most 1.25"
        yield f"| growth of {name} from a tenth, a row | {reach} | {grown:.2f} | {_seconds(less, name)} in a tenth |"
    yield f"| why, of any seat | | {middle(found, 'kept', 'why') * 1000:.1f} ms | |"


def _run(folder: Path, *, rounds: int) -> Found:
    jobs = [
        Job(label=label, kind=f"rules.{kind}", given={"folder": str(folder), **more})
        for label, (kind, more) in JOBS.items()
    ]
    return run_rounds(jobs, times=rounds, warm=False)


def _seconds(found: Found, label: str) -> str:
    seconds = sorted(each["seconds"] for each in found[label])
    return f"{middle(found, label):.3g} s ({seconds[0]:.3g}-{seconds[-1]:.3g})"
