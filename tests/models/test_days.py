"""The dates of a row: where they are, and how those with two readings are settled."""

import pytest

from oneroster_classlink.models import AcademicSession, Class, Demographics, Enrollment, Org, User
from oneroster_classlink.models.days import days, has_days, settled
from oneroster_classlink.models.gradebook import LineItem, Resource, Result
from oneroster_classlink.models.kinds import Order

ROLES = [{"role": "aide", "beginDate": "3/4/2026", "endDate": "2026-09-01"}, "teacher", {"role": "aide"}]


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        (AcademicSession, True),
        (Enrollment, True),
        (Demographics, True),
        (Result, True),
        (User, True),
        (Org, False),
        (Class, False),
        (LineItem, False),
    ],
)
def test_has_days__by_model(model, expected):
    assert expected is has_days(model)


@pytest.mark.parametrize(
    ("model", "row", "expected"),
    [
        (Demographics, {"sourcedId": "U1", "birthDate": "3/4/2012"}, ["3/4/2012"]),
        (Demographics, {"sourcedId": "U1"}, []),
        (AcademicSession, {"startDate": 5, "endDate": None}, [5, None]),
        (User, {"roles": ROLES}, ["3/4/2026", "2026-09-01"]),
        (User, {"roles": "teacher"}, []),
        (Resource, {"roles": ROLES}, []),
        (User, None, []),
        (User, ["beginDate"], []),
    ],
)
def test_days__wherever_they_stand(model, row, expected):
    assert expected == list(days(row, model=model))


@pytest.mark.parametrize(
    ("order", "expected"),
    [(Order.DAY_FIRST, "2012/04/03"), (Order.MONTH_FIRST, "2012/03/04"), (None, "3/4/2012")],
)
def test_settled__a_date_with_two_readings(order, expected):
    """What can be read in one way alone is that, even where it is not of that order."""
    row = {"startDate": "3/4/2012", "endDate": "12/25/2012", "title": "3/4/2012"}

    assert row | {"startDate": expected, "endDate": "2012/12/25"} == settled(row, model=AcademicSession, order=order)
    assert "3/4/2012" == row["startDate"]


def test_settled__the_dates_of_roles_too():
    expected = [ROLES[0] | {"beginDate": "2026/04/03"}, *ROLES[1:]]

    assert {"roles": expected} == settled({"roles": ROLES}, model=User, order=Order.DAY_FIRST)
    assert {"roles": ROLES} == settled({"roles": ROLES}, model=Resource, order=Order.DAY_FIRST)


@pytest.mark.parametrize("row", [None, "row", [1]])
def test_settled__what_is_no_row_stays(row):
    assert row is settled(row, model=User, order=Order.DAY_FIRST)
