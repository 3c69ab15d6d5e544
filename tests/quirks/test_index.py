"""No quirk of the list is without its test."""

import re
from pathlib import Path

import pytest

QUIRKS = (
    *(f"7_{number}" for number in range(1, 33)),
    *(f"2_10_{row}" for row in range(1, 14)),
    *(f"5_5_{point}" for point in range(1, 11)),
    *("charset", "gzip", "ids", "proxy"),
)
"""Section 7 by its numbers, 2.10 by its rows and 5.5 by its points, in order; and what the list has no number for."""
TEST = re.compile(r"^def test_quirk__(\w+?)__\w+\(", re.MULTILINE)
TESTED = [found for path in Path(__file__).parent.glob("test_*.py") for found in TEST.findall(path.read_text("utf-8"))]


@pytest.mark.parametrize("quirk", QUIRKS)
def test_quirks__each_has_a_test(quirk):
    assert quirk in TESTED


def test_quirks__none_is_unknown():
    assert set() == set(TESTED) - set(QUIRKS)


def test_quirks__the_list_is_as_long_as_its_source():
    """ONEROSTER.md, where it lies beside the repository."""
    source = Path(__file__).parents[3] / "shared" / "reference" / "ONEROSTER.md"
    if not source.exists():
        pytest.skip("the folder ../shared with ONEROSTER.md is not there")
    text = source.read_text("utf-8")
    section, rows, points = (_between(text, start) for start in ("\n## 7. ", "\n### 2.10 ", "\n### 5.5 "))

    assert [str(number) for number in range(1, 33)] == re.findall(r"^(\d+)\. ", section, re.MULTILINE)
    assert (13 + 2, 10) == (len(re.findall(r"^\|", rows, re.MULTILINE)), len(re.findall(r"^- ", points, re.MULTILINE)))


def _between(text, start):
    return re.split(r"\n#{2,3} ", text.partition(start)[2])[0]
