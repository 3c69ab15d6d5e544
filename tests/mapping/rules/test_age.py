"""R5: under 13, 13 or over, or unknown."""

from datetime import date

import pytest

from oneroster_classlink.mapping.rules.age import AgeBand, age_band


@pytest.mark.parametrize(
    ("born", "today", "expected"),
    [
        (date(2013, 10, 2), date(2026, 10, 1), AgeBand.UNDER),
        (date(2013, 10, 1), date(2026, 10, 1), AgeBand.OVER),
        (date(2012, 2, 29), date(2025, 2, 28), AgeBand.UNDER),
        (date(2012, 2, 29), date(2025, 3, 1), AgeBand.OVER),
        (date(1980, 1, 1), date(2026, 10, 1), AgeBand.OVER),
        (date(2026, 10, 2), date(2026, 10, 1), AgeBand.UNKNOWN),
        (None, date(2026, 10, 1), AgeBand.UNKNOWN),
    ],
)
def test_age_band__on_the_day(born, today, expected):
    assert expected is age_band(born, today=today)
